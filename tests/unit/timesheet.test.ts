import { expect, test } from "vitest";
import { czechHolidays } from "@/lib/domain/holiday";
import { monthSheet, type SheetShare, type SheetShift } from "@/lib/domain/month-sheet";
import { timesheetOf } from "@/lib/domain/timesheet";

const shift = (day: string, minutes: number, more: Partial<SheetShift> = {}): SheetShift => ({
  id: `${day} ${minutes} ${more.keyActivity}`,
  day,
  startsAt: "07:00",
  endsAt: "15:00",
  minutes,
  state: "approved",
  people: ["a"],
  places: ["Nádraží"],
  keyActivity: "KA 02 Terén",
  counts: [],
  ...more,
});
const whole: SheetShare[] = [{ from: "2025-01-01", to: null, percent: 100 }];
const report = (month: string, shifts: SheetShift[], shares = whole) =>
  timesheetOf(monthSheet(month, [{ id: "a", name: "a", shares }], shifts, czechHolidays));

test("three times twenty minutes are rows of 0,33, 0,34 and 0,33, and their sum is the hour that is printed", () => {
  const { rows, worked } = report(
    "2025-02",
    ["KA 03", "KA 01", "KA 02"].map((keyActivity) => shift("2025-02-03", 20, { keyActivity })),
  );
  expect(rows).toEqual([
    { label: "KA 01", hours: 33 },
    { label: "KA 02", hours: 34 },
    { label: "KA 03", hours: 33 },
  ]);
  expect(worked).toBe(100);
});

test("shifts of one key activity are one row without days, what is not approved is none of it", () => {
  const { rows, worked, waiting } = report("2025-02", [
    shift("2025-02-03", 450),
    shift("2025-02-04", 450),
    shift("2025-02-05", 450, { state: "submitted" }),
    shift("2025-02-06", 450, { state: "draft" }),
  ]);
  expect({ rows, worked, waiting }).toEqual({
    rows: [{ label: "KA 02 Terén", hours: 1500 }],
    worked: 1500,
    waiting: 750,
  });
});

test("an eleventh key activity is more than the form has", () => {
  const of = (rows: number) =>
    report(
      "2025-02",
      Array.from({ length: rows }, (_, at) => shift("2025-02-03", 10, { keyActivity: `KA ${10 + at}` })),
    );
  expect(of(10).tooMany).toBe(false);
  expect(of(11)).toMatchObject({ tooMany: true, worked: 183 });
});

test("April 2025 has two paid holidays: sixteen hours of a whole, eight of a half, eight less for one that was served", () => {
  expect(report("2025-04", [])).toMatchObject({ fund: 17600, holiday: 1600, rest: 16000, signFrom: "2025-04-21" });
  const half = [{ from: "2025-01-01", to: null, percent: 50 }];
  expect(report("2025-04", [], half)).toMatchObject({ fund: 8800, holiday: 800, rest: 8000 });
  const served = report("2025-04", [shift("2025-04-18", 450)]);
  expect(served).toMatchObject({ worked: 750, holiday: 800, rest: 17600 - 750 - 800 });
  const until = [{ from: "2025-01-01", to: "2025-04-20", percent: 100 }];
  expect(report("2025-04", [], until)).toMatchObject({ holiday: 800, signFrom: "2025-04-18" });
});

test("nobody signs before the last thing of the month: a night ends in the next one, a month of nothing has no day", () => {
  expect(report("2025-02", [shift("2025-02-27", 450)]).signFrom).toBe("2025-02-27");
  const night = shift("2025-02-28", 450, { startsAt: "22:00", endsAt: "06:00" });
  expect(report("2025-02", [night]).signFrom).toBe("2025-03-01");
  expect(report("2025-02", [{ ...night, state: "submitted" }]).signFrom).toBe(null);
});

test("who worked more than his fund has less than nothing left", () => {
  const half = [{ from: "2025-02-01", to: "2025-02-03", percent: 50 }];
  expect(report("2025-02", [shift("2025-02-03", 600)], half)).toMatchObject({ fund: 400, worked: 1000, rest: -600 });
});

test("a report of two people is a mistake of whoever asks", () => {
  const two = ["a", "b"].map((id) => ({ id, name: id, shares: whole }));
  expect(() => timesheetOf(monthSheet("2025-02", two, [], czechHolidays))).toThrow(RangeError);
});
