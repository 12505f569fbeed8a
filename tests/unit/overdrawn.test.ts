import { expect, test } from "vitest";
import { overdrawnFlat } from "@/lib/domain/budget";
import { overdraws } from "@/lib/domain/overdrawn";

const staff = { code: "1.1", name: "Mzdy", freeHalere: 100_000 };

test.each([
  [100_000, []],
  [100_001, [["1.1", 1]]],
  [0, []],
  [-5, []],
])("of 1 000 Kč free %s haléře are taken", (amount, expected) => {
  expect(overdraws([staff], () => amount).map(({ code, overHalere }) => [code, overHalere])).toEqual(expected);
});

test("a line that is overdrawn already says what would be missing in all, and nothing while nothing is taken", () => {
  const lines = [{ ...staff, freeHalere: -500 }];
  expect(overdraws(lines, () => 100)).toEqual([{ code: "1.1", name: "Mzdy", overHalere: 600 }]);
  expect(overdraws(lines, () => 0)).toEqual([]);
});

test.each([
  // 40 % of 1 000 Kč is what the flat lines may hold; of 1 001 Kč it is 40 haléře more.
  [100_000, 0, []],
  [90_000, 10_100, [["2", 40]]],
  [0, 999_999, []],
])("with %s haléře more evidenced and %s before, the flat part is told of", (more, baseHalere, expected) => {
  const flat = { code: "2", name: "Paušál", amountHalere: 40_000, ratePer100000: 40_000, baseHalere };
  expect(overdrawnFlat(flat, more).map(({ code, overHalere }) => [code, overHalere])).toEqual(expected);
});
