// The one HTTP server: the gate of server/http/gate.ts in front of Next's request handler.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { addressHeader, clientAddress } from "@/server/http/address";
import { isAuth, passesAuth, passesAuthBody } from "@/server/http/auth-routes";
import { bodyLimit, cleanPath, disbelieved, type GateConfig, type Refusal, refusalOf } from "@/server/http/gate";
import { apiPolicy, contentSecurityPolicy, filePolicy, securityHeaders } from "@/server/http/headers";
import { answerOf, gateLocale } from "@/server/http/refusal-page";
import { failureOf, log } from "@/server/log";
import { schemaFits } from "@/server/readiness";
import { ssoProviders } from "@/server/session/sso-providers";
import { limitBody, peekBody } from "./server-body";
import { keepToTheLog, tellInOneLine } from "./server-complaints";
import { intercept } from "./server-failure";
import { observe } from "./server-log";
import { openMetrics } from "./server-metrics";
import { openApp } from "./server-next";
import { routePatterns } from "./server-routes";
import { serve } from "./server-socket";

const dev = process.env.HLIDKA_DEV === "1";
const port = Number(process.env.PORT ?? "3000");
const config: GateConfig = { origin: new URL(env().NEXTAUTH_URL).origin, dev };
const providers = ssoProviders(env()).map(({ id }) => id);
const secure = config.origin.startsWith("https:");
const mostAtOnce = 200;
/** Milliseconds to the beginning of an answer; longer than any statement may run. */
const longestWait = (path: string) => (path.startsWith("/api/uploads") ? 310_000 : 45_000);

let inFlight = 0;
let draining = false;
/** When the start last told us that the database died; requests that fail just then failed because of it. */
let databaseDown = false;
let databaseDownAt = 0;

const busy: Refusal = { status: 503, key: "busy", headers: { "Retry-After": "1" } };
/** Requests that wait for an answer, and how to give one in their place. */
const waiting = new Set<(refusal: Refusal) => void>();
const noDatabase: Refusal = { status: 503, key: "database", headers: { "Retry-After": "2" } };
const oldSchema: Refusal = { status: 503, key: "migrations", headers: { "Retry-After": "10" } };

function answer(request: IncomingMessage, response: ServerResponse, refusal: Refusal, id?: string) {
  const locale = gateLocale(request.headers.cookie, request.headers["accept-language"]);
  const { status, headers, body } = answerOf(refusal, cleanPath(request.url ?? "") ?? "/", locale, id);
  for (const name of response.getHeaderNames()) if (name !== "x-request-id") response.removeHeader(name);
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), dev);
  for (const [name, value] of Object.entries({ ...securityHeaders(policy, secure), ...headers })) {
    response.setHeader(name, value);
  }
  // A refused body of fair size is read and dropped, so that the client sees the answer and not a broken connection.
  const fair = request.complete || Number(request.headers["content-length"] ?? Number.NaN) < 64_000_000;
  if (draining || !fair || status === 408) response.setHeader("Connection", "close");
  else request.resume();
  response.statusCode = status;
  response.end(request.method === "HEAD" ? undefined : body);
}

function headOf(request: IncomingMessage) {
  const { method = "", url = "", rawHeaders } = request;
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.push([(rawHeaders[i] ?? "").toLowerCase(), rawHeaders[i + 1] ?? ""]);
  }
  return { method, url, headers };
}

/** What an answer may load; a page learns its nonce by the headers of the request. */
function policyFor(request: IncomingMessage, path: string) {
  if (path.startsWith("/api/uploads/")) return filePolicy;
  if (path.startsWith("/api/") && !isAuth(path)) return apiPolicy;
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, dev);
  request.headers["content-security-policy"] = policy;
  return policy;
}

async function pass(request: IncomingMessage, response: ServerResponse, id: string, route: string) {
  const refusal = refusalOf(headOf(request), config);
  if (refusal) return answer(request, response, refusal);
  const url = request.url ?? "/";
  const path = cleanPath(url) ?? "/";
  if (path === "/api/health/live") {
    response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    return response.end(request.method === "HEAD" ? undefined : '{"status":"ok"}');
  }
  if (inFlight >= mostAtOnce) return answer(request, response, busy);
  if (databaseDown && !path.startsWith("/_next/")) return answer(request, response, noDatabase);
  const needsSchema = !path.startsWith("/_next/") && !path.startsWith("/api/health/");
  if (needsSchema && !(await schemaFits())) return answer(request, response, oldSchema);

  const forwarded = request.headers["x-forwarded-for"];
  const address = clientAddress(
    request.socket.remoteAddress ?? "",
    Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
    env().HLIDKA_PROXIES,
  );
  for (const name of Object.keys(request.headers)) if (disbelieved.test(name)) delete request.headers[name];
  request.headers[addressHeader] = address;
  for (const [name, value] of Object.entries(securityHeaders(policyFor(request, path), secure))) {
    response.setHeader(name, value);
  }
  if (draining) response.setHeader("Connection", "close");

  const restore = intercept(response, path, async (taken) => {
    // The news of the database's death may be a moment behind the failures that it causes.
    await new Promise((resolve) => setTimeout(resolve, 150));
    const because = databaseDown || Date.now() - databaseDownAt < 5_000;
    if (!because) log().error({ request: id, method: request.method, route }, "request failed");
    taken(() =>
      answer(request, response, because ? noDatabase : { status: 500, key: "failed" }, because ? undefined : id),
    );
  });
  const refuse = (late: Refusal) => restore(() => answer(request, response, late));
  limitBody(request, bodyLimit(path) ?? 0, path.startsWith("/api/uploads") ? 300_000 : 30_000, refuse);
  // The driver may leave a query unanswered when its connection dies; nobody is left waiting for that.
  waiting.add(refuse);
  const longest = setTimeout(() => !response.headersSent && refuse(noDatabase), longestWait(path));
  response.once("close", () => {
    waiting.delete(refuse);
    clearTimeout(longest);
  });

  if (isAuth(path)) {
    const query = url.includes("?") ? url.slice(url.indexOf("?") + 1) : "";
    const wrong: Refusal = { status: 400, key: "auth" };
    if (!passesAuth(request.method ?? "", path, query, request.headers.cookie ?? "", config.origin, providers))
      return refuse(wrong);
    if (request.method === "POST") {
      const body = await peekBody(request);
      if (body === null || !passesAuthBody(request.headers["content-type"] ?? "", body, config.origin))
        return refuse(wrong);
    }
  }
  await app.handle(request, response);
}

const server = createServer({ requestTimeout: 310_000, headersTimeout: 15_000, keepAliveTimeout: 10_000 });
keepToTheLog();
const app = await openApp({ dev, port, server });
const routeOf = routePatterns(dev);
if (env().HLIDKA_METRICS_TOKEN) openMetrics(() => inFlight);
if (!dev) tellInOneLine();

server.on("request", (request, response) => {
  inFlight += 1;
  response.once("close", () => {
    inFlight -= 1;
  });
  observe(request, response, routeOf, (id, route) => {
    pass(request, response, id, route).catch((error: unknown) => {
      const { method } = request;
      log().error({ request: id, method, route, failure: failureOf(error) }, "request failed at the gate");
      if (response.headersSent) response.destroy();
      else answer(request, response, { status: 500, key: "failed" }, id);
    });
  });
});

process.on("message", (message) => {
  if (typeof message !== "object" || message === null || !("database" in message)) return;
  databaseDown = message.database === "down";
  if (!databaseDown) return;
  databaseDownAt = Date.now();
  const hit = [...waiting];
  setTimeout(() => {
    for (const refuse of hit) if (waiting.has(refuse)) refuse(noDatabase);
  }, 1_500);
});

serve(server, port, () => {
  draining = true;
});
