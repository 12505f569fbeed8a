import { monthOf, plusMonths } from "./day";

export type MonthCount = { month: string; toDay: number };

/**
 * The usual count of a month up to the day: the average over the whole months before it that lie in the project, six at
 * most, of what each had by the same day of the month. Null in the project's first month.
 */
export function usualByDay(months: readonly MonthCount[], asOf: string, startsOn: string): number | null {
  const before = [1, 2, 3, 4, 5, 6]
    .map((back) => monthOf(plusMonths(`${monthOf(asOf)}-01`, -back)))
    .filter((month) => month >= monthOf(startsOn));
  if (before.length === 0) return null;
  const counts = before.map((month) => months.find((row) => row.month === month)?.toDay ?? 0);
  return counts.reduce((sum, count) => sum + count, 0) / before.length;
}
