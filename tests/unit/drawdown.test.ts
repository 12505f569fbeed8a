import { expect, test } from "vitest";
import { planUpTo, sourceDifferences } from "@/lib/domain/drawdown";

const plan = [
  { month: "2025-01", plannedHalere: 781_484_406 },
  { month: "2025-02", plannedHalere: 819_792_494 },
  { month: "2025-03", plannedHalere: 858_100_582 },
];

test.each([
  // Sokolov's demo: 781 484 406 + 38 308 088 × 15 / 28 = 781 484 406 + 20 522 190 (rounded).
  ["the middle of February takes fifteen of its 28 days", "2025-02-15", 802_006_596],
  ["the last day of a month takes all of it", "2025-02-28", 819_792_494],
  ["the first day of a month takes one day of it", "2025-03-01", 819_792_494 + 1_235_745],
  ["before the plan nothing is planned", "2024-12-31", 0],
  ["after the plan all of it", "2026-01-01", 858_100_582],
])("planned drawdown: %s", (_, day, expected) => {
  expect(planUpTo(plan, day)).toBe(expected);
});

test("without a plan nothing can be said", () => {
  expect(planUpTo([{ month: "2025-01", plannedHalere: null }], "2025-01-10")).toBeNull();
});

test("Sokolov's published shares are what their rates give, to the haléř", () => {
  const sources = [
    { ratePer100000: 76_735, amountHalere: 1_049_450_267 },
    { ratePer100000: 13_265, amountHalere: 181_416_013 },
    { ratePer100000: 10_000, amountHalere: 136_762_920 },
  ];
  expect(sourceDifferences(sources, 1_367_629_200).map((source) => source.differenceHalere)).toEqual([0, 0, 0]);
});

test("Jirkov publishes one haléř more of the EU's share and one less of the state's", () => {
  const sources = [
    { ratePer100000: 76_735, amountHalere: 631_863_002 },
    { ratePer100000: 13_265, amountHalere: 109_228_678 },
    { ratePer100000: 10_000, amountHalere: 82_343_520 },
  ];
  expect(sourceDifferences(sources, 823_435_200).map((source) => source.differenceHalere)).toEqual([1, -1, 0]);
});

test("rates that do not make a whole are not compared", () => {
  expect(sourceDifferences([{ ratePer100000: 85_000, amountHalere: 85 }], 100)).toEqual([]);
});
