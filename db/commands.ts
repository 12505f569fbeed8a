import { sql } from "drizzle-orm";
import type { Tx } from "./gate";

/** Stores what a replay of the command will be answered with. */
export async function storeResult(tx: Tx, id: string, result: unknown): Promise<void> {
  await tx.execute(sql`update commands set result = ${JSON.stringify(result ?? null)}::json where id = ${id}`);
}
