import { randomUUID } from "node:crypto";

/** The server under test, started by `npm test`. */
export function serverUrl(): string {
  const url = process.env.HLIDKA_TEST_SERVER;
  if (!url) throw new Error("HLIDKA_TEST_SERVER is not set: run through npm test");
  return url;
}

const cookies = new Map<string, string>();

export const forgetCookies = () => cookies.clear();

/** The session cookie of a demo account, signed in once a file. */
export async function cookieOf(email: string): Promise<string> {
  const known = cookies.get(email);
  if (known) return known;
  const response = await send("session.create", { email, password: process.env.HLIDKA_TEST_PASSWORD }, {});
  if (response.status !== 200) throw new Error(`${email} cannot sign in: ${response.status}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  cookies.set(email, cookie);
  return cookie;
}

/** A GET as a demo account, or as nobody. */
export async function get(path: string, email: string | null, headers: Record<string, string> = {}): Promise<Response> {
  const cookie: Record<string, string> = email ? { cookie: await cookieOf(email) } : {};
  return fetch(`${serverUrl()}${path}`, {
    headers: { "accept-language": "cs", ...cookie, ...headers },
    redirect: "manual",
  });
}

/** A command by JSON, from the server's own origin as a browser would send it. */
export async function send(
  name: string,
  input: unknown,
  options: { email?: string; commandId?: string; headers?: Record<string, string> },
): Promise<Response> {
  const cookie: Record<string, string> = options.email ? { cookie: await cookieOf(options.email) } : {};
  return fetch(`${serverUrl()}/api/v1/commands/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: serverUrl(),
      "sec-fetch-site": "same-origin",
      "accept-language": "cs",
      ...cookie,
      ...options.headers,
    },
    body: JSON.stringify({ commandId: options.commandId ?? randomUUID(), input }),
    redirect: "manual",
  });
}
