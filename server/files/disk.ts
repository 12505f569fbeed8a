import { statfsSync } from "node:fs";
import { join } from "node:path";
import { DomainError } from "@/lib/domain/error";
import { env } from "@/lib/env";

export const filesFolder = () => join(env().HLIDKA_DATA, "files");

/** Free room on the disk where a folder lies, for who is not root; null while the folder is not there. */
export function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** The same for files, which may have a disk of their own. */
export const freeForFiles = () => freeBytes(filesFolder()) ?? freeBytes(env().HLIDKA_DATA);

/** Less than this and nothing can be stored any more: the largest upload would not fit. */
export const leastFreeBytes = 32 * 1_048_576;

/** What a failed write means to who asked for it: 507 when the disk, or what he may use of it, is full. */
export const asStorageFailure = (error: unknown): unknown =>
  error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT")
    ? new DomainError("diskFull", 507)
    : error;
