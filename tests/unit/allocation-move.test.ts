import { describe, expect, test } from "vitest";
import { inputHashOf } from "@/lib/allocation-hash";
import { type Allocation, readAllocation } from "@/lib/domain/allocation/input";
import { effectOf } from "@/lib/domain/allocation/move";
import { changesBetween, storedInput, verdictOf } from "@/lib/domain/allocation/run";
import { attendeeRoles } from "@/lib/domain/registration";
import { roleWeights } from "@/lib/domain/seat";
import { allocate } from "@/server/allocation/allocate";
import { verdictAgain } from "@/server/allocation/commands";
import { solverOptions, withSolver } from "@/server/allocation/solver";
import { meeting } from "../support/allocations";

const person = (id: string, city: string, preferred: string | null, more: object = {}) => ({
  id,
  city,
  role: "assistant",
  preferred,
  canOther: true,
  registeredAt: `2025-02-0${id.slice(-1)}T08:00:00Z`,
  ...more,
});
const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const allocation: Allocation = readAllocation({
  sites: [
    { code: "kh", capacity: 2 },
    { code: "cv", capacity: 2 },
  ],
  people: [
    person(uuid(1), "560286", "kh"),
    person(uuid(2), "560286", "kh"),
    person(uuid(3), "567256", "cv"),
    person(uuid(4), "567256", "cv", { canOther: false }),
    person(uuid(5), "500011", null),
  ],
});
const placement = new Map([
  [uuid(1), "kh"],
  [uuid(2), "kh"],
  [uuid(3), "cv"],
  [uuid(4), "cv"],
]);

describe("what a move by hand leads to is known before it counts", () => {
  test("a person to a full site: one too many, and what it does to every number", () => {
    const effect = effectOf(allocation, placement, { who: `person:${uuid(1)}`, to: "cv", swap: "" });
    expect(effect.breaches).toEqual({ people: [], sites: [{ code: "cv", over: 1 }] });
    expect(effect.before).toMatchObject({ placed: 4, preference: 4, split: 0 });
    expect(effect.after).toMatchObject({ placed: 4, preference: 3, split: 1, ranks: 10 });
    expect([...effect.moved]).toEqual([[uuid(1), "cv"]]);
  });

  test("two who change places keep all sites within their seats", () => {
    const effect = effectOf(allocation, placement, { who: `person:${uuid(1)}`, to: "cv", swap: `person:${uuid(3)}` });
    expect(effect.breaches).toEqual({ people: [], sites: [] });
    expect([...effect.moved]).toEqual([
      [uuid(1), "cv"],
      [uuid(3), "kh"],
    ]);
  });

  test("two cities: who cannot go there is named", () => {
    const effect = effectOf(allocation, placement, { who: "city:560286", to: "cv", swap: "city:567256" });
    expect(effect.breaches).toEqual({ people: [uuid(4)], sites: [] });
    expect(effect.after).toMatchObject({ placed: 4, preference: 0 });
  });

  test("to wait frees the seats; who waited takes one; of a city those who have a place move", () => {
    const waiting = effectOf(allocation, placement, { who: "city:560286", to: "waiting", swap: "city:500011" });
    expect([...waiting.placement]).toEqual([
      [uuid(3), "cv"],
      [uuid(4), "cv"],
      [uuid(5), "kh"],
    ]);
    expect(waiting.after.placed).toBe(3);
    const half = new Map([[uuid(1), "kh"]]);
    expect([...effectOf(allocation, half, { who: "city:560286", to: "cv", swap: "" }).moved]).toEqual([
      [uuid(1), "cv"],
    ]);
    const none = effectOf(allocation, new Map(), { who: "city:560286", to: "cv", swap: "" });
    expect(none.moved.size).toBe(2);
  });

  test.each([
    ["nobody there", { who: "city:1", to: "cv", swap: "" }, "who"],
    ["no such site", { who: "city:560286", to: "xx", swap: "" }, "to"],
    ["nobody to change with", { who: "city:560286", to: "cv", swap: "city:1" }, "swap"],
    ["himself", { who: "city:560286", to: "cv", swap: `person:${uuid(1)}` }, "swap"],
  ])("%s is refused", (_, move, field) => {
    expect(() => effectOf(allocation, placement, move)).toThrow(
      expect.objectContaining({ status: 422, fields: { [field]: { key: "notOffered" } } }),
    );
  });
});

describe("a stored run", () => {
  test("has an input that the command takes and that gives the same hash again", () => {
    const stored: unknown = JSON.parse(JSON.stringify(storedInput(allocation)));
    expect(inputHashOf(readAllocation(stored))).toBe(inputHashOf(allocation));
  });

  test("no longer fits when somebody is new, gone or otherwise, or a site is; those are told", () => {
    const [first, second, ...rest] = allocation.people;
    if (!first || !second) throw new Error("nobody");
    const now = {
      ...allocation,
      people: [{ ...first, role: "mentor" }, ...rest, { ...second, id: uuid(9) }],
      sites: allocation.sites.map((site) => (site.code === "kh" ? { ...site, capacity: 3 } : site)),
    };
    expect(changesBetween(allocation, now)).toEqual({ people: [uuid(1), uuid(2), uuid(9)], sites: ["kh"] });
    expect(changesBetween(allocation, allocation)).toEqual({ people: [], sites: [] });
  });

  test("weighs every role that people register as, the assistants most", () => {
    expect(Object.keys(roleWeights).sort()).toEqual([...attendeeRoles].sort());
    expect(Math.max(...Object.values(roleWeights))).toBe(roleWeights.assistant);
  });
});

describe("what a repetition says", () => {
  const versions = { rules: 1, solver: "1.15.3", options: { random_seed: 0, mip_rel_gap: 0 } };
  const stored = { method: "optimal" as const, placement: { a: "kh", b: "cv" }, versions };
  test.each([
    ["the same, in whatever order it was kept", { ...stored, placement: { b: "cv", a: "kh" } }, "same"],
    ["one who stands elsewhere", { ...stored, placement: { a: "cv", b: "kh" } }, "differs"],
    ["one who waits now", { ...stored, placement: { a: "kh" } }, "differs"],
    ["the substitute, since the time was up", { ...stored, method: "greedy" as const, placement: {} }, "unverified"],
    [
      "otherwise, under another version",
      { ...stored, placement: {}, versions: { ...versions, rules: 2 } },
      "unverified",
    ],
    [
      "options in another order",
      { ...stored, placement: {}, versions: { ...versions, options: { mip_rel_gap: 0, random_seed: 0 } } },
      "differs",
    ],
  ])("%s", (_, again, verdict) => expect(verdictOf(stored, again)).toBe(verdict));

  const input = readAllocation(meeting("appeal", { people: 60, cities: 20, capacities: [20, 20] }));
  test("five repetitions name the same people", async () => {
    const run = await allocate(input, { milliseconds: 60_000 });
    const kept = { ...run, input: storedInput(input), placement: Object.fromEntries(run.placement) };
    const said = [];
    for (let time = 0; time < 5; time += 1) said.push(await verdictAgain(kept, { milliseconds: 60_000 }));
    expect(said).toEqual(Array.from({ length: 5 }, () => "same"));
  });

  test("a clock that ends it never shows the substitute as a change; a stored substitute is repeated as such", async () => {
    const run = await allocate(input, { milliseconds: 60_000 });
    const kept = { ...run, input: storedInput(input), placement: Object.fromEntries(run.placement) };
    expect(await verdictAgain(kept, { milliseconds: 1 })).toBe("unverified");
    const late = await allocate(input, { milliseconds: 1 });
    const substitute = { ...late, input: storedInput(input), placement: Object.fromEntries(late.placement) };
    expect([late.method, await verdictAgain(substitute)]).toEqual(["greedy", "same"]);
  });
});

describe("the solver that ships, with the options that are stored", () => {
  const limits = { lower: 2, upper: 2 };
  const model = (upper: number) => ({
    maximize: true,
    whole: true,
    columns: [{ cost: 1, upper }],
    rows: [{ columns: [0], values: [1], ...limits }],
  });
  test("calls nothing optimal that has no answer, and gives as many values as there are columns", async () => {
    await withSolver(60_000, async ({ solve }) => {
      expect(await solve(model(1))).toEqual({ optimal: false, values: [], bound: 0 });
      expect(await solve(model(3))).toMatchObject({ optimal: true, values: [2] });
      expect(await solve({ maximize: true, whole: false, columns: [], rows: [] })).toMatchObject({ values: [] });
    });
    expect(Object.isFrozen(solverOptions)).toBe(true);
    expect(solverOptions).toEqual({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0 });
  });
});
