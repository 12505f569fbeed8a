import { beforeAll, describe, expect, test } from "vitest";
import { breachesOf, objectiveOf } from "@/lib/domain/allocation/figures";
import { type Allocation, readAllocation } from "@/lib/domain/allocation/input";
import type { Model } from "@/lib/domain/allocation/model";
import { problemOf } from "@/lib/domain/allocation/problem";
import { bestArrangement, Doubted, type Solution, type Solver } from "@/lib/domain/allocation/solve";
import { asVariant } from "@/lib/domain/allocation/variants";
import { allocate, allocateVariants } from "@/server/allocation/allocate";
import { solverOptions, withSolver } from "@/server/allocation/solver";
import { fromThird, meeting, type RawPerson, reordered, searching } from "../support/allocations";

const minute = 60_000;
/** Teams of five apply one after the other, all for one site. */
const team = (city: string, preferred: string, at: number, more: Partial<RawPerson> = {}): RawPerson[] =>
  Array.from({ length: 5 }, (_, member) => ({
    id: `${city}-${member}`,
    city,
    role: member === 0 ? "mentor" : "APK",
    preferred,
    canOther: true,
    registeredAt: new Date(Date.UTC(2025, 1, 5) + at * minute).toISOString(),
    ...more,
  }));
const sites = [
  { code: "Červená", capacity: 100 },
  { code: "Kutná Hora", capacity: 100 },
];

describe("the two meetings of 2025, a hundred seats each", () => {
  const cities = Array.from({ length: 36 }, (_, at) => `Obec ${String(at).padStart(2, "0")}`);
  const people = cities.flatMap((city, at) => team(city, at < 24 ? "Červená" : "Kutná Hora", at));
  const allocation = readAllocation({ sites, people: people.toReversed() });

  test("of twenty-four teams of five that ask for Červená the last four move whole, and Kutná Hora is not filled", async () => {
    const { placement, objective, method, doubt, versions } = await allocate(allocation, { milliseconds: minute });
    expect([method, doubt]).toEqual(["optimal", null]);
    expect(objective).toEqual({ placed: 180, roles: 36 * 14, preference: 160, split: 0, ranks: (180 * 181) / 2 });
    const moved = people.filter(({ id, preferred }) => placement.get(id) !== preferred).map(({ city }) => city);
    expect([...new Set(moved)]).toEqual(["Obec 20", "Obec 21", "Obec 22", "Obec 23"]);
    expect(moved).toHaveLength(20);
    expect(versions).toEqual({ rules: 1, options: solverOptions, solver: expect.stringMatching(/^1\.15\./) });
  });

  test("over capacity at both, as many as there are seats are placed and the roles decide before the rank", async () => {
    const more = Array.from({ length: 8 }, (_, at) => team(`Pozdní ${at}`, "Kutná Hora", 100 + at)).flat();
    const police = team("Policie", "Červená", -1, { role: "PČR" });
    const full = readAllocation({ sites, people: [...people, ...more, ...police] });
    const { placement, objective } = await allocate(full, { milliseconds: minute });
    expect(objective.placed).toBe(200);
    expect(police.filter(({ id }) => placement.has(id))).toEqual([]);
    // All 4 × 44 assistants, and of 44 mentors as many as the rest of the seats, the earliest.
    expect(objective.roles).toBe(176 * 3 + 24 * 2);
    expect(breachesOf(full, placement)).toEqual({ people: [], sites: [] });
  });
});

test("three variants stand side by side with their numbers: cities together costs wishes, wishes first parts cities", async () => {
  const few = [
    { code: "A", capacity: 3 },
    { code: "B", capacity: 20 },
  ];
  const allocation = readAllocation({ sites: few, people: team("Most", "A", 0) });
  const runs = await allocateVariants(allocation);
  const told = (variant: keyof typeof runs) => [runs[variant].objective.preference, runs[variant].objective.split];
  expect({ balanced: told("balanced"), together: told("together"), wishes: told("wishes") }).toEqual({
    balanced: [3, 1],
    together: [0, 0],
    wishes: [3, 1],
  });
  expect(runs.together.placement.get("Most-0")).toBe("B");
  expect(new Set(Object.values(runs).map(({ inputHash }) => inputHash)).size).toBe(3);
  expect(asVariant(allocation, "wishes").weights).toEqual({ ...allocation.weights, split: 0 });
});

test("among as many wishes the fewest cities are parted, though they weigh nothing", async () => {
  const few = [
    { code: "A", capacity: 5 },
    { code: "B", capacity: 5 },
  ];
  const people = [...team("Most", "A", 0), ...team("Jirkov", "A", 1)].map((person) => ({ ...person, preferred: null }));
  const { objective } = await allocate(asVariant(readAllocation({ sites: few, people }), "wishes"));
  expect(objective).toMatchObject({ placed: 10, preference: 0, split: 0 });
});

test("a whole meeting comes out the same in whatever order it is given, and again", async () => {
  const raw = meeting("order", { people: 120, cities: 30, capacities: [40, 45] });
  const one = await allocate(readAllocation(raw), { milliseconds: minute });
  const other = await allocate(readAllocation(reordered(raw, "order")), { milliseconds: minute });
  expect(one.method).toBe("optimal");
  expect(other).toEqual(one);
  expect(one.inputHash).toMatch(/^[0-9a-f]{64}$/);
});

describe("a run that the solver does not finish", () => {
  const raw = meeting("late", { people: 60, cities: 20, capacities: [20, 20] });
  raw.people[0] = { ...(raw.people[0] as RawPerson), preferred: null, pin: { must: "M2" } };
  const allocation = readAllocation(raw);

  test("is the greedy one and says that the time was up; an appeal carries out the method that was stored", async () => {
    const late = await allocate(allocation, { milliseconds: 1 });
    expect([late.method, late.doubt]).toEqual(["greedy", "time"]);
    expect(late.placement.get("p0")).toBe("M2");
    expect(breachesOf(allocation, late.placement)).toEqual({ people: [], sites: [] });
    expect(late.objective).toEqual(objectiveOf(allocation, late.placement));
    const appeal = await allocate(allocation, { method: late.method });
    expect(appeal).toEqual({ ...late, doubt: null });
    const best = await allocate(allocation, { milliseconds: minute });
    expect([best.method, best.inputHash]).toEqual(["optimal", late.inputHash]);
    expect([best.objective.placed, best.objective.roles]).toEqual([late.objective.placed, late.objective.roles]);
  });

  test("of a model that is too large for it is not begun", async () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ code: `M${at + 1}`, capacity: 1 }));
    const crowd = Array.from({ length: 600 }, (_, at) => ({
      ...(raw.people[1] as RawPerson),
      id: `x${at}`,
      city: `${at}`,
      preferred: null,
      pin: {},
    }));
    const run = await allocate(readAllocation({ sites: many, people: crowd }));
    expect([run.method, run.doubt, run.objective.placed]).toEqual(["greedy", "size", 100]);
  });
});

test("nobody to place, or nowhere, needs no solver", async () => {
  const none = { placed: 0, roles: 0, preference: 0, split: 0, ranks: 0 };
  const inputs = [
    { sites, people: [] },
    { sites: [], people: team("Most", "A", 0).map((person) => ({ ...person, preferred: null })) },
    { sites: [{ code: "A", capacity: 0 }], people: team("Most", "A", 0) },
  ];
  for (const input of inputs) {
    const run = await allocate(readAllocation(input), { milliseconds: minute });
    expect(run).toMatchObject({ objective: none, method: "optimal", doubt: null });
  }
});

describe("an answer of the solver counts only when it is checked", () => {
  const allocation: Allocation = readAllocation(meeting("doubt", { people: 24, cities: 6, capacities: [7, 8] }));
  const problem = problemOf(allocation);
  const told: Solution[] = [];
  beforeAll(() =>
    withSolver(minute, async ({ solve }) => {
      const recording: Solver = async (model) => {
        const answer = await solve(model);
        told.push(answer);
        return answer;
      };
      await bestArrangement(problem, searching(recording));
    }),
  );
  /** What comes of it when the solver's answers from the third model on, or all, are changed on their way. */
  const doubtOf = (change: (told: Solution, model: Model) => Solution, all = false) => {
    const answers = [...told];
    const replayed = async () => answers.shift() ?? { optimal: false, values: [], bound: 0 };
    const later: Solver = async (model) => change(await replayed(), model);
    const changed = searching(all ? later : fromThird(later, replayed));
    return bestArrangement(problem, changed).then(
      () => null,
      (error: unknown) => (error instanceof Doubted ? error.doubt : error),
    );
  };
  const scoreOf = (model: Model, values: readonly number[]) =>
    model.columns.reduce((sum, { cost }, at) => sum + cost * (values[at] ?? 0), 0);

  test.each<[string, (told: Solution, model: Model) => Solution, string | null]>([
    ["as it came", (told) => told, null],
    ["a hair beside whole numbers", (told) => ({ ...told, values: told.values.map((value) => value + 1e-7) }), null],
    ["not called optimal", (told) => ({ ...told, optimal: false }), "failed"],
    ["a column short", (told) => ({ ...told, values: told.values.slice(1) }), "wrong"],
    ["a column more", (told) => ({ ...told, values: [...told.values, 0] }), "wrong"],
    ["halves", (told) => ({ ...told, values: told.values.map((value) => value / 2) }), "wrong"],
    ["below zero", (told) => ({ ...told, values: told.values.map((value) => value - 1) }), "wrong"],
    [
      "more than a site holds",
      (told, { columns }) => ({ ...told, values: columns.map(({ upper }) => upper) }),
      "wrong",
    ],
    ["a bound left open", (told, { maximize }) => ({ ...told, bound: told.bound + (maximize ? 1 : -1) }), "wrong"],
    ["no bound", (told) => ({ ...told, bound: Number.NaN }), "wrong"],
  ])("%s", async (_, change, doubt) => expect(await doubtOf(change)).toBe(doubt));

  test("nobody placed, though called the best", async () => {
    const none = (_: Solution, model: Model) => {
      const values = model.columns.map(() => 0);
      return { optimal: true, values, bound: scoreOf(model, values) };
    };
    expect(await doubtOf(none, true)).toBe("wrong");
  });

  test("a thread that ends is a run that failed", async () => {
    const ended = withSolver(minute, ({ solve }) =>
      solve({ maximize: true, whole: false, columns: [], rows: [null] } as never),
    );
    await expect(ended).rejects.toEqual(expect.objectContaining({ doubt: "failed" }));
  });
});
