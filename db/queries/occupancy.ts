import { type SQL, sql } from "drizzle-orm";
import type { Post } from "@/lib/domain/occupancy";
import type { Tx } from "../gate";

/** The posts of a project by number, each with the spans in which somebody held it by a day; no names. */
export async function listOccupancy(tx: Tx, projectId: string, asOf: string): Promise<Post[]> {
  return tx.execute<Post>(occupancySql(projectId, asOf));
}

/** The statement behind listOccupancy, for one project or for each of an outer statement. */
export const occupancySql = (projectId: string | SQL, asOf: string): SQL => sql`
    select p.number, p.starts_on as "startsOn", p.ends_on as "endsOn",
      coalesce(jsonb_agg(jsonb_build_object('from', o.starts_on,
          'to', case when o.ends_on <= ${asOf}::date then o.ends_on end) order by o.starts_on)
        filter (where o.id is not null), '[]') as held
    from posts p left join post_occupancies o on o.post_id = p.id and o.starts_on <= ${asOf}::date
    where p.project_id = ${projectId}
    group by p.number, p.starts_on, p.ends_on
    order by p.number`;
