import fc from "fast-check";
import { expect, test } from "vitest";
import { budgetTotal, budgetTree } from "@/lib/domain/budget";
import { monthsBetween } from "@/lib/domain/day";
import { planUpTo } from "@/lib/domain/drawdown";
import { forecast, forecastReach } from "@/lib/domain/forecast";
import { isWithin, maxHalere } from "@/lib/domain/money";
import type { Post } from "@/lib/domain/occupancy";

/** A year's project, 100 000 haléře a month, two posts held all the time. */
const posts: Post[] = [1, 2].map((number) => ({
  number,
  startsOn: "2024-01-01",
  endsOn: "2024-12-31",
  held: [{ from: "2024-01-01", to: null, percent: 100 }],
  away: [],
  heldUntil: null,
}));
const months = (paid: number) =>
  monthsBetween("2024-01-01", "2024-12-31").map((month, index) => ({
    month,
    paidHalere: index < paid ? (index + 1) * 100_000 : null,
  }));
const input = {
  asOf: "2024-08-31",
  startsOn: "2024-01-01",
  endsOn: "2024-12-31",
  budgetHalere: 1_500_000,
  months: months(8),
  plannedNowHalere: 1_000_000,
  posts,
};

test("after eight months: 800 000 paid + 4 months × 2 posts × 50 000 is 1 200 000", () => {
  expect(forecast(input)).toMatchObject({
    unitHalere: 50_000,
    filled: 2,
    monthsLeft: 4,
    totalHalere: 1_200_000,
    // 1 500 000 × 800 000 ÷ 1 000 000
    paceHalere: 1_200_000,
  });
});

test("the pace against the plan is the other edge: half of the plan drawn leads to half of the budget, not below", () => {
  const slow = forecast({ ...input, plannedNowHalere: 800_000 });
  expect(slow).toMatchObject({
    totalHalere: 1_200_000,
    paceHalere: 1_500_000,
    lowHalere: 1_200_000,
    highHalere: 1_500_000,
  });
});

test("the band opens from what is paid to its edges at the end, month by month", () => {
  const found = forecast({ ...input, plannedNowHalere: 800_000 });
  if ("reason" in found) throw new Error(found.reason);
  expect(found.months).toEqual([
    { month: "2024-08", forecastHalere: 800_000, lowHalere: 800_000, highHalere: 800_000 },
    { month: "2024-09", forecastHalere: 900_000, lowHalere: 900_000, highHalere: 975_000 },
    { month: "2024-10", forecastHalere: 1_000_000, lowHalere: 1_000_000, highHalere: 1_150_000 },
    { month: "2024-11", forecastHalere: 1_100_000, lowHalere: 1_100_000, highHalere: 1_325_000 },
    { month: "2024-12", forecastHalere: 1_200_000, lowHalere: 1_200_000, highHalere: 1_500_000 },
  ]);
});

test("a month under way is filled up to an average one", () => {
  const early = months(8).map((row) => (row.month === "2024-08" ? { ...row, paidHalere: 730_000 } : row));
  const found = forecast({ ...input, asOf: "2024-08-10", months: early });
  expect(found).toMatchObject({ totalHalere: 1_200_000 });
});

test("a post that is free today costs nothing from now on", () => {
  const one = posts.map((post) =>
    post.number === 2 ? { ...post, held: [{ from: "2024-01-01", to: "2024-08-30", percent: 100 }] } : post,
  );
  expect(forecast({ ...input, posts: one })).toMatchObject({ filled: 1, totalHalere: 1_000_000 });
});

test.each([
  ["too-early", { asOf: "2024-06-30", months: months(6) }],
  ["over", { asOf: "2024-12-31", months: months(12) }],
  ["nothing-paid", { months: months(8).map((row) => ({ ...row, paidHalere: row.paidHalere === null ? null : 5 })) }],
  ["nobody-in-posts", { posts: [] }],
  ["beyond", { budgetHalere: 100_000 }],
] as const)("no forecast and why: %s", (reason, changes) => {
  expect(forecast({ ...input, ...changes })).toEqual({ reason });
});

test("a plan of one crown says nothing about the end: the pace against it is left out, the posts still tell", () => {
  expect(forecast({ ...input, budgetHalere: 1_367_629_200, plannedNowHalere: 100 })).toMatchObject({
    totalHalere: 1_200_000,
    paceHalere: null,
    lowHalere: 1_200_000,
    highHalere: 1_200_000,
  });
});

/** Amounts as people and their slips type them: nothing, a haléř, a crown, what a project costs, the most there can be. */
const amount = fc.oneof(
  fc.constantFrom(0, 1, 100, 10_000, 1_367_629_200, maxHalere),
  fc.integer({ min: 0, max: maxHalere }),
);
const yearMonths = monthsBetween("2024-01-01", "2024-12-31");

test("whatever is planned, paid and held, a forecast is money within its reach or a reason", () => {
  const project = fc.record({
    budgetHalere: amount.filter((halere) => halere > 0),
    plan: fc.array(amount, { minLength: 12, maxLength: 12 }).filter(isWithin),
    paid: fc.array(amount, { minLength: 12, maxLength: 12 }).filter(isWithin),
    asOf: fc.constantFrom(
      "2024-01-31",
      "2024-07-01",
      "2024-08-15",
      "2024-11-30",
      "2024-12-30",
      "2024-12-31",
      "2031-01-01",
    ),
    startsOn: fc.constantFrom("2024-01-01", "2024-01-15"),
    held: fc.array(fc.constantFrom(null, "2024-02-01", "2024-07-31"), { maxLength: 99 }),
    percent: fc.constantFrom(1, 50, 100),
    since: fc.constantFrom("2024-01-01", "2024-07-31", "2024-08-15"),
  });
  fc.assert(
    fc.property(project, ({ budgetHalere, plan, paid, asOf, startsOn, held, percent, since }) => {
      const total = (amounts: readonly number[], upTo: number) => amounts.slice(0, upTo + 1).reduce((a, b) => a + b, 0);
      const rows = yearMonths.map((month, index) => ({
        month,
        plannedHalere: total(plan, index),
        paidHalere: `${month}-01` <= asOf ? total(paid, index) : null,
      }));
      const team = held.map((to, index) => ({
        number: index + 1,
        startsOn: "2024-01-01",
        endsOn: "2024-12-31",
        held: to !== null && to < since ? [] : [{ from: since, to, percent }],
        away: [],
        heldUntil: null,
      }));
      const plannedNowHalere = planUpTo(rows, asOf);
      const found = forecast({
        asOf,
        startsOn,
        endsOn: "2024-12-31",
        budgetHalere,
        months: rows,
        plannedNowHalere,
        posts: team,
      });
      if ("reason" in found) return;
      expect(found.totalHalere).toBeLessThanOrEqual(budgetHalere * forecastReach);
      expect(found.lowHalere).toBeLessThanOrEqual(found.highHalere);
      for (const point of found.months) {
        expect(point.lowHalere).toBeLessThanOrEqual(point.highHalere);
        for (const halere of Object.values(point).filter((value) => typeof value === "number"))
          expect(Number.isSafeInteger(halere)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test("nor does a budget fail, however its lines, expenses and codes were typed", () => {
  const line = fc.record({ approvedHalere: amount, drawnHalere: amount, committedHalere: amount, expenses: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
      fc.pre(isWithin(lines.map((row) => row.approvedHalere)) && isWithin(lines.map((row) => row.drawnHalere)));
      fc.pre(isWithin(lines.map((row) => row.committedHalere)));
      const tree = budgetTree(
        lines.map((row, index) => ({
          ...row,
          id: String(index),
          parentId: index % 3 === 0 ? null : String(index - (index % 3)),
          code: index % 3 === 0 ? `${index + 1}` : `${index - (index % 3) + 1}.${index % 3}`,
          name: "x",
          leaf: index % 3 === 0 ? "chapter" : "direct",
          version: "1",
        })),
      );
      expect(Number.isSafeInteger(budgetTotal(tree).freeHalere)).toBe(true);
    }),
  );
});
