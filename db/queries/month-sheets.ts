import { sql } from "drizzle-orm";
import type { SheetPerson, SheetShift } from "@/lib/domain/month-sheet";
import type { Tx } from "../gate";
import { type ActivityAsk, filterSql, kindName } from "./activity-list";

/** The shifts of a filter with who served, all their places and what was done at them, in the order of time. */
export function sheetShifts(tx: Tx, ask: ActivityAsk): Promise<SheetShift[]> {
  return tx.execute<SheetShift>(sql`
    with chosen as materialized (${filterSql(ask)}), people as (
      select x.activity_id, jsonb_agg(x.assistant_id) as ids
      from activity_assistants x join chosen c on c.id = x.activity_id group by 1
    ), places as (
      select w.activity_id, jsonb_agg(l.name order by l.name collate "cs-x-icu") as names
      from activity_places w join chosen c on c.id = w.activity_id join localities l on l.id = w.locality_id group by 1
    ), counted as (
      select s.activity_id, jsonb_agg(jsonb_build_object('code', k.code, 'name', ${kindName(ask.locale)}, 'contact', k.contact,
        'count', s.count) order by k.position) as counts
      from (select n.activity_id, n.kind_id, sum(n.count)::int as count
          from activity_counts n join chosen c on c.id = n.activity_id group by 1, 2) s
        join activity_kinds k on k.id = s.kind_id group by 1
    )
    select c.id, c.happened_on as day, to_char(c.starts_at, 'HH24:MI') as "startsAt", to_char(c.ends_at, 'HH24:MI') as "endsAt",
      c.minutes, c.state, coalesce(p.ids, '[]') as people,
      jsonb_build_array(l.name) || coalesce(w.names, '[]') as places, coalesce(n.counts, '[]') as counts,
      k.code || ' ' || k.name as "keyActivity"
    from chosen c join localities l on l.id = c.locality_id join key_activities k on k.id = c.key_activity_id
      left join people p on p.activity_id = c.id left join places w on w.activity_id = c.id
      left join counted n on n.activity_id = c.id
    order by c.happened_on, c.starts_at, c.id`);
}

/** Who held a post of a project on some day of a span, or served on one, with the shares held. */
export function sheetPeople(tx: Tx, projectId: string, from: string, to: string): Promise<SheetPerson[]> {
  return tx.execute<SheetPerson>(sql`
    select s.id, s.name, coalesce((
        select jsonb_agg(jsonb_build_object('from', o.starts_on, 'to', o.ends_on, 'percent', o.fte_percent) order by o.starts_on)
        from post_occupancies o where o.assistant_id = s.id and o.starts_on <= ${to}::date
          and coalesce(o.ends_on, 'infinity') >= ${from}::date), '[]') as shares
    from assistants s
    where s.project_id = ${projectId} and (
      exists (select from post_occupancies o where o.assistant_id = s.id and o.starts_on <= ${to}::date
        and coalesce(o.ends_on, 'infinity') >= ${from}::date)
      or exists (select from activity_assistants x join activities a on a.id = x.activity_id
        where x.assistant_id = s.id and a.project_id = ${projectId} and a.happened_on between ${from}::date and ${to}::date))
    order by s.name collate "cs-x-icu", s.id`);
}
