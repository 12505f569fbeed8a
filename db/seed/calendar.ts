import { plusDays } from "@/lib/domain/day";
import { czechHolidays, holidaysOf } from "@/lib/domain/holiday";

const years = new Map<string, Set<string>>();

/** Whether a day is a public holiday by the standard rule. */
export function isHoliday(day: string): boolean {
  const year = day.slice(0, 4);
  const known = years.get(year) ?? new Set(holidaysOf(Number(year), czechHolidays));
  years.set(year, known);
  return known.has(day);
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
