import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type ProjectChoice = { slug: string; name: string; organisation: string };

/** The projects the actor may see, for the switcher; by city and name. */
export async function listProjectChoices(tx: Tx): Promise<ProjectChoice[]> {
  return tx.execute<ProjectChoice>(sql`
    select p.slug, p.name, o.name as organisation
    from projects p join organisations o on o.id = p.organisation_id
    order by o.name collate "cs-x-icu", p.name collate "cs-x-icu" limit 500`);
}
