import { sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { activitiesAsOf } from "./as-of";
import { countedExpenses } from "./regime";

/** Shifts and contacts of a month: in all, and up to the same day of the month as the as-of day. */
export type ActivityMonth = {
  month: string;
  shifts: number;
  shiftsToDay: number;
  contacts: number;
  contactsToDay: number;
};

/**
 * Submitted and approved activities of the month of a day (up to it) and of the six months before, newest first; a
 * month without any is left out. Contacts are the counts of the kinds that are contacts.
 */
export async function activityByMonth(tx: Tx, projectId: string, asOf: string): Promise<ActivityMonth[]> {
  return tx.execute<ActivityMonth>(sql`
    with served as materialized (
      select x.id, x.happened_on, extract(day from x.happened_on) <= extract(day from ${asOf}::date) as to_day
      from (${activitiesAsOf(projectId, asOf)}
        and a.happened_on >= date_trunc('month', ${asOf}::timestamp) - interval '6 months') x
      where x.state in ('submitted', 'approved')
    ), counted as (
      select c.activity_id, sum(c.count) as contacts from served a join activity_counts c on c.activity_id = a.id
      where c.kind_id = any (array(select k.id from activity_kinds k where k.contact)) group by 1
    )
    select to_char(a.happened_on, 'YYYY-MM') as month, count(*)::int as shifts,
      count(*) filter (where a.to_day)::int as "shiftsToDay", coalesce(sum(c.contacts), 0)::int as contacts,
      coalesce(sum(c.contacts) filter (where a.to_day), 0)::int as "contactsToDay"
    from served a left join counted c on c.activity_id = a.id
    group by 1 order by 1 desc`);
}

/**
 * What a key activity shows: worked minutes of all assistants, different people, money paid, the last entry, and the last
 * note of an approved one, which everybody may read: the overview is remembered for all its readers.
 */
export type KeyActivityFigures = {
  id: string;
  minutes: number;
  people: number;
  shifts: number;
  paidHalere: number;
  lastOn: string | null;
  lastNote: string | null;
  lastNoteOn: string | null;
};

/** The figures of every key activity as of a day, from submitted and approved activities and paid expenses; by code. */
export async function keyActivityFigures(tx: Tx, projectId: string, asOf: string): Promise<KeyActivityFigures[]> {
  return tx.execute<KeyActivityFigures>(sql`
    with served as materialized (
      select x.* from (${activitiesAsOf(projectId, asOf)}) x where x.state in ('submitted', 'approved')
    ), worked as (
      select a.key_activity_id, sum(a.minutes) as minutes, count(distinct s.assistant_id) as people
      from served a join activity_assistants s on s.activity_id = a.id group by 1
    ), entries as (
      select a.key_activity_id, count(*) as shifts, max(a.happened_on) as last_on from served a group by 1
    ), notes as (
      select distinct on (a.key_activity_id) a.key_activity_id, n.note, a.happened_on
      from served a join activity_notes n on n.activity_id = a.id and n.approved
      where a.state = 'approved' order by a.key_activity_id, a.happened_on desc, a.id
    ), costs as (
      select e.key_activity_id, sum(e.amount_halere) as paid from (${countedExpenses(projectId, asOf)}) e
      where e.paid_on <= ${asOf}::date group by 1
    )
    select k.id, coalesce(w.minutes, 0)::int as minutes, coalesce(w.people, 0)::int as people,
      coalesce(n.shifts, 0)::int as shifts, coalesce(c.paid, 0)::bigint as "paidHalere",
      n.last_on as "lastOn", t.note as "lastNote", t.happened_on as "lastNoteOn"
    from key_activities k
    left join worked w on w.key_activity_id = k.id
    left join entries n on n.key_activity_id = k.id
    left join notes t on t.key_activity_id = k.id
    left join costs c on c.key_activity_id = k.id
    where k.project_id = ${projectId}
    order by k.code`);
}
