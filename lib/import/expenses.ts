import { createHash } from "node:crypto";
import { SeenDocuments } from "@/lib/domain/document";
import { DomainError, type Wording } from "@/lib/domain/error";
import type { ImportRow } from "@/lib/domain/expense";
import type { Locale } from "@/lib/domain/preference";
import type { AskReason } from "./asked";
import { type ColumnKey, findHeader, type Header, headerScore, requiredColumns, templateHeading } from "./columns";
import { type ImportFrame, type RowProblem, readRow } from "./expense-row";
import { type LeftOut, leftOut, looksTotal, meant } from "./row-fate";
import { importLimits, type Row, type Table } from "./table";
import { readCsv } from "./text";
import { readXlsx } from "./xlsx";

/** A row that waits for a person's word, and why; a hidden one that is wrong too has no value. */
export type AskedRow = { row: number; reason: AskReason; value: ImportRow | null };

export type ExpenseFile = Pick<Table, "format" | "encoding" | "separator"> & {
  sha256: string;
  header: number;
  ignored: readonly string[];
  rows: { row: number; value: ImportRow }[];
  problems: RowProblem[];
  /** Rows that are added only when their reason is among those that were taken. */
  asked: AskedRow[];
  leftOut: LeftOut[];
  /** What is to be known of the file as a whole. */
  notes: Wording[];
};

/**
 * Reads a file of expenses: bytes → rows and what is wrong with the others, every one named. locale is the language of
 * missing columns' names; files in both languages are read. taken: reasons whose rows a person wants to have too.
 * Throws DomainError for a file that is no table at all: importTooBig, importNoTable, importOldExcel, importOds,
 * importBinary, importBadXlsx, importBomb, importTooManyRows, importTooManyColumns, importTooMuch, importQuote,
 * importEncoding, importBadByte, importNoHeader, importColumns, importColumnTwice, importEmpty.
 */
export function readExpenseFile(
  bytes: Buffer,
  frame: ImportFrame,
  locale: Locale,
  taken: readonly AskReason[] = [],
): ExpenseFile {
  const { table, header, at, below } = openFile(bytes, locale);
  if (below.length === 0) throw new DomainError("importEmpty", 422);
  if (below.length > importLimits.rows) throw new DomainError("importTooManyRows", 422, { limit: importLimits.rows });
  const found: Pick<ExpenseFile, "rows" | "problems" | "asked" | "leftOut"> = {
    rows: [],
    problems: [],
    asked: [],
    leftOut: [],
  };
  const seen = new SeenDocuments();
  // Each row goes as it is read: the largest file is not held as cells and as values at once.
  for (let row = below.pop(); row; row = below.pop()) {
    const out = leftOut(row, header);
    if (out) found.leftOut.push(out);
    if (out?.reason === "facts") break;
    if (!out) sortRow(row, { table, header, frame, taken, seen, found });
  }
  return {
    ...found,
    format: table.format,
    encoding: table.encoding,
    separator: table.separator,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    header: at,
    ignored: header.ignored,
    notes: notesOf(table, header, locale),
  };
}

/** A file without its rows, its header and the number of that row, and the rows below from the last to the first. */
function openFile(bytes: Buffer, locale: Locale) {
  const { rows, ...table } = readTable(bytes);
  const header = headerOf(rows, locale);
  return { table, header, at: rows[header.index]?.row ?? 1, below: rows.slice(header.index + 1).reverse() };
}

const headings = (keys: readonly ColumnKey[], locale: Locale) =>
  keys.map((key) => templateHeading(key, locale)).join(", ");

function headerOf(rows: Table["rows"], locale: Locale): Header {
  if (rows.length === 0) throw new DomainError("importEmpty", 422);
  const header = findHeader(rows.map(({ cells }) => cells));
  const { missing, doubled } = header;
  if (missing.length === requiredColumns.length)
    throw new DomainError("importNoHeader", 422, { columns: headings(missing, locale), rows: importLimits.header });
  if (missing.length > 0)
    throw new DomainError("importColumns", 422, { columns: headings(missing, locale), count: missing.length });
  if (doubled.length > 0) throw new DomainError("importColumnTwice", 422, { columns: headings(doubled, locale) });
  return header;
}

type Frame = Omit<Table, "rows">;
type Sorting = {
  table: Frame;
  header: Header;
  frame: ImportFrame;
  taken: readonly AskReason[];
  seen: SeenDocuments;
  found: Pick<ExpenseFile, "rows" | "problems" | "asked">;
};

/** Reads one row and puts it where it belongs: added, wrong, or asked about. */
function sortRow({ row, cells, hidden }: Row, { table, header, frame, taken, seen, found }: Sorting) {
  const { value, problems } = readRow(row, cells, header, frame, table.dayShift);
  if (row === table.cutRow) problems.push({ row, column: null, wording: { key: "rowCut" }, text: "" });
  const { problems: against, asks } = meant(row, cells, header);
  problems.push(...against);
  const skip = hidden && !taken.includes("hidden");
  if (!value || problems.length > 0) {
    if (skip) found.asked.push({ row, reason: "hidden", value: null });
    else found.problems.push(...problems);
    return;
  }
  const reasons: AskReason[] = [
    ...(hidden ? (["hidden"] as const) : []),
    ...(looksTotal(value) ? (["total"] as const) : []),
    ...asks,
    ...(seen.like(value) ? (["alike"] as const) : []),
  ];
  for (const reason of reasons) found.asked.push({ row, reason, value });
  if (reasons.some((reason) => !taken.includes(reason))) return;
  seen.keep(value);
  found.rows.push({ row, value });
}

function notesOf(table: Frame, header: Header, locale: Locale): Wording[] {
  const hidden = [...header.columns].filter(([, at]) => table.hiddenColumns.has(at)).map(([key]) => key);
  return [
    ...(table.sheet && table.sheet.others > 0
      ? [{ key: "importOneSheet", values: { name: table.sheet.name, count: table.sheet.others } }]
      : []),
    ...(hidden.length > 0
      ? [{ key: "importHiddenColumns", values: { columns: headings(hidden, locale), count: hidden.length } }]
      : []),
  ];
}

/** The table in some bytes, by what they are and not by their name. */
export function readTable(bytes: Buffer): Table {
  if (bytes.length > importLimits.bytes) throw new DomainError("importTooBig", 413);
  if (bytes.length === 0) throw new DomainError("importEmpty", 422);
  if (bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004", "latin1")))
    return readXlsx(bytes, { ...importLimits, rows: importLimits.rows * 2 });
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new DomainError("importOldExcel", 422);
  if (bytes.subarray(0, 1024).toString("latin1").includes("%PDF-")) throw new DomainError("importNoTable", 422);
  return readCsv(bytes, headerScore);
}
