import { type SQL, sql } from "drizzle-orm";
import { firstOfMonth, monthOf, plusMonths } from "@/lib/domain/day";
import { planUpTo } from "@/lib/domain/drawdown";
import type { Post } from "@/lib/domain/occupancy";
import type { Tx } from "../gate";
import { activitiesOf, lastShift } from "./as-of";
import { flatPart, isInternal, needsFile } from "./regime";
import type { Timeline } from "./timeline";
import type { WarningFacts } from "./warning-facts";

/** The rest of a condition on the id of a project: that it is one of these. */
export const amongProjects = (ids: readonly string[]): SQL => sql`= any (${`{${ids.join()}}`}::uuid[])`;

/** What was paid by the day with the flat part that follows it, and what was to be by the plan (null without one); haléře. */
export type ProjectMoney = {
  paidHalere: number;
  plannedHalere: number | null;
  overdrawnLines: WarningFacts["overdrawnLines"];
};

/** The money of projects as of a day, as drawdownSql and warningFactsSql say it of one; by the project's id. */
export async function moneyOfProjects(
  tx: Tx,
  ids: readonly string[],
  asOf: string,
): Promise<Map<string, ProjectMoney>> {
  const among = amongProjects(ids);
  const rows = await tx.execute<
    { id: string; paid: number; before: number | null; during: number | null } & Pick<ProjectMoney, "overdrawnLines">
  >(sql`
    with decided as (
      select i.expense_id, i.approved_halere
      from claim_items i join claims c on c.id = i.claim_id join projects p on p.id = i.project_id
      where i.project_id ${among} and c.approved_on <= ${asOf}::date and p.flat_rate_per_100000 is not null
    ), lines as materialized (
      select e.project_id, l.id, sum(e.amount_halere) as paid, sum(coalesce(decided.approved_halere, e.amount_halere)) as base
      from expenses e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
        left join decided on decided.expense_id = e.id
      where e.project_id ${among} and e.paid_on <= ${asOf}::date and not ${isInternal}
      group by e.project_id, l.id
    ), sums as (
      select p.id, p.starts_on, coalesce(sum(x.paid), 0)::bigint as paid,
        ${flatPart(sql`sum(x.base)`, sql`p.flat_rate_per_100000`)} as flat
      from projects p left join lines x on x.project_id = p.id where p.id ${among}
      group by p.id, p.starts_on, p.flat_rate_per_100000
    ), allowed as (
      select l.* from budget_lines l join (
        select distinct on (v.project_id) v.id from budget_versions v
        where v.project_id ${among} and v.valid_from <= ${asOf}::date order by v.project_id, v.number desc) v on v.id = l.version_id
      where l.leaf <> 'chapter'
    ), over as (
      select l.project_id, l.code, l.name, x.paid::bigint - l.amount_halere as halere
      from allowed l join lines x on x.id = l.id where x.paid > l.amount_halere
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
      p.before, p.during, coalesce(o.lines, '[]') as "overdrawnLines"
    from sums s left join plans p on p.project_id = s.id
      left join (select o.project_id, jsonb_agg(jsonb_build_object('code', o.code, 'name', o.name, 'overHalere', o.halere)
        order by o.code) as lines from over o group by o.project_id) o on o.project_id = s.id`);
  return new Map(
    rows.map(({ id, paid, before, during, overdrawnLines }) => {
      const months =
        before === null || during === null
          ? []
          : [
              { month: monthOf(plusMonths(firstOfMonth(asOf), -1)), plannedHalere: before },
              { month: monthOf(asOf), plannedHalere: before + during },
            ];
      return [id, { paidHalere: paid, plannedHalere: planUpTo(months, asOf), overdrawnLines }];
    }),
  );
}

/** The posts of projects with who held them when, as occupancySql says it of one; by the project's id. */
export async function postsOfProjects(tx: Tx, ids: readonly string[], asOf: string): Promise<Map<string, Post[]>> {
  const rows = await tx.execute<{ id: string; posts: Post[] }>(sql`
    select x.project_id as id, jsonb_agg(jsonb_build_object('number', x.number, 'startsOn', x.starts_on, 'endsOn', x.ends_on,
      'held', x.held) order by x.number) as posts
    from (
      select p.project_id, p.number, p.starts_on, p.ends_on,
        coalesce(jsonb_agg(jsonb_build_object('from', o.starts_on,
            'to', case when o.ends_on <= ${asOf}::date then o.ends_on end) order by o.starts_on)
          filter (where o.id is not null), '[]') as held
      from posts p left join post_occupancies o on o.post_id = p.id and o.starts_on <= ${asOf}::date
      where p.project_id ${amongProjects(ids)}
      group by p.id
    ) x group by x.project_id`);
  return new Map(rows.map(({ id, posts }) => [id, posts]));
}

/** Claims of projects, and of their dated events those that should have taken place by the day and had not; by the project's id. */
export async function eventsOfProjects(tx: Tx, ids: readonly string[], asOf: string): Promise<Map<string, Timeline>> {
  const among = amongProjects(ids);
  const rows = await tx.execute<{ id: string } & Timeline>(sql`
    select p.id, coalesce(m.milestones, '[]') as milestones, coalesce(c.claims, '[]') as claims
    from projects p
      left join (
        select m.project_id, jsonb_agg(jsonb_build_object('kind', m.kind, 'title', m.title, 'dueOn', m.due_on, 'doneOn', null)
          order by m.due_on, m.title) as milestones
        from milestones m where m.project_id ${among} and m.due_on < ${asOf}::date and coalesce(m.done_on, 'infinity') > ${asOf}::date
        group by m.project_id
      ) m on m.project_id = p.id
      left join (
        select c.project_id, jsonb_agg(jsonb_build_object('number', c.number, 'periodNumber', t.number,
          'submittedOn', case when c.submitted_on <= ${asOf}::date then c.submitted_on end,
          'approvedOn', case when c.approved_on <= ${asOf}::date then c.approved_on end) order by c.number) as claims
        from claims c left join monitoring_periods t on t.id = c.period_id where c.project_id ${among}
        group by c.project_id
      ) c on c.project_id = p.id
    where p.id ${among}`);
  return new Map(rows.map(({ id, ...events }) => [id, events]));
}

export type ProjectRecords = Omit<WarningFacts, "overdrawnLines" | "settings">;

/** What is last, returned, double or without a file in projects, as warningFactsSql says it of one; by the project's id. */
export async function recordsOfProjects(
  tx: Tx,
  ids: readonly string[],
  asOf: string,
): Promise<Map<string, ProjectRecords>> {
  const among = amongProjects(ids);
  const rows = await tx.execute<{ id: string } & ProjectRecords>(sql`
    with bare as (
      select e.project_id, count(*)::int as documents, sum(e.amount_halere)::bigint as halere
      from expenses e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
      where e.project_id ${among} and ${needsFile} and e.issued_on <= ${asOf}::date
        and not exists (select from evidence v where v.expense_id = e.id)
      group by e.project_id
    ), doubles as (
      select x.project_id, count(distinct x.activity_id)::int as shifts
      from shift_spans x join activities a on a.id = x.activity_id
      where x.project_id ${among} and x.stands_with is not null and a.happened_on <= ${asOf}::date
      group by x.project_id
    ), returned as (
      select x.project_id, count(*)::int as shifts from (${activitiesOf(among, asOf)}) x
      where x.state = 'returned' group by x.project_id
    )
    select p.id, last.on_day as "lastActivityOn", coalesce(r.shifts, 0) as "returnedActivities",
      coalesce(d.shifts, 0) as "doubleShifts", coalesce(b.documents, 0) as "documentsWithoutFile",
      coalesce(b.halere, 0) as "withoutFileHalere"
    from projects p left join bare b on b.project_id = p.id left join doubles d on d.project_id = p.id
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
