import { type SQL, sql } from "drizzle-orm";
import type { Post } from "@/lib/domain/occupancy";
import type { Tx } from "../gate";

/** The posts of a project by number, each with the spans in which somebody held it, or was away, by a day; no names. */
export async function listOccupancy(tx: Tx, projectId: string, asOf: string): Promise<Post[]> {
  return tx.execute<Post>(occupancySql(projectId, asOf));
}

/** The statement behind listOccupancy, for one project or for each of an outer statement. */
export const occupancySql = (projectId: string | SQL, asOf: string): SQL => sql`
    select p.number, p.starts_on as "startsOn", p.ends_on as "endsOn",
      coalesce(jsonb_agg(jsonb_build_object('from', o.starts_on,
          'to', case when o.ends_on <= ${asOf}::date then o.ends_on end, 'percent', o.fte_percent) order by o.starts_on, o.id)
        filter (where o.id is not null), '[]') as held,
      coalesce((select jsonb_agg(${awaySpan(asOf)} order by l.starts_on)
        from ${awayFrom(asOf)} where w.post_id = p.id), '[]') as away,
      (select nullif(max(coalesce(x.ends_on, 'infinity')), 'infinity') from post_occupancies x where x.post_id = p.id) as "heldUntil"
    from posts p left join post_occupancies o on o.post_id = p.id and o.starts_on <= ${asOf}::date
    where p.project_id = ${projectId}
    group by p.id
    order by p.number`;

/** Occupancies w with the leaves l in them that began by a day. */
export const awayFrom = (
  asOf: string,
): SQL => sql`post_occupancies w join assistant_leaves l on l.assistant_id = w.assistant_id
  and l.starts_on <= ${asOf}::date and w.starts_on <= ${asOf}::date
  and l.starts_on <= coalesce(w.ends_on, 'infinity') and w.starts_on <= coalesce(l.ends_on, 'infinity')`;

/** The part of a leave l that lies in an occupancy w, as a span of a post. */
export const awaySpan = (asOf: string): SQL => sql`jsonb_build_object('from', greatest(l.starts_on, w.starts_on),
  'to', case when least(l.ends_on, w.ends_on) <= ${asOf}::date then least(l.ends_on, w.ends_on) end, 'percent', w.fte_percent)`;

/**
 * The spans in which people of a project are present: assistant_id, starts_on, ends_on (null: to this day) and the post
 * held last. Two halves, or a share that changed, are one span; a leave parts two.
 */
export const presenceSql = (projectId: SQL): SQL => sql`
    select x.assistant_id, x.post, lower(s.span) as starts_on, upper(s.span) - 1 as ends_on
    from (
      select o.assistant_id, (array_agg(n.number order by o.starts_on desc, n.number))[1] as post,
        range_agg(daterange(o.starts_on, o.ends_on, '[]')) as held
      from post_occupancies o join posts n on n.id = o.post_id where o.project_id = ${projectId} group by o.assistant_id
    ) x cross join lateral unnest(x.held - coalesce((select range_agg(daterange(l.starts_on, l.ends_on, '[]'))
      from assistant_leaves l where l.assistant_id = x.assistant_id), '{}'::datemultirange)) as s (span)`;
