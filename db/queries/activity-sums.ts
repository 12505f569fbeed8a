import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { endOf, stateBefore } from "./as-of";

/**
 * What the activities of a project that happened by a day add up to in the states they had on that day, drafts left out
 * (activitiesAsOf says which those are), as a statement whose rows are to be added up: project_id, month (its first day),
 * key_activity_id, state, kind_id with count, or assistant_id with minutes, or neither with shifts and files. From the
 * sums that the database keeps; only the day's own month is read as rows: as of today what happened after it is taken
 * off, of a past day its own shifts and the decisions of its month are added.
 */
export const activitySums = (projectId: string | SQL, asOf: string): SQL => activitySumsOf(sql`= ${projectId}`, asOf);

/** The same of several projects: `among` is the rest of a condition on the project's id. */
export function activitySumsOf(among: SQL, asOf: string): SQL {
  return sql`
    select s.project_id, s.month, s.key_activity_id, s.state, s.kind_id, s.assistant_id, s.shifts, s.minutes, s.count, s.files
    from activity_sums s
    where s.project_id ${among} and s.decided_in is null and s.month <= ${first(asOf)} and not (${isPast(asOf)})
    union all
    ${pastMonths(among, asOf)}
    union all
    ${ownMonth(among, asOf)}`;
}

/**
 * The same without months and key activities, for many projects: as of today from what is added up over all months, less
 * the months that follow.
 */
export function activityTotalsOf(among: SQL, asOf: string): SQL {
  return sql`
    select t.project_id, t.state, t.kind_id, t.shifts, t.minutes, t.count, t.files
    from activity_totals t where t.project_id ${among} and not (${isPast(asOf)})
    union all
    select s.project_id, s.state, s.kind_id, s.shifts, s.minutes, s.count, s.files
    from activity_sums s where s.project_id ${among} and not s.folded and s.decided_in is null and not (${isPast(asOf)})
    union all
    select s.project_id, s.state, s.kind_id, -s.shifts, -s.minutes, -s.count, -s.files
    from activity_sums s
    where s.project_id ${among} and s.decided_in is null and s.month > ${first(asOf)} and not (${isPast(asOf)})
    union all
    select s.project_id, s.state, s.kind_id, s.shifts, s.minutes, s.count, s.files from (
      ${pastMonths(among, asOf)}
      union all
      ${ownMonth(among, asOf)}
    ) s`;
}

const first = (asOf: string) => sql`date_trunc('month', ${asOf}::timestamp)::date`;
const isPast = (asOf: string) => sql`${asOf}::date < (select sec.today())`;

/** The sums of the months before a past day's own, by the decisions taken before it. */
const pastMonths = (among: SQL, asOf: string): SQL => sql`
    select s.project_id, s.month, s.key_activity_id, s.state, s.kind_id, s.assistant_id, s.shifts, s.minutes, s.count, s.files
    from activity_sums s
    where s.project_id ${among} and s.decided_in < ${first(asOf)} and s.month < ${first(asOf)} and ${isPast(asOf)}`;

/** What the day's own month changes, of its rows: as of today taken off is what comes later, of a past day what had happened or was decided is added. */
const ownMonth = (among: SQL, asOf: string): SQL => sql`
    select a.project_id, ${first(asOf)} as month, a.key_activity_id, a.state, p.kind_id, p.assistant_id, -p.shifts as shifts, -p.minutes as minutes, -p.count as count, -p.files as files
    from activities a cross join lateral (${parts}) p
    where a.project_id ${among} and a.happened_on > ${asOf}::date and a.happened_on < ${first(asOf)} + interval '1 month'
      and a.state <> 'draft' and not (${isPast(asOf)})
    union all
    select a.project_id, date_trunc('month', a.happened_on::timestamp)::date, a.key_activity_id, t.state, p.kind_id, p.assistant_id,
      t.sign * p.shifts, t.sign * p.minutes, t.sign * p.count, t.sign * p.files
    from (
      select o.id from activities o
      where o.project_id ${among} and o.happened_on between ${first(asOf)} and ${asOf}::date
      union
      select d.activity_id from activity_decisions d where d.project_id ${among}
        and d.decided_at >= ${first(asOf)}::timestamp at time zone 'Europe/Prague' and d.decided_at < ${endOf(asOf)}
    ) near
      join activities a on a.id = near.id and a.happened_on <= ${asOf}::date
      cross join lateral (
        select ${stateBefore(endOf(asOf))} as state, 1 as sign
        union all
        select ${stateBefore(sql`${first(asOf)}::timestamp at time zone 'Europe/Prague'`)}, -1 where a.happened_on < ${first(asOf)}
      ) t
      cross join lateral (${parts}) p
    where t.state <> 'draft' and ${isPast(asOf)}`;

/** What an activity a adds to sums: itself with its files, the minutes of each of its people, and each of its counts. */
export const parts = sql`
  select null::uuid as kind_id, null::uuid as assistant_id, 1 as shifts, 0 as minutes, 0 as count,
    (select count(*) from evidence e where e.activity_id = a.id) as files
  union all
  select null, s.assistant_id, 0, a.minutes, 0, 0 from activity_assistants s where s.activity_id = a.id
  union all
  select c.kind_id, null, 0, 0, c.count, 0 from activity_counts c where c.activity_id = a.id`;

/** What of an activity an indicator needs: a count of a kind that is a contact, or somebody who served. */
export type Need = "contact" | "people";

/** That an activity a of a project has what is needed. */
export const hasPart = (need: Need, projectId: string | SQL): SQL =>
  need === "contact"
    ? sql`exists (select from activity_counts c where c.project_id = ${projectId} and c.activity_id = a.id
        and c.kind_id = any (array(select k.id from activity_kinds k where k.contact)))`
    : sql`exists (select from activity_assistants s where s.project_id = ${projectId} and s.activity_id = a.id)`;

/**
 * How many of a project's approved activities as of a day lack what is needed, and how many files they have, as a statement
 * of one row: shifts, files. As of today what folding counted holds for months that have no loose row; the others, and of
 * a past day all, are read as rows.
 */
export function approvedWithout(need: Need, projectId: string | SQL, asOf: string): SQL {
  const files = sql`(select count(*) from evidence e where e.activity_id = a.id)`;
  // The day's own month too, when it holds a later shift.
  const asRows = sql`(select l.month from activity_sums l where l.project_id = ${projectId} and not l.folded
    union select ${first(asOf)} where exists (select from activities n where n.project_id = ${projectId}
      and n.happened_on > ${asOf}::date and n.happened_on < ${first(asOf)} + interval '1 month'))`;
  const [kept, keptFiles] =
    need === "contact" ? [sql`s.silent`, sql`s.silent_files`] : [sql`s.unserved`, sql`s.unserved_files`];
  return sql`
    select coalesce(sum(g.shifts), 0)::bigint as shifts, coalesce(sum(g.files), 0)::bigint as files
    from (
      select ${kept} as shifts, ${keptFiles} as files from activity_sums s
      where s.project_id = ${projectId} and s.decided_in is null and s.month <= ${first(asOf)} and s.kind_id is null
        and s.assistant_id is null and s.state = 'approved' and s.month not in ${asRows} and not (${isPast(asOf)})
      union all
      select 1, ${files} from ${asRows} m join activities a on a.happened_on >= m.month and a.happened_on < m.month + interval '1 month'
      where a.project_id = ${projectId} and a.happened_on <= ${asOf}::date and a.state = 'approved' and not (${isPast(asOf)})
        and not ${hasPart(need, projectId)}
      union all
      select 1, ${files} from (
        select a.id from activities a
        where a.project_id = ${projectId} and a.happened_on <= ${asOf}::date and not ${hasPart(need, projectId)} offset 0) a
      where ${stateBefore(endOf(asOf))} = 'approved' and ${isPast(asOf)}
    ) g`;
}

/** How many of each kind (by code) an approved shift of a project has on average, in the month of a day and the two before it. */
export async function usualCounts(tx: Tx, projectId: string, day: string): Promise<Record<string, number>> {
  const [row] = await tx.execute<{ usual: Record<string, number> }>(sql`
    with lately as materialized (
      select s.kind_id, s.assistant_id, s.shifts, s.count from activity_sums s
      where s.project_id = ${projectId} and s.decided_in is null and s.state = 'approved'
        and s.month between date_trunc('month', ${day}::date) - interval '2 months' and ${day}::date
    ), served as (select sum(l.shifts) as shifts from lately l where l.kind_id is null and l.assistant_id is null)
    select coalesce(jsonb_object_agg(c.code, c.each), '{}') as usual from (
      select k.code, round(sum(l.count)::numeric / nullif((select shifts from served), 0), 1) as each
      from lately l join activity_kinds k on k.id = l.kind_id group by k.code
    ) c where c.each is not null`);
  return row?.usual ?? {};
}
