import { describe, expect, test } from "vitest";
import { type BudgetLineRow, spreadFlat } from "@/lib/domain/budget";
import { DomainError } from "@/lib/domain/error";
import { type CostRegime, kindsIn, rateOf, regimeProblem, takesExpenses } from "@/lib/domain/regime";

const cases: [CostRegime | null, string, string, string | null][] = [
  ["flat", "payroll", "direct", null],
  ["flat", "document", "direct", "kind staffOnly"],
  ["flat", "flat", "direct", "kind staffOnly"],
  ["flat", "payroll", "flat", "line lineIsFlat"],
  ["flat", "document", "flat", "line lineIsFlat"],
  ["indirect", "payroll", "direct", null],
  ["indirect", "document", "direct", null],
  ["indirect", "flat", "direct", "kind flatNotItemised"],
  ["indirect", "document", "flat", "line lineIsFlat"],
  ["unit", "document", "direct", null],
  [null, "document", "flat", null],
  [null, "flat", "flat", null],
];

test.each(cases)("in the regime %s a row of %s on a line of %s: %s", (regime, kind, leaf, wanted) => {
  const problem = regimeProblem(regime, { kind, leaf });
  expect(problem && `${problem.field} ${problem.wording.key}`).toBe(wanted);
});

test("what a form offers is what the rule takes", () => {
  for (const regime of ["flat", "indirect", "unit", null] as const)
    for (const leaf of ["direct", "flat"])
      for (const kind of ["document", "payroll", "flat"] as const) {
        const offered = takesExpenses(regime, { leaf }) && kindsIn(regime).includes(kind);
        expect([regime, leaf, kind, offered]).toEqual([
          regime,
          leaf,
          kind,
          regimeProblem(regime, { kind, leaf }) === null,
        ]);
      }
  expect(takesExpenses(null, { leaf: "chapter" })).toBe(false);
});

test("a regime with a flat part needs its rate, another one has none", () => {
  expect(rateOf({ costRegime: "flat", flatRatePer100000: 40_000 })).toBe(40_000);
  expect(rateOf({ costRegime: "unit", flatRatePer100000: 40_000 })).toBeNull();
  expect(rateOf({ costRegime: null, flatRatePer100000: 40_000 })).toBeNull();
  expect(() => rateOf({ costRegime: "indirect", flatRatePer100000: null })).toThrow(DomainError);
});

describe("the flat part", () => {
  const line = (code: string, leaf: BudgetLineRow["leaf"], approvedHalere: number, drawnHalere = 0): BudgetLineRow => ({
    id: code,
    parentId: null,
    code,
    name: code,
    leaf,
    approvedHalere,
    drawnHalere,
    committedHalere: 0,
    expenses: 0,
    version: "1",
  });
  const drawn = (rows: BudgetLineRow[]) => rows.map((row) => row.drawnHalere);

  test("is spread over the flat lines by their amounts, to the haléř", () => {
    const rows = [line("1.1", "direct", 300, 250), line("1.2.1", "flat", 100), line("1.2.2", "flat", 200)];
    const spread = spreadFlat(rows, { drawnHalere: 100, committedHalere: 31 });
    expect(drawn(spread)).toEqual([250, 33, 67]);
    expect(spread.map((row) => row.committedHalere)).toEqual([0, 10, 21]);
  });

  test("stands nowhere without a flat line, and is spread evenly over lines of nothing", () => {
    expect(drawn(spreadFlat([line("1", "direct", 300, 250)], { drawnHalere: 100, committedHalere: 0 }))).toEqual([250]);
    const nothing = [line("1", "flat", 0), line("2", "flat", 0)];
    expect(drawn(spreadFlat(nothing, { drawnHalere: 101, committedHalere: 0 }))).toEqual([51, 50]);
  });
});
