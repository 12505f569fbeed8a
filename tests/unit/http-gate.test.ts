import { expect, test } from "vitest";
import { ownAddress, passesAuth, passesAuthBody } from "@/server/http/auth-routes";
import { cleanPath, type Head, refusalOf } from "@/server/http/gate";
import { contentSecurityPolicy, isCameraPage, securityHeaders } from "@/server/http/headers";
import { gateLocale } from "@/server/http/refusal-page";

const origin = "https://hlidka.example.cz";
type Case = [
  what: string,
  head: Partial<Omit<Head, "headers">> & { headers?: Record<string, string> },
  status: number | null,
];

const statusOf = (head: Case[1]) => {
  const headers = Object.entries({ host: "hlidka.example.cz", ...head.headers });
  return refusalOf({ method: "GET", url: "/", ...head, headers }, { origin })?.status ?? null;
};
const command = { method: "POST", url: "/api/v1/commands/expense.record" };
const json = { "content-type": "application/json", "content-length": "2", origin };

test.each<Case>([
  ["a page", {}, null],
  ["a page by its loopback name", { headers: { host: "127.0.0.1:3000" } }, null],
  ["a query with Czech letters", { url: "/projects?q=%C5%BElu%C5%A5" }, null],
  ["a method that writes", { method: "PUT" }, 405],
  ["TRACE", { method: "TRACE" }, 405],
  ["OPTIONS", { method: "OPTIONS", url: "*" }, 405],
  ["a POST to a page", { method: "POST", headers: json }, 405],
  ["a broken escape", { url: "/%E0%A4%A" }, 400],
  ["a broken escape in the query", { url: "/?q=%" }, 400],
  ["a NUL", { url: "/a%00b" }, 400],
  ["a NUL in the query", { url: "/?q=%00" }, 400],
  ["a surrogate", { url: "/%ED%A0%80" }, 400],
  ["dots that climb", { url: "/api/%2e%2e/x" }, 400],
  ["two slashes", { url: "//evil.example/" }, 400],
  ["a backslash", { url: "/%5Cevil.example" }, 400],
  ["an absolute address", { url: "http://evil.example/" }, 400],
  ["an address of 3 KB", { url: `/${"a".repeat(3000)}` }, 400],
  ["another host", { headers: { host: "evil.example" } }, 400],
  ["a host of garbage", { headers: { host: "a b" } }, 400],
  ["health under any name", { url: "/api/health/live", headers: { host: "10.0.0.7:3000" } }, null],
  ["a server action", { headers: { "next-action": "x" } }, 400],
  ["a middleware header", { headers: { "x-middleware-subrequest": "middleware" } }, 400],
  ["a router state that is none", { headers: { rsc: "1", "next-router-state-tree": "%5B" } }, 400],
  [
    "a router state",
    { headers: { rsc: "1", "next-router-state-tree": encodeURIComponent('["",{"children":["a",{}]},null,null]') } },
    null,
  ],
  ["an upgrade", { headers: { upgrade: "websocket" } }, 400],
  [
    "a mail turned off by a mail program",
    { method: "POST", url: "/api/mail/off/x", headers: { "content-length": "26" } },
    null,
  ],
  [
    "the same with a cookie, from another site",
    {
      method: "POST",
      url: "/api/mail/off/x",
      headers: { cookie: "a=b", origin: "https://mail.example", "content-length": "26" },
    },
    403,
  ],
  ["a GET with a body", { headers: { "content-length": "3" } }, 400],
  ["a command", { ...command, headers: json }, null],
  [
    "a command in pieces",
    { ...command, headers: { "content-type": "application/json", origin, "transfer-encoding": "chunked" } },
    null,
  ],
  ["both lengths", { ...command, headers: { ...json, "transfer-encoding": "chunked" } }, 400],
  ["a length of garbage", { ...command, headers: { ...json, "content-length": "1e3" } }, 400],
  ["an encoded body", { ...command, headers: { ...json, "content-encoding": "br" } }, 415],
  ["a body of another type", { ...command, headers: { ...json, "content-type": "text/xml" } }, 415],
  ["a megabyte too much", { ...command, headers: { ...json, "content-length": "1048577" } }, 413],
  ["no origin", { ...command, headers: { "content-type": "application/json" } }, 403],
  ["a null origin", { ...command, headers: { ...json, origin: "null" } }, 403],
  ["a foreign origin", { ...command, headers: { ...json, origin: "https://evil.example" } }, 403],
  ["our origin over http", { ...command, headers: { ...json, origin: "http://hlidka.example.cz" } }, 403],
  ["a foreign site", { ...command, headers: { ...json, "sec-fetch-site": "cross-site" } }, 403],
  ["a neighbouring site", { ...command, headers: { ...json, "sec-fetch-site": "same-site" } }, 403],
  [
    "a token without cookies",
    { ...command, headers: { "content-type": "application/json", authorization: "Bearer x" } },
    null,
  ],
  [
    "a token beside a cookie",
    { ...command, headers: { "content-type": "application/json", authorization: "Bearer x", cookie: "a=b" } },
    403,
  ],
])("%s", (_, head, status) => {
  expect(statusOf(head)).toBe(status);
});

test("a header that must stand once does", () => {
  const twice: Head = {
    method: "GET",
    url: "/",
    headers: [
      ["host", "localhost"],
      ["host", "evil.example"],
    ],
  };
  expect(refusalOf(twice, { origin })?.status).toBe(400);
});

test("a clean path is decoded", () => {
  expect(cleanPath("/p/%C4%8Desk%C3%BD?x=1")).toBe("/p/český");
});

test("next-auth sees what it can answer", () => {
  const passes = (method: string, path: string, query = "", cookie = "") =>
    passesAuth(method, path, query, cookie, origin);
  expect(passes("GET", "/api/auth/session")).toBe(true);
  expect(passes("POST", "/api/auth/signout")).toBe(true);
  expect(passes("GET", "/api/auth")).toBe(false);
  expect(passes("GET", "/api/auth/nothing")).toBe(false);
  expect(passes("POST", "/api/auth/session")).toBe(false);
  expect(passes("GET", "/api/auth/signin", "callbackUrl=https://evil.example")).toBe(false);
  expect(passes("GET", "/api/auth/signin", "callbackUrl=/a&callbackUrl=/b")).toBe(false);
  expect(passes("GET", "/api/auth/session", "", "next-auth.callback-url=https%3A%2F%2Fevil.example")).toBe(false);
  expect(passes("GET", "/api/auth/session", "", "next-auth.callback-url=%E0%A4%A")).toBe(false);
});

test("nobody is sent elsewhere after sign-in", () => {
  expect(["/", "/projects?k=1", `${origin}/x`].map((value) => ownAddress(value, origin))).toEqual([true, true, true]);
  const foreign = ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", ""];
  expect(foreign.filter((value) => ownAddress(value, origin))).toEqual([]);
});

test("a sign-in body is a flat form or object", () => {
  const passes = (type: string, body: string) => passesAuthBody(type, body, origin);
  expect(passes("application/x-www-form-urlencoded", "csrfToken=a&callbackUrl=%2F")).toBe(true);
  expect(passes("application/json", '{"csrfToken":"a"}')).toBe(true);
  const wrong = ["[]", "null", "{", '{"a":{"b":1}}', '{"callbackUrl":"//evil.example"}'];
  expect(wrong.filter((body) => passes("application/json", body))).toEqual([]);
  expect(passes("application/x-www-form-urlencoded", "a=%E0%A4%A")).toBe(false);
});

test("the gate speaks the visitor's language", () => {
  expect(gateLocale("hlidka.locale=en", "cs")).toBe("en");
  expect(gateLocale("hlidka.locale=xx", "en-GB,cs;q=0.5")).toBe("en");
  expect(gateLocale()).toBe("cs");
});

test("the camera and WebAssembly are allowed on the page at the door and on no other", () => {
  const allowed = (path: string) => {
    const camera = isCameraPage(path);
    const policy = contentSecurityPolicy("n", false, camera);
    const permitted = securityHeaders(policy, true, camera)["Permissions-Policy"]?.startsWith("camera=(self),");
    return [policy.includes("'wasm-unsafe-eval'"), permitted];
  };
  expect(allowed("/check-in/setkani-apk-2025")).toEqual([true, true]);
  for (const path of ["/", "/check-in", "/check-in/a/list", "/m/check-in/a", "/meetings/setkani-apk-2025/attendance"])
    expect(allowed(path)).toEqual([false, false]);
});
