import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import type { AppRouteHandlerFn, AppRouteRouteModule } from "next/dist/server/route-modules/app-route/module";
import { NextRequest } from "next/dist/server/web/spec-extension/request";
import { NextResponse } from "next/dist/server/web/spec-extension/response";
import { z } from "zod";
import { wholeText } from "@/server/http/whole-text";
import type { Asked } from "@/server/request";
import { takeBody } from "./body";

/** The handlers of the API, by method and pattern: "GET /api/v1/projects/[slug]". */
export type ApiHandlers = ReadonlyMap<string, AppRouteHandlerFn>;

const manifest = z.record(z.string(), z.string());
const asked = new AsyncLocalStorage<Asked>();
globalThis.hlidkaAsked = asked;

/**
 * The handlers of app/api/v1, to be called without the framework, whose part was most of a request's processor time.
 * They are the very functions that it calls, found by the list of its build, so there is no second table of routes.
 */
export async function openApi(folder: string): Promise<ApiHandlers> {
  const load = createRequire(resolve(folder, "server/"));
  const built = manifest.parse(JSON.parse(readFileSync(`${folder}/server/app-paths-manifest.json`, "utf8")));
  const found = new Map<string, AppRouteHandlerFn>();
  for (const [name, file] of Object.entries(built)) {
    const pattern = /^(\/api\/v1\/.+)\/route$/.exec(name)?.[1];
    if (!pattern) continue;
    const { routeModule }: { routeModule: AppRouteRouteModule } = load(resolve(folder, "server", file));
    await routeModule.ensureUserland();
    const { GET, HEAD = GET, POST } = routeModule.userland;
    for (const [method, handler] of Object.entries({ GET, HEAD, POST }))
      if (handler) found.set(`${method} ${pattern}`, handler);
  }
  return found;
}

/**
 * Answers a request to the API, whose body has arrived. False for what is left to the framework: a method that the
 * route does not have, an address spelled otherwise than its pattern, a step of the framework's own navigation.
 */
export async function answerApi(
  handlers: ApiHandlers,
  route: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { method = "", url = "" } = request;
  const handler = handlers.get(`${method} ${route}`);
  const params = handler && !request.headers.rsc && paramsOf(route, url);
  if (!handler || !params) return false;
  const told = requestOf(request, response);
  let kept: NextResponse | undefined;
  const jar = () => {
    kept ??= new NextResponse();
    return kept.cookies;
  };
  const answer = await asked.run({ headers: told.headers, cookies: jarOf(told, jar) }, () =>
    handler(told, { params: Promise.resolve(params) }),
  );
  if (!(answer instanceof Response)) throw new TypeError("A handler gave no answer");
  const body = wholeText(answer) ?? Buffer.from(await answer.arrayBuffer());
  // Another answer was given in its place, after too long a wait or with the database gone.
  if (response.headersSent) return true;
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  if (kept) response.setHeader("set-cookie", kept.headers.getSetCookie());
  response.end(body);
  return true;
}

/** What stands in an address in the place of each [part] of its pattern; null when it is not spelled like the pattern. */
function paramsOf(pattern: string, url: string): Record<string, string> | null {
  const names = pattern.split("/");
  const parts = url.replace(/\?.*/s, "").split("/");
  const params: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const part = parts[at];
    if (part === undefined || part.includes("%")) return null;
    if (name.startsWith("[")) params[name.slice(1, -1)] = part;
    else if (part !== name) return null;
  }
  return parts.length === names.length ? params : null;
}

/** The request as handlers know it; its signal tells that nobody waits for the answer any more. */
function requestOf(request: IncomingMessage, response: ServerResponse): NextRequest {
  const { method = "", url = "" } = request;
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const address = new URL(url, "http://gate");
  if (method !== "POST") return requestWhenAsked(address.href, method, headers);
  const gone = new AbortController();
  response.once("close", () => response.writableFinished || gone.abort());
  return new NextRequest(address, { method, headers, body: takeBody(request), signal: gone.signal });
}

/**
 * A request without a body: of reads most ask for its address and a header, so the rest of it, which takes longer to make
 * than all the gate does besides, is made for whoever asks for more.
 */
function requestWhenAsked(url: string, method: string, entries: [string, string][]): NextRequest {
  const headers = new Headers(entries);
  let whole: NextRequest | undefined;
  const request: NextRequest = Object.create(NextRequest.prototype);
  return new Proxy(request, {
    get(_, name) {
      if (name === "url") return url;
      if (name === "method") return method;
      if (name === "headers") return headers;
      whole ??= new NextRequest(url, { method, headers });
      const value: unknown = Reflect.get(whole, name, whole);
      return typeof value === "function" ? value.bind(whole) : value;
    },
  });
}

/** The cookies of a request; what is set goes into the jar of the answer. */
const jarOf = (request: NextRequest, jar: () => NextResponse["cookies"]): Asked["cookies"] => ({
  get: (...which) => request.cookies.get(...which),
  has: (name) => request.cookies.has(name),
  set: (...cookie) => jar().set(...cookie),
  delete: (...which) => jar().delete(...which),
});
