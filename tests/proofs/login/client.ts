import { randomInt, randomUUID } from "node:crypto";

/** What a browser keeps between its requests. */
export type Jar = Map<string, string>;
export type Answer = { status: number; body: string; said: string; ms: number };

/** An address that nobody has had before. */
export const someAddress = () => [10, randomInt(256), randomInt(256), randomInt(1, 255)].join(".");

/** Sends a command from a network address, as the proxy in front would say; `said` is all of the answer but its date and number. */
export async function command(
  url: string,
  name: string,
  input: unknown,
  { from = someAddress(), jar }: { from?: string; jar?: Jar } = {},
): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(`${url}/api/v1/commands/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "accept-language": "cs",
      origin: url,
      "sec-fetch-site": "same-origin",
      "x-forwarded-for": from,
      ...(jar && jar.size > 0 && { cookie: [...jar].map(([key, value]) => `${key}=${value}`).join("; ") }),
    },
    body: JSON.stringify({ commandId: commandId(), input }),
    redirect: "manual",
  });
  const body = await response.text();
  const ms = performance.now() - began;
  keep(jar, response);
  const headers = [...response.headers].filter(([key]) => !["date", "x-request-id"].includes(key)).sort();
  return { status: response.status, body, said: JSON.stringify([response.status, headers, body]), ms };
}

// The answer repeats it, so that answers that are compared need the same one; these commands keep none.
const fixed = randomUUID();
const commandId = () => fixed;

function keep(jar: Jar | undefined, response: Response) {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const cut = pair.indexOf("=");
    const gone = /Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line);
    if (gone) jar?.delete(pair.slice(0, cut));
    else jar?.set(pair.slice(0, cut), pair.slice(cut + 1));
  }
}

/** The text of a page. */
export async function page(url: string, path: string, jar: Jar): Promise<string> {
  const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
  return (await fetch(`${url}${path}`, { headers: { cookie }, redirect: "manual" })).text();
}

/** Runs it that many times, some at once; asking a server that is being restarted goes on until it answers. */
export async function flood<T>(times: number, atOnce: number, run: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < times; index = next++) results.push(await patiently(() => run(index)));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
