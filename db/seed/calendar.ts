import { plusDays } from "@/lib/domain/day";

/** Fixed public holidays of the Czech Republic, MM-DD (act 245/2000). */
const fixedHolidays = new Set("01-01 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26".split(" "));

/** Easter Sunday of a year (the anonymous Gregorian algorithm). */
export function easterSunday(year: number): string {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const leap = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const h = (19 * a + century - Math.floor(century / 4) - leap + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - h - (rest % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${year}-${pad(Math.floor(n / 31))}-${pad((n % 31) + 1)}`;
}

const movable = new Map<string, Set<string>>();

/** Whether a day is a public holiday: a fixed one, Good Friday or Easter Monday. */
export function isHoliday(day: string): boolean {
  if (fixedHolidays.has(day.slice(5))) return true;
  const year = day.slice(0, 4);
  const known = movable.get(year);
  if (known) return known.has(day);
  const easter = easterSunday(Number(year));
  const found = new Set([plusDays(easter, -2), plusDays(easter, 1)]);
  movable.set(year, found);
  return found.has(day);
}

/** 0 = Sunday … 6 = Saturday. */
export const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();
export const isWeekend = (day: string) => weekday(day) % 6 === 0;

/** A day of teaching, roughly: a workday outside July, August and the Christmas break. */
export const isSchoolDay = (day: string) =>
  !isWeekend(day) && !isHoliday(day) && !/-0[78]-|-12-(2[3-9]|3)|-01-0[1-2]/.test(day);

/** Every day from one to another, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day);
  return days;
}

/** The day itself or the nearest workday, later (1) or earlier (-1). */
export function workday(day: string, step: 1 | -1 = 1): string {
  let found = day;
  while (isWeekend(found) || isHoliday(found)) found = plusDays(found, step);
  return found;
}

const mondays = new Map<string, string>();

/** The next Monday after a day: when the manager goes through the past week. */
export function nextMonday(day: string): string {
  const found = mondays.get(day) ?? plusDays(day, (8 - weekday(day)) % 7 || 7);
  mondays.set(day, found);
  return found;
}
