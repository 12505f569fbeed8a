import { readFileSync } from "node:fs";
import { readAllocation } from "@/lib/domain/allocation/input";
import { problemOf } from "@/lib/domain/allocation/problem";
import { bestArrangement } from "@/lib/domain/allocation/solve";
import { allocate } from "@/server/allocation/allocate";
import { withSolver } from "@/server/allocation/solver";
import { meeting } from "@/tests/support/allocations";
import { median } from "./measure";

const sizes = [
  { name: "260 people of 60 cities, 2 × 100 seats", people: 260, cities: 60, capacities: [100, 100], seconds: 2 },
  { name: "1000 people of 250 cities, 2 × 400 seats", people: 1000, cities: 250, capacities: [400, 400], seconds: 5 },
  {
    name: "1000 people of 250 cities, 5 × 150 seats",
    people: 1000,
    cities: 250,
    capacities: [150, 150, 150, 150, 150],
    // More sites than any meeting has had: told, not limited.
    seconds: Number.POSITIVE_INFINITY,
  },
];
/** More than this after the first five solves is a heap that grows. */
const allowed = { megabytes: 100 };

/**
 * How long an allocation takes with all its stages and a thread of its own, beside the same models without whole numbers,
 * and what twenty in a row do to time and memory. Prints all; true when they are as wanted.
 */
export async function allocation(rounds: number): Promise<boolean> {
  let isAsWanted = true;
  for (const { name, seconds, ...size } of sizes) {
    const took: number[] = [];
    const methods = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const input = readAllocation(meeting(`bench ${round}`, size));
      const began = performance.now();
      methods.add((await allocate(input, { milliseconds: 60_000 })).method);
      took.push(performance.now() - began);
    }
    const { whole, linear, stages } = await solving(meeting("bench 0", size));
    const middle = median(took);
    isAsWanted &&= middle <= seconds * 1000 && [...methods].join() === "optimal";
    console.log(
      `allocation of ${name}: ${[...methods].join(" and ")} in ${middle.toFixed(0)} ms${Number.isFinite(seconds) ? ` (≤ ${seconds * 1000})` : ""}, at most ${Math.max(...took).toFixed(0)} ms; the ${stages} models of one of them ${(linear + whole).toFixed(0)} ms, as pure LP ${linear.toFixed(0)} ms, ratio ${((linear + whole) / linear).toFixed(1)}`,
    );
  }
  return (await inARow()) && isAsWanted;
}

/** Milliseconds in the solver for the models of one allocation, without whole numbers and where these had to be searched. */
async function solving(raw: ReturnType<typeof meeting>) {
  const spent = { whole: 0, linear: 0, stages: 0 };
  await withSolver(120_000, async ({ solve }) => {
    await bestArrangement(problemOf(readAllocation(raw)), async (model) => {
      const began = performance.now();
      const solution = await solve(model);
      const took = performance.now() - began;
      // Every stage is asked without whole numbers first.
      if (model.whole) spent.whole += took;
      else spent.linear += took;
      if (!model.whole) spent.stages += 1;
      return solution;
    });
  });
  return spent;
}

/** Twenty allocations of one meeting, each with a solver of its own, and the memory of the process after each. */
async function inARow(): Promise<boolean> {
  const { name, seconds: _, ...size } = sizes[0] ?? { name: "", seconds: 0, people: 0, cities: 0, capacities: [] };
  const input = readAllocation(meeting("bench row", size));
  const solves: { took: number; megabytes: number }[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    const began = performance.now();
    await allocate(input, { milliseconds: 60_000 });
    solves.push({ took: performance.now() - began, megabytes: residentMegabytes() });
  }
  const megabytes = solves.map((solve) => solve.megabytes);
  const grown = Math.max(...megabytes.slice(5)) - Math.max(...megabytes.slice(0, 5));
  const times = solves.map(({ took }) => took);
  console.log(
    `20 in a row of ${name}: ${median(times.slice(0, 10)).toFixed(0)} ms in the first ten, ${median(times.slice(10)).toFixed(0)} ms in the last; memory ${megabytes.filter((_, at) => at % 5 === 4).join(", ")} MB after 5, 10, 15, 20, grown by ${grown} MB after the fifth (≤ ${allowed.megabytes})`,
  );
  return grown <= allowed.megabytes;
}

const residentMegabytes = () =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1024);
