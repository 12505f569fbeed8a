import { type SQL, sql } from "drizzle-orm";
import { filterDays } from "@/lib/domain/activity-filter";
import { firstOfMonth, lastOfMonth } from "@/lib/domain/day";
import type { Tx } from "../gate";
import { type ActivityAsk, filterSql } from "./activity-list";
import { activitySums, parts } from "./activity-sums";

/** Figures of what a filter chooses; `minutes` are of every assistant, `contacts` counts of kinds that talk to people. */
export type ActivityListTotals = {
  shifts: number;
  minutes: number;
  contacts: number;
  approved: number;
  submitted: number;
  returned: number;
  drafts: number;
};

/** Totals of a filter: as of today from the kept sums where they tell apart what it asks, else from the shifts. */
export async function activityListTotals(tx: Tx, ask: ActivityAsk): Promise<ActivityListTotals> {
  const [totals] = await tx.execute<ActivityListTotals>(sql`
    with s as materialized (${fromSums(ask) ?? fromShifts(ask)})
    select coalesce(sum(s.shifts), 0)::int as shifts, coalesce(sum(s.minutes), 0)::bigint as minutes,
      coalesce(sum(s.count) filter (where s.kind_id in (select k.id from activity_kinds k where k.contact)), 0)::bigint as contacts,
      coalesce(sum(s.shifts) filter (where s.state = 'approved'), 0)::int as approved,
      coalesce(sum(s.shifts) filter (where s.state = 'submitted'), 0)::int as submitted,
      coalesce(sum(s.shifts) filter (where s.state = 'returned'), 0)::int as returned,
      coalesce(sum(s.shifts) filter (where s.state = 'draft'), 0)::int as drafts
    from s`);
  if (!totals) throw new Error("an aggregate has one row");
  return totals;
}

/** Null where the sums do not tell: a past day, whose drafts are in none, parts of months, places, people and kinds. */
function fromSums({ projectId, filter, asOf, today }: ActivityAsk): SQL | null {
  const days = filterDays(filter, asOf);
  if (asOf < today || filter.locality || filter.assistant || filter.kind || filter.overlap) return null;
  if ((days.from && days.from !== firstOfMonth(days.from)) || (days.to !== asOf && days.to !== lastOfMonth(days.to)))
    return null;
  const keyActivity = (of: SQL) => (filter.ka ? sql`and ${of} = ${filter.ka}` : sql``);
  const state = (of: SQL) => (filter.state ? sql`and ${of} = ${filter.state}` : sql``);
  const from = (of: SQL) => (days.from ? sql`and ${of} >= ${days.from}::date` : sql``);
  return sql`
    select x.state, x.kind_id, x.shifts, x.minutes, x.count from (${activitySums(projectId, asOf)}) x
    where x.month <= ${days.to}::date ${from(sql`x.month`)} ${keyActivity(sql`x.key_activity_id`)} ${state(sql`x.state`)}
    union all
    select a.state, p.kind_id, p.shifts, p.minutes, p.count from activities a cross join lateral (${parts}) p
    where a.project_id = ${projectId} and a.state = 'draft' and a.happened_on <= ${days.to}::date
      ${from(sql`a.happened_on`)} ${keyActivity(sql`a.key_activity_id`)} ${state(sql`a.state`)}`;
}

const fromShifts = (ask: ActivityAsk): SQL => sql`
  with chosen as materialized (${filterSql(ask)})
  select c.state, null::uuid as kind_id, count(*) as shifts, 0 as minutes, 0 as count from chosen c group by 1
  union all
  select c.state, null, 0, sum(c.minutes), 0 from chosen c
    join activity_assistants x on x.activity_id = c.id and x.project_id = ${ask.projectId} group by 1
  union all
  select c.state, n.kind_id, 0, 0, sum(n.count) from chosen c
    join activity_counts n on n.activity_id = c.id and n.project_id = ${ask.projectId} group by 1, 2`;
