import { type SQL, sql } from "drizzle-orm";

/**
 * The activities of a project that happened by a day (id, project_id, happened_on, minutes, key_activity_id, state), with
 * the state that the decisions taken by the end of that day gave them; as of today it is the state they have now
 * (decision 11). Drafts and returned ones are in it: filter by state. Of both halves one is carried out; in the one of
 * today the state is a plain column, of which the planner knows how many rows it holds. `since`: from which day on.
 */
export function activitiesAsOf(projectId: string | SQL, asOf: string, since?: SQL): SQL {
  return activitiesOf(sql`= ${projectId}`, asOf, since);
}

/** The same of several projects: `among` is the rest of a condition on the project's id. */
export function activitiesOf(among: SQL, asOf: string, since?: SQL): SQL {
  const fromOn = since ? sql`and a.happened_on >= ${since}` : sql``;
  return sql`
    select a.id, a.project_id, a.happened_on, a.minutes, a.key_activity_id, a.state
    from activities a
    where a.project_id ${among} and a.happened_on <= ${asOf}::date ${fromOn} and ${asOf}::date >= (select sec.today())
    union all
    select a.id, a.project_id, a.happened_on, a.minutes, a.key_activity_id,
      ${stateBefore(endOf(asOf))}
    from activities a
    where a.project_id ${among} and a.happened_on <= ${asOf}::date ${fromOn} and ${asOf}::date < (select sec.today())`;
}

/** The state that the decisions taken before an instant gave an activity a; of several at one instant the greatest id counts. */
export const stateBefore = (instant: SQL): SQL => sql`
  coalesce((select d.decision from activity_decisions d where d.activity_id = a.id and d.decided_at < ${instant}
    order by d.decided_at desc, d.id desc limit 1), 'draft')`;

/** The state of an activity a as of a day, for few of them: the planner takes any for as many as any other. */
export const stateOn = (asOf: string): SQL =>
  sql`case when ${asOf}::date >= (select sec.today()) then a.state else ${stateBefore(endOf(asOf))} end`;

/** The day of the last activity of a project p that was handed in by a day (on_day), found from the end. */
export const lastShift = (asOf: string): SQL => sql`
  select a.happened_on as on_day from activities a
  where a.project_id = p.id and a.happened_on <= ${asOf}::date
    and ${stateOn(asOf)} <> 'draft'
  order by a.happened_on desc limit 1`;

/** The instant at which a day ends in Prague. */
export function endOf(day: string): SQL {
  return sql`((${day}::date + 1)::timestamp at time zone 'Europe/Prague')`;
}

/** A rule's number in force on a day, or the fallback when nobody has set it. */
export function settingNumber(key: string, asOf: string | SQL, fallback: number): SQL {
  return sql`coalesce((select (s.value #>> '{}')::int from settings s
    where s.key = ${key} and s.valid_from <= ${asOf}::date order by s.valid_from desc limit 1), ${fallback}::int)`;
}
