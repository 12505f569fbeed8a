import { expect, test } from "vitest";
import { outliers } from "@/lib/domain/outlier";

test.each([
  ["far above the usual", { patrol: 51 }, { patrol: 10 }, ["patrol"]],
  ["five times the usual is not more than five times", { patrol: 50 }, { patrol: 10 }, []],
  ["small numbers never stand out", { patrol: 9 }, { patrol: 0.1 }, []],
  ["ten of a kind that nobody has had", { patrol: 10 }, {}, ["patrol"]],
  ["one of two", { patrol: 12, truancy: 80 }, { patrol: 4, truancy: 3 }, ["truancy"]],
])("%s", (_, counts, usual, codes) => {
  const rows = Object.entries(counts).map(([code, count]) => ({ code, count }));
  expect(outliers(rows, usual).map(({ count }) => count.code)).toEqual(codes);
});
