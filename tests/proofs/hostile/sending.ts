export type Tally = { sent: number; broken: string[]; slowest: number };
export type Target = { url: string; cookie: string };
export type Locale = "cs" | "en";

/**
 * Sends one request and judges its answer: its status, no stack in it, its milliseconds, and when a language is named, a
 * problem in that language.
 */
export async function verdict(
  tally: Tally,
  what: string,
  send: () => Promise<Response>,
  allowed: (status: number) => boolean,
  locale?: Locale,
  longest = 10_000,
) {
  const began = performance.now();
  tally.sent += 1;
  try {
    const response = await send();
    const text = await response.text();
    const took = performance.now() - began;
    tally.slowest = Math.max(tally.slowest, took);
    if (!allowed(response.status)) tally.broken.push(`${what}: ${response.status} ${text.slice(0, 120)}`);
    if (/\n\s+at .*:\d+:\d+/.test(text)) tally.broken.push(`${what}: a stack in the answer`);
    if (took > longest) tally.broken.push(`${what}: ${Math.round(took)} ms`);
    const words = `${response.headers.get("content-type")?.split(";")[0]} ${response.headers.get("content-language")}`;
    if (locale && words !== `application/problem+json ${locale}`)
      tally.broken.push(`${what}: answered as ${words}, not as a problem in ${locale}`);
    return { status: response.status, text, headers: response.headers };
  } catch (error) {
    tally.broken.push(`${what}: no answer (${error instanceof Error ? error.message : error})`);
    return { status: 0, text: "", headers: new Headers() };
  }
}

export const refused = (status: number) => status >= 400 && status < 500;

/** A command by JSON. */
export const post = ({ url, cookie }: Target, name: string, body: unknown, locale: Locale = "cs") =>
  fetch(`${url}/api/v1/commands/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, cookie, "accept-language": locale },
    body: JSON.stringify(body),
  });

/** All the jobs, several at a time. */
export async function together(jobs: (() => Promise<unknown>)[]) {
  const work = async () => {
    for (let job = jobs.pop(); job; job = jobs.pop()) await job();
  };
  await Promise.all(Array.from({ length: 6 }, work));
}
