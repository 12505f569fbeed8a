import { once } from "node:events";
import { expect, test } from "vitest";
import { malformedRequests } from "../support/malformed";
import { begin, raw, written } from "../support/raw";
import { get, send, serverUrl } from "../support/server";

const url = serverUrl();

test.each(malformedRequests(url).map((request) => [request.what, request] as const))(
  "%s is refused and the server stands",
  async (_, { bytes, allowed }) => {
    const answer = await raw(url, bytes);
    expect(allowed, answer.text.slice(0, 300)).toContain(answer.status);
    expect(answer.text).not.toMatch(/\n\s+at .*\(.*:\d+:\d+\)/);
  },
);

test("an answer for machines may load nothing", async () => {
  const response = await get("/api/v1/openapi.json", null);
  expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
});

test("every answer carries the policy, and scripts carry its nonce, never the visitor's", async () => {
  const forged = { "x-nonce": "forged", "content-security-policy": "script-src 'nonce-forged'" };
  const response = await get("/sign-in", null, forged);
  const policy = response.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
  const html = await response.text();
  expect(nonce.length).toBeGreaterThan(20);
  expect(policy).not.toContain("forged");
  expect(html).not.toContain("forged");
  const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map((match) => match[0]);
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.get("x-powered-by")).toBeNull();
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("two answers never share a nonce", async () => {
  const policies = await Promise.all([get("/sign-in", null), get("/sign-in", null)]);
  const [one, two] = policies.map((response) => response.headers.get("content-security-policy"));
  expect(one).not.toBe(two);
});

test("a refusal is a problem for machines and a page for people, in the asked language", async () => {
  const machine = await fetch(`${url}/api/v1/projects`, { method: "PUT", headers: { "accept-language": "en" } });
  expect(machine.status).toBe(405);
  expect(machine.headers.get("allow")).toBe("GET, HEAD, POST");
  expect(machine.headers.get("content-type")).toContain("application/problem+json");
  expect(await machine.json()).toMatchObject({ status: 405, title: "This method is not accepted here." });
  const person = await fetch(`${url}/%25zz%`, { headers: { "accept-language": "cs" } });
  expect(person.status).toBe(400);
  expect(await person.text()).toContain("Adrese nerozumíme.");
});

test("a large body is refused with an answer, not with a broken connection", async () => {
  const response = await send("expense.record", { note: "a".repeat(3_000_000) }, { email: "finance@sokolov.example" });
  expect(response.status).toBe(413);
});

test("the process is alive under any name", async () => {
  const answer = await raw(url, written(url, "GET /api/health/live HTTP/1.1", ["Host: 10.1.2.3"]));
  expect(answer.status).toBe(200);
});

test("who asks for another protocol is refused and the connection is closed", async () => {
  // The framework takes such requests for itself once it has answered its first one, and keeps those for no page of its own.
  await get("/sign-in", null);
  const sockets = await begin(
    url,
    ["GET /nowhere HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"],
    20,
  );
  const told = await Promise.all(
    sockets.map(async (socket) => {
      const [data] = await once(socket, "data");
      await once(socket, "close");
      return String(data).split("\r\n")[0];
    }),
  );
  expect(new Set(told)).toEqual(new Set(["HTTP/1.1 400 Bad Request"]));
});

test("two hundred posts without their bodies keep nobody out, and a hundred slow ones are answered", async () => {
  const head = ["POST /api/v1/commands/session.create HTTP/1.1", "Content-Type: application/json"];
  const never = await begin(url, [...head, "Content-Length: 50"], 205);
  try {
    const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await get("/sign-in", null)).status));
    expect(statuses).toEqual(Array(10).fill(200));
  } finally {
    for (const socket of never) socket.destroy();
  }
  const slow = await begin(url, [...head, "Content-Length: 2"], 100);
  expect((await get("/sign-in", null)).status).toBe(200);
  const answers = slow.map(async (socket) => String((await once(socket, "data"))[0]).slice(9, 12));
  for (const socket of slow) socket.write("{}");
  expect(new Set(await Promise.all(answers))).toEqual(new Set(["422"]));
  for (const socket of slow) socket.destroy();
});
