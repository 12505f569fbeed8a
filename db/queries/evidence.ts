import { type SQL, sql } from "drizzle-orm";
import { maxUploadBytes } from "@/lib/domain/evidence";
import type { Tx } from "../gate";
import { settingNumber } from "./as-of";

export type StoredFile = { sha256: string; fileName: string; mediaType: string; bytes: number; organisationId: string };

/** The row of a file; null when it is not there or not for these eyes. */
export async function findEvidence(tx: Tx, id: string): Promise<StoredFile | null> {
  const [found] = await tx.execute<StoredFile>(sql`
    select sha256, file_name as "fileName", media_type as "mediaType", bytes, organisation_id as "organisationId" from evidence where id = ${id}`);
  return found ?? null;
}

/** The largest file that may be uploaded on a day, in bytes: the setting, and never more than the code's own limit. */
export async function largestUpload(tx: Tx, today: string): Promise<number> {
  const [row] = await tx.execute<{ bytes: number }>(
    sql`select least(${settingNumber("upload.max_bytes", today, maxUploadBytes)}, ${maxUploadBytes}::int) as bytes`,
  );
  return row?.bytes ?? maxUploadBytes;
}

/** A file that proves a record; by: who attached it, null on a page that does not name him. */
export type EvidenceFile = { id: string; name: string; bytes: number; by: string | null; uploadedAt: string };

/** The files (evidence e) that fit a condition as a JSON array of EvidenceFile, oldest first. */
export const evidenceFiles = (condition: SQL, { named }: { named: boolean }) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.file_name, 'bytes', e.bytes, 'by', ${
    named ? sql`(select w.name from sec.people() w where w.id = e.uploaded_by)` : sql`null`
  }, 'uploadedAt', e.uploaded_at) order by e.uploaded_at, e.id), '[]') from evidence e where ${condition})`;

/** The files of one expense with who attached them: personal data. */
export async function listExpenseFiles(tx: Tx, expenseId: string): Promise<EvidenceFile[]> {
  const [row] = await tx.execute<{ files: EvidenceFile[] }>(
    sql`select ${evidenceFiles(sql`e.expense_id = ${expenseId}`, { named: true })} as files`,
  );
  return row?.files ?? [];
}

/** Which of these files a row of any organisation still names; for the worker, who reads all of them. */
export async function listNamedFiles(tx: Tx, files: readonly string[]): Promise<string[]> {
  const rows = await tx.execute<{ sha256: string }>(sql`
    select distinct e.sha256 from (select sha256 from evidence union all select emblem_sha256 from organisations) e
    where e.sha256 in (select value from jsonb_array_elements_text(${JSON.stringify(files)}::jsonb))`);
  return rows.map(({ sha256 }) => sha256);
}
