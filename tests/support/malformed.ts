import { written } from "./raw";

/** What a request looks like that no honest client sends; each must be answered by a 4xx (0: the connection is closed). */
export type Malformed = { what: string; bytes: string; allowed: readonly number[] };

const client = [400, 401, 403, 404, 405, 406, 408, 409, 411, 413, 414, 415, 417, 422, 431];

/** Malformed protocol, by hand; `command` is a command's path to aim at. */
export function malformedRequests(url: string, command = "/api/v1/commands/expense.record"): Malformed[] {
  const origin = `Origin: ${url}`;
  const jsonHead = [origin, "Content-Type: application/json"];
  const get = (path: string, ...headers: string[]) => written(url, `GET ${path} HTTP/1.1`, headers);
  const post = (body: string, ...headers: string[]) =>
    written(url, `POST ${command} HTTP/1.1`, [...headers, `Content-Length: ${Buffer.byteLength(body)}`], body);
  const json = (body: string, ...headers: string[]) => post(body, ...jsonHead, ...headers);
  const envelope = (input: string) => `{"commandId":"6b1f9a3c-6f0e-4a55-9a52-0d6a0f0b7d10","input":${input}}`;
  const state = (text: string) => get("/", "RSC: 1", `Next-Router-State-Tree: ${text}`);
  const cases: Record<string, string> = {
    "a broken escape": get("/%E0%A4%A"),
    "a lone percent": get("/%"),
    "a broken escape in a project": get("/projects/%C3%28"),
    "a broken escape in the query": get("/?k=%"),
    "an overlong escape": get("/%C0%AF"),
    "a surrogate": get("/%ED%A0%80"),
    "a NUL in the path": get("/projects/a%00b"),
    "a NUL in the query": get("/projects?q=%00"),
    "a raw NUL": get("/a\0b"),
    "a line break in the path": get("/a%0d%0aSet-Cookie:x"),
    "an address of 9 KB": get(`/${"a".repeat(9000)}`),
    "an address of 100 KB": get(`/${"a".repeat(100_000)}`),
    "two slashes": get("//evil.example/%2e%2e"),
    "dots that climb": get("/_next/static/../../../package.json"),
    "escaped dots": get("/_next/static/%2e%2e/%2e%2e/package.json"),
    "an absolute address": get("http://evil.example/"),
    TRACE: written(url, "TRACE / HTTP/1.1"),
    OPTIONS: written(url, "OPTIONS * HTTP/1.1"),
    CONNECT: written(url, "CONNECT evil.example:443 HTTP/1.1"),
    PUT: written(url, "PUT / HTTP/1.1", ["Content-Length: 0"]),
    DELETE: written(url, "DELETE /api/v1/projects HTTP/1.1"),
    "a method that is none": written(url, "GRAB / HTTP/1.1"),
    "a version that is none": `GET / HTTP/9.9\r\nHost: ${new URL(url).host}\r\n\r\n`,
    "no host": "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": get("/", `Host: ${new URL(url).host}`, "Host: evil.example"),
    "a foreign host": get("/", "Host: evil.example"),
    "a host of garbage": get("/", "Host: a@b/c"),
    "a header without a colon": get("/", "nonsense"),
    "a header of control characters": get("/", "X-A: a\u0001b"),
    "20 KB of headers": get("/", `X-A: ${"a".repeat(20_000)}`),
    "3000 headers": get("/", ...Array.from({ length: 3000 }, (_, index) => `X-${index}: 1`)),
    "a server action": json("[]", "Next-Action: 00"),
    "a multipart action": post("--x--", origin, "Content-Type: multipart/form-data; boundary=x"),
    "a POST to a page": written(url, "POST / HTTP/1.1", [...jsonHead, "Content-Length: 2"], "{}"),
    "a middleware subrequest": get("/", "x-middleware-subrequest: middleware:middleware"),
    "a middleware rewrite": get("/", "x-middleware-rewrite: /x"),
    "route matches": get("/", "x-now-route-matches: 1"),
    "a resume": get("/", "next-resume: 1"),
    "page data": get("/", "x-nextjs-data: 1"),
    "an RSC value that is none": get("/", "RSC: 2"),
    "a router state that is no JSON": state("%7B"),
    "a router state that is no tree": state(encodeURIComponent('["",{"children":[1,{}]}]')),
    "a router state of broken escapes": state("%E0%A4%A"),
    "a deep router state": state(encodeURIComponent(`${'["",{"children":'.repeat(100)}[]${"}]".repeat(100)}`)),
    "an upgrade": get("/", "Upgrade: websocket", "Sec-WebSocket-Key: x"),
    "an expectation": get("/", "Expect: wonders"),
    "no origin": post("{}", "Content-Type: application/json"),
    "a null origin": post("{}", "Origin: null", "Content-Type: application/json"),
    "a foreign origin": post("{}", "Origin: https://evil.example", "Content-Type: application/json"),
    "a garbled origin": post("{}", "Origin: ://", "Content-Type: application/json"),
    "two origins": json("{}", "Origin: https://evil.example"),
    "a cross-site write": json("{}", "Sec-Fetch-Site: cross-site"),
    "a brotli body": json("{}", "Content-Encoding: br"),
    "a gzip body": json("{}", "Content-Encoding: gzip"),
    "a GET with a body": written(url, "GET / HTTP/1.1", ["Content-Length: 3"], "abc"),
    "length and chunks": `POST ${command} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n${jsonHead.join("\r\n")}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    "two lengths": json("{}", "Content-Length: 3"),
    "a negative length": written(url, `POST ${command} HTTP/1.1`, [...jsonHead, "Content-Length: -1"]),
    "chunks of garbage": written(
      url,
      `POST ${command} HTTP/1.1`,
      [...jsonHead, "Transfer-Encoding: chunked"],
      "zz\r\n",
    ),
    "a coding that is none": written(url, `POST ${command} HTTP/1.1`, [...jsonHead, "Transfer-Encoding: gzip"], "x"),
    "two megabytes": json(`"${"a".repeat(2_000_000)}"`),
    "two megabytes in pieces": written(
      url,
      `POST ${command} HTTP/1.1`,
      [...jsonHead, "Transfer-Encoding: chunked"],
      `${"10000\r\n".concat("a".repeat(65536), "\r\n").repeat(32)}0\r\n\r\n`,
    ),
    "a huge length": written(url, `POST ${command} HTTP/1.1`, [...jsonHead, "Content-Length: 99999999999"]),
    "another type": post("<a/>", origin, "Content-Type: text/xml"),
    "no type": post("{}", origin),
    "an empty body": json(""),
    "half a JSON": json('{"commandId":'),
    "JSON that is no object": json("[]"),
    "a number too large": json(envelope("1e999")),
    "50 000 levels of JSON": json(envelope(`${"[".repeat(50_000)}${"]".repeat(50_000)}`)),
    "a prototype": json('{"__proto__":{"commandId":"x"},"input":{}}'),
    "an unknown field": json('{"commandId":"6b1f9a3c-6f0e-4a55-9a52-0d6a0f0b7d10","input":{},"admin":true}'),
    "bytes that are no UTF-8": json("\u00ff\u00fe"),
    "a form of broken escapes": post(
      "commandId=%&x=%E0%A4%A",
      origin,
      "Content-Type: application/x-www-form-urlencoded",
    ),
    "a command that is none": written(
      url,
      "POST /api/v1/commands/no.such HTTP/1.1",
      [...jsonHead, "Content-Length: 2"],
      "{}",
    ),
    "a command named like a method": written(
      url,
      "POST /api/v1/commands/constructor HTTP/1.1",
      [...jsonHead, "Content-Length: 2"],
      "{}",
    ),
    "a forged session": json(envelope("{}"), "Cookie: hlidka.session=eyJhbGciOiJkaXIifQ..a.b.c"),
    "a cookie of garbage": get("/api/v1/projects", "Cookie: ;;=%E0%A4%A;hlidka.session=%; hlidka.locale=%00"),
    "a forged token": get("/api/v1/projects", "Authorization: Bearer \u00e1\u00e9"),
    "an unknown page of next-auth": get("/api/auth/nothing"),
    "a foreign way back": get("/api/auth/signin?callbackUrl=https://evil.example"),
    "a bad body for next-auth": written(
      url,
      "POST /api/auth/signout HTTP/1.1",
      [...jsonHead, "Content-Length: 1"],
      "{",
    ),
    "an unknown provider": written(
      url,
      "POST /api/auth/signin/none HTTP/1.1",
      [...jsonHead, "Content-Length: 2"],
      "{}",
    ),
    "a callback of nobody": get("/api/auth/callback/none?code=x"),
  };
  // A form of a page without scripts is sent back to its page with the error in the address.
  const form = /^Content-Type: application\/x-www-form-urlencoded/m;
  return Object.entries(cases).map(([what, bytes]) => ({
    what,
    bytes,
    allowed: form.test(bytes) ? [...client, 303] : client,
  }));
}
