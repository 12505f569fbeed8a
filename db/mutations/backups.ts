import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

type Outcome = { madeAt: Date; place: string; bytes: number } | { madeAt: Date; error: string };

/** Notes a backup that was made, or why one was not, under the operator's organisation; nothing before there is one. */
export async function noteBackup(tx: Tx, outcome: Outcome): Promise<void> {
  const { place = null, bytes = null, error = null } = { place: null, bytes: null, error: null, ...outcome };
  await tx.execute(sql`
    insert into backups (organisation_id, made_at, place, bytes, error)
    select o.id, ${outcome.madeAt.toISOString()}, ${place}, ${bytes}, ${error}
    from organisations o where o.kind = 'operator' order by o.slug limit 1`);
}
