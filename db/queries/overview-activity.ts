import { sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { activitySums } from "./activity-sums";
import { activitiesAsOf, stateOn } from "./as-of";
import { countedExpenses } from "./regime";

/** Shifts and contacts of a month in all, and shifts up to the same day of the month as the as-of day. */
export type ActivityMonth = { month: string; shifts: number; shiftsToDay: number; contacts: number };

/**
 * Submitted and approved activities of the month of a day (up to it) and of the six months before, newest first; a
 * month without any is left out. Contacts are the counts of the kinds that are contacts.
 */
export async function activityByMonth(tx: Tx, projectId: string, asOf: string): Promise<ActivityMonth[]> {
  const since = sql`(date_trunc('month', ${asOf}::timestamp) - interval '6 months')::date`;
  return tx.execute<ActivityMonth>(sql`
    with sums as (
      select s.month, sum(s.shifts) as shifts,
        coalesce(sum(s.count) filter (where s.kind_id in (select k.id from activity_kinds k where k.contact)), 0) as contacts
      from (${activitySums(projectId, asOf)}) s
      where s.month >= ${since} and s.state in ('submitted', 'approved') group by s.month having sum(s.shifts) <> 0
    ), to_day as (
      select date_trunc('month', x.happened_on::timestamp)::date as month, count(*) as shifts
      from (${activitiesAsOf(projectId, asOf, since)}) x
      where x.state in ('submitted', 'approved') and extract(day from x.happened_on) <= extract(day from ${asOf}::date)
      group by 1
    )
    select coalesce(to_char(s.month, 'YYYY-MM'), '') as month, coalesce(s.shifts, 0)::int as shifts,
      coalesce(d.shifts, 0)::int as "shiftsToDay", s.contacts::int as contacts
    from sums s left join to_day d on d.month = s.month order by s.month desc`);
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

/**
 * The figures of every key activity as of a day, from the sums of submitted and approved activities and paid expenses; by
 * code. The last entry and the last note are looked for from the end.
 */
export async function keyActivityFigures(tx: Tx, projectId: string, asOf: string): Promise<KeyActivityFigures[]> {
  const nextMonth = sql`interval '1 month'`;
  return tx.execute<KeyActivityFigures>(sql`
    with sums as materialized (
      select s.key_activity_id, s.assistant_id, s.month, s.state, sum(s.shifts) as shifts, sum(s.minutes) as minutes
      from (${activitySums(projectId, asOf)}) s
      where s.state in ('submitted', 'approved') and s.kind_id is null group by 1, 2, 3, 4
    ), worked as (
      select p.key_activity_id, sum(p.minutes) as minutes, count(*) filter (where p.minutes <> 0) as people
      from (select s.key_activity_id, s.assistant_id, sum(s.minutes) as minutes from sums s
        where s.assistant_id is not null group by 1, 2) p group by 1
    ), entries as (
      select m.key_activity_id, sum(m.shifts) as shifts, max(m.month) filter (where m.shifts <> 0) as last_month,
        max(m.month) filter (where m.approved <> 0) as last_approved, min(m.month) filter (where m.approved <> 0) as first_approved
      from (select s.key_activity_id, s.month, sum(s.shifts) as shifts,
          coalesce(sum(s.shifts) filter (where s.state = 'approved'), 0) as approved
        from sums s where s.assistant_id is null group by 1, 2) m group by 1
    ), costs as (
      select e.key_activity_id, sum(e.amount_halere) as paid from (${countedExpenses(projectId, asOf)}) e
      where e.paid_on <= ${asOf}::date group by 1
    )
    select k.id, coalesce(w.minutes, 0)::int as minutes, coalesce(w.people, 0)::int as people,
      coalesce(n.shifts, 0)::int as shifts, coalesce(c.paid, 0)::bigint as "paidHalere",
      last.on_day as "lastOn", t.note as "lastNote", t.on_day as "lastNoteOn"
    from key_activities k
    left join worked w on w.key_activity_id = k.id
    left join entries n on n.key_activity_id = k.id
    left join lateral (
      select a.happened_on as on_day from activities a
      where a.key_activity_id = k.id and a.happened_on >= n.last_month and a.happened_on <= ${asOf}::date
        and ${stateOn(asOf)} in ('submitted', 'approved')
      order by a.happened_on desc limit 1
    ) last on true
    left join lateral (
      select o.note, a.happened_on as on_day from activities a join activity_notes o on o.activity_id = a.id and o.approved
      where a.key_activity_id = k.id and a.happened_on >= n.first_approved and a.happened_on < n.last_approved + ${nextMonth}
        and a.happened_on <= ${asOf}::date and ${stateOn(asOf)} = 'approved'
      order by a.happened_on desc, a.id limit 1
    ) t on true
    left join costs c on c.key_activity_id = k.id
    where k.project_id = ${projectId}
    order by k.code`);
}
