import { expect, test } from "vitest";
import { usualByDay } from "@/lib/domain/pace";

test("Sokolov in February: the average of the six months before by their fifteenth day", () => {
  const months = [
    ["2025-02", 41],
    ["2025-01", 43],
    ["2024-12", 43],
    ["2024-11", 46],
    ["2024-10", 42],
    ["2024-09", 44],
    ["2024-08", 42],
  ].map(([month, toDay]) => ({ month: String(month), toDay: Number(toDay) }));
  expect(usualByDay(months, "2025-02-15", "2023-04-01")).toBeCloseTo(260 / 6, 9);
});

test("a month without any entry counts as nought; months before the project do not count", () => {
  expect(usualByDay([{ month: "2023-05", toDay: 8 }], "2023-07-10", "2023-05-01")).toBe(4);
});

test("in the first month there is nothing usual yet", () => {
  expect(usualByDay([], "2023-04-20", "2023-04-01")).toBeNull();
});
