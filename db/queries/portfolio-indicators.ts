import { type SQL, sql } from "drizzle-orm";
import type { AssessmentPhase } from "@/lib/domain/assessment";
import { isUncounted, plannedValue } from "@/lib/domain/indicator";
import type { Tx } from "../gate";
import { activityTotalsOf } from "./activity-sums";
import { settingNumber } from "./as-of";
import type { IndicatorRecord, IndicatorValue } from "./indicator-values";
import { amongProjects } from "./portfolio-parts";

/** Sums of the approved shifts of a project. */
type ShiftSums = { shifts: number; minutes: number; contacts: number };
type Rule = IndicatorRecord["rule"];
type IndicatorRow = Omit<IndicatorRecord, "evidenceCount">;

/** An indicator with its value as of a day; its path, and how many files prove it, are told where one project is looked at. */
export type PortfolioIndicator = Omit<IndicatorValue, "evidenceCount" | "points">;

/** The indicators of projects with their values as of a day, as indicatorValuesSql says it of one; by the project's id. */
export async function indicatorsOfProjects(
  tx: Tx,
  ids: readonly string[],
  asOf: string,
): Promise<Map<string, PortfolioIndicator[]>> {
  const [records, shifts, people] = await Promise.all([
    recordsOf(tx, ids, asOf),
    shiftSumsOfProjects(tx, ids, asOf),
    peopleOf(tx, ids, asOf),
  ]);
  const counted = (id: string): Partial<Record<Rule, number>> => {
    const { minutes, ...sums } = shifts.get(id) ?? { shifts: 0, minutes: 0, contacts: 0 };
    return { ...sums, "activity-hours": minutes / 60, ...(people.get(id) ?? {}) };
  };
  return new Map(
    records.map(({ id, rows }) => {
      const values = counted(id);
      const figure = (row: Omit<IndicatorRow, "points">) =>
        row.rule === "measured" ? row.value : (values[row.rule] ?? 0);
      return [
        id,
        rows.map(({ points, ...row }) => ({
          ...row,
          value: isUncounted(row) ? null : figure(row),
          plannedNow: plannedValue({ ...row, points }, asOf),
        })),
      ];
    }),
  );
}

/** Approved shifts, minutes of all their assistants and contacts of projects as of a day; by the project's id. */
async function shiftSumsOfProjects(tx: Tx, ids: readonly string[], asOf: string): Promise<Map<string, ShiftSums>> {
  const rows = await tx.execute<{ id: string } & ShiftSums>(sql`
    select s.project_id as id, coalesce(sum(s.shifts), 0)::int as shifts, coalesce(sum(s.minutes), 0)::int as minutes,
      coalesce(sum(s.count) filter (where s.kind_id in (select k.id from activity_kinds k where k.contact)), 0)::int as contacts
    from (${activityTotalsOf(amongProjects(ids), asOf)}) s where s.state = 'approved' group by s.project_id`);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

type PeopleSums = Pick<Record<Rule, number>, "people-in-posts" | "people-improved" | "training-events">;

/** Different people in posts, people whose scores rose and events that took place, by the project's id. */
async function peopleOf(tx: Tx, ids: readonly string[], asOf: string): Promise<Map<string, PeopleSums>> {
  const among = amongProjects(ids);
  const rows = await tx.execute<{ id: string } & PeopleSums>(sql`
    with improved as (
      select x.project_id, count(*) as people from (
        select entry.project_id, entry.assistant_id
        from (${scores("entry", among)}) entry
          left join (${scores("mid", among, asOf)}) mid using (assistant_id, area_id)
          left join (${scores("exit", among, asOf)}) at_exit using (assistant_id, area_id)
        where case when mid.assessed_on > at_exit.assessed_on then mid.score else coalesce(at_exit.score, mid.score) end - entry.score
          >= ${settingNumber("assessment.gain_points", asOf, 10)}
        group by entry.project_id, entry.assistant_id
        having count(*) >= ${settingNumber("assessment.areas_needed", asOf, 2)}) x group by 1
    ), placed as (
      select o.project_id, count(distinct o.assistant_id) as people from post_occupancies o
      where o.project_id ${among} and o.starts_on <= ${asOf}::date group by 1
    ), held as (
      select m.project_id, count(*) as events from milestones m
      where m.project_id ${among} and m.kind in ('training', 'supervision') and m.done_on <= ${asOf}::date group by 1
    )
    select p.id, coalesce(i.people, 0)::int as "people-improved", coalesce(o.people, 0)::int as "people-in-posts",
      coalesce(h.events, 0)::int as "training-events"
    from projects p left join improved i on i.project_id = p.id left join placed o on o.project_id = p.id
      left join held h on h.project_id = p.id
    where p.id ${among}`);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

/** Scores of a phase by a day, of which an assistant has one in an area: three lists to join, where one would have to be sorted. */
const scores = (phase: AssessmentPhase, among: SQL, asOf = "infinity"): SQL => sql`
  select s.project_id, s.assistant_id, s.area_id, s.assessed_on, s.score from assessments s
  where s.project_id ${among} and s.phase = ${phase} and s.assessed_on <= ${asOf}::date`;

/**
 * What is stored of each indicator; the value of those that are measured. Of the path to the target the points next to the day,
 * and those that tell that it is not one of whole units: of all of them most of the time went into writing them down.
 */
async function recordsOf(tx: Tx, ids: readonly string[], asOf: string) {
  const among = amongProjects(ids);
  return tx.execute<{ id: string; rows: IndicatorRow[] }>(sql`
    with points as (
      select t.indicator_id, json_agg(json_build_object('on', t.due_on, 'value', t.value) order by t.due_on) as points
      from (select x.*, lag(x.due_on) over path as before, lead(x.due_on) over path as after from indicator_targets x
          where x.project_id ${among} window path as (partition by x.indicator_id order by x.due_on)) t
      where (coalesce(t.before, '-infinity') < ${asOf}::date and coalesce(t.after, 'infinity') >= ${asOf}::date) or t.value % 1 <> 0
      group by 1
    ), last as (
      select distinct on (m.indicator_id) m.indicator_id, m.value, m.measured_on, m.state from indicator_measurements m
      where m.project_id ${among} and m.measured_on <= ${asOf}::date and m.state <> 'replaced'
      order by m.indicator_id, m.measured_on desc, m.state = 'verified' desc
    )
    select i.project_id as id, json_agg(json_build_object('id', i.id, 'code', i.code, 'name', i.name, 'unit', i.unit,
        'kind', i.kind, 'direction', i.direction, 'rule', i.rule, 'goalNumber', g.number,
        'baseline', i.baseline::float8, 'baselineOn', coalesce(i.baseline_on, p.starts_on),
        'target', i.target::float8, 'targetOn', coalesce(i.target_on, p.ends_on), 'points', coalesce(t.points, '[]'),
        'value', last.value::float8, 'valueOn', last.measured_on,
        'verified', coalesce(last.state = 'verified', i.rule <> 'measured')) order by i.code collate "cs-x-icu") as rows
    from indicators i join projects p on p.id = i.project_id left join goals g on g.id = i.goal_id
      left join points t on t.indicator_id = i.id left join last on last.indicator_id = i.id and i.rule = 'measured'
    where i.project_id ${among} group by i.project_id`);
}
