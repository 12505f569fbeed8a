/** A cell as its file holds it: CSV has texts only, XLSX real numbers, days and truths. */
export type Cell = string | number | boolean | Date | null;

/** A file's first sheet: rows as numbered in a spreadsheet (rows[0] is row 1). */
export type Table = {
  rows: readonly (readonly Cell[])[];
  format: "csv" | "xlsx";
  /** How a CSV was written; null for XLSX. */
  encoding: "utf-8" | "utf-16" | "windows-1250" | null;
  separator: ";" | "," | "\t" | null;
};

/** The most a file may have: 5 MB, 10 000 rows of data under its header, 60 columns. */
export const importLimits = { bytes: 5_000_000, unzipped: 50_000_000, rows: 10_000, columns: 60 } as const;

export const isEmptyCell = (cell: Cell | undefined) =>
  cell === null || cell === undefined || (typeof cell === "string" && cell.trim() === "");
