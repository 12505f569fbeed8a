import { createHash } from "node:crypto";
import { DomainError } from "@/lib/domain/error";
import type { ImportRow } from "@/lib/domain/expense";
import type { Locale } from "@/lib/domain/preference";
import { type ColumnKey, findHeader, headerScore, templateHeading } from "./columns";
import { type ImportFrame, type RowProblem, readRow } from "./expense-row";
import { importLimits, isEmptyCell, type Table } from "./table";
import { readCsv } from "./text";
import { readXlsx } from "./xlsx";

export type ExpenseFile = Pick<Table, "format" | "encoding" | "separator"> & {
  sha256: string;
  header: number;
  ignored: readonly string[];
  rows: { row: number; value: ImportRow }[];
  problems: RowProblem[];
};

/**
 * Reads a file of expenses: bytes → rows and what is wrong with the others, every one named. locale is the language of
 * missing columns' names; files in both languages are read.
 * Throws DomainError for a file that is no table at all: importTooBig, importNoTable, importOldExcel, importBadXlsx,
 * importBomb, importFormula, importQuote, importColumns, importTooManyRows, importEmpty.
 */
export async function readExpenseFile(bytes: Buffer, frame: ImportFrame, locale: Locale): Promise<ExpenseFile> {
  const table = await readTable(bytes);
  const header = findHeader(table.rows);
  const { missing, doubled } = header;
  const headings = (keys: readonly ColumnKey[]) => keys.map((key) => templateHeading(key, locale)).join(", ");
  if (missing.length > 0)
    throw new DomainError("importColumns", 422, { columns: headings(missing), count: missing.length });
  if (doubled.length > 0) throw new DomainError("importColumnTwice", 422, { columns: headings(doubled) });
  const rows: ExpenseFile["rows"] = [];
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const filled = [...table.rows.entries()].filter(
    ([index, cells]) => index > header.index && !cells.every(isEmptyCell),
  );
  if (filled.length === 0) throw new DomainError("importEmpty", 422);
  if (filled.length > importLimits.rows) throw new DomainError("importTooManyRows", 422, { limit: importLimits.rows });
  for (const [index, cells] of filled) {
    const row = index + 1;
    const { value: read, problems: found } = readRow(row, cells, header, frame);
    problems.push(...found);
    if (!read) continue;
    const key = `${read.line}\n${read.documentNumber}`;
    const twin = seen.get(key);
    if (twin === undefined) {
      seen.set(key, row);
      rows.push({ row, value: read });
    } else
      problems.push({
        row,
        column: "documentNumber",
        wording: { key: "rowTwice", values: { row: twin } },
        text: read.documentNumber,
      });
  }
  return {
    format: table.format,
    encoding: table.encoding,
    separator: table.separator,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    header: header.index + 1,
    ignored: header.ignored,
    rows,
    problems,
  };
}

/** The table in some bytes, by what they are and not by their name. */
export async function readTable(bytes: Buffer): Promise<Table> {
  if (bytes.length > importLimits.bytes) throw new DomainError("importTooBig", 413);
  if (bytes.length === 0) throw new DomainError("importEmpty", 422);
  if (bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1"))) return readXlsx(bytes);
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new DomainError("importOldExcel", 422);
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") throw new DomainError("importNoTable", 422);
  return readCsv(bytes, headerScore);
}
