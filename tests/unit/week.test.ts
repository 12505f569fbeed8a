import { expect, test } from "vitest";
import { calendarWeeks } from "@/lib/domain/day";
import { deadlines } from "@/lib/domain/deadline";
import { weekBoard, weekOf } from "@/lib/domain/week";

test.each([
  ["2025-02-15", "2025-02-10", "2025-02-16"],
  ["2025-02-10", "2025-02-10", "2025-02-16"],
  ["2025-02-16", "2025-02-10", "2025-02-16"],
  ["2025-01-01", "2024-12-30", "2025-01-05"],
])("the week of %s goes from Monday %s to Sunday %s", (day, monday, sunday) => {
  const week = weekOf(day);
  expect([week[0], week[6], week.length]).toEqual([monday, sunday, 7]);
});

test("a month is shown in whole weeks", () => {
  const weeks = calendarWeeks("2025-02");
  expect(weeks.map((week) => week[0])).toEqual(["2025-01-27", "2025-02-03", "2025-02-10", "2025-02-17", "2025-02-24"]);
  expect(weeks.at(-1)?.at(-1)).toBe("2025-03-02");
});

test("the week says who is without a record on working days, those who served together first", () => {
  const people = ["a", "b", "c", "d"].map((id) => ({ id, from: "2025-01-01", to: id === "d" ? "2025-02-10" : null }));
  const shift = (on: string, who: string[]) => ({
    on,
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: "x",
    people: who,
  });
  const board = weekBoard("2025-02-15", [shift("2025-02-10", ["b", "c"]), shift("2025-02-11", ["a"])], people);
  expect(board.map(({ day, shifts, missing }) => [day.slice(8), shifts, missing.join("")])).toEqual([
    ["10", 1, "ad"],
    ["11", 1, "bc"],
    ["12", 0, "abc"],
    ["13", 0, "abc"],
    ["14", 0, "abc"],
    ["15", 0, ""],
  ]);
});

test("what is to be handed in: periods up to the running one, the nearest first, done ones left out", () => {
  const period = (number: number, endsOn: string, dueOn: string, reportSubmittedOn: string | null = null) => ({
    number,
    endsOn,
    reportDueOn: dueOn,
    claimDueOn: dueOn,
    reportSubmittedOn,
  });
  const periods = [
    period(1, "2024-03-31", "2024-04-30", "2024-04-20"),
    period(2, "2024-09-30", "2024-10-30"),
    period(3, "2025-03-31", "2025-04-30"),
    period(4, "2025-09-30", "2025-10-30"),
  ];
  const claims = [
    { periodNumber: null, submittedOn: "2023-05-01" },
    { periodNumber: 1, submittedOn: "2024-04-25" },
    { periodNumber: 2, submittedOn: "2025-03-01" },
  ];
  expect(
    deadlines(periods, claims, "2025-02-15").map(({ kind, number, daysLeft }) => [kind, number, daysLeft]),
  ).toEqual([
    ["claim", 2, -108],
    ["report", 2, -108],
    ["claim", 3, 74],
    ["report", 3, 74],
  ]);
});
