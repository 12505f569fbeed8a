import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { receiveBody, unfinishedBodies } from "@/bin/gate/body";

const open: Array<() => void> = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

type Rules = Partial<Omit<Parameters<typeof receiveBody>[1], "refuse">>;

/** A server that answers what arrived, and how to open a request to it whose body is still to come. */
async function echo(rules: Rules, begun: (request: IncomingMessage) => void = () => {}) {
  const server = createServer(async (request, response) => {
    const refuse = (status: number) => response.writeHead(status, { Connection: "close" }).end();
    const full = { address: "192.0.2.1", mostOfOne: 100, limit: 1_000, time: 5_000, stream: false, ...rules };
    const whole = await receiveBody(request, { ...full, refuse: ({ status }) => refuse(status) });
    if (!whole) return;
    begun(request);
    response.end(await text(request));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  open.push(() => server.close());
  return async (head: string[], first = "") => {
    const socket = connect(port, "127.0.0.1");
    open.push(() => socket.destroy());
    await once(socket, "connect");
    socket.write(`${["POST / HTTP/1.1", "Host: a", ...head].join("\r\n")}\r\n\r\n${first}`);
    return socket;
  };
}

const statusOf = async (socket: Socket) =>
  Number(/^HTTP\/1\.1 (\d+)/.exec(String((await once(socket, "data"))[0]))?.[1]);
const settled = () => new Promise((resolve) => setTimeout(resolve, 30));

test("a body counts as begun with its last byte, declared or chunked, and arrives whole", async () => {
  let begun = 0;
  const send = await echo({}, () => {
    begun += 1;
  });
  const declared = await send(["Content-Length: 6"], "abc");
  const chunked = await send(["Transfer-Encoding: chunked"], "3\r\nxyz\r\n");
  await settled();
  expect([begun, unfinishedBodies()]).toEqual([0, 2]);
  declared.write("def");
  expect(String((await once(declared, "data"))[0])).toMatch(/\r\n\r\nabcdef$/);
  chunked.write("1\r\n!\r\n0\r\n\r\n");
  expect(String((await once(chunked, "data"))[0])).toMatch(/xyz!/);
  expect([begun, unfinishedBodies()]).toEqual([2, 0]);
});

test("a streamed body is passed on as it comes", async () => {
  let begun = 0;
  const send = await echo({ stream: true }, () => {
    begun += 1;
  });
  const socket = await send(["Content-Length: 6"], "abc");
  await settled();
  expect([begun, unfinishedBodies()]).toEqual([1, 1]);
  socket.write("def");
  expect(String((await once(socket, "data"))[0])).toMatch(/\r\n\r\nabcdef$/);
  expect(unfinishedBodies()).toBe(0);
});

test.each([false, true])("a body that does not come is ended with 408, streamed: %s", async (stream) => {
  const send = await echo({ time: 60, stream });
  const socket = await send(["Content-Length: 6"], "a");
  expect(await statusOf(socket)).toBe(408);
  await settled();
  expect(unfinishedBodies()).toBe(0);
});

test("a chunked body that grows too large is refused with 413", async () => {
  const send = await echo({ limit: 4 });
  expect(await statusOf(await send(["Transfer-Encoding: chunked"], "5\r\nabcde\r\n"))).toBe(413);
});

test("one address has so many unfinished bodies, and room again when one ends or breaks off", async () => {
  const send = await echo({ mostOfOne: 2 });
  const [one, two] = [await send(["Content-Length: 1"]), await send(["Content-Length: 1"])];
  expect(await statusOf(await send(["Content-Length: 1"]))).toBe(429);
  two?.destroy();
  await settled();
  const three = await send(["Content-Length: 1"], "z");
  expect(await statusOf(three)).toBe(200);
  one?.write("a");
  expect(await statusOf(one as Socket)).toBe(200);
  expect(unfinishedBodies()).toBe(0);
});
