/** What a table gives to an export: the same rows, columns and words as the screen. */
export type SheetColumn = {
  header: string;
  /** money: haléře; day: YYYY-MM-DD; number: a plain number; text: anything else. */
  kind: "text" | "money" | "day" | "number";
  /** In characters; by kind unless told. */
  width?: number;
};

export type SheetCell = string | number | null;

export type Sheet = {
  /** Heads the list of facts and names the sheet. */
  title: string;
  columns: readonly SheetColumn[];
  rows: readonly (readonly SheetCell[])[];
  /** The sum line of the screen, under the rows. */
  totals?: readonly SheetCell[];
  /** Empty rows under the header whose cells have the formats of their columns, for sheets to be filled in. */
  blankRows?: number;
  /** What was asked and when: filters, "stav ke dni", number of rows, each as name and value. None: no such part. */
  facts: readonly (readonly [name: string, value: string])[];
};

export type ExportFormat = "csv" | "xlsx";
export const exportFormats = ["csv", "xlsx"] as const satisfies readonly ExportFormat[];

/** Characters that XML and spreadsheets cannot carry are dropped; line breaks stay. */
export const printable = (text: string) =>
  text.replace(/[^\P{Cc}\t\n\r]|\ufffe|\uffff/gu, "").replace(/\p{Cs}/gu, "\ufffd");
