import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { cleanPath } from "@/server/http/gate";
import { log } from "@/server/log";
import { countRequest } from "./metrics";

const known = new Set(["GET", "HEAD", "POST"]);
/** Asked every few seconds by machines, or by every page many times. */
const quiet = /^(\/_next$|\/api\/health\/|\/api\/metrics$)/;
const current = new AsyncLocalStorage<string>();

/** The id of the request that the present code works for. */
export const currentRequest = () => current.getStore();

const methodOf = (request: IncomingMessage) => (known.has(request.method ?? "") ? (request.method ?? "") : "other");

/** Writes the line of a request that was refused before it had an answer to carry an id, and counts it. */
export function noteRefused(request: IncomingMessage, route: string, status: number): void {
  const method = methodOf(request);
  countRequest({ method, route, status, milliseconds: 0 });
  log().info({ request: randomUUID(), method, route, status, ms: 0 }, "request");
}

/**
 * Gives a request its id, which the answer carries and a failure is told under, and writes one line and counts when it
 * is over. A client's own id is not taken: it could be anything.
 */
export function observe(
  request: IncomingMessage,
  response: ServerResponse,
  routeOf: (path: string) => string,
  handle: (id: string, route: string) => void,
): void {
  const id = randomUUID();
  const began = performance.now();
  const method = methodOf(request);
  const path = cleanPath(request.url ?? "");
  const route = path === null ? "(none)" : routeOf(path);
  request.headers["x-request-id"] = id;
  response.setHeader("X-Request-Id", id);
  response.once("close", () => {
    const milliseconds = performance.now() - began;
    const whole = response.writableFinished;
    const status = whole || response.headersSent ? response.statusCode : 499;
    countRequest({ method, route, status, milliseconds });
    const line = { request: id, method, route, status, ms: Math.round(milliseconds), ...(whole ? {} : { cut: true }) };
    if (quiet.test(route)) log().debug(line, "request");
    else log().info(line, "request");
  });
  current.run(id, () => handle(id, route));
}
