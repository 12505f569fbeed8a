import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arrangementOf,
  breachesOf,
  figuresOf,
  objectiveOf,
  type Placement,
  placementOf,
} from "@/lib/domain/allocation/figures";
import { greedyArrangement } from "@/lib/domain/allocation/greedy";
import { readAllocation } from "@/lib/domain/allocation/input";
import { problemOf } from "@/lib/domain/allocation/problem";
import { explain, reasonKeys } from "@/lib/domain/allocation/reason";
import { settle } from "@/lib/domain/allocation/settle";
import { reasonSentence } from "@/lib/words";
import { bruteForce, mayStand } from "../proofs/allocation/brute";
import { type RawPerson, smallAllocation } from "../support/allocations";

let turn = 0;
/** People apply one after the other, a minute apart. */
const person = (city: string, preferred: string | null, more: Partial<RawPerson> = {}): RawPerson => {
  turn += 1;
  const registeredAt = new Date(Date.UTC(2025, 1, 5) + turn * 60_000).toISOString();
  return { id: `${turn}`, city, role: "APK", preferred, canOther: true, registeredAt, ...more };
};
const sites = [
  { code: "KH", capacity: 2 },
  { code: "ČV", capacity: 2 },
];

test("every number of an arrangement follows from who stands where, and a move shows what it does to each", () => {
  const people = [
    person("Most", "KH", { id: "a" }),
    person("Most", "KH", { id: "b", role: "jiné" }),
    person("Jirkov", null, { id: "c", role: "mentor" }),
    person("Jirkov", "ČV", { id: "d" }),
  ];
  const allocation = readAllocation({ sites, people });
  const placement: Placement = new Map([
    ["a", "KH"],
    ["b", "KH"],
    ["c", "ČV"],
    ["d", "ČV"],
  ]);
  expect(objectiveOf(allocation, placement)).toEqual({ placed: 4, roles: 9, preference: 3, split: 0, ranks: 10 });
  const moved = new Map(placement).set("b", "ČV");
  expect(objectiveOf(allocation, moved)).toEqual({ placed: 4, roles: 9, preference: 2, split: 1, ranks: 10 });
  expect(breachesOf(allocation, moved)).toEqual({ people: [], sites: ["ČV"] });
  moved.delete("d");
  expect(objectiveOf(allocation, moved)).toEqual({ placed: 3, roles: 6, preference: 1, split: 1, ranks: 6 });
  expect(breachesOf(allocation, moved)).toEqual({ people: [], sites: [] });
});

test("whoever must be somewhere, may not, or cannot come elsewhere is named when he does not stand so", () => {
  const people = [
    person("Most", "KH", { id: "must", pin: { must: "ČV" } }),
    person("Most", "KH", { id: "not", pin: { not: ["ČV"] } }),
    person("Most", "KH", { id: "only", canOther: false }),
    person("Most", null, { id: "free", canOther: false }),
  ];
  const allocation = readAllocation({ sites, people });
  const wrong = new Map([
    ["not", "ČV"],
    ["only", "ČV"],
    ["free", "KH"],
  ]);
  expect(breachesOf(allocation, wrong).people).toEqual(["must", "not", "only"]);
});

test("an arrangement and the placement that it stands for are the same thing", () => {
  for (let at = 0; at < 50; at += 1) {
    const allocation = readAllocation(smallAllocation(`same ${at}`));
    const arrangement = greedyArrangement(problemOf(allocation));
    const placement = placementOf(allocation, arrangement);
    expect(arrangementOf(allocation, placement)).toEqual(arrangement);
    expect(objectiveOf(allocation, placement)).toEqual(figuresOf(problemOf(allocation), arrangement));
  }
});

describe("without a solver", () => {
  test("as many people and as much weight are placed as can be, and every hard rule is kept", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const raw = smallAllocation(`greedy ${seed}`, 6);
        const allocation = readAllocation(raw);
        const placement = placementOf(allocation, greedyArrangement(problemOf(allocation)));
        const { placed, roles } = objectiveOf(allocation, placement);
        const best = bruteForce(raw);
        expect({ placed, roles }).toEqual({ placed: best.placed, roles: best.roles });
        expect(breachesOf(allocation, placement)).toEqual({ people: [], sites: [] });
        for (const one of raw.people) {
          const site = placement.get(one.id);
          expect(site === undefined ? one.pin?.must === undefined : mayStand(one, site)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("one whose only site is full makes another move on", () => {
    const people = [
      person("A", "KH", { id: "a" }),
      person("B", "KH", { id: "b" }),
      person("C", "KH", { id: "c", canOther: false }),
    ];
    const allocation = readAllocation({ sites, people });
    const placement = placementOf(allocation, greedyArrangement(problemOf(allocation)));
    expect([...placement]).toEqual([
      ["a", "KH"],
      ["b", "ČV"],
      ["c", "KH"],
    ]);
  });

  test("twenty thousand people find their seats at a hundred sites", () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ code: `M${at}`, capacity: 150 }));
    const people = Array.from({ length: 20_000 }, (_, at) =>
      person(`${at % 4_000}`, `M${at % 37}`, { canOther: at % 3 > 0 }),
    );
    const problem = problemOf(readAllocation({ sites: many, people }));
    expect(figuresOf(problem, greedyArrangement(problem)).placed).toBe(15_000);
  });
});

test("where the numbers leave a choice, the earlier application has the site it asks for, then the first by code", () => {
  const people = [
    person("A", "ČV", { id: "a" }),
    person("B", "ČV", { id: "b" }),
    person("C", null, { id: "c1" }),
    person("D", null, { id: "d" }),
    person("C", null, { id: "c2" }),
  ];
  const allocation = readAllocation({
    sites: [
      { code: "KH", capacity: 4 },
      { code: "ČV", capacity: 1 },
      { code: "A", capacity: 2 },
    ],
    people,
  });
  const before = new Map([
    ["a", "KH"],
    ["b", "ČV"],
    ["c1", "KH"],
    ["c2", "KH"],
    ["d", "A"],
  ]);
  const problem = problemOf(allocation);
  const settled = settle(problem, arrangementOf(allocation, before));
  expect(Object.fromEntries(placementOf(allocation, settled))).toEqual({ a: "ČV", b: "A", c1: "KH", c2: "KH", d: "A" });
  expect(figuresOf(problem, settled)).toEqual(objectiveOf(allocation, before));
});

test("settling places nobody else and changes no number but the cities apart, which can only be fewer", () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = problemOf(readAllocation(smallAllocation(`settle ${seed}`)));
      const before = greedyArrangement(problem);
      const after = settle(problem, before);
      const { split: splitBefore, ...numbers } = figuresOf(problem, before);
      const { split, ...same } = figuresOf(problem, after);
      expect(same).toEqual(numbers);
      expect(split).toBeLessThanOrEqual(splitBefore);
      expect(after.map((site) => site === null)).toEqual(before.map((site) => site === null));
    }),
  );
});

test("everybody has a reason that can be checked, in both languages", () => {
  const people = [
    person("Most", "KH", { id: "pinned", pin: { must: "ČV" } }),
    person("Most", "KH", { id: "wished" }),
    person("Most", null, { id: "anywhere" }),
    person("Most", "ČV", { id: "keptAway", pin: { not: ["ČV"] } }),
    person("Jirkov", "KH", { id: "movedFull" }),
    person("Jirkov", "A", { id: "movedTogether" }),
    person("Lom", "A", { id: "moved" }),
    person("Lom", null, { id: "waitsNowhere", pin: { not: ["KH", "ČV", "A", "0"] } }),
    person("Lom", "KH", { id: "waitsOne", canOther: false, role: "jiné" }),
    person("Lom", null, { id: "waitsAll", pin: { not: ["A", "ČV"] } }),
  ];
  const four = [
    ...sites.map(({ code }) => ({ code, capacity: code === "KH" ? 2 : 5 })),
    { code: "A", capacity: 9 },
    { code: "0", capacity: 0 },
  ];
  const allocation = readAllocation({ sites: four, people });
  const placement = new Map([
    ["pinned", "ČV"],
    ["wished", "KH"],
    ["anywhere", "ČV"],
    ["keptAway", "KH"],
    ["movedFull", "ČV"],
    ["movedTogether", "ČV"],
    ["moved", "ČV"],
  ]);
  const { placed, waiting } = explain(allocation, placement);
  for (const { id, reason } of [...placed, ...waiting]) expect(reason.key).toBe(id);
  const nowhere = explain(readAllocation({ sites: [], people: [person("Lom", null)] }), new Map()).waiting;
  expect(nowhere[0]?.reason.key).toBe("waitsNoSites");
  const told = [...placed, ...waiting, ...nowhere].map(({ reason }) => reason);
  expect(new Set(told.map(({ key }) => key))).toEqual(new Set(reasonKeys));
  const sentence = (id: string, locale: "cs" | "en" = "cs") => {
    const found = [...placed, ...waiting].find((one) => one.id === id);
    return found ? reasonSentence(locale, found.reason).replaceAll(/\s/g, " ") : "";
  };
  expect(sentence("movedFull")).toBe(
    "Přihláška žádá KH, tam jsou obsazena všechna místa (2), proto přesun na ČV, kde je ještě 1 člověk z téže obce.",
  );
  expect(sentence("movedTogether", "en")).toBe(
    "The application asks for A; the move to ČV keeps a municipality together, of which 1 more is there.",
  );
  expect(sentence("waitsOne")).toBe("Může jen na místo KH a to je plné; pořadí přihlášky 9, váha role „jiné“ 1.");
  expect(sentence("waitsAll")).toBe(
    "Všechna místa, kam může (0, KH), jsou plná; pořadí přihlášky 10, váha role „APK“ 3.",
  );
});
