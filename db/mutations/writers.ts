import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/**
 * Those of some locked records that the actor wrote, or the person he stands in for. Asked once they are locked: the
 * statement that waits for a lock sees the row as it is then, but what stands beside it as it was before.
 */
export async function ownAmong(
  tx: Tx,
  part: "activity_id" | "measurement_id",
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    select w.${sql.identifier(part)} as id from record_writers w
    where w.${sql.identifier(part)} in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      and w.user_id in (sec.user_id(), sec.stands_for())`);
  return new Set(rows.map(({ id }) => id));
}
