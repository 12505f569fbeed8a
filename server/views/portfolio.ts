import type { PortfolioRows } from "@/db/queries/portfolio";
import { phaseOf, projectPhases } from "@/lib/domain/project";
import { riskOf } from "@/lib/domain/risk";
import { projectFigures } from "./project-figures";

/** One line of the list of projects: its figures, warnings and risk as of a day. */
export function portfolioLine(rows: PortfolioRows) {
  const { project, asOf, facts } = rows;
  const figures = projectFigures(rows);
  const planned = figures.indicators.filter(
    ({ plannedNow, standing }) => plannedNow !== null && standing !== "uncounted",
  );
  const state = phaseOf(project, asOf);
  return {
    ...project,
    state,
    month: figures.month,
    monthsInAll: figures.monthsInAll,
    paidHalere: figures.paidHalere,
    plannedHalere: figures.plannedHalere,
    people: figures.people,
    indicatorsOnTrack: planned.filter(({ standing }) => standing === "on-track").length,
    indicatorsPlanned: planned.length,
    lastActivityOn: facts.lastActivityOn,
    risk: riskOf(figures.warnings, state === "closed"),
  };
}
export type PortfolioLine = ReturnType<typeof portfolioLine>;

/** The regions and states that occur, for the filters; regions are sorted by name. */
export function portfolioChoices(lines: readonly PortfolioLine[]) {
  const regions = new Map(
    lines.flatMap(({ regionCode, region }) =>
      regionCode && region ? [[regionCode, region] satisfies [string, string]] : [],
    ),
  );
  return {
    regions: [...regions].map(([code, name]) => ({ code, name })),
    states: projectPhases.filter((state) => lines.some((line) => line.state === state)),
  };
}

/** The lines of a region (by code) and a state. A region or state that does not occur is ignored. */
export function narrowLines(lines: readonly PortfolioLine[], asked: { region?: string; state?: string }) {
  const { regions, states } = portfolioChoices(lines);
  const region = regions.find(({ code }) => code === asked.region);
  const state = states.find((item) => item === asked.state);
  const kept = lines.filter((line) => (!region || line.regionCode === region.code) && (!state || line.state === state));
  return { lines: kept, region, state };
}

/** The totals of the shown projects, in haléře and counts. */
export function portfolioTotals(lines: readonly PortfolioLine[]) {
  const add = (of: (line: PortfolioLine) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  return {
    totalHalere: add((line) => line.totalHalere),
    paidHalere: add((line) => line.paidHalere),
    plannedHalere: add((line) => line.plannedHalere ?? 0),
    filled: add((line) => line.people.filled),
    posts: add((line) => line.people.posts),
    indicatorsOnTrack: add((line) => line.indicatorsOnTrack),
    indicatorsPlanned: add((line) => line.indicatorsPlanned),
    warnings: add((line) => line.risk.reasons.length),
  };
}
