import { type SQL, sql } from "drizzle-orm";
import { firstOfMonth, monthOf, plusMonths } from "@/lib/domain/day";
import { planUpTo } from "@/lib/domain/drawdown";
import type { Post } from "@/lib/domain/occupancy";
import type { Tx } from "../gate";
import { activityTotalsOf } from "./activity-sums";
import { lastShift } from "./as-of";
import { moneyTotalsOf } from "./money-sums";
import { awayFrom, awaySpan } from "./occupancy";
import { flatPart, isInternal, needsFile } from "./regime";
import type { Timeline } from "./timeline";
import { servedTownsSql, type WarningFacts } from "./warning-facts";

/** The rest of a condition on the id of a project: that it is one of these. */
export const amongProjects = (ids: readonly string[]): SQL => sql`= any (${`{${ids.join()}}`}::uuid[])`;

/** What was paid by the day with the flat part that follows it, and what was to be by the plan (null without one); haléře. */
export type ProjectMoney = { paidHalere: number; plannedHalere: number | null } & Pick<
  WarningFacts,
  "overdrawnLines" | "documentsWithoutFile" | "withoutFileHalere"
>;

/** The money of projects as of a day, as drawdownSql and warningFactsSql say it of one; by the project's id. */
export async function moneyOfProjects(
  tx: Tx,
  ids: readonly string[],
  asOf: string,
): Promise<Map<string, ProjectMoney>> {
  const among = amongProjects(ids);
  const rows = await tx.execute<
    { id: string; paid: number; before: number | null; during: number | null } & Omit<
      ProjectMoney,
      "paidHalere" | "plannedHalere"
    >
  >(sql`
    with money as materialized (
      select e.project_id, e.figure, l.id as line_id, ${needsFile} as needs_file, sum(e.halere) as halere, sum(e.documents) as documents
      from (${moneyTotalsOf(among, asOf)}) e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
      where not ${isInternal} and e.figure in ('paid', 'decided', 'unproven')
      group by 1, 2, 3, 4
    ), sums as (
      select p.id, p.starts_on, coalesce(sum(m.halere) filter (where m.figure = 'paid'), 0)::bigint as paid,
        ${flatPart(sql`sum(m.halere) filter (where m.figure <> 'unproven')`, sql`p.flat_rate_per_100000`)} as flat,
        coalesce(sum(m.documents) filter (where m.figure = 'unproven' and m.needs_file), 0)::int as documents,
        coalesce(sum(m.halere) filter (where m.figure = 'unproven' and m.needs_file), 0)::bigint as unproven
      from projects p left join money m on m.project_id = p.id where p.id ${among}
      group by p.id, p.starts_on, p.flat_rate_per_100000
    ), allowed as (
      select l.* from budget_lines l join (
        select distinct on (v.project_id) v.id from budget_versions v
        where v.project_id ${among} and v.valid_from <= ${asOf}::date order by v.project_id, v.number desc) v on v.id = l.version_id
      where l.leaf <> 'chapter'
    ), over as (
      select l.project_id, l.code, l.name, sum(m.halere)::bigint - l.amount_halere as halere
      from allowed l join money m on m.line_id = l.id and m.figure = 'paid'
      group by l.id, l.project_id, l.code, l.name, l.amount_halere having sum(m.halere) > l.amount_halere
      union all
      select f.project_id, f.code, f.name, s.flat - f.amount
      from (select l.project_id, min(l.code) as code, min(l.name) as name, sum(l.amount_halere)::bigint as amount
        from allowed l where l.leaf = 'flat' group by l.project_id) f join sums s on s.id = f.project_id
      where s.flat > f.amount
    ), plans as (
      select m.project_id, coalesce(sum(m.planned_halere) filter (where m.month < ${firstOfMonth(asOf)}::date), 0)::bigint as before,
        coalesce(sum(m.planned_halere) filter (where m.month = ${firstOfMonth(asOf)}::date), 0)::bigint as during
      from plan_months m where m.project_id ${among} group by m.project_id
    )
    select s.id, case when date_trunc('month', s.starts_on::timestamp) <= ${asOf}::date then s.paid + s.flat else 0 end as paid,
      s.documents as "documentsWithoutFile", s.unproven as "withoutFileHalere", p.before, p.during, coalesce(o.lines, '[]') as "overdrawnLines"
    from sums s left join plans p on p.project_id = s.id
      left join (select o.project_id, json_agg(json_build_object('code', o.code, 'name', o.name, 'overHalere', o.halere)
        order by o.code) as lines from over o group by o.project_id) o on o.project_id = s.id`);
  return new Map(
    rows.map(({ id, paid, before, during, ...facts }) => {
      const months =
        before === null || during === null
          ? []
          : [
              { month: monthOf(plusMonths(firstOfMonth(asOf), -1)), plannedHalere: before },
              { month: monthOf(asOf), plannedHalere: before + during },
            ];
      return [id, { paidHalere: paid, plannedHalere: planUpTo(months, asOf), ...facts }];
    }),
  );
}

/** The posts of projects with who held them when, as occupancySql says it of one; by the project's id. */
export async function postsOfProjects(tx: Tx, ids: readonly string[], asOf: string): Promise<Map<string, Post[]>> {
  const rows = await tx.execute<{ id: string; posts: Post[] }>(sql`
    select x.project_id as id, json_agg(json_build_object('number', x.number, 'startsOn', x.starts_on, 'endsOn', x.ends_on,
      'held', x.held, 'away', coalesce(y.away, '[]'), 'heldUntil', nullif(z.until, 'infinity')) order by x.number) as posts
    from (
      select p.id, p.project_id, p.number, p.starts_on, p.ends_on,
        coalesce(json_agg(json_build_object('from', o.starts_on,
            'to', case when o.ends_on <= ${asOf}::date then o.ends_on end, 'percent', o.fte_percent) order by o.starts_on, o.id)
          filter (where o.id is not null), '[]') as held
      from posts p left join post_occupancies o on o.post_id = p.id and o.starts_on <= ${asOf}::date
      where p.project_id ${amongProjects(ids)}
      group by p.id
    ) x left join (
      select w.post_id, jsonb_agg(${awaySpan(asOf)} order by l.starts_on) as away
      from ${awayFrom(asOf)} where l.project_id ${amongProjects(ids)} group by w.post_id
    ) y on y.post_id = x.id left join (
      select l.post_id, max(coalesce(l.ends_on, 'infinity')) as until from post_occupancies l
      where l.project_id ${amongProjects(ids)} group by l.post_id
    ) z on z.post_id = x.id
    group by x.project_id`);
  return new Map(rows.map(({ id, posts }) => [id, posts]));
}

/** Claims of projects, and of their dated events those that should have taken place by the day and had not; by the project's id. */
export async function eventsOfProjects(tx: Tx, ids: readonly string[], asOf: string): Promise<Map<string, Timeline>> {
  const among = amongProjects(ids);
  const rows = await tx.execute<{ id: string } & Timeline>(sql`
    select p.id, coalesce(m.milestones, '[]') as milestones, coalesce(c.claims, '[]') as claims
    from projects p
      left join (
        select m.project_id, json_agg(json_build_object('kind', m.kind, 'title', m.title, 'dueOn', m.due_on, 'doneOn', null)
          order by m.due_on, m.title) as milestones
        from milestones m where m.project_id ${among} and m.due_on < ${asOf}::date and coalesce(m.done_on, 'infinity') > ${asOf}::date
        group by m.project_id
      ) m on m.project_id = p.id
      left join (
        select c.project_id, json_agg(json_build_object('number', c.number, 'periodNumber', t.number,
          'submittedOn', case when c.submitted_on <= ${asOf}::date then c.submitted_on end,
          'approvedOn', case when c.approved_on <= ${asOf}::date then c.approved_on end) order by c.number) as claims
        from claims c left join monitoring_periods t on t.id = c.period_id where c.project_id ${among}
        group by c.project_id
      ) c on c.project_id = p.id
    where p.id ${among}`);
  return new Map(rows.map(({ id, ...events }) => [id, events]));
}

export type ProjectRecords = Pick<
  WarningFacts,
  "lastActivityOn" | "returnedActivities" | "doubleShifts" | "servedTowns"
>;

/** What is last, returned or double in projects, as warningFactsSql says it of one; by the project's id. */
export async function recordsOfProjects(
  tx: Tx,
  ids: readonly string[],
  asOf: string,
): Promise<Map<string, ProjectRecords>> {
  const among = amongProjects(ids);
  const rows = await tx.execute<{ id: string } & ProjectRecords>(sql`
    with doubles as (
      select x.project_id, count(distinct x.activity_id)::int as shifts
      from shift_spans x join activities a on a.id = x.activity_id
      where x.project_id ${among} and x.stands_with is not null and a.happened_on <= ${asOf}::date
      group by x.project_id
    ), returned as (
      select x.project_id, sum(x.shifts)::int as shifts from (${activityTotalsOf(among, asOf)}) x
      where x.state = 'returned' group by x.project_id
    )
    select p.id, last.on_day as "lastActivityOn", coalesce(r.shifts, 0) as "returnedActivities",
      coalesce(d.shifts, 0) as "doubleShifts", coalesce(s.towns, '[]') as "servedTowns"
    from projects p left join doubles d on d.project_id = p.id
      left join (${servedTownsSql(among, asOf)}) s on s.project_id = p.id
      left join returned r on r.project_id = p.id
      left join lateral (${lastShift(asOf)}) last on true
    where p.id ${among}`);
  return new Map(rows.map(({ id, ...records }) => [id, records]));
}

/** Every numeric rule in force on a day, by key. */
export async function numbersInForce(tx: Tx, asOf: string): Promise<Record<string, number>> {
  const rows = await tx.execute<{ key: string; value: number }>(sql`
    select distinct on (s.key) s.key, (s.value #>> '{}')::float8 as value from settings s
    where s.valid_from <= ${asOf}::date and jsonb_typeof(s.value) = 'number' order by s.key, s.valid_from desc`);
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}
