import type { DrawdownMonth } from "@/db/queries/drawdown";
import type { IndicatorValue } from "@/db/queries/indicator-values";
import type { ProjectSummary } from "@/db/queries/project-summary";
import { planUpTo } from "@/lib/domain/drawdown";
import { forecast } from "@/lib/domain/forecast";
import { standing } from "@/lib/domain/indicator";
import type { Post } from "@/lib/domain/occupancy";
import { monthPosition, splitDrawn } from "@/lib/domain/project-view";

/** A project as the API answers it; amounts in haléře, rates per 100 000. */
export function projectAnswer(summary: ProjectSummary, asOf: string) {
  const { slug, registrationNumber, name, organisation, state, start, end, totalHalere, drawnHalere } = summary;
  return {
    slug,
    registrationNumber,
    name,
    organisation,
    state,
    start,
    end,
    asOf,
    ...monthPosition(summary, asOf),
    totalHalere,
    drawnHalere,
    costRegime: statedRegime(summary),
    checkingOffice: summary.checkingOffice && {
      name: summary.checkingOffice,
      origin: summary.checkingOfficeOrigin,
      source: summary.checkingOfficeSource,
    },
    sources: splitDrawn(drawnHalere, summary.sources),
    posts: summary.posts,
    assistants: summary.assistants,
    keyActivities: summary.keyActivities,
    goals: summary.goals,
  };
}

const statedRegime = (summary: ProjectSummary) =>
  summary.costRegime && {
    kind: summary.costRegime,
    flatRatePer100000: summary.flatRatePer100000,
    origin: summary.costRegimeOrigin,
    source: summary.costRegimeSource,
  };

/** The months of a project as the API answers them: cumulative haléře, null where there is nothing yet. */
export function drawdownAnswer(
  project: { startsOn: string; endsOn: string; totalHalere: number },
  months: readonly DrawdownMonth[],
  posts: readonly Post[],
  asOf: string,
) {
  const { startsOn, endsOn, totalHalere } = project;
  const plannedNowHalere = planUpTo(months, asOf);
  const ahead = forecast({ asOf, startsOn, endsOn, budgetHalere: totalHalere, months, plannedNowHalere, posts });
  const forecasts = new Map("months" in ahead ? ahead.months.map((row) => [row.month, row.forecastHalere]) : []);
  return { asOf, months: months.map((row) => ({ ...row, forecastHalere: forecasts.get(row.month) ?? null })) };
}

/** An indicator as the API answers it. */
export function indicatorAnswer(value: IndicatorValue) {
  const { code, name, unit, kind, direction, rule, goalNumber, baseline, target, targetOn, plannedNow } = value;
  const stands = standing(value);
  return {
    code,
    name,
    unit,
    kind,
    direction,
    rule,
    goal: goalNumber,
    baseline,
    target,
    targetOn,
    planned: plannedNow,
    value: value.value,
    counted: stands !== "uncounted",
    onTrack: stands === "on-track" ? true : stands === "off-track" ? false : null,
    evidence: value.evidenceCount,
  };
}
