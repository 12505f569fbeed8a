import { monthCount, projectMonth } from "./day";
import { halere, splitByLargestRemainder } from "./money";

type Source = { kind: string; amountHalere: number; ratePer100000: number };

/**
 * How much of each source is drawn and left when the total drawn so far is split by the rates as one running total
 * (decision 10): sums to the total drawn. left may be negative when a source is overdrawn.
 */
export function splitDrawn<S extends Source>(drawnHalere: number, sources: readonly S[]) {
  if (sources.every((source) => source.ratePer100000 === 0))
    return sources.map((source) => ({ ...source, drawnHalere: 0, leftHalere: source.amountHalere }));
  const parts = splitByLargestRemainder(
    drawnHalere,
    sources.map((source) => source.ratePer100000),
  );
  return sources.map((source, index) => {
    const drawn = parts[index] ?? halere(0);
    return { ...source, drawnHalere: drawn, leftHalere: halere(source.amountHalere - drawn) };
  });
}

/** The project's month of a day and how many months it has. */
export const monthPosition = (project: { start: string; end: string }, day: string) => ({
  month: projectMonth(project.start, project.end, day),
  months: monthCount(project.start, project.end),
});
