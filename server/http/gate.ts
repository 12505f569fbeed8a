import { z } from "zod";
import { isFormPage } from "./refused-form";

/** Why a request does not pass; `key` is worded in messages under `gate`. */
export type Refusal = { status: number; key: GateKey; headers?: Record<string, string> };
export type GateKey =
  | "method"
  | "path"
  | "host"
  | "header"
  | "framing"
  | "encoding"
  | "length"
  | "type"
  | "origin"
  | "auth"
  | "busy"
  | "crowded"
  | "database"
  | "disk"
  | "migrations"
  | "slow"
  | "failed";

/** A request before its body: names of headers in lower case, in order, with repetitions. */
export type Head = { method: string; url: string; headers: readonly (readonly [string, string])[] };
/** `origin` is the product's own address; a loopback name passes with any port, for tunnels and mapped ports. */
export type GateConfig = { origin: string; dev?: boolean };

const mebibyte = 1024 * 1024;
/** Largest body by the beginning of the path, in bytes; the first match counts. Elsewhere a POST is not allowed. */
const bodyLimits: readonly (readonly [string, number])[] = [
  ["/api/uploads", 26 * mebibyte],
  ["/api/emblems", 500_000],
  ["/api/auth/", 16 * 1024],
  ["/api/v1/commands/", mebibyte],
  ["/api/v1/projects/", 5 * mebibyte],
  ["/api/v1/intake", 26 * mebibyte],
  ["/api/", 64 * 1024],
];
export function bodyLimit(path: string): number | undefined {
  if (isFormPage(path)) return 64 * 1024;
  return bodyLimits.find(([prefix]) => path.startsWith(prefix))?.[1];
}

const once = new Set(
  "host content-length transfer-encoding content-type content-encoding origin authorization sec-fetch-site rsc".split(
    " ",
  ),
).add("next-router-state-tree");
const forbidden =
  /^(next-action|next-resume|x-now-route-matches|x-nextjs-data|x-nextjs-postponed|x-matched-path|x-prerender-revalidate|x-http-method(-override)?|x-method-override|x-original-url|x-rewrite-url|x-middleware-.*|x-invoke-.*|x-next-.*|x-vercel-.*)$/;
/** Headers of a proxy that nobody configured. They are not refused, because honest proxies send them, but taken away unread. */
export const disbelieved = /^(forwarded|x-forwarded-.*|x-real-ip|x-nonce|content-security-policy(-report-only)?)$/;

const segment = z.union([z.string(), z.tuple([z.string(), z.string(), z.string(), z.array(z.string()).nullable()])]);
const stateTree = z.lazy(() =>
  z
    .array(z.unknown())
    .min(2)
    .max(6)
    .superRefine((node, context) => {
      const [name, children] = node;
      const ok = segment.safeParse(name).success && z.record(z.string(), stateTree).safeParse(children).success;
      if (!ok) context.addIssue({ code: "custom" });
    }),
);

/** Next answers 500 to a router state that it cannot read. */
function readableState(value: string) {
  try {
    return stateTree.safeParse(JSON.parse(decodeURIComponent(value))).success;
  } catch {
    return false;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a query may carry lines of text, nothing else
const queryControl = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** The decoded path of an address in origin form, or null when it is not a clean one of at most 2 KB. */
export function cleanPath(url: string): string | null {
  if (url.length > 2048 || !url.startsWith("/") || url.startsWith("//") || /[^\u0021-\u007e]|[\\#]/.test(url))
    return null;
  const cut = url.indexOf("?");
  try {
    const path = decodeURIComponent(cut < 0 ? url : url.slice(0, cut));
    const query = cut < 0 ? "" : decodeURIComponent(url.slice(cut + 1).replaceAll("+", " "));
    const dots = path.split(/[/\\]/).some((part) => part === "." || part === "..");
    return control.test(path) || path.includes("\\") || path.includes("//") || dots || queryControl.test(query)
      ? null
      : path;
  } catch {
    return null;
  }
}

/** Whether the Host header names us. */
export function ownHost(host: string, { origin }: GateConfig) {
  if (!/^([a-z0-9-]+(\.[a-z0-9-]+)*|\[::1\])(:\d{1,5})?$/i.test(host)) return false;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    name === "127.0.0.1" || name === "localhost" || name === "[::1]" || host.toLowerCase() === new URL(origin).host
  );
}

/** A page of another site may not send on behalf of who is signed in here; a token without cookies has nothing to ride on. */
function foreignOrigin(get: (name: string) => string | undefined, config: GateConfig) {
  if (/^bearer /i.test(get("authorization") ?? "") && get("cookie") === undefined) return false;
  const site = get("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const from = get("origin");
  return from !== config.origin && from !== `${new URL(config.origin).protocol}//${get("host")}`;
}

const formType = /^application\/x-www-form-urlencoded\s*(;.*)?$/i;
const commandTypes = /^(application\/json|application\/x-www-form-urlencoded)\s*(;.*)?$/i;

/**
 * Looks at a request before anybody else does: the answer to give at once, or null when it may pass.
 * The table of decision 7: methods, address, framing, headers, size, origin.
 */
export function refusalOf(head: Head, config: GateConfig): Refusal | null {
  const { method, url, headers } = head;
  const allow = { Allow: "GET, HEAD, POST" };
  if (method !== "GET" && method !== "HEAD" && method !== "POST") return { status: 405, key: "method", headers: allow };
  const path = cleanPath(url);
  if (path === null) return { status: 400, key: "path" };
  const names = headers.map(([name]) => name);
  if (names.some((name, index) => once.has(name) && names.indexOf(name) !== index))
    return { status: 400, key: "header" };
  const get = (name: string) => headers.find(([found]) => found === name)?.[1];
  if (names.some((name) => forbidden.test(name))) return { status: 400, key: "header" };
  if (path !== "/api/health/live" && !ownHost(get("host") ?? "", config)) return { status: 400, key: "host" };
  if (get("upgrade") !== undefined && !config.dev) return { status: 400, key: "header" };
  if ((get("rsc") ?? "1") !== "1") return { status: 400, key: "header" };
  const state = get("next-router-state-tree");
  if (state !== undefined && !readableState(state)) return { status: 400, key: "header" };

  const coding = get("transfer-encoding");
  const length = get("content-length");
  if (coding !== undefined && (length !== undefined || coding.toLowerCase() !== "chunked"))
    return { status: 400, key: "framing" };
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return { status: 400, key: "framing" };
  if ((get("content-encoding") ?? "identity").toLowerCase() !== "identity") return { status: 415, key: "encoding" };
  if (method !== "POST")
    return coding !== undefined || Number(length ?? 0) > 0 ? { status: 400, key: "framing" } : null;

  const limit = bodyLimit(path);
  if (limit === undefined) return { status: 405, key: "method", headers: { Allow: "GET, HEAD" } };
  // A mail program turns a mail off by a POST from nowhere (RFC 8058): the secret is in the address, and no cookie comes with it.
  const mailProgram = path.startsWith("/api/mail/off/") && get("cookie") === undefined;
  if (!mailProgram && foreignOrigin(get, config)) return { status: 403, key: "origin" };
  if (Number(length ?? 0) > limit) return { status: 413, key: "length" };
  const typed = path.startsWith("/api/v1/commands/") || path.startsWith("/api/auth/");
  const types = isFormPage(path) ? formType : typed ? commandTypes : null;
  if (types && !types.test(get("content-type") ?? "")) return { status: 415, key: "type" };
  return null;
}
