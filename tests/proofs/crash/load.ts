import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** One command, written down before it is sent; acknowledged once a 200 came back. */
export type Entry = { commandId: string; note: string; input: object; acknowledged: boolean };
export type Ledger = { entries: Entry[]; surprises: string[] };
/** origin: the address that people know it by, where it is another one. */
export type Target = { url: string; cookie: string; name: string; origin?: string };

/** Sends a command; its status, or 0 when no answer came. */
export async function post(
  { url, cookie, name, origin = url }: Target,
  { commandId, input }: Pick<Entry, "commandId" | "input">,
) {
  try {
    const response = await fetch(`${url}/api/v1/commands/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, cookie },
      body: JSON.stringify({ commandId, input }),
      signal: AbortSignal.timeout(15_000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

/** Several clients that write without pause until they are stopped. Any answer but 200, 503 or none is a surprise. */
export function load(target: Target, ledger: Ledger, make: () => Entry, clients: number) {
  let stopped = false;
  const client = async () => {
    let pause = 50;
    while (!stopped) {
      const entry = make();
      ledger.entries.push(entry);
      const status = await post(target, entry);
      if (status === 200) {
        entry.acknowledged = true;
        pause = 50;
      } else if (status === 0 || status === 503) {
        await sleep(pause);
        pause = Math.min(pause * 2, 1000);
      } else {
        ledger.surprises.push(`answered ${status}`);
        return;
      }
    }
  };
  const all = Array.from({ length: clients }, client);
  return async () => {
    stopped = true;
    await Promise.all(all);
  };
}

/** Signs a demo account in; its Cookie header. */
export async function signInAs(url: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/commands/session.create`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ commandId: randomUUID(), input: { email, password } }),
  });
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
