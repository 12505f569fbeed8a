import { by, inTurn } from "../order";
import { breaches, figuresOf, type Objective } from "./figures";
import { greedyArrangement } from "./greedy";
import { type Group, groupsOf, sizeOf } from "./group";
import { type Found, type Model, modelOf, type Seat, type Stage, stages } from "./model";
import type { Arrangement, Problem } from "./problem";
import { settle } from "./settle";

/** What a solver says of a model: a value a column, its objective and the bound that it has proved. */
export type Solution = { optimal: boolean; values: readonly number[]; bound: number };
export type Solver = (model: Model) => Promise<Solution>;

/** Why the solver's answer does not count; the arrangement is then the greedy one. */
export const doubts = ["time", "size", "failed", "wrong"] as const;
export type Doubt = (typeof doubts)[number];

export class Doubted extends Error {
  constructor(readonly doubt: Doubt) {
    super(doubt);
    this.name = "Doubted";
  }
}

/** Larger models take longer than a run may, and more memory than a server has to spare. */
const largest = 100_000;

/**
 * The best arrangement: the most people placed; of those the most weight of roles; of those the most worth of wishes and
 * undivided cities; of those the least sum of ranks; of those the fewest divided cities. Where even that leaves a choice of
 * sites, the earlier application decides (settle). Every answer of the solver is checked against the model in whole numbers
 * before it counts, and the whole against what comes out without a solver. Throws Doubted.
 */
export async function bestArrangement(problem: Problem, solve: Solver): Promise<Arrangement> {
  let groups = groupsOf(problem);
  const nobody: Arrangement = problem.seekers.map(() => null);
  if (sizeOf(groups) > largest) throw new Doubted("size");
  const greedy = greedyArrangement(problem);
  const found: Found = {};
  let arrangement = nobody;
  for (const stage of stages) {
    if (isDecided(stage, groups, problem)) continue;
    const { model, seats } = modelOf(problem, groups, stage, found);
    const { values, score } = checked(model, await answerTo(model, solve));
    arrangement = seated(problem, groups, seats, values);
    if (stage === "placed") found.placed = score;
    if (stage === "worth" || stage === "ranks") found[stage] = score;
    if (stage === "roles") groups = narrowed(groups, arrangement, found);
  }
  const settled = settle(problem, arrangement);
  assertBest(problem, settled, found, greedy);
  return settled;
}

/** Whether a stage has nothing to choose: nobody left; no weights; it is known who is placed; only cities counted anyway. */
const isDecided = (stage: Stage, groups: readonly Group[], { weights }: Problem) =>
  groups.length === 0 ||
  (stage === "worth" && weights.preference + weights.split === 0) ||
  (stage === "ranks" && groups.every(({ must }) => must)) ||
  (stage === "cities" && weights.preference === 0 && weights.split > 0);

/**
 * The groups that the later stages still have to do with, once it is known how many of each weight are placed: where it is
 * everybody, they have to be; where it is nobody, they are out. What is found is how many of each of the others.
 */
function narrowed(groups: readonly Group[], arrangement: Arrangement, found: Found): Group[] {
  const byWeight = new Map<number, { placed: number; all: number }>();
  for (const { weight, seekers } of groups) {
    const { placed, all } = byWeight.get(weight) ?? { placed: 0, all: 0 };
    const here = seekers.filter((at) => typeof arrangement[at] === "number").length;
    byWeight.set(weight, { placed: placed + here, all: all + seekers.length });
  }
  const open = [...byWeight].filter(([, { placed, all }]) => placed > 0 && placed < all);
  delete found.placed;
  found.byWeight = new Map(open.map(([weight, { placed }]) => [weight, placed]));
  return groups
    .filter(({ weight, must }) => must || byWeight.get(weight)?.placed !== 0)
    .map((group) => ({ ...group, must: group.must || !found.byWeight?.has(group.weight) }));
}

/**
 * The solver's answer to a model. Without whole numbers it costs a fraction and is often whole by itself, and then nothing
 * whole can be better; only otherwise the search begins.
 */
async function answerTo(model: Model, solve: Solver): Promise<Solution> {
  const loose = await solve({ ...model, whole: false });
  return !model.whole || (loose.optimal && isWhole(loose.values)) ? loose : solve(model);
}

const scoreOf = ({ columns }: Model, values: readonly number[]) =>
  columns.reduce((total, { cost }, at) => total + cost * (values[at] ?? 0), 0);

/** Whether a bound leaves nothing better; all costs are whole. */
const isProved = ({ maximize }: Model, score: number, bound: number) =>
  maximize ? Math.floor(bound + 1e-3) <= score : Math.ceil(bound - 1e-3) >= score;

/** The solver's whole numbers are a hair beside. */
const isWhole = (values: readonly number[]) => values.every((value) => Math.abs(value - Math.round(value)) < 1e-5);

/** The values in whole numbers and what they are worth, if they keep every bound and row and nothing better was left open. */
function checked(model: Model, { optimal, values: told, bound }: Solution) {
  if (!optimal) throw new Doubted("failed");
  const values = told.map(Math.round);
  const isWithin = model.columns.every(({ upper }, at) => (values[at] ?? -1) >= 0 && (values[at] ?? -1) <= upper);
  const keepsRows = model.rows.every(({ columns, values: factors, lower, upper }) => {
    const sum = columns.reduce((total, column, at) => total + (values[column] ?? 0) * (factors[at] ?? 0), 0);
    return sum >= lower && sum <= upper;
  });
  const score = scoreOf(model, values);
  const isSound = values.length === model.columns.length && isWhole(told) && isWithin && keepsRows;
  if (!isSound || !isProved(model, score, bound)) throw new Doubted("wrong");
  return { values, score };
}

/** Who of each group is placed, the earliest, and where: the earlier at the site he wished for, then by the sites' order. */
function seated(
  problem: Problem,
  groups: readonly Group[],
  seats: readonly Seat[],
  values: readonly number[],
): Arrangement {
  const arrangement: (number | null)[] = problem.seekers.map(() => null);
  const sites = groups.map((): number[] => []);
  for (const { column, site, group } of seats)
    for (let left = values[column] ?? 0; left > 0; left -= 1) sites[group]?.push(site);
  for (const [at, { seekers, wish }] of groups.entries()) {
    const here = (sites[at] ?? []).sort(
      inTurn(
        by((site) => (site === wish ? 0 : 1)),
        by((site) => site),
      ),
    );
    for (const [turn, seeker] of seekers.entries()) arrangement[seeker] = here[turn] ?? null;
  }
  return arrangement;
}

/** What the third stage weighs: wishes kept, less cities that stand apart. */
export const worthOf = ({ weights }: Problem, { preference, split }: Objective) =>
  weights.preference * preference - weights.split * split;

/** Doubts an arrangement that breaks a rule, is not what the stages found, or is worse than one made without a solver. */
function assertBest(problem: Problem, arrangement: Arrangement, { worth }: Found, greedy: Arrangement): void {
  const { seekers, sites } = breaches(problem, arrangement);
  const [ours, theirs] = [figuresOf(problem, arrangement), figuresOf(problem, greedy)];
  // Both are exact in people and weights: what is placed greedily is a basis of most weight.
  const isAsMuch = ours.placed === theirs.placed && ours.roles === theirs.roles;
  const isWorth = worth === undefined || worthOf(problem, ours) === worth;
  const isWorse =
    by<Objective>(
      (figures) => -worthOf(problem, figures),
      ({ ranks }) => ranks,
    )(ours, theirs) > 0;
  if (seekers.size > 0 || sites.size > 0 || !isAsMuch || !isWorth || isWorse) throw new Doubted("wrong");
}
