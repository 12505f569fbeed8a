import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { expect, onTestFinished, test } from "vitest";
import { socketsOf } from "@/bin/gate/socket";
import { refusalOf } from "@/server/http/gate";

const head = ["GET /_next/hmr?id=a HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket"];

/** A server as ours, at which a framework waits for web sockets as Next does: it takes them, keeps them and sends back what it hears. */
async function serve(dev: boolean) {
  const server = createServer();
  const taken: Duplex[] = [];
  socketsOf(server, dev).on("upgrade", (_request: IncomingMessage, socket: Duplex) => {
    taken.push(socket);
    socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    socket.on("data", (part) => socket.write(part));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    for (const socket of taken) socket.destroy();
    server.close();
  });
  return { server, taken };
}

/** A connection that has asked for another protocol, and all that it was sent. */
async function ask(server: Server) {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (part) => {
    text += part.toString("latin1");
  });
  socket.write(`${[...head, `Host: 127.0.0.1:${port}`].join("\r\n")}\r\n\r\n`);
  onTestFinished(() => void socket.destroy());
  return { socket, said: () => text };
}

test("in development the framework keeps its web socket", async () => {
  const { server, taken } = await serve(true);
  const { socket, said } = await ask(server);
  await expect.poll(said).toContain("101 Switching Protocols");
  socket.write("ping");
  await expect.poll(said).toMatch(/\r\n\r\nping$/);
  expect([taken.length, socket.closed]).toEqual([1, false]);
});

test("in production it never hears of one: the connection is refused and closed", async () => {
  const { server, taken } = await serve(false);
  const { socket, said } = await ask(server);
  await once(socket, "close");
  expect(said()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
  expect(taken).toEqual([]);
});

test.each([
  [true, null],
  [false, 400],
])("a request that still says so passes the gate in development alone (%s)", (dev, status) => {
  const headers: [string, string][] = [
    ["host", "127.0.0.1:3000"],
    ["upgrade", "websocket"],
  ];
  const config = { origin: "http://127.0.0.1:3000", dev };
  expect(refusalOf({ method: "GET", url: "/", headers }, config)?.status ?? null).toBe(status);
});
