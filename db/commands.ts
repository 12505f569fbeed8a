import { sql } from "drizzle-orm";
import type { Tx } from "./gate";

/**
 * Keeps what a replay of this transaction's command will be answered with, and the hash of what was sent. Throws when it
 * belongs to no command.
 */
export async function storeResult(tx: Tx, result: unknown, hash: string | null): Promise<void> {
  await tx.execute(sql`select sec.store_result(${JSON.stringify(result ?? null)}::json, ${hash})`);
}

/** Counts what somebody sent although it looked like a person's data: which kinds in which fields and why, never what. */
export async function countOverrule(
  tx: Tx,
  verb: string,
  finds: readonly { field: string; kind: string }[],
  reason: string,
): Promise<void> {
  await tx.execute(sql`select sec.count_overrule(${verb}, ${JSON.stringify(finds)}::jsonb, ${reason})`);
}
