import { expect, test } from "vitest";
import {
  heldMonths,
  levels,
  monthsOf,
  occupancy,
  type Post,
  presentOn,
  vacancies,
  vacantFor,
} from "@/lib/domain/occupancy";

type Span = { from: string; to: string | null; percent?: number };
const shares = (spans: readonly Span[]) => spans.map((span) => ({ percent: 100, ...span }));
const post = (held: readonly Span[], number = 1, away: readonly Span[] = []): Post => ({
  number,
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  held: shares(held),
  away: shares(away),
  heldUntil: null,
});
const whole = post([{ from: "2023-04-01", to: null }]);

test.each([
  ["a whole February", "2024-02-01", "2024-02-29", 1],
  ["two whole months", "2024-01-01", "2024-02-29", 2],
  ["half of April", "2023-04-01", "2023-04-15", 0.5],
  ["one day of June", "2023-06-10", "2023-06-10", 1 / 30],
  // Sokolov's post 6: June and July whole, four of 31 days of August.
  ["1 Jun – 4 Aug 2024", "2024-06-01", "2024-08-04", 2 + 4 / 31],
])("%s in months", (_, from, to, expected) => {
  expect(monthsOf({ from, to })).toBeCloseTo(expected, 9);
});

test("who comes late, leaves and is replaced leaves two gaps", () => {
  const late = post([
    { from: "2023-04-17", to: "2024-05-31" },
    { from: "2024-08-05", to: null },
  ]);
  expect(vacancies(late, "2025-02-15")).toEqual([
    { from: "2023-04-01", to: "2023-04-16" },
    { from: "2024-06-01", to: "2024-08-04" },
  ]);
  expect(vacancies(late, "2024-07-01").at(-1)).toEqual({ from: "2024-06-01", to: "2024-07-01" });
});

test("a post nobody ever held is vacant from its first day, and not beyond its last", () => {
  expect(vacancies(post([]), "2027-01-01")).toEqual([{ from: "2023-04-01", to: "2026-03-31" }]);
  expect(vacancies(whole, "2025-02-15")).toEqual([]);
});

test("nine posts, one free since the New Year: 8 of 9 and a month and a half without anybody", () => {
  const posts = Array.from({ length: 8 }, (_, index) => post(whole.held, index + 1));
  const left = post([{ from: "2023-04-01", to: "2024-12-31" }], 9);
  const found = occupancy([...posts, left], "2025-02-14");
  expect(found).toEqual({ filled: 8, posts: 9, fte: 8, vacancyMonths: expect.closeTo(1.5, 9), awayMonths: 0 });
});

test("post-months held: two posts for two months, one of them from the sixteenth of April", () => {
  const later = post([{ from: "2023-04-16", to: null }], 2);
  expect(heldMonths([whole, later], { from: "2023-04-01", to: "2023-05-31" })).toBeCloseTo(3.5, 9);
});

test("a vacancy counts from the set number of days, the day itself included", () => {
  const left = post([{ from: "2023-04-01", to: "2025-01-16" }]);
  expect(vacantFor([left], "2025-02-15", 30)).toEqual([{ number: 1, since: "2025-01-17", days: 30 }]);
  expect(vacantFor([left], "2025-02-14", 30)).toEqual([]);
});

test("two halves fill a post; when one goes, half of a month is free and nobody calls the post vacant", () => {
  const halves = post([
    { from: "2023-04-01", to: null, percent: 50 },
    { from: "2023-04-01", to: "2025-01-31", percent: 50 },
  ]);
  expect(presentOn(halves, "2025-01-31")).toBe(100);
  expect(presentOn(halves, "2025-02-01")).toBe(50);
  expect(vacancies(halves, "2025-02-28")).toEqual([]);
  expect(occupancy([halves], "2025-02-28")).toEqual({
    filled: 1,
    posts: 1,
    fte: 0.5,
    vacancyMonths: 0.5,
    awayMonths: 0,
  });
  expect(heldMonths([halves], { from: "2025-01-01", to: "2025-02-28" })).toBeCloseTo(1.5, 9);
});

test("who is away holds the post and is not present; who covers is present and the post is not held twice", () => {
  const away = [{ from: "2025-01-01", to: null }];
  const alone = post([{ from: "2023-04-01", to: null }], 1, away);
  expect(occupancy([alone], "2025-02-28")).toEqual({ filled: 1, posts: 1, fte: 0, vacancyMonths: 0, awayMonths: 2 });
  expect(heldMonths([alone], { from: "2024-12-01", to: "2025-02-28" })).toBeCloseTo(1, 9);
  const covered = post(
    [
      { from: "2023-04-01", to: null },
      { from: "2025-02-01", to: null },
    ],
    1,
    away,
  );
  expect(levels(covered, "2025-02-28").map(({ from, held, present }) => [from, held, present])).toEqual([
    ["2023-04-01", 100, 100],
    ["2025-01-01", 100, 0],
    ["2025-02-01", 100, 100],
  ]);
  expect(occupancy([covered], "2025-02-28")).toMatchObject({ fte: 1, vacancyMonths: 0, awayMonths: 1 });
});

test("the 14th of March and the 15th follow each other without a day between", () => {
  const followed = post([
    { from: "2023-04-01", to: "2025-03-14" },
    { from: "2025-03-15", to: null },
  ]);
  expect(vacancies(followed, "2025-03-31")).toEqual([]);
  expect(occupancy([followed], "2025-03-31").vacancyMonths).toBe(0);
});
