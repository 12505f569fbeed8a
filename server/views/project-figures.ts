import type { PortfolioRows } from "@/db/queries/portfolio";
import type { PortfolioIndicator } from "@/db/queries/portfolio-indicators";
import { monthCount, projectMonth } from "@/lib/domain/day";
import { progress, standing } from "@/lib/domain/indicator";
import { occupancy } from "@/lib/domain/occupancy";
import { warnings } from "@/lib/domain/warning";
import { registrationForms } from "@/lib/intake/labels";

/** The figures that a project's overview and the list of all projects share, computed by the rules of lib/domain. */
export function projectFigures<I extends PortfolioIndicator>(given: PortfolioFacts & { indicators: readonly I[] }) {
  const { project, asOf, posts, events, facts, ...rows } = given;
  const { startsOn, endsOn, totalHalere, registrationNumber } = project;
  const { paidHalere, plannedHalere } = rows;
  const indicators = rows.indicators.map((indicator) => ({
    ...indicator,
    standing: standing(indicator),
    done: progress(indicator.value, indicator.baseline, indicator.target),
    plannedDone: progress(indicator.plannedNow, indicator.baseline, indicator.target),
  }));
  const open = project.closedOn === null || project.closedOn > asOf;
  return {
    month: projectMonth(startsOn, endsOn, asOf),
    monthsInAll: monthCount(startsOn, endsOn),
    paidHalere,
    plannedHalere,
    people: occupancy(posts, asOf),
    indicators,
    warnings: warnings({
      asOf,
      startsOn,
      running: open && asOf >= startsOn,
      ended: asOf > endsOn,
      totalHalere,
      registrationNumber,
      registrationKnown:
        registrationNumber === null ? null : registrationForms.known.some((form) => form.test(registrationNumber)),
      sources: project.sources,
      paidHalere,
      plannedHalere,
      posts,
      periods: project.periods,
      claims: events.claims,
      milestones: events.milestones,
      indicators,
      facts,
      settings: facts.settings,
    }),
  };
}

/** The rows that the figures need; the overview of one project reads them and more. */
type PortfolioFacts = Omit<PortfolioRows, "project" | "indicators"> & {
  project: Pick<
    PortfolioRows["project"],
    "startsOn" | "endsOn" | "totalHalere" | "registrationNumber" | "closedOn" | "sources" | "periods"
  >;
};
