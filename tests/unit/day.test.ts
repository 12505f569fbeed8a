import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseActivityFilter } from "@/lib/domain/activity-filter";
import { readAddress } from "@/lib/domain/address";
import { auditFilter } from "@/lib/domain/audit-filter";
import { calendarWeeks, lastOfMonth, monthsBetween, plusDays, plusMonths } from "@/lib/domain/day";
import { dayInput, monthInput } from "@/lib/domain/day-input";
import { expenseFilter } from "@/lib/domain/expense-filter";
import { wordIssues } from "@/lib/domain/input";
import { accessFilter } from "@/lib/domain/privacy";

const far = ["9999-12-31", "0000-01-01", "0001-01-01", "1999-12-31", "2100-01-01", "2025-02-30", "99999-01-01"];
const months = ["9999-12", "0000-01", "0001-06", "1999-12", "2100-01", "2025-13", "2025-00"];
const id = "11111111-1111-4111-8111-111111111111";

describe("a day far off is refused in one way wherever it is typed", () => {
  test.each(far)("%s is no day here", (day) => expect(dayInput.safeParse(day).success).toBe(false));
  test.each(months)("%s is no month here", (month) => expect(monthInput.safeParse(month).success).toBe(false));
  test("and says so in a sentence of its own", () => {
    const refused = z.strictObject({ on: dayInput }).safeParse({ on: "9999-12-31" });
    expect(refused.error && wordIssues(refused.error)).toEqual({ on: { key: "dayFarOff" } });
  });
  test.each(far)("an address that asks for %s is not there", (day) => {
    for (const name of ["k", "from", "to"]) expect(parseActivityFilter({ [name]: day }), name).toBeNull();
    expect(parseActivityFilter({ after: `${day}_${id}` })).toBeNull();
    for (const schema of [auditFilter, accessFilter])
      for (const name of ["from", "to"]) expect(readAddress<object>(schema, { [name]: day }), name).toBeNull();
  });
  test.each(months)("nor one that asks for %s", (month) => {
    expect(parseActivityFilter({ month })).toBeNull();
    expect(readAddress(expenseFilter, { month })).toBeNull();
  });
  test("an empty or an unknown parameter asks for nothing", () => {
    expect(parseActivityFilter({ from: "", month: [""], unknown: "9999-12-31" })).toEqual({});
    expect(readAddress(auditFilter, { from: "", unknown: "nobody" })).toEqual({});
  });
  test.each([
    { who: "nobody" },
    { record: "FA-1" },
    { op: "drop" },
    { table: "Výdaje" },
    { before: "x" },
    { q: "\u0000" },
  ])("a log asked for %j is not there, rather than all of it", (asked) => {
    expect(readAddress(auditFilter, asked)).toBeNull();
  });
});

test("what is reckoned from any day that may be typed is a day again, four digits a year", () => {
  const typed = fc
    .integer({ min: 0, max: 36_524 })
    .map((days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10));
  const written = /^\d{4}-\d\d-\d\d$/;
  fc.assert(
    fc.property(typed, fc.integer({ min: -200, max: 200 }), (day, step) => {
      expect(dayInput.safeParse(day).success).toBe(true);
      for (const found of [plusDays(day, step), plusMonths(day, step), lastOfMonth(day)])
        expect(found).toMatch(written);
      for (const week of calendarWeeks(day.slice(0, 7))) for (const each of week) expect(each).toMatch(written);
      expect(monthsBetween(day, plusMonths(day, 12))).toHaveLength(13);
    }),
  );
});
