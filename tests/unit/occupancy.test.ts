import { expect, test } from "vitest";
import { heldMonths, monthsOf, occupancy, type Post, vacancies, vacantFor } from "@/lib/domain/occupancy";

const post = (held: Post["held"], number = 1): Post => ({ number, startsOn: "2023-04-01", endsOn: "2026-03-31", held });
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
  expect(found).toEqual({ filled: 8, posts: 9, vacancyMonths: expect.closeTo(1.5, 9) });
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
