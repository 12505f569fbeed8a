import { expect, test } from "vitest";
import { type AssessedAssistant, gainIn, matrix, type Score } from "@/lib/domain/assessment";

const rule = { gainPoints: 10, areasNeeded: 2 };
const score = (area: number, phase: Score["phase"], value: number, on = "2024-01-01"): Score => ({
  area,
  phase,
  on,
  score: value,
});
const pair = (area: number, entry: number, last: number): Score[] => [
  score(area, "entry", entry, "2023-04-15"),
  score(area, "exit", last, "2024-12-10"),
];

test.each([
  ["ten points up is reached", pair(1, 40, 50), { state: "reached", entry: 40, last: 50, gain: 10, final: true }],
  ["nine is not", pair(1, 40, 49), { state: "below", entry: 40, last: 49, gain: 9, final: true }],
  ["a fall is shown as it is", pair(1, 40, 35), { state: "below", entry: 40, last: 35, gain: -5, final: true }],
  ["only the entry is known", [score(1, "entry", 40)], { state: "entry", entry: 40 }],
  ["without an entry there is nothing to compare", [score(1, "exit", 80)], { state: "none" }],
  [
    "the later of two assessments counts",
    [...pair(1, 40, 45), score(1, "mid", 60, "2024-03-01")],
    { state: "below", entry: 40, last: 45, gain: 5, final: true },
  ],
] as const)("gain in an area: %s", (_, scores, expected) => {
  expect(gainIn(scores, 1, rule.gainPoints)).toEqual(expected);
});

test("goal 1 asks for two areas of five; who left with them counts as well", () => {
  const person = (post: number, to: string | null, scores: Score[]): AssessedAssistant => ({
    post,
    from: "2023-04-01",
    to,
    scores,
  });
  const found = matrix(
    [
      person(1, null, [...pair(1, 40, 60), ...pair(2, 40, 50), ...pair(3, 40, 41)]),
      person(2, null, [...pair(1, 40, 60), ...pair(2, 40, 45)]),
      person(3, "2024-05-31", [...pair(4, 30, 60), ...pair(5, 30, 60)]),
      person(3, null, []),
    ],
    [1, 2, 3, 4, 5],
    rule,
  );
  expect(found.present.map(({ post, reached, improved }) => ({ post, reached, improved }))).toEqual([
    { post: 1, reached: 2, improved: true },
    { post: 2, reached: 1, improved: false },
    { post: 3, reached: 0, improved: false },
  ]);
  expect(found).toMatchObject({ former: 1, formerImproved: 1, improved: 2 });
});
