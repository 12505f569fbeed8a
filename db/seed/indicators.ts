import { indicatorMeasurements, indicators, indicatorTargets, measurementDecisions } from "@/db/schema/indicators";
import { daysBetween, earlier, plusDays } from "@/lib/domain/day";
import type { BuiltShifts } from "./activities";
import { demoDay, type IndicatorSpec, type Site } from "./city";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { stream } from "./random";
import { periods } from "./schedule";

/** Indicators, the path to their targets and the typed values. Targets of counted ones follow the pace of the demo. */
export function indicatorRows(
  { city, own, staff }: Site,
  built: BuiltProject,
  shifts: BuiltShifts,
  contactKinds: Set<string>,
) {
  const ids = stream(`${city.slug}:indicators`);
  const { startsOn, endsOn } = city.project;
  const halves = periods(startsOn, endsOn);
  const rows: (typeof indicators.$inferInsert)[] = [];
  const targets: (typeof indicatorTargets.$inferInsert)[] = [];
  const measurements: (typeof indicatorMeasurements.$inferInsert & { id: string; measuredOn: string })[] = [];
  for (const {
    goal,
    code,
    name,
    definition,
    unit,
    kind,
    direction,
    rule,
    baseline,
    target,
    path,
    source,
    measures,
  } of city.indicators) {
    const id = ids.uuid();
    const goalTarget = typeof target === "string" ? target : String(atPace(rule, target.paceShare));
    rows.push({
      id,
      ...own,
      goalId: goal ? (built.goalIds.get(goal) ?? null) : null,
      code,
      name,
      definition,
      unit,
      kind,
      direction: direction ?? "up",
      rule: rule ?? "measured",
      baseline,
      baselineOn: startsOn,
      target: goalTarget,
      targetOn: endsOn,
      source,
      verified: false,
    });
    for (const [index, { endsOn: dueOn }] of halves.entries()) {
      const straight = Number(baseline) + ((Number(goalTarget) - Number(baseline)) * (index + 1)) / halves.length;
      targets.push({
        id: ids.uuid(),
        ...own,
        indicatorId: id,
        dueOn,
        value: path?.[index] ?? String(Math.round(straight)),
      });
    }
    for (const { on, value, verified, note } of measures ?? []) {
      if (on > demoDay) continue;
      measurements.push({
        id: ids.uuid(),
        ...own,
        indicatorId: id,
        measuredOn: on,
        value,
        state: verified === false ? "submitted" : "verified",
        note: note ?? "",
        authorId: staff.mentor,
        enteredAt: `${on}T16:00:00+01:00`,
      });
    }
  }
  const decisionIds = stream(`${city.slug}:measurement-decisions`);
  const decisions = measurements
    .filter(({ state }) => state === "verified")
    .map(({ id, measuredOn }) => ({
      id: decisionIds.uuid(),
      ...own,
      measurementId: id,
      decision: "verified",
      decidedBy: staff.manager,
      decidedAt: `${earlier(plusDays(measuredOn, 3), demoDay)}T17:00:00+01:00`,
    }));
  return {
    measurements,
    batches: [
      batch(indicators, rows),
      batch(indicatorTargets, targets),
      batch(indicatorMeasurements, measurements),
      batch(measurementDecisions, decisions),
    ],
  };

  /** What a counted indicator would reach by the end at today's pace, times a share in percent, rounded to tens. */
  function atPace(rule: IndicatorSpec["rule"], percent: number): number {
    const approved = new Map(shifts.activities.filter(({ state }) => state === "approved").map((row) => [row.id, row]));
    let counted = 0;
    if (rule === "contacts") {
      for (const { activityId, kindId, count } of shifts.counts)
        if (approved.has(activityId) && contactKinds.has(kindId)) counted += count;
    } else if (rule === "activity-hours") {
      for (const { activityId } of shifts.people) counted += (approved.get(activityId)?.minutes ?? 0) / 60;
    } else counted = approved.size;
    const share = daysBetween(startsOn, endsOn) / daysBetween(startsOn, demoDay);
    return Math.round((counted * share * percent) / 1000) * 10;
  }
}
