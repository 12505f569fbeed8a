import { sql } from "drizzle-orm";
import { maxUploadBytes } from "@/lib/domain/evidence";
import type { Tx } from "../gate";
import { settingNumber } from "./as-of";

export type StoredFile = { sha256: string; fileName: string; mediaType: string; bytes: number };

/** The row of a file; null when it is not there or not for these eyes. */
export async function findEvidence(tx: Tx, id: string): Promise<StoredFile | null> {
  const [found] = await tx.execute<StoredFile>(sql`
    select sha256, file_name as "fileName", media_type as "mediaType", bytes from evidence where id = ${id}`);
  return found ?? null;
}

/** The largest file that may be uploaded on a day, in bytes: the setting, and never more than the code's own limit. */
export async function largestUpload(tx: Tx, today: string): Promise<number> {
  const [row] = await tx.execute<{ bytes: number }>(
    sql`select least(${settingNumber("upload.max_bytes", today, maxUploadBytes)}, ${maxUploadBytes}::int) as bytes`,
  );
  return row?.bytes ?? maxUploadBytes;
}
