// One by one: the whole of it is loaded by every thread and process that names a day.
import { addMonths } from "date-fns/addMonths";
import { lastDayOfMonth } from "date-fns/lastDayOfMonth";
import { lightFormat } from "date-fns/lightFormat";
import { parseISO } from "date-fns/parseISO";

/** The days that the product knows; what lies beyond them is a slip of the keyboard, and refused as one. */
export const firstDay = "2000-01-01";
export const lastDay = "2099-12-31";

const toDate = (day: string) => parseISO(day);
const toDay = (date: Date) => lightFormat(date, "yyyy-MM-dd");
const dayMs = 86_400_000;
/** The midnight of a day by UTC, where all days are equally long. A reader of any form took most of the time of a long list. */
const utc = (day: string) => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));

export const plusDays = (day: string, days: number) => new Date(utc(day) + days * dayMs).toISOString().slice(0, 10);
export const plusMonths = (day: string, months: number) => toDay(addMonths(toDate(day), months));
/** Days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string) => (utc(to) - utc(from)) / dayMs;
export const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`;
export const lastOfMonth = (day: string) => toDay(lastDayOfMonth(toDate(day)));
/** YYYY-MM of a day. */
export const monthOf = (day: string) => day.slice(0, 7);
export const earlier = (a: string, b: string) => (a < b ? a : b);
export const later = (a: string, b: string) => (a > b ? a : b);

/** Every month YYYY-MM from the month of one day to the month of another, inclusive. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let day = firstOfMonth(from); day <= to; day = plusMonths(day, 1)) months.push(monthOf(day));
  return months;
}

const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** Number of calendar months a project touches: 2023-04-01 – 2026-03-31 is 36. */
export const monthCount = (from: string, to: string) => Math.max(monthNumber(to) - monthNumber(from) + 1, 0);

/** The project month of a day, 1-based; clamped to 1…monthCount. */
export function projectMonth(startsOn: string, endsOn: string, day: string): number {
  return Math.min(Math.max(monthCount(startsOn, day), 1), monthCount(startsOn, endsOn));
}

/** The weeks of a month YYYY-MM, Monday first, filled up with days of its neighbours. */
export function calendarWeeks(month: string): string[][] {
  const first = `${month}-01`;
  const weeks: string[][] = [];
  for (
    let monday = plusDays(first, -((toDate(first).getDay() + 6) % 7));
    monday <= lastOfMonth(first);
    monday = plusDays(monday, 7)
  )
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((days) => plusDays(monday, days)));
  return weeks;
}
