import { type SQL, sql } from "drizzle-orm";
import { type Direction, type IndicatorRule, isUncounted, type PathPoint, plannedValue } from "@/lib/domain/indicator";
import type { Tx } from "../gate";
import { activitySums, approvedWithout } from "./activity-sums";
import { settingNumber } from "./as-of";

export type IndicatorRecord = {
  id: string;
  code: string;
  name: string;
  unit: string;
  kind: "output" | "result" | "own";
  direction: Direction;
  rule: IndicatorRule;
  goalNumber: number | null;
  baseline: number | null;
  baselineOn: string;
  target: number | null;
  targetOn: string;
  /** Points of the path to the target. */
  points: PathPoint[];
  /** The value of the day; null when nobody has measured yet, and when it cannot be counted yet. */
  value: number | null;
  /** The day of the last measurement; null for counted indicators. */
  valueOn: string | null;
  /** Whether the last measurement was verified; counted values are, by the decisions on their rows. */
  verified: boolean;
  /** Files that prove the rows that the value is made of, and no others. */
  evidenceCount: number;
};

export type IndicatorValue = IndicatorRecord & { plannedNow: number | null };

/**
 * Every indicator of a project with its value as of a day, by code. Measured ones take the last measurement by that
 * day, verified or not (see verified; a verified value holds until its correction is verified too); counted ones count: shifts, contacts and hours of approved activities (hours of
 * each assistant of the pair), different people who have held a post, assistants whose last assessment is better than
 * the entry one by the set points in the set number of areas, trainings and supervisions that took place.
 * A missing day of the baseline is the project's first, of the target its last.
 */
export async function indicatorValues(tx: Tx, projectId: string, asOf: string): Promise<IndicatorValue[]> {
  return withPlans(await tx.execute<IndicatorRecord>(indicatorValuesSql(projectId, asOf)), asOf);
}

/** Adds what the path of each indicator plans for the day; what the rows cannot tell has no value. */
export const withPlans = (rows: readonly IndicatorRecord[], asOf: string): IndicatorValue[] =>
  rows.map((row) => ({
    ...row,
    ...(isUncounted(row) && { value: null, evidenceCount: 0 }),
    plannedNow: plannedValue(row, asOf),
  }));

/** The statement behind indicatorValues, for one project or for each of an outer statement. */
export function indicatorValuesSql(projectId: string | SQL, asOf: string): SQL {
  return sql`
    with approved as materialized (
      select sum(s.shifts) as shifts, sum(s.minutes)::bigint as minutes, sum(s.files) as files,
        sum(s.count) filter (where s.kind_id in (select k.id from activity_kinds k where k.contact)) as contacts
      from (${activitySums(projectId, asOf)}) s where s.state = 'approved'
    ), silent as materialized (${approvedWithout("contact", projectId, asOf)}), improved as materialized (
      select last.assistant_id from (
        select distinct on (s.assistant_id, s.area_id) s.assistant_id, s.area_id, s.score
        from assessments s where s.project_id = ${projectId} and s.phase <> 'entry' and s.assessed_on <= ${asOf}::date
        order by s.assistant_id, s.area_id, s.assessed_on desc) last
      join assessments entry on entry.assistant_id = last.assistant_id and entry.area_id = last.area_id and entry.phase = 'entry'
      where last.score - entry.score >= ${settingNumber("assessment.gain_points", asOf, 10)}
      group by last.assistant_id
      having count(*) >= ${settingNumber("assessment.areas_needed", asOf, 2)}
    )
    select i.id, i.code, i.name, i.unit, i.kind, i.direction, i.rule, g.number as "goalNumber",
      i.baseline::float8 as baseline, coalesce(i.baseline_on, p.starts_on) as "baselineOn",
      i.target::float8 as target, coalesce(i.target_on, p.ends_on) as "targetOn",
      coalesce((select jsonb_agg(jsonb_build_object('on', t.due_on, 'value', t.value) order by t.due_on)
        from indicator_targets t where t.indicator_id = i.id), '[]') as points,
      case i.rule
        when 'measured' then last.value::float8
        when 'shifts' then (select coalesce(a.shifts, 0) from approved a)::float8
        when 'contacts' then (select coalesce(a.contacts, 0) from approved a)::float8
        when 'activity-hours' then (select coalesce(a.minutes, 0) / 60.0 from approved a)::float8
        when 'people-in-posts' then (select count(distinct o.assistant_id) from post_occupancies o
          where o.project_id = ${projectId} and o.starts_on <= ${asOf}::date)::float8
        when 'people-improved' then (select count(*) from improved)::float8
        when 'training-events' then (select count(*) from milestones m
          where m.project_id = ${projectId} and m.kind in ('training', 'supervision') and m.done_on <= ${asOf}::date)::float8
      end as value,
      last.measured_on as "valueOn", coalesce(last.state = 'verified', i.rule <> 'measured') as verified,
      case
        when i.rule = 'measured' then (select count(*) from evidence e
          where e.project_id = ${projectId} and e.measurement_id = last.id)
        when i.rule = 'contacts' then coalesce((select a.files from approved a), 0) - coalesce((select g.files from silent g), 0)
        when i.rule in ('shifts', 'activity-hours') then coalesce((select a.files from approved a), 0)
        when i.rule = 'people-improved' then (select count(*) from evidence e join assessments s on s.id = e.assessment_id
          where e.project_id = ${projectId} and s.assessed_on <= ${asOf}::date
            and s.assistant_id in (select x.assistant_id from improved x))
        else 0
      end::int as "evidenceCount"
    from indicators i
    join projects p on p.id = i.project_id
    left join goals g on g.id = i.goal_id
    left join lateral (
      select m.id, m.value, m.measured_on, m.state from indicator_measurements m
      where m.indicator_id = i.id and m.measured_on <= ${asOf}::date and m.state <> 'replaced'
      order by m.measured_on desc, m.state = 'verified' desc limit 1
    ) last on i.rule = 'measured'
    where i.project_id = ${projectId}
    order by i.code collate "cs-x-icu"`;
}
