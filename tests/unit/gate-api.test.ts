import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { NextRequest } from "next/dist/server/web/spec-extension/request";
import { afterEach, expect, test } from "vitest";
import { type ApiHandlers, answerApi } from "@/bin/gate/api";
import { receiveBody } from "@/bin/gate/body";
import { jsonText } from "@/server/answer";
import { cookies, headers } from "@/server/request";

const open: Array<() => void> = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** A server that answers one route here and says "framework" for what is left to it; its address. */
async function serve(handlers: ApiHandlers, route = "/api/v1/things/[slug]") {
  const server = createServer(async (request: IncomingMessage, response) => {
    const rules = { address: "192.0.2.1", mostOfOne: 100, limit: 10_000, time: 5_000, stream: false };
    if (!(await receiveBody(request, { ...rules, refuse: () => response.destroy() }))) return;
    if (!(await answerApi(handlers, route, request, response))) response.end("framework");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  open.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const slugOf = async (_: Request, { params }: { params?: Promise<Record<string, unknown>> }) =>
  Response.json(await params, { headers: { "x-own": "yes" } });

test("a handler gets what stands in the address, and its status, heads and body are the answer", async () => {
  const url = await serve(new Map([["GET /api/v1/things/[slug]", slugOf]]));
  const answer = await fetch(`${url}/api/v1/things/sokolov?k=1`);
  expect([answer.status, answer.headers.get("x-own"), answer.headers.get("content-length")]).toEqual([
    200,
    "yes",
    "18",
  ]);
  expect(await answer.json()).toEqual({ slug: "sokolov" });
});

test("a handler that asks for more than an address and a header finds a whole request", async () => {
  const handler = async (request: Request) =>
    Response.json([
      new URL(request.url).search,
      request.method,
      request.headers.get("x-own"),
      request instanceof NextRequest && request.nextUrl.searchParams.get("k"),
      request instanceof NextRequest && request.cookies.get("who")?.value,
      await request.clone().text(),
      request.body,
      request.signal.aborted,
    ]);
  const url = await serve(new Map([["GET /api/v1/things/[slug]", handler]]));
  const answer = await fetch(`${url}/api/v1/things/a?k=1`, { headers: { "x-own": "yes", cookie: "who=one" } });
  expect(await answer.json()).toEqual(["?k=1", "GET", "yes", "1", "one", "", null, false]);
});

test("a text that is JSON already is the answer, for the gate and for the framework", async () => {
  const handler = async () => jsonText('{"a":"ř"}', { status: 201 });
  const url = await serve(new Map([["GET /api/v1/things/[slug]", handler]]));
  const answers = [await fetch(`${url}/api/v1/things/a`), await handler()];
  for (const answer of answers) {
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
      201,
      "application/json",
      "private, no-store",
    ]);
    expect(await answer.text()).toBe('{"a":"ř"}');
  }
  expect(answers[0]?.headers.get("content-length")).toBe("10");
});

test.each([
  ["another method", "/api/v1/things/sokolov", { method: "POST" }],
  ["a slash at the end", "/api/v1/things/sokolov/", {}],
  ["a part too many", "/api/v1/things/sokolov/more", {}],
  ["an encoded part", "/api/v1/things/a%2Fb", {}],
  ["an encoded word of the route", "/api/v1/thing%73/a", {}],
  ["the framework's own navigation", "/api/v1/things/sokolov", { headers: { rsc: "1" } }],
])("%s is left to the framework", async (_, path, init) => {
  const url = await serve(new Map([["GET /api/v1/things/[slug]", slugOf]]));
  expect(await (await fetch(url + path, init)).text()).toBe("framework");
});

test("two requests at once know their own headers and cookies, and each answer has its own", async () => {
  const handler = async () => {
    const jar = await cookies();
    const name = jar.get("who")?.value ?? "";
    await sleep(name === "one" ? 30 : 5);
    jar.set("kept", name, { httpOnly: true, sameSite: "lax", path: "/" });
    jar.delete("gone");
    return Response.json([(await headers()).get("x-request-id"), jar.has("who"), jar.has("other")]);
  };
  const url = await serve(new Map([["GET /api/v1/things/[slug]", handler]]));
  const ask = (who: string) =>
    fetch(`${url}/api/v1/things/a`, { headers: { "x-request-id": `id-${who}`, cookie: `who=${who}` } });
  const [one, two] = await Promise.all([ask("one"), ask("two")]);
  expect(await one.json()).toEqual(["id-one", true, false]);
  expect(await two.json()).toEqual(["id-two", true, false]);
  const gone = "gone=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
  expect(one.headers.getSetCookie()).toEqual(["kept=one; Path=/; HttpOnly; SameSite=lax", gone]);
  expect(two.headers.getSetCookie()).toEqual(["kept=two; Path=/; HttpOnly; SameSite=lax", gone]);
});

test("what comes after another answer was given in its place goes nowhere", async () => {
  const outcome = new Promise<boolean>((resolve, reject) => {
    const server = createServer((request, response) => {
      const handler = async () => {
        response.writeHead(503).end("too late");
        return Response.json({}, { headers: { "x-own": "yes" } });
      };
      answerApi(new Map([["GET /api/v1/things", handler]]), "/api/v1/things", request, response).then(resolve, reject);
    }).listen(0, "127.0.0.1", async () => {
      open.push(() => server.close());
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/things`);
      expect([answer.status, await answer.text(), answer.headers.get("x-own")]).toEqual([503, "too late", null]);
    });
  });
  expect(await outcome).toBe(true);
});

test("what was sent whole is carried out, though nobody waits for the answer any more", async () => {
  let leave = () => {};
  const carriedOut = new Promise<string>((resolve, reject) => {
    const handler = async (request: Request) => {
      leave();
      if (!request.signal.aborted) await once(request.signal, "abort");
      request.text().then(resolve, reject);
      return new Response(null, { status: 204 });
    };
    void serve(new Map([["POST /api/v1/things/[slug]", handler]])).then((url) => {
      const { port, hostname } = new URL(url);
      const socket = connect(Number(port), hostname);
      leave = () => socket.destroy();
      socket.write("POST /api/v1/things/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwhole");
    });
  });
  expect(await carriedOut).toBe("whole");
});
