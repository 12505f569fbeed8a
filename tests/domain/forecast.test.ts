import { expect, test } from "vitest";
import { monthsBetween } from "@/lib/domain/day";
import { forecast } from "@/lib/domain/forecast";
import type { Post } from "@/lib/domain/occupancy";

/** A year's project, 100 000 haléře a month, two posts held all the time. */
const posts: Post[] = [1, 2].map((number) => ({
  number,
  startsOn: "2024-01-01",
  endsOn: "2024-12-31",
  held: [{ from: "2024-01-01", to: null }],
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
    post.number === 2 ? { ...post, held: [{ from: "2024-01-01", to: "2024-08-30" }] } : post,
  );
  expect(forecast({ ...input, posts: one })).toMatchObject({ filled: 1, totalHalere: 1_000_000 });
});

test.each([
  ["too-early", { asOf: "2024-06-30", months: months(6) }],
  ["over", { asOf: "2024-12-31", months: months(12) }],
  ["nothing-paid", { months: months(8).map((row) => ({ ...row, paidHalere: row.paidHalere === null ? null : 5 })) }],
  ["nobody-in-posts", { posts: [] }],
] as const)("no forecast and why: %s", (reason, changes) => {
  expect(forecast({ ...input, ...changes })).toEqual({ reason });
});
