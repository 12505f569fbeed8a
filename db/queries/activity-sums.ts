import { type SQL, sql } from "drizzle-orm";
import { endOf, stateBefore } from "./as-of";

/**
 * What the activities of a project that happened by a day add up to in the states they had on that day, drafts left out
 * (activitiesAsOf says which those are), as a statement whose rows are to be added up: project_id, month (its first day),
 * key_activity_id, state, kind_id with count, or without a kind shifts, minutes (of all assistants) and files. From the
 * sums that the database keeps; only the day's own month is read as rows: as of today what happened after it is taken
 * off, of a past day its own shifts and the decisions of its month are added.
 */
export const activitySums = (projectId: string | SQL, asOf: string): SQL => activitySumsOf(sql`= ${projectId}`, asOf);

/** The same of several projects: `among` is the rest of a condition on the project's id. */
export function activitySumsOf(among: SQL, asOf: string): SQL {
  const first = sql`date_trunc('month', ${asOf}::timestamp)::date`;
  const isPast = sql`${asOf}::date < (select sec.today())`;
  return sql`
    select s.project_id, s.month, s.key_activity_id, s.state, s.kind_id, s.shifts, s.minutes, s.count, s.files
    from activity_sums s
    where s.project_id ${among} and s.decided_in is null and s.month <= ${first} and not (${isPast})
    union all
    select a.project_id, ${first}, a.key_activity_id, a.state, p.kind_id, -p.shifts, -p.minutes, -p.count, -p.files
    from activities a cross join lateral (${parts}) p
    where a.project_id ${among} and a.happened_on > ${asOf}::date and a.happened_on < ${first} + interval '1 month'
      and a.state <> 'draft' and not (${isPast})
    union all
    select s.project_id, s.month, s.key_activity_id, s.state, s.kind_id, s.shifts, s.minutes, s.count, s.files
    from activity_sums s
    where s.project_id ${among} and s.decided_in < ${first} and s.month < ${first} and ${isPast}
    union all
    select a.project_id, date_trunc('month', a.happened_on::timestamp)::date, a.key_activity_id, t.state, p.kind_id,
      t.sign * p.shifts, t.sign * p.minutes, t.sign * p.count, t.sign * p.files
    from (
      select o.id from activities o
      where o.project_id ${among} and o.happened_on between ${first} and ${asOf}::date
      union
      select d.activity_id from activity_decisions d where d.project_id ${among}
        and d.decided_at >= ${first}::timestamp at time zone 'Europe/Prague' and d.decided_at < ${endOf(asOf)}
    ) near
      join activities a on a.id = near.id and a.happened_on <= ${asOf}::date
      cross join lateral (
        select ${stateBefore(endOf(asOf))} as state, 1 as sign
        union all
        select ${stateBefore(sql`${first}::timestamp at time zone 'Europe/Prague'`)}, -1 where a.happened_on < ${first}
      ) t
      cross join lateral (${parts}) p
    where t.state <> 'draft' and ${isPast}`;
}

/** What an activity a adds to sums: itself with the minutes of its people and its files, and each of its counts. */
const parts = sql`
  select null::uuid as kind_id, 1 as shifts, 0 as count,
    a.minutes * (select count(*) from activity_assistants s where s.activity_id = a.id) as minutes,
    (select count(*) from evidence e where e.activity_id = a.id) as files
  union all
  select c.kind_id, 0, c.count, 0, 0 from activity_counts c where c.activity_id = a.id`;
