import { sql } from "drizzle-orm";
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

/** An indicator with its value as of a day; how many files prove it is told where one project is looked at. */
export type PortfolioIndicator = Omit<IndicatorValue, "evidenceCount">;

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
      const figure = (row: IndicatorRow) => (row.rule === "measured" ? row.value : (values[row.rule] ?? 0));
      return [
        id,
        rows.map((row) => ({
          ...row,
          value: isUncounted(row) ? null : figure(row),
          plannedNow: plannedValue(row, asOf),
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
    with last as (
      select distinct on (s.assistant_id, s.area_id) s.project_id, s.assistant_id, s.area_id, s.score
      from assessments s where s.project_id ${among} and s.phase <> 'entry' and s.assessed_on <= ${asOf}::date
      order by s.assistant_id, s.area_id, s.assessed_on desc
    ), improved as (
      select x.project_id, count(*) as people from (
        select last.project_id, last.assistant_id from last
          join assessments entry on entry.project_id ${among} and entry.assistant_id = last.assistant_id
            and entry.area_id = last.area_id and entry.phase = 'entry'
        where last.score - entry.score >= ${settingNumber("assessment.gain_points", asOf, 10)}
        group by last.project_id, last.assistant_id
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

/** What is stored of each indicator; the value of those that are measured. */
async function recordsOf(tx: Tx, ids: readonly string[], asOf: string) {
  const among = amongProjects(ids);
  return tx.execute<{ id: string; rows: IndicatorRow[] }>(sql`
    with points as (
      select t.indicator_id, jsonb_agg(jsonb_build_object('on', t.due_on, 'value', t.value) order by t.due_on) as points
      from indicator_targets t where t.project_id ${among} group by 1
    ), last as (
      select distinct on (m.indicator_id) m.indicator_id, m.value, m.measured_on, m.state from indicator_measurements m
      where m.project_id ${among} and m.measured_on <= ${asOf}::date and m.state <> 'replaced'
      order by m.indicator_id, m.measured_on desc, m.state = 'verified' desc
    )
    select i.project_id as id, jsonb_agg(jsonb_build_object('id', i.id, 'code', i.code, 'name', i.name, 'unit', i.unit,
        'kind', i.kind, 'direction', i.direction, 'rule', i.rule, 'goalNumber', g.number,
        'baseline', i.baseline::float8, 'baselineOn', coalesce(i.baseline_on, p.starts_on),
        'target', i.target::float8, 'targetOn', coalesce(i.target_on, p.ends_on), 'points', coalesce(t.points, '[]'),
        'value', last.value::float8, 'valueOn', last.measured_on,
        'verified', coalesce(last.state = 'verified', i.rule <> 'measured')) order by i.code collate "cs-x-icu") as rows
    from indicators i join projects p on p.id = i.project_id left join goals g on g.id = i.goal_id
      left join points t on t.indicator_id = i.id left join last on last.indicator_id = i.id and i.rule = 'measured'
    where i.project_id ${among} group by i.project_id`);
}
