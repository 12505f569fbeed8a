import { expect, test } from "vitest";
import { spread, wholeScale } from "@/components/charts/scale";
import { withParams } from "@/components/ui/address";
import { axisMonths, axisYears, lanes, place } from "@/components/ui/timeline-layout";

const axis = { from: "2023-04-01", months: 36 };

test("a day has its place among 36 equally wide months", () => {
  expect(place(axis, "2023-04-01")).toBe(0);
  expect(place(axis, "2026-03-31", true)).toBe(1);
  expect(place(axis, "2024-10-01")).toBe(0.5);
  expect(place(axis, "2025-02-14", true)).toBeCloseTo(22.5 / 36);
  expect(place(axis, "2020-01-01")).toBe(0);
  expect(place(axis, "2030-01-01")).toBe(1);
});

test("months are counted through the years", () => {
  expect(axisMonths(axis)[22]).toEqual({ number: 23, month: 2, year: 2025 });
  expect(axisYears(axis)).toEqual([
    { year: 2023, months: 9 },
    { year: 2024, months: 12 },
    { year: 2025, months: 12 },
    { year: 2026, months: 3 },
  ]);
});

test("what overlaps goes to the next lane, what follows returns to the first", () => {
  expect(
    lanes([
      { start: 0.5, end: 0.7 },
      { start: 0, end: 0.5 },
      { start: 0.6, end: 0.8 },
      { start: 0.8, end: 1 },
    ]),
  ).toEqual({ lane: [0, 0, 1, 0], count: 2 });
});

test("an axis has four or five round steps", () => {
  expect(wholeScale(13_676_292)).toEqual([0, 5e6, 10e6, 15e6]);
  expect(wholeScale(140)).toEqual([0, 50, 100, 150]);
  expect(wholeScale(0).length).toBeGreaterThan(1);
});

test("labels at line ends keep their distance and order", () => {
  const [a = 0, b = 0, c = 0] = spread([100, 102, 200], 15);
  expect(b - a).toBeGreaterThanOrEqual(15);
  expect(c).toBeGreaterThan(b);
  expect(spread([], 15)).toEqual([]);
});

test("an address changes only what is asked", () => {
  const address = { path: "/projects", params: { k: "2024-12-31", region: ["a", "b"], page: "3" } };
  expect(withParams(address, { sort: "-drawn", page: undefined })).toBe(
    "/projects?k=2024-12-31&region=a&region=b&sort=-drawn",
  );
  expect(withParams({ path: "/x", params: { page: "2" } }, { page: undefined })).toBe("/x");
});
