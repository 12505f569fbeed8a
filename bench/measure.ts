import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { z } from "zod";
import type { Load } from "./load";
import { processorOf } from "./processor";

const answer = z.object({
  perSecond: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  failures: z.number(),
  done: z.number(),
});
export type Figures = z.output<typeof answer>;

/** Runs one load in a process of its own. Throws when an answer was not 200: a wrong answer is no measurement. */
export async function run(load: Load): Promise<Figures> {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/load.ts", JSON.stringify(load)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(child, "close");
  const figures = answer.parse(JSON.parse(Buffer.concat(chunks).toString()));
  if (figures.failures > 0) throw new Error(`${load.url}: ${figures.failures} of ${figures.done} answers failed`);
  return figures;
}

export type Side = { load: Load; pids: readonly number[] };
/** Of a side: its figures, and the milliseconds of the processor that a request took, database and all. */
type Measured = Figures & { processor: number };
export type Ratio = { name: string; ratio: number; wanted: number; product: Measured; floor: Measured };

export const median = (values: readonly number[]) =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/**
 * Product and floor in turns, five rounds; the median of the rounds' ratios of requests a second, since a machine that
 * others use changes its pace from one minute to the next. The figures shown are those of the round in the middle.
 */
export async function compare(name: string, wanted: number, product: Side, floor: Side): Promise<Ratio> {
  await run({ ...product.load, seconds: 1.5 });
  await run({ ...floor.load, seconds: 1.5 });
  const rounds: Ratio[] = [];
  for (let round = 0; round < 5; round += 1) {
    const at = { product: await measure(product), floor: await measure(floor) };
    rounds.push({ name, wanted, ratio: at.product.perSecond / at.floor.perSecond, ...at });
  }
  const ratio = median(rounds.map((round) => round.ratio));
  const middle = rounds.find((round) => round.ratio === ratio);
  if (!middle) throw new Error(`${name}: nothing was measured`);
  return middle;
}

async function measure({ load, pids }: Side): Promise<Measured> {
  const before = processorOf(pids);
  const figures = await run(load);
  return { ...figures, processor: (processorOf(pids) - before) / Math.max(1, figures.done) };
}

/** Signs in with a password; the cookies of the session. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/commands/session.create`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ commandId: randomUUID(), input: { email, password } }),
  });
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}
