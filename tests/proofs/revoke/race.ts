import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Racer } from "./people";

export type Tally = { requests: number; before: number; after: number; broken: string[]; rounds?: number };
type Revocation = { by: Racer; command: string; input: unknown };
type Answered = { began: number; status: number };

/** How many requests each racer begins after the revocation was answered, at least. */
const after = 8;

/**
 * Racers read the project without a pause while the right is taken away. Whoever begins after that was answered and is
 * still served breaks the promise; a round in which nobody was served before shows nothing and is broken too.
 */
export async function race(url: string, name: string, racers: readonly Racer[], revocation: Revocation, tally: Tally) {
  const answers: Answered[] = [];
  let revokedAt = Number.POSITIVE_INFINITY;
  const run = async (racer: Racer) => {
    for (let late = 0; late < after; ) {
      const began = performance.now();
      if (began > revokedAt) late += 1;
      const answer = await fetch(`${url}/api/v1/projects/sokolov`, { headers: headersOf(racer), redirect: "manual" });
      await answer.arrayBuffer();
      answers.push({ began, status: answer.status });
    }
  };
  const running = racers.map(run);
  await sleep(60 + Math.random() * 120);
  const answer = await fetch(`${url}/api/v1/commands/${revocation.command}`, {
    method: "POST",
    headers: {
      ...headersOf(revocation.by),
      origin: url,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
    },
    body: JSON.stringify({ commandId: randomUUID(), input: revocation.input }),
  });
  const said = await answer.text();
  revokedAt = performance.now();
  if (!answer.ok) tally.broken.push(`${name}: the command was answered ${answer.status} ${said.slice(0, 200)}`);
  await Promise.all(running);
  const early = answers.filter(({ began }) => began <= revokedAt);
  const late = answers.filter(({ began }) => began > revokedAt);
  tally.requests += answers.length;
  tally.before += early.filter(({ status }) => status === 200).length;
  tally.after += late.filter(({ status }) => status === 401 || status === 404).length;
  if (!early.some(({ status }) => status === 200)) tally.broken.push(`${name}: nobody was served before`);
  for (const { status, began } of late)
    if (status !== 401 && status !== 404)
      tally.broken.push(`${name}: ${status} ${Math.round(began - revokedAt)} ms after it was answered`);
  for (const { status } of early)
    if (![200, 401, 404].includes(status)) tally.broken.push(`${name}: ${status} while it happened`);
}

const headersOf = ({ cookie, bearer }: Racer): Record<string, string> => ({
  ...(cookie ? { cookie } : {}),
  ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
});
