import { sql } from "drizzle-orm";
import { documentColumns, documentIdentity } from "../document";
import type { Tx } from "../gate";

/**
 * Rows entered before a document had an identity get their number among those of the same document in the same place, in
 * the order of entering. Answers a line about those that came to be a second one: somebody should look at them.
 */
export async function numberPostings(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ number: string; posting: number }>(sql`
    with numbered as (
      select e.id, row_number() over (partition by e.project_id, ${documentIdentity(documentColumns("e"))}
        order by e.entered_at, e.id) as posting from expenses e
    )
    update expenses e set posting = n.posting from numbered n where n.id = e.id and e.posting is null
    returning e.document_number as number, e.posting`);
  const doubles = rows.filter(({ posting }) => posting > 1).map(({ number }) => number);
  return doubles.length === 0 ? [] : [`Documents that may be entered twice: ${doubles.join(", ")}`];
}
