import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/** The newest good backup and the newest failure after it, for the worker and the operator. */
export async function backupState(
  tx: Tx,
): Promise<{ madeAt: string | null; place: string | null; error: string | null }> {
  const [row] = await tx.execute<{ madeAt: string | null; place: string | null; error: string | null }>(sql`
    select good.made_at as "madeAt", good.place,
      (select b.error from backups b where b.error is not null and b.made_at > coalesce(good.made_at, '-infinity')
       order by b.made_at desc limit 1) as error
    from (select 1) one left join lateral
      (select b.made_at, b.place from backups b where b.error is null order by b.made_at desc limit 1) good on true`);
  return row ?? { madeAt: null, place: null, error: null };
}

/** When something went wrong with the last try, null when the last one is good or there is none. */
export async function lastBackupTry(tx: Tx): Promise<{ at: Date; failed: boolean } | null> {
  const [row] = await tx.execute<{ at: string; failed: boolean }>(sql`
    select finished_at as at, error is not null as failed from backups order by finished_at desc limit 1`);
  return row ? { at: new Date(row.at), failed: row.failed } : null;
}
