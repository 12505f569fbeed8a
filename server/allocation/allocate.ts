import { inputHashOf } from "@/lib/allocation-hash";
import { figuresOf, type Objective, type Placement, placementOf } from "@/lib/domain/allocation/figures";
import { greedyArrangement } from "@/lib/domain/allocation/greedy";
import type { Allocation } from "@/lib/domain/allocation/input";
import { type Arrangement, type Problem, problemOf } from "@/lib/domain/allocation/problem";
import { bestArrangement, type Doubt, Doubted } from "@/lib/domain/allocation/solve";
import { asVariant, type Variant } from "@/lib/domain/allocation/variants";
import { solverOptions, withSolver } from "./solver";

export type Method = "optimal" | "greedy";
/** A run as it is stored: an appeal carries out the same method on the input of the same hash again. */
export type Run = {
  placement: Placement;
  objective: Objective;
  method: Method;
  /** Why the solver's answer does not count, when it was asked and there is a greedy one instead. */
  doubt: Doubt | null;
  inputHash: string;
  versions: typeof versions & { solver: string };
};

/** Rules is raised whenever the same input may come out otherwise. */
const versions = { rules: 1, options: solverOptions };

/** The solver's time for all four stages. */
const usual = { method: "optimal" as Method, milliseconds: 10_000 };

/**
 * Allocates people to sites. The same input, in whatever order, gives the same run on any machine, unless the solver's
 * time runs out: then the greedy arrangement stands in, which keeps pins and capacities, and the run says so.
 */
export async function allocate(allocation: Allocation, settings: Partial<typeof usual> = {}): Promise<Run> {
  const { method, milliseconds } = { ...usual, ...settings };
  const problem = problemOf(allocation);
  const outcome =
    method === "greedy"
      ? greedy(problem)
      : await optimal(problem, milliseconds).catch((error) => greedy(problem, error));
  const { arrangement, solver, ...told } = outcome;
  return {
    ...told,
    placement: placementOf(allocation, arrangement),
    objective: figuresOf(problem, arrangement),
    inputHash: inputHashOf(allocation),
    versions: { ...versions, solver },
  };
}

/** The three variants that stand side by side, one run after the other. */
export async function allocateVariants(allocation: Allocation): Promise<Record<Variant, Run>> {
  const runOf = (variant: Variant) => allocate(asVariant(allocation, variant));
  return { balanced: await runOf("balanced"), together: await runOf("together"), wishes: await runOf("wishes") };
}

type Outcome = { arrangement: Arrangement; method: Method; doubt: Doubt | null; solver: string };

async function optimal(problem: Problem, milliseconds: number): Promise<Outcome> {
  const best = { method: "optimal", doubt: null } as const;
  const nobody = problem.seekers.map(() => null);
  if (problem.seekers.every(({ allowed }) => allowed.length === 0)) return { ...best, arrangement: nobody, solver: "" };
  return withSolver(milliseconds, async ({ solve, version }) => ({
    ...best,
    arrangement: await bestArrangement(problem, solve),
    solver: version,
  }));
}

function greedy(problem: Problem, error?: unknown): Outcome {
  if (error !== undefined && !(error instanceof Doubted)) throw error;
  return { arrangement: greedyArrangement(problem), method: "greedy", doubt: error?.doubt ?? null, solver: "" };
}
