import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/**
 * Takes indicator 670021 out of the list that new projects choose from: the capacity of supported services is 670031
 * (domain 7.1). Where a project has it, the row stays until today, so that the project's indicator keeps its name; such
 * projects are named.
 */
export async function retireCapacity(tx: Tx): Promise<string[]> {
  const used = await tx.execute<{ slug: string }>(sql`
    select p.slug from indicators i join projects p on p.id = i.project_id where i.code = '670021' order by p.slug`);
  const old = sql`catalogue = 'indicator' and code = '670021'`;
  if (used.length === 0) {
    await tx.execute(sql`delete from catalogue_items where ${old}`);
    return [];
  }
  await tx.execute(sql`
    update catalogue_items set valid_to = greatest(valid_from, sec.today()) where ${old} and valid_to is null`);
  return used.map(({ slug }) => `Project ${slug} counts indicator 670021, which is 670031 now. Left as it is.`);
}
