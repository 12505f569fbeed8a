import { decodeBytes } from "@/lib/import/code-pages";
import { readXlsx } from "@/lib/import/xlsx";
import { isText, maxPageBytes } from "@/lib/intake/decode";
import { type Reading, readForReview } from "@/lib/intake/excerpts";
import { readList } from "@/lib/intake/list";
import { type ListReading, listOfText, readProjects } from "@/lib/intake/list-reading";

/** The longest list of projects that is read, in bytes. */
export const maxListBytes = 25_000_000;

/**
 * What a file says: a published project page (at most `maxPageBytes`), or a published list of projects as a text or an
 * XLSX, searched by the words of the query. Null when it is neither. Throws what `readXlsx` refuses a workbook for.
 */
export async function readBytes(bytes: Uint8Array, query: string): Promise<Reading | ListReading | null> {
  if (bytes.length > maxListBytes) return null;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const list = readList((await readXlsx(Buffer.from(bytes))).rows);
    return list && readProjects(list, query);
  }
  const text = decodeBytes(bytes)?.text;
  if (text === undefined || !isText(text)) return null;
  const list = listOfText(text);
  if (list) return readProjects(list, query);
  return bytes.length > maxPageBytes ? null : readForReview(text);
}
