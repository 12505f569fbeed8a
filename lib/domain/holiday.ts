import { plusDays } from "./day";

/** Public holidays are a rule, not a list: days of the calendar and days counted from Easter Sunday. */
export type HolidayRule = { fixed: readonly string[]; easter: readonly number[] };

/** Act 245/2000: the fixed days (MM-DD), Good Friday and Easter Monday. */
export const czechHolidays: HolidayRule = {
  fixed: "01-01 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26".split(" "),
  easter: [-2, 1],
};

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

/** The public holidays of a year by a rule, in their order. */
export function holidaysOf(year: number, { fixed, easter }: HolidayRule): string[] {
  const sunday = easterSunday(year);
  const days = [...fixed.map((day) => `${year}-${day}`), ...easter.map((offset) => plusDays(sunday, offset))];
  return [...new Set(days)].sort();
}

/** MM-DD days from `1. 1., 8. 5.` or `01-01 05-08`; null when a part is not a day of every year. */
export function fixedDays(text: string): string[] | null {
  const found: string[] = [];
  for (const part of text.split(/[,;\n]+/).map((item) => item.trim())) {
    if (part === "") continue;
    const czech = /^(\d{1,2})\.\s*(\d{1,2})\.?$/.exec(part);
    const plain = /^(\d{1,2})-(\d{1,2})$/.exec(part);
    const [month, day] = czech ? [czech[2], czech[1]] : [plain?.[1], plain?.[2]];
    if (!month || !day) return null;
    const written = `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const at = new Date(`2025-${written}T00:00:00Z`);
    if (Number.isNaN(at.getTime()) || at.toISOString().slice(5, 10) !== written) return null;
    found.push(written);
  }
  return found.length > 0 && found.length <= 40 ? [...new Set(found)].sort() : null;
}

/** Days from Easter Sunday: `-2, 1`; null when a part is not a whole number between −60 and 60. */
export function offsetDays(text: string): number[] | null {
  const parts = text
    .split(/[,;\s]+/)
    .map((part) => part.replace("\u2212", "-").trim())
    .filter((part) => part !== "");
  if (parts.length > 20 || parts.some((part) => !/^-?\d{1,2}$/.test(part) || Math.abs(Number(part)) > 60)) return null;
  return [...new Set(parts.map(Number))].sort((a, b) => a - b);
}
