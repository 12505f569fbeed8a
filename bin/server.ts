// The one HTTP server: the gate of server/http/gate.ts in front of Next's request handler. The way of a request reads
// from the top down.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { addressHeader, clientAddress } from "@/server/http/address";
import { isAuth, passesAuth, passesAuthBody } from "@/server/http/auth-routes";
import { bodyLimit, cleanPath, disbelieved, type GateConfig, type Refusal, refusalOf } from "@/server/http/gate";
import { formHeader, isFormPage } from "@/server/http/refused-form";
import { failureOf, log } from "@/server/log";
import { schemaFits } from "@/server/readiness";
import { ssoProviders } from "@/server/session/sso-providers";
import { refuse, secure } from "./gate/answer";
import { type ApiHandlers, answerApi, openApi } from "./gate/api";
import { peekBody, receiveBody, unfinishedBodies } from "./gate/body";
import { keepToTheLog, tellInOneLine } from "./gate/complaints";
import { lookAtDatabase } from "./gate/database";
import { intercept } from "./gate/failure";
import { answerForm } from "./gate/form";
import { observe } from "./gate/log";
import { openMetrics } from "./gate/metrics";
import { openApp } from "./gate/next";
import { beginDrain, followDatabase, isDatabaseDown, limitWait, noDatabase, outage } from "./gate/outage";
import { routePatterns } from "./gate/routes";
import { serve, socketsOf } from "./gate/socket";

const dev = process.env.HLIDKA_DEV === "1";
const port = Number(process.env.PORT ?? "3000");
const config: GateConfig = { origin: new URL(env().NEXTAUTH_URL).origin, dev };
const providers = ssoProviders(env()).map(({ id }) => id);
const mostAtOnce = 200;
/** Milliseconds for a body to arrive, and to the beginning of an answer; longer than any statement may run. */
const patience = (path: string) =>
  path.startsWith("/api/uploads") ? { body: 300_000, answer: 310_000 } : { body: 30_000, answer: 45_000 };

const failed: Refusal = { status: 500, key: "failed" };
const busy: Refusal = { status: 503, key: "busy", headers: { "Retry-After": "1" } };
const oldSchema: Refusal = { status: 503, key: "migrations", headers: { "Retry-After": "10" } };
const wrongAuth: Refusal = { status: 400, key: "auth" };

let inFlight = 0;
const server = createServer({ requestTimeout: 310_000, headersTimeout: 15_000, keepAliveTimeout: 10_000 });
keepToTheLog();
void lookAtDatabase();
const app = await openApp({ dev, port, sockets: socketsOf(server, dev) });
const routeOf = routePatterns(dev);
// In development the framework makes them while one waits.
const api: ApiHandlers = dev ? new Map() : await openApi(".next");
if (env().HLIDKA_METRICS_TOKEN) openMetrics(() => inFlight, unfinishedBodies);
if (!dev) tellInOneLine();

server.on("request", (request, response) => {
  observe(request, response, routeOf, (id, route) => {
    pass(request, response, id, route).catch((error: unknown) => {
      const { method } = request;
      log().error({ request: id, method, route, failure: failureOf(error) }, "request failed at the gate");
      if (response.headersSent) response.destroy();
      else refuse(request, response, config, failed, id);
    });
  });
});
followDatabase();
serve(server, port, beginDrain);

async function pass(request: IncomingMessage, response: ServerResponse, id: string, route: string) {
  const path = cleanPath(request.url ?? "/") ?? "/";
  const refusal = refusalOf(headOf(request), config);
  if (refusal) return refuse(request, response, config, refusal);
  if (path === "/api/health/live") return tellAlive(request, response);
  const address = addressOf(request);
  let refuseLate = (late: Refusal) => refuse(request, response, config, late);
  const arrived = receiveBody(request, {
    address,
    mostOfOne: env().HLIDKA_BODIES_PER_ADDRESS,
    limit: bodyLimit(path) ?? 0,
    time: patience(path).body,
    stream: path.startsWith("/api/uploads"),
    refuse: (late) => refuseLate(late),
  });
  if (!(await arrived)) return;
  const hindrance = await hindranceOf(path);
  if (hindrance) return refuseLate(hindrance);
  inFlight += 1;
  response.once("close", () => {
    inFlight -= 1;
  });

  tellAddress(request, address);
  secure(request, response, config, path);
  const restore = intercept(response, path, async (taken) => {
    const reason = await outage();
    if (!reason) log().error({ request: id, method: request.method, route }, "request failed");
    taken(() => refuse(request, response, config, reason ?? failed, reason ? undefined : id));
  });
  refuseLate = (late) => restore(() => refuse(request, response, config, late));
  limitWait(response, patience(path).answer, refuseLate);

  if (isAuth(path) && !(await mayReachAuth(request, path))) return refuseLate(wrongAuth);
  const shown =
    request.method === "POST" && isFormPage(path) ? await answerForm(request, response, path, address) : request;
  if (!shown || (await answerApi(api, route, shown, response))) return;
  await app.handle(shown, response);
}

function headOf(request: IncomingMessage) {
  const { method = "", url = "", rawHeaders } = request;
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.push([(rawHeaders[i] ?? "").toLowerCase(), rawHeaders[i + 1] ?? ""]);
  }
  return { method, url, headers };
}

function tellAlive(request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(request.method === "HEAD" ? undefined : '{"status":"ok"}');
}

/** Why no request can be served just now; files of the build need neither database nor schema. */
async function hindranceOf(path: string): Promise<Refusal | null> {
  if (inFlight >= mostAtOnce) return busy;
  if (path.startsWith("/_next/")) return null;
  if (isDatabaseDown()) return noDatabase;
  if (path.startsWith("/api/health/")) return null;
  return (await schemaFits()) ? null : oldSchema;
}

function addressOf(request: IncomingMessage): string {
  const forwarded = request.headers["x-forwarded-for"];
  return clientAddress(
    request.socket.remoteAddress ?? "",
    Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
    env().HLIDKA_PROXIES,
  );
}

/** Replaces what a client says about itself by what we know: where it calls from. */
function tellAddress(request: IncomingMessage, address: string) {
  for (const name of Object.keys(request.headers)) if (disbelieved.test(name)) delete request.headers[name];
  delete request.headers[formHeader];
  request.headers[addressHeader] = address;
}

/** Whether next-auth may see the request: a bare one answers 500 to what it does not know. */
async function mayReachAuth(request: IncomingMessage, path: string): Promise<boolean> {
  const { method = "", url = "/", headers } = request;
  const query = url.includes("?") ? url.slice(url.indexOf("?") + 1) : "";
  if (!passesAuth(method, path, query, headers.cookie ?? "", config.origin, providers)) return false;
  if (method !== "POST") return true;
  const body = await peekBody(request);
  return body !== null && passesAuthBody(headers["content-type"] ?? "", body, config.origin);
}
