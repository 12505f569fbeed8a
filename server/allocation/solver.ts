import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import type { Model } from "@/lib/domain/allocation/model";
import { Doubted, type Solution, type Solver } from "@/lib/domain/allocation/solve";

declare global {
  var hlidkaSolverCode: Promise<WebAssembly.Module | null> | undefined;
}

/**
 * The whole list of what the solver is told, stored with a run: an option more is another solver. Without both gaps it calls
 * optimal what is only nearly so.
 */
export const solverOptions = Object.freeze({
  output_flag: false,
  mip_rel_gap: 0,
  mip_abs_gap: 0,
  random_seed: 0,
});

/** What the thread says: first who it is, then an answer a model. */
type Told = { version: string } | Solution;
type Waiting = { told(told: Told): void; failed(error: Error): void };

/**
 * Carries out a run with a solver in a thread of its own, which has so many milliseconds for all its models, its own start
 * among them, and is thrown away at the end: what the solver takes of memory it never gives back otherwise. The run throws
 * Doubted "time" when the time is up and "failed" when the thread ends.
 */
export async function withSolver<T>(
  milliseconds: number,
  run: (solver: { solve: Solver; version: string }) => Promise<T>,
): Promise<T> {
  keepCode();
  const thread = newThread();
  let waiting: Waiting | undefined;
  let over: Doubted | undefined;
  const end = (doubt: Doubted) => {
    over ??= doubt;
    waiting?.failed(over);
  };
  const clock = setTimeout(() => end(new Doubted("time")), milliseconds);
  thread.on("message", (told: Told) => waiting?.told(told));
  thread.on("error", () => end(new Doubted("failed")));
  thread.on("exit", () => end(new Doubted("failed")));
  const next = (model?: Model) =>
    new Promise<Told>((told, failed) => {
      waiting = { told, failed };
      if (over) failed(over);
      else if (model) thread.postMessage(model);
    });
  try {
    const first = await next();
    const solve: Solver = async (model) => {
      const told = await next(model);
      if (!("optimal" in told)) throw new Doubted("failed");
      return told;
    };
    return await run({ solve, version: "version" in first ? first.version : "" });
  } finally {
    clearTimeout(clock);
    await thread.terminate();
  }
}

/**
 * The engine shares compiled code, and what it made faster while it ran, among threads as long as one holds it. Kept here it
 * outlives the threads, whose memory goes: without it every run began anew, with four fifths of its time spent on compiling.
 */
function keepCode(): void {
  const file = join(process.cwd(), "node_modules", "highs", "build", "highs.wasm");
  globalThis.hlidkaSolverCode ??= readFile(file).then(
    (bytes) => WebAssembly.compile(bytes),
    () => null,
  );
}

/** Asked for at run time, as in server/files/reader.ts: the build of the pages would follow an imported Worker. */
function newThread(): Worker {
  const threads = process.getBuiltinModule("node:worker_threads");
  return new threads.Worker(join(process.cwd(), "server", "allocation", "solver-thread.mjs"), {
    execArgv: [],
    env: {},
    workerData: solverOptions,
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
  });
}
