import { sql } from "drizzle-orm";
import type { Tx } from "./gate";

/** Stores what a replay of this transaction's command will be answered with. Throws when it belongs to no command. */
export async function storeResult(tx: Tx, result: unknown): Promise<void> {
  await tx.execute(sql`select sec.store_result(${JSON.stringify(result ?? null)}::json)`);
}
