import { expect, test } from "vitest";
import { type Path, plannedValue, progress, standing } from "@/lib/domain/indicator";

const path = (changes: Partial<Path>): Path => ({
  rule: "measured",
  direction: "up",
  baseline: 0,
  baselineOn: "2023-04-01",
  target: 9,
  targetOn: "2026-03-31",
  points: [],
  ...changes,
});

test.each([
  [
    "people, path 6 on 30 Sep 2024 and 7 on 31 Mar 2025: the seventh is not owed on 15 Feb",
    path({
      points: [
        { on: "2024-09-30", value: 6 },
        { on: "2025-03-31", value: 7 },
      ],
    }),
    "2025-02-15",
    6,
  ],
  ["on a point of the path it is the point", path({ points: [{ on: "2024-09-30", value: 6 }] }), "2024-09-30", 6],
  [
    "in percent 52 on 1 Jan and 54 on 3 Jan is 53 between them",
    path({
      baseline: 46.5,
      target: 60,
      points: [
        { on: "2024-01-01", value: 52 },
        { on: "2024-01-03", value: 54 },
      ],
    }),
    "2024-01-02",
    53,
  ],
  [
    "falling: 38 to 26 in 1 095 days is 32 in the middle, the part of a case not yet gone",
    path({ direction: "down", baseline: 38, target: 26 }),
    "2024-09-29",
    33,
  ],
  ["before the first day it is the baseline", path({ baseline: 5 }), "2023-01-01", 5],
  ["after the last day it is the target", path({}), "2027-01-01", 9],
  ["hours keep their thousandths", path({ rule: "activity-hours", target: 1095 }), "2023-04-02", 1],
  ["no target and no path: no plan", path({ target: null }), "2025-01-01", null],
  ["no baseline: nothing is planned before the target's day", path({ baseline: null }), "2025-01-01", null],
  ["no baseline: on the target's day it is the target", path({ baseline: null }), "2026-03-31", 9],
])("planned value: %s", (_, given, day, expected) => {
  expect(plannedValue(given, day)).toBe(expected);
});

test.each([
  ["up", 6, 6, "on-track"],
  ["up", 5, 6, "off-track"],
  ["down", 29, 31, "on-track"],
  ["down", 102, 98.2, "off-track"],
  ["up", null, 6, "no-value"],
  ["up", 6, null, "no-plan"],
] as const)("direction %s, value %s, planned %s: %s", (direction, value, plannedNow, expected) => {
  expect(standing({ code: "C1", rule: "measured", direction, value, plannedNow })).toBe(expected);
});

test.each([
  ["600000", "people-in-posts", "uncounted"],
  ["600 000", "activity-hours", "uncounted"],
  ["670102", "contacts", "uncounted"],
  ["670031", "people-in-posts", "uncounted"],
  ["600000", "measured", "on-track"],
  ["V1", "people-in-posts", "on-track"],
] as const)("%s counted by %s is %s: hours of support are not kept yet", (code, rule, expected) => {
  expect(standing({ code, rule, direction: "up", value: 12, plannedNow: 9 })).toBe(expected);
});

test.each([
  [12, 0, 9, 12 / 9],
  [29, 38, 26, 0.75],
  [41, 38, 26, -0.25],
  [null, 0, 9, null],
  [5, null, 9, null],
  [5, 9, 9, null],
])("progress of %s from %s to %s is %s, never cut", (value, baseline, target, expected) => {
  expect(progress(value, baseline, target)).toBe(expected);
});
