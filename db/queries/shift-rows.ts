import { type SQL, sql } from "drizzle-orm";
import type { IndicatorRule } from "@/lib/domain/indicator";
import type { RowReason } from "@/lib/domain/indicator-row";
import { activitySums, approvedWithout, hasPart, type Need, parts } from "./activity-sums";
import { endOf, stateBefore } from "./as-of";
import type { Beyond } from "./keyset";

export type ShiftRule = Extract<IndicatorRule, "shifts" | "contacts" | "activity-hours">;
export const isShiftRule = (rule: IndicatorRule): rule is ShiftRule =>
  rule === "shifts" || rule === "contacts" || rule === "activity-hours";

const needOf = (rule: ShiftRule): Need | null =>
  rule === "contacts" ? "contact" : rule === "activity-hours" ? "people" : null;

const isContact = sql`s.kind_id in (select k.id from activity_kinds k where k.contact)`;

/** What of the sums s of shifts a rule counts. */
export function shiftUnits(rule: ShiftRule): SQL {
  if (rule === "shifts") return sql`s.shifts`;
  return rule === "activity-hours" ? sql`s.minutes` : sql`case when ${isContact} then s.count else 0 end`;
}

/**
 * The groups of shifts behind a value as of a day (reason, rows, units, files), from the sums: what was handed in as it
 * stood on the day, what happened after it and drafts as they are now. What was a draft on a past day is what had happened
 * by then and is in no sum of that day.
 */
export function shiftGroups(rule: ShiftRule, projectId: string, asOf: string): SQL {
  const first = sql`date_trunc('month', ${asOf}::timestamp)::date`;
  const isPast = sql`${asOf}::date < (select sec.today())`;
  const need = needOf(rule);
  const kept = (reason: SQL, condition: SQL) => sql`
    select ${reason}, s.kind_id, s.shifts, s.minutes, s.count, s.files from activity_sums s
    where s.project_id = ${projectId} and s.decided_in is null and ${condition}`;
  const rows = (reason: SQL, condition: SQL) => sql`
    select ${reason}, p.kind_id, p.shifts, p.minutes, p.count, p.files from activities a cross join lateral (${parts}) p
    where a.project_id = ${projectId} and ${condition}`;
  const draft = sql`'draft'`;
  const after = sql`'after-day'`;
  const lacking = need ? approvedWithout(need, projectId, asOf) : sql`select 0::bigint as shifts, 0::bigint as files`;
  return sql`
    with days as materialized (
      select s.state, s.kind_id, sum(s.shifts) as shifts, sum(s.minutes) as minutes, sum(s.count) as count, sum(s.files) as files
      from (${activitySums(projectId, asOf)}) s group by 1, 2
    ), lacking as materialized (${lacking}), all_rows as (
      select s.state as reason, s.kind_id, s.shifts, s.minutes, s.count, s.files from days s
      union all ${kept(after, sql`s.month > ${first}`)}
      union all ${rows(after, sql`a.happened_on > ${asOf}::date and a.happened_on < ${first} + interval '1 month' and a.state <> 'draft'`)}
      union all ${rows(sql`case when a.happened_on > ${asOf}::date then 'after-day' else 'draft' end`, sql`a.state = 'draft'`)}
      union all ${kept(draft, sql`s.month < ${first} and ${isPast}`)}
      union all ${rows(draft, sql`a.happened_on between ${first} and ${asOf}::date and a.state <> 'draft' and ${isPast}`)}
      union all select ${draft}, s.kind_id, -s.shifts, -s.minutes, -s.count, -s.files from days s where ${isPast}
    ), groups as (
      select nullif(s.reason, 'approved') as reason, sum(s.shifts) as rows, sum(${shiftUnits(rule)}) as units, sum(s.files) as files
      from all_rows s group by 1
    )
    select g.reason, (g.rows - case when g.reason is null then l.shifts else 0 end)::int as rows, g.units,
      (g.files - case when g.reason is null then l.files else 0 end)::int as files
    from groups g cross join lacking l where g.rows - case when g.reason is null then l.shifts else 0 end <> 0
    union all
    select 'adds-nothing', l.shifts::int, 0, l.files::int from lacking l where l.shifts <> 0`;
}

/**
 * Shifts of one group (id, happened_on, minutes, locality_id, key_activity_id, word: its state), with `more` asked of an
 * activity a, as they come: `tail` orders and ends what is read of today and of a past day, of which one is carried out.
 */
export function shiftsOf(
  { rule, projectId }: { rule: ShiftRule; projectId: string },
  asOf: string,
  reason: RowReason | null,
  more: SQL,
  tail = sql``,
): SQL {
  const columns = sql`a.id, a.happened_on, a.minutes, a.locality_id, a.key_activity_id`;
  if (reason === "after-day")
    return sql`select ${columns}, a.state as word from activities a
      where a.project_id = ${projectId} and a.happened_on > ${asOf}::date and ${more} ${tail}`;
  const state = reason === null || reason === "adds-nothing" ? sql`'approved'` : stateWords[reason];
  const need = needOf(rule);
  const adds = need ? hasPart(need, projectId) : sql`true`;
  const asked = [
    sql`a.project_id = ${projectId} and a.happened_on <= ${asOf}::date and ${more}`,
    reason === null && need ? adds : undefined,
    reason === "adds-nothing"
      ? sql`not ${adds} and (select l.shifts from (${need ? approvedWithout(need, projectId, asOf) : sql`select 0 as shifts`}) l) > 0`
      : undefined,
    state ? undefined : sql`false`,
  ].filter((condition) => condition !== undefined);
  const condition = sql.join(asked, sql` and `);
  const word = state ?? sql`''`;
  // What waits or was returned on a past day lies in few months, which the sums know.
  const since =
    reason === "submitted" || reason === "returned"
      ? sql`and a.happened_on >= (select min(m.month) from (select s.month from (${activitySums(projectId, asOf)}) s
          where s.state = ${word} group by s.month having sum(s.shifts) <> 0) m)`
      : sql``;
  return sql`
    (select ${columns}, ${word} as word from activities a
      where ${condition} and a.state = ${word} and ${asOf}::date >= (select sec.today()) ${tail})
    union all
    (select ${columns}, ${word} from activities a
      where ${condition} and ${stateBefore(endOf(asOf))} = ${word} ${since} and ${asOf}::date < (select sec.today()) ${tail})`;
}

/** Written out, so that the index of what is open is found by them. */
const stateWords: Partial<Record<RowReason, SQL>> = {
  draft: sql`'draft'`,
  submitted: sql`'submitted'`,
  returned: sql`'returned'`,
};

/** A page of the shifts of one group as rows of an indicator: id, on_day, label, post, holder, quantity, word, note, units. */
export function shiftPage(
  indicator: { rule: ShiftRule; projectId: string },
  asOf: string,
  reason: RowReason | null,
  { condition, order }: Beyond,
  limit: SQL,
  more: SQL,
): SQL {
  const people = sql`(select count(*)::int from activity_assistants s where s.activity_id = a.id)`;
  const units = {
    shifts: sql`1`,
    "activity-hours": sql`a.minutes * ${people}`,
    contacts: sql`(select coalesce(sum(c.count), 0) from activity_counts c join activity_kinds k on k.id = c.kind_id
      where c.activity_id = a.id and k.contact)`,
  }[indicator.rule];
  const tail = sql`${order} limit ${limit}`;
  return sql`
    select a.id, a.happened_on as on_day, l.name as label, null::int as post, null::int as holder, ${people} as quantity,
      a.word, k.code as note, (${units})::bigint as units
    from (select * from (${shiftsOf(indicator, asOf, reason, sql`${condition} and ${more}`, tail)}) a ${tail}) a
      join localities l on l.id = a.locality_id
      join key_activities k on k.id = a.key_activity_id`;
}
