import type { Encoding } from "./code-pages";

/** A number that its format shows otherwise: with zeros in front, with a text, in another scale. */
export type ShownNumber = {
  number: number;
  /** What the person sees. */
  shown: string;
  /** "number": the same value with that many decimals; "other": a percentage, a fraction, thousands, nothing at all. */
  as: "number" | "other";
  decimals: number;
};

/** What stands in a cell in place of a value. */
export type Instead = { instead: "formula" | "error" | "merged" | "duration"; text: string };

/** A cell as its file holds it: CSV has texts only, XLSX real numbers, days and truths. */
export type Cell = string | number | boolean | Date | ShownNumber | Instead | null;

/** A row by the number that a spreadsheet gives it. Rows without any value are left out. */
export type Row = { row: number; cells: readonly Cell[]; hidden?: boolean };

/** A file's table: of a workbook the first sheet that a person sees. */
export type Table = {
  rows: readonly Row[];
  format: "csv" | "xlsx";
  /** How a CSV was written; null for XLSX. */
  encoding: Encoding | null;
  separator: ";" | "," | "\t" | null;
  /** The sheet that was read, and how many other visible ones were not; null for CSV. */
  sheet: { name: string; others: number } | null;
  hiddenColumns: ReadonlySet<number>;
  /** Days between 1 January 1900 and where this file counts its days from. */
  dayShift: number;
  /** The row in which the file ends in the middle of a letter. */
  cutRow: number | null;
};

/** A value as it is, whatever its format shows. */
export type PlainCell = Exclude<Cell, ShownNumber | Instead>;

/** How much of a workbook is read: bytes unpacked, rows, columns, cells and characters in all, characters of one text. */
export type SheetLimits = Readonly<Record<"unzipped" | "rows" | "columns" | "cells" | "text" | "cell", number>>;

/**
 * The most a file of expenses may have: 5 MB, 10 000 rows of data under its header, and of one text more than any field
 * takes. Its header is looked for in the first 50 rows.
 */
export const importLimits = {
  bytes: 5_000_000,
  unzipped: 50_000_000,
  rows: 10_000,
  columns: 500,
  cells: 600_000,
  text: 10_000_000,
  cell: 1_000,
  header: 50,
} as const;

export const isInstead = (cell: Cell | undefined): cell is Instead =>
  typeof cell === "object" && cell !== null && "instead" in cell;

export const isShown = (cell: Cell | undefined): cell is ShownNumber =>
  typeof cell === "object" && cell !== null && "shown" in cell;

/** Nothing to read; the further cells of merged ones too. */
export const isEmptyCell = (cell: Cell | undefined) =>
  cell === null ||
  cell === undefined ||
  (typeof cell === "string" && cell.trim() === "") ||
  (isInstead(cell) && cell.instead === "merged");

/** A cell's value for who reads no formats; what stands in place of a value stays a text that is none. */
export function plainCell(cell: Cell): PlainCell {
  if (isShown(cell)) return cell.number;
  if (isInstead(cell)) return cell.instead === "merged" ? null : cell.text;
  return cell;
}

/** A cell as its author would recognise it. */
export function cellText(cell: Cell | undefined): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  if (isInstead(cell)) return cell.text.slice(0, 80);
  if (isShown(cell)) return cell.shown.slice(0, 80);
  return String(cell ?? "").slice(0, 80);
}
