import { sql } from "drizzle-orm";
import { plain } from "@/lib/domain/search";
import type { Tx } from "../gate";
import { holds } from "./search";

export type FoundAssistant = {
  id: string;
  name: string;
  slug: string;
  project: string;
  organisation: string;
  /** The post held last and its days; null for who never held one. */
  post: number | null;
  from: string | null;
  to: string | null;
};

/** How many are shown; one more says that there are others. */
export const mostFound = 50;

/**
 * Assistants of all projects that may be seen whose name holds every word, in any order, with or without accents; by name.
 * Personal data.
 */
export function findAssistants(tx: Tx, asked: string): Promise<FoundAssistant[]> {
  const words = plain(asked).split(" ");
  return tx.execute<FoundAssistant>(sql`
    select a.id, a.name, p.slug, p.name as project, o.name as organisation, h.post, h.from, h.to
    from assistants a join projects p on p.id = a.project_id join organisations o on o.id = a.organisation_id
      left join lateral (
        select t.number as post, x.starts_on as "from", x.ends_on as "to"
        from post_occupancies x join posts t on t.id = x.post_id where x.assistant_id = a.id
        order by x.starts_on desc, t.number limit 1
      ) h on true
    where ${sql.join(
      words.map((word) => holds(sql`a.name`, word)),
      sql` and `,
    )}
    order by a.name collate "cs-x-icu", p.slug, a.id limit ${mostFound + 1}`);
}
