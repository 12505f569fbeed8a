import { lastOfMonth, monthOf } from "./day";
import { type Halere, halere, scale, splitByLargestRemainder, sum } from "./money";

/** Cumulative haléře at the end of a month. */
export type PlanMonth = { month: string; plannedHalere: number | null };

/**
 * What was to be drawn by a day: the plan up to the last month before it and of its own month the part of its days,
 * rounded to a haléř. Null without a plan.
 */
export function planUpTo(months: readonly PlanMonth[], day: string): Halere | null {
  if (months.every((row) => row.plannedHalere === null)) return null;
  const done = months.filter((row) => row.month < monthOf(day)).at(-1)?.plannedHalere ?? 0;
  const current = months.find((row) => row.month === monthOf(day));
  if (!current) return halere(done);
  const own = (current.plannedHalere ?? 0) - done;
  return halere(done + scale(own, Number(day.slice(8)), Number(lastOfMonth(day).slice(8))));
}

export type SourceShare = { ratePer100000: number; amountHalere: number };

/** What each source's rate gives from the total, and by how many haléře the stated amount differs from it. */
export function sourceDifferences<T extends SourceShare>(sources: readonly T[], totalHalere: number) {
  if (sources.length === 0 || sum(sources.map((source) => source.ratePer100000)) !== 100_000) return [];
  const computed = splitByLargestRemainder(
    totalHalere,
    sources.map((source) => source.ratePer100000),
  );
  return sources.map((source, index) => ({
    ...source,
    differenceHalere: halere(source.amountHalere - (computed[index] ?? 0)),
  }));
}
