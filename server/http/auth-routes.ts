const plain: Record<"GET" | "POST", readonly string[]> = {
  GET: ["providers", "session", "csrf", "signout", "signin", "verify-request", "error"],
  POST: ["signout", "_log"],
};

/** Whether next-auth has an answer there: it answers 500 to much of the rest, so the gate lets only these pass. */
function isRoute(method: "GET" | "POST", path: string, providers: readonly string[]) {
  const [action = "", provider, ...more] = path.slice("/api/auth/".length).split("/");
  if (more.length > 0) return false;
  if (provider === undefined) return plain[method].includes(action);
  // A sign-in begins at our own route (app/api/sso), and no provider answers by a form.
  return method === "GET" && action === "callback" && providers.includes(provider);
}

export const isAuth = (path: string) => path === "/api/auth" || path.startsWith("/api/auth/");

/** A place of ours to go back to: a path, or an address under our own origin. */
export function ownAddress(value: string, origin: string) {
  if (value.length > 2000) return false;
  if (value.startsWith("/")) return !/^\/[/\\]/.test(value) && URL.canParse(value, origin);
  return URL.canParse(value) && new URL(value).origin === new URL(origin).origin;
}

/** Whether fields from the address or from a body are plain texts and lead to no other site. */
function cleanFields(fields: URLSearchParams, origin: string) {
  const names = [...fields.keys()];
  if (new Set(names).size !== names.length) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if ([...fields].some(([name, value]) => /[\u0000-\u001f\u007f]/.test(name + value) || /[[\]]/.test(name)))
    return false;
  const target = fields.get("callbackUrl");
  return target === null || ownAddress(target, origin);
}

/**
 * Whether the head of a request under /api/auth may pass to next-auth. providers: those of single sign-on that are
 * configured; next-auth answers 500 to any other name.
 */
export function passesAuth(
  method: string,
  path: string,
  query: string,
  cookie: string,
  origin: string,
  providers: readonly string[] = [],
) {
  if (!isRoute(method === "POST" ? "POST" : "GET", path, providers) || !cleanFields(new URLSearchParams(query), origin))
    return false;
  const kept = /(?:^|;\s*)(?:__Secure-)?next-auth\.callback-url=([^;]*)/.exec(cookie)?.[1];
  if (kept === undefined) return true;
  try {
    return ownAddress(decodeURIComponent(kept), origin);
  } catch {
    return false;
  }
}

/** Whether the whole body of a POST under /api/auth may pass to next-auth. */
export function passesAuthBody(type: string, body: string, origin: string) {
  if (/^application\/x-www-form-urlencoded/i.test(type)) {
    try {
      decodeURIComponent(body.replaceAll("+", " "));
    } catch {
      return false;
    }
    return cleanFields(new URLSearchParams(body), origin);
  }
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const fields = Object.entries(value);
    if (fields.some(([, field]) => !["string", "number", "boolean"].includes(typeof field))) return false;
    return cleanFields(new URLSearchParams(fields.map(([name, field]) => [name, String(field)])), origin);
  } catch {
    return false;
  }
}
