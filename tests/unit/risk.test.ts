import { expect, test } from "vitest";
import { riskOf } from "@/lib/domain/risk";
import type { Severity, Warning } from "@/lib/domain/warning";

const warning = (severity: Severity, index: number): Warning => ({
  key: "vacancy",
  id: `${severity}${index}`,
  severity,
  values: {},
  href: "/",
});
const kinds = ["vacancy", "noActivity", "drawdownBehind", "documentsWithoutFile"] as const;
const different = (count: number) => kinds.slice(0, count).map((key) => ({ ...warning("warn", 0), key, id: key }));
const some = (bad: number, warn: number, info = 0) => [
  ...Array.from({ length: bad }, (_, index) => warning("bad", index)),
  ...Array.from({ length: warn }, (_, index) => warning("warn", index)),
  ...Array.from({ length: info }, (_, index) => warning("info", index)),
];

test.each([
  ["nothing", some(0, 0), false, "none", 0],
  ["only a note", some(0, 0, 3), false, "none", 0],
  ["one warning", some(0, 1), false, "low", 1],
  ["nine warnings of one kind", some(0, 9, 1), false, "low", 9],
  ["two kinds", different(2), false, "low", 2],
  ["three kinds", different(3), false, "medium", 3],
  ["four kinds", different(4), false, "medium", 4],
  ["one crossed border", some(1, 0), false, "high", 10],
  ["a crossed border and two warnings", some(1, 2), false, "high", 12],
  ["a closed project with everything wrong", some(2, 9), true, "none", 0],
] as const)("%s", (_, warnings, closed, level, score) => {
  expect(riskOf(warnings, closed)).toMatchObject({ level, score });
});

test("the reasons are the warnings without notes, the worst first as they came", () => {
  expect(riskOf(some(1, 1, 1), false).reasons.map(({ id }) => id)).toEqual(["bad0", "warn0"]);
});

test("one crossed border outweighs nine warnings", () => {
  expect(riskOf(some(1, 0), false).score).toBeGreaterThan(riskOf(some(0, 9), false).score);
});
