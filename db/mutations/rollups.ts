import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/** Makes one row of several of a key; how many rows it took, none while somebody else folds. For the worker. */
export async function foldRollups(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ taken: number }>(sql`select sec.fold_rollups() as taken`);
  return row?.taken ?? 0;
}

/** Makes all sums anew of their rows while others write; how many rows they have then. For the operator. */
export async function rebuildRollups(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ made: number }>(sql`select sec.rebuild_rollups() as made`);
  return row?.made ?? 0;
}

/** Keeps how many differences the check of this transaction found, beside its job, for `runningState`. */
export async function keepRollupCheck(tx: Tx, differences: number): Promise<void> {
  await tx.execute(sql`
    update jobs set data = jsonb_build_object('differences', ${differences}::int)
    where kind = 'check-rollups' and state = 'done' and finished_at = now()`);
}
