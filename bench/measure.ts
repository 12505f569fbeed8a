import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import type { Load } from "./load";

const answer = z.object({
  perSecond: z.number(),
  p50: z.number(),
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

export type Ratio = { name: string; ratio: number; wanted: number; product: Figures; floor: Figures };

/** Product and floor in turns, three rounds; the ratio of the medians of requests a second. */
export async function compare(name: string, wanted: number, product: Load, floor: Load): Promise<Ratio> {
  await run({ ...product, seconds: 2 });
  await run({ ...floor, seconds: 2 });
  const rounds: { product: Figures; floor: Figures }[] = [];
  for (let round = 0; round < 3; round += 1) rounds.push({ product: await run(product), floor: await run(floor) });
  const median = (pick: (round: (typeof rounds)[number]) => Figures) => {
    const sorted = rounds.map(pick).sort((a, b) => a.perSecond - b.perSecond);
    return sorted[1] ?? { perSecond: 0, p50: 0, p99: 0, failures: 0, done: 0 };
  };
  const at = { product: median((round) => round.product), floor: median((round) => round.floor) };
  return { name, wanted, ratio: at.product.perSecond / at.floor.perSecond, ...at };
}
