import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type StoredFile = { sha256: string; fileName: string; mediaType: string; bytes: number };

/** The row of a file; null when it is not there or not for these eyes. */
export async function findEvidence(tx: Tx, id: string): Promise<StoredFile | null> {
  const [found] = await tx.execute<StoredFile>(sql`
    select sha256, file_name as "fileName", media_type as "mediaType", bytes from evidence where id = ${id}`);
  return found ?? null;
}
