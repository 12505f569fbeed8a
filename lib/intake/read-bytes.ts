import { decodeBytes } from "@/lib/import/code-pages";
import { plainCell, type SheetLimits } from "@/lib/import/table";
import { readXlsx } from "@/lib/import/xlsx";
import { isText, maxPageBytes } from "@/lib/intake/decode";
import { readForReview } from "@/lib/intake/excerpts";
import { readList } from "@/lib/intake/list";
import { type ListReading, listOfText, readProjects } from "@/lib/intake/list-reading";
import { maxListBytes } from "@/lib/intake/reading-schema";
import type { Reading } from "@/lib/intake/result";

/** The whole list of operations has some 50 000 rows of 47 columns, with descriptions of any length. */
const listLimits: SheetLimits = {
  unzipped: 250_000_000,
  rows: 80_000,
  columns: 500,
  cells: 4_000_000,
  text: 80_000_000,
  cell: 32_767,
};

/** Whether some bytes begin like a list of projects or a workbook: only those may be longer than a page. */
export function opensList(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return true;
  const text = decodeBytes(bytes.subarray(0, 40_000))?.text;
  return text !== undefined && listOfText(text) !== null;
}

/**
 * What a file says: a published project page (at most `maxPageBytes`), or a published list of projects as a text or an
 * XLSX, searched by the words of the query. Null when it is neither. Throws what `readXlsx` refuses a workbook for.
 */
export function readBytes(bytes: Uint8Array, query: string): Reading | ListReading | null {
  if (bytes.length > maxListBytes) return null;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const { rows } = readXlsx(Buffer.from(bytes), listLimits);
    const list = readList(rows.map(({ cells }) => cells.map(plainCell)));
    return list && readProjects(list, query);
  }
  const text = decodeBytes(bytes)?.text;
  if (text === undefined || !isText(text)) return null;
  const list = listOfText(text);
  if (list) return readProjects(list, query);
  return bytes.length > maxPageBytes ? null : readForReview(text);
}
