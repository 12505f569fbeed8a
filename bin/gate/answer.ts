import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { isAuth } from "@/server/http/auth-routes";
import { cleanPath, type GateConfig, type Refusal } from "@/server/http/gate";
import { apiPolicy, contentSecurityPolicy, filePolicy, isCameraPage, securityHeaders } from "@/server/http/headers";
import { answerOf, gateLocale } from "@/server/http/refusal-page";
import { isDraining } from "./outage";

const isSecure = ({ origin }: GateConfig) => origin.startsWith("https:");
/** Milliseconds for which the rest of a refused body is read. */
const longestDrop = 5_000;
const newPolicy = ({ dev }: GateConfig, camera = false) =>
  contentSecurityPolicy(randomBytes(16).toString("base64"), dev, camera);

/** Answers a request with a refusal, in the reader's language, in place of whatever was being said. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  config: GateConfig,
  refusal: Refusal,
  id?: string,
) {
  const locale = gateLocale(request.headers.cookie, request.headers["accept-language"]);
  const { status, headers, body } = answerOf(refusal, cleanPath(request.url ?? "") ?? "/", locale, id);
  for (const name of response.getHeaderNames()) if (name !== "x-request-id") response.removeHeader(name);
  setHeaders(response, { ...securityHeaders(newPolicy(config), isSecure(config)), ...headers });
  // A refused body of fair size is read and dropped for a moment, so that the client sees the answer and not a broken
  // connection.
  const fair = request.complete || Number(request.headers["content-length"] ?? Number.NaN) < 64_000_000;
  if (isDraining() || !fair || status === 408) response.setHeader("Connection", "close");
  else request.resume();
  if (!request.complete) setTimeout(() => request.complete || request.destroy(), longestDrop).unref();
  response.statusCode = status;
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Puts what every answer carries on one that is to come; a page learns its nonce by the headers of the request. */
export function secure(request: IncomingMessage, response: ServerResponse, config: GateConfig, path: string) {
  setHeaders(response, securityHeaders(policyFor(request, config, path), isSecure(config), isCameraPage(path)));
  if (isDraining()) response.setHeader("Connection", "close");
}

function policyFor(request: IncomingMessage, config: GateConfig, path: string) {
  if (path.startsWith("/api/uploads/")) return filePolicy;
  if (path.startsWith("/api/") && !isAuth(path)) return apiPolicy;
  const policy = newPolicy(config, isCameraPage(path));
  request.headers["content-security-policy"] = policy;
  return policy;
}

function setHeaders(response: ServerResponse, headers: Record<string, string>) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
