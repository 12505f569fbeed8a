import Papa from "papaparse";
import { headOf } from "@/lib/intake/list-layouts";

/** What may stand between the cells of a list that was saved as text or pasted. */
const separators = ["\t", ";", ",", "|", ": ", ":"] as const;

/**
 * The rows of a list of projects that a text holds, split by the separator by which its headings are recognised; null when
 * it is none. A text of another kind is told by its beginning.
 */
export function rowsOfText(text: string): string[][] | null {
  const beginning = text.slice(0, 40_000).replace(/^\ufeff?sep=.\r?\n/i, "");
  if (!/registra|operation_local|k[oó]d projektu/i.test(beginning)) return null;
  for (const separator of separators) {
    const few = split(beginning, separator, 200);
    const standing = few.map((row) => row[0] ?? "");
    if (few.slice(0, 30).some((row) => headOf(row))) return split(text, separator, 0);
    if (few.length < 200 && headOf(standing)) return standingRows(text, separator);
  }
  return null;
}

/** Headings in the first column: a value may hold the separator ("https://…"), so only the first one of a line splits it. */
function standingRows(text: string, separator: string): string[][] {
  const rows = split(text, separator, 0);
  return separator.startsWith(":")
    ? rows.map((row) => (row.length > 1 ? [row[0] ?? "", row.slice(1).join(separator)] : row))
    : rows;
}

function split(text: string, separator: string, preview: number): string[][] {
  if (separator.startsWith(":"))
    return text.split(/\r?\n/, preview || undefined).map((line) => line.split(separator).map((cell) => cell.trim()));
  return Papa.parse<string[]>(text, { delimiter: separator, preview, skipEmptyLines: "greedy" }).data;
}
