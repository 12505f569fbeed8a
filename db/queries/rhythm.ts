import { sql } from "drizzle-orm";
import type { Locale } from "@/lib/domain/preference";
import type { RhythmRow } from "@/lib/domain/rhythm";
import type { ServedShift } from "@/lib/domain/shift";
import type { Tx } from "../gate";
import { filterSql, kindName } from "./activity-list";
import { activitySums } from "./activity-sums";

type Span = { projectId: string; from: string; asOf: string; today: string };

/** Shifts of a span that were handed in by its last day, those of one day, hours and places as one row. */
export function rhythmRows(tx: Tx, { projectId, from, asOf, today }: Span, locale: Locale): Promise<RhythmRow[]> {
  return tx.execute<RhythmRow>(sql`
    with chosen as materialized (${filterSql({ projectId, filter: { from }, asOf, today, locale })})
    select c.happened_on as on, to_char(c.starts_at, 'HH24:MI') as "startsAt", to_char(c.ends_at, 'HH24:MI') as "endsAt", c.places, count(*)::int as shifts
    from (
      select s.happened_on, s.starts_at, s.ends_at, jsonb_build_array(s.locality_id) || coalesce((select jsonb_agg(w.locality_id order by w.locality_id)
        from activity_places w where w.activity_id = s.id), '[]') as places
      from chosen s where s.state in ('submitted', 'approved')
    ) c group by 1, 2, 3, 4`);
}

/** What was done by kind and month as of a day, approved or waiting for it. */
export function kindMonthRows(tx: Tx, projectId: string, asOf: string, from: string, locale: Locale) {
  return tx.execute<{ code: string; name: string; month: string; count: number }>(sql`
    select k.code, ${kindName(locale)} as name, to_char(s.month, 'YYYY-MM') as month, sum(s.count)::int as count
    from (${activitySums(projectId, asOf)}) s join activity_kinds k on k.id = s.kind_id
    where s.state in ('submitted', 'approved') and s.month >= ${from}::date
    group by k.code, k.name_cs, k.name_en, k.position, s.month having sum(s.count) <> 0 order by k.position, s.month`);
}

/** Who served when in a span, whatever became of the records. */
export function servedShifts(tx: Tx, projectId: string, from: string, to: string): Promise<ServedShift[]> {
  return tx.execute<ServedShift & Record<string, unknown>>(sql`
    select a.id, a.happened_on as on, to_char(a.starts_at, 'HH24:MI') as "startsAt", to_char(a.ends_at, 'HH24:MI') as "endsAt",
      a.locality_id as "localityId", (select coalesce(jsonb_agg(x.assistant_id), '[]') from activity_assistants x where x.activity_id = a.id) as people
    from activities a where a.project_id = ${projectId} and a.happened_on between ${from}::date and ${to}::date
    order by a.happened_on, a.starts_at, a.id`);
}
