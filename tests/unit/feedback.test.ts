import { describe, expect, test } from "vitest";
import { answerFeedbackInput, averageOf, scoresOf } from "@/lib/domain/feedback";

test("an average is told from five scores on", () => {
  const cases: [counts: number[], average: number | null][] = [
    [[0, 0, 0, 0, 0], null],
    [[0, 0, 0, 4, 0], null],
    [[0, 0, 0, 0, 5], 5],
    [[1, 0, 0, 0, 4], 4.2],
    [[1, 1, 1, 1, 1], 3],
  ];
  for (const [counts, average] of cases) expect(averageOf(counts)).toBe(average);
});

describe("an answer", () => {
  const read = (more: object) => scoresOf(answerFeedbackInput.parse({ slug: "m", ticket: "t", ...more }));

  test("is what was given a score; the rest says nothing", () => {
    expect(read({ answers: [{ item: "use", score: 4 }, { item: "place" }] })).toEqual([{ item: "use", score: 4 }]);
    expect(read({ text: "Díky." })).toEqual([]);
  });

  test("is refused when it is empty, asked about when it seems to name somebody, and never counts one item twice", () => {
    expect(() => read({ answers: [{ item: "use" }] })).toThrow("feedbackEmpty");
    expect(() => read({ text: "Paní Nováková byla skvělá." })).toThrow("invalidInput");
    expect(read({ text: "Paní Nováková byla skvělá.", nobodyNamed: true })).toEqual([]);
    const twice = [
      { item: "use", score: 1 },
      { item: "use", score: 5 },
    ];
    expect(answerFeedbackInput.safeParse({ slug: "m", ticket: "t", answers: twice }).success).toBe(false);
    for (const score of [0, 6, 2.5])
      expect(answerFeedbackInput.safeParse({ slug: "m", ticket: "t", answers: [{ item: "use", score }] }).success).toBe(
        false,
      );
  });
});
