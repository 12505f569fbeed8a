import { type SQL, sql } from "drizzle-orm";
import { unitsPerOne } from "@/lib/domain/indicator-row";
import type { Tx } from "../gate";
import { activitySums } from "./activity-sums";
import { type Indicator, improvements, rowsOf } from "./indicator-rows";
import { isShiftRule, shiftUnits } from "./shift-rows";

export type IndicatorMonth = {
  /** YYYY-MM. */
  month: string;
  /** The value at the end of the month (or on the as-of day); null after it and before the first measurement. */
  value: number | null;
};

/**
 * How the value grew month by month, from the project's first month to its last, from the rows that count as of a day;
 * of shifts from their sums.
 * The value of the as-of month is the value of the as-of day.
 */
export async function indicatorByMonth(tx: Tx, indicator: Indicator, asOf: string): Promise<IndicatorMonth[]> {
  const last = sql`least((m.month + interval '1 month - 1 day')::date, ${asOf}::date)`;
  const value = {
    measured: sql`(select r.units from rows r where (r.reason is null or r.reason = 'replaced') and r.word <> 'replaced'
      and r.on_day <= ${last}
      order by r.on_day desc limit 1)`,
    "people-improved": sql`(select count(*) from (${improvements(indicator, last)}) r where r.reason is null)`,
  };
  const counted = sql`(select coalesce(sum(r.units), 0) from rows r where r.reason is null and r.on_day <= ${last})`;
  const { rule } = indicator;
  const units = isShiftRule(rule) ? shiftUnits(rule) : null;
  const rows = units ? monthlyUnits(indicator.projectId, units, asOf) : rowsOf(indicator, asOf);
  return tx.execute<IndicatorMonth>(sql`
    with rows as materialized (${rows})
    select to_char(m.month, 'YYYY-MM') as month,
      case when m.month <= ${asOf}::date then
        (${rule === "measured" || rule === "people-improved" ? value[rule] : counted}::numeric / ${unitsPerOne(rule)}::int)::float8
      end as value
    from projects p cross join lateral generate_series(date_trunc('month', p.starts_on::timestamp), p.ends_on, '1 month') as m (month)
    where p.id = ${indicator.projectId} order by m.month`);
}

/** The units of approved shifts by month, as rows of its first day: what a month holds counts from there on. */
const monthlyUnits = (projectId: string, units: SQL, asOf: string): SQL => sql`
  select s.month as on_day, null::text as reason, sum(${units}) as units
  from (${activitySums(projectId, asOf)}) s where s.state = 'approved' group by s.month`;
