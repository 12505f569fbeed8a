import type { Locale } from "@/lib/domain/preference";
import { type Cell, isEmptyCell } from "./table";

/** The columns of an expense file, in the order of the template. */
export const columnKeys = [
  "documentNumber",
  "line",
  "supplier",
  "description",
  "issuedOn",
  "paidOn",
  "amount",
  "keyActivity",
  "kind",
] as const;
export type ColumnKey = (typeof columnKeys)[number];
export const requiredColumns = ["documentNumber", "line", "description", "issuedOn", "amount"] as const;

const headings = {
  documentNumber: { cs: "Číslo dokladu", en: "Document number" },
  line: { cs: "Položka rozpočtu", en: "Budget line" },
  supplier: { cs: "Dodavatel", en: "Supplier" },
  description: { cs: "Popis", en: "Description" },
  issuedOn: { cs: "Datum vystavení", en: "Issue date" },
  paidOn: { cs: "Datum úhrady", en: "Payment date" },
  amount: { cs: "Částka", en: "Amount" },
  keyActivity: { cs: "Klíčová aktivita", en: "Key activity" },
  kind: { cs: "Druh", en: "Kind" },
} satisfies Record<ColumnKey, Record<Locale, string>>;

/** How cities and accounting programs head the columns; compared without diacritics, blanks and case. */
const names = {
  documentNumber: [
    "Číslo dokladu",
    "Doklad",
    "Č. dokladu",
    "Číslo faktury",
    "Document number",
    "Document no",
    "Document",
    "Invoice number",
  ],
  line: [
    "Položka rozpočtu",
    "Položka",
    "Kód položky",
    "Kód položky rozpočtu",
    "Rozpočtová položka",
    "Budget line",
    "Budget line code",
    "Line",
  ],
  supplier: ["Dodavatel", "Supplier", "Vendor"],
  description: ["Popis", "Popis výdaje", "Text", "Účel", "Description", "Purpose"],
  issuedOn: ["Datum vystavení", "Vystaveno", "Issue date", "Date of issue", "Issued", "Issued on"],
  paidOn: ["Datum úhrady", "Uhrazeno", "Zaplaceno", "Payment date", "Date of payment", "Paid", "Paid on"],
  amount: ["Částka", "Částka Kč", "Částka v Kč", "Částka (Kč)", "Amount", "Amount CZK", "Amount (CZK)"],
  keyActivity: ["Klíčová aktivita", "KA", "Key activity"],
  kind: ["Druh", "Druh výdaje", "Typ dokladu", "Kind", "Type"],
} satisfies Record<ColumnKey, readonly string[]>;

/** The heading of the template: in the reader's language; both are read back. */
export const templateHeading = (key: ColumnKey, locale: Locale): string => headings[key][locale];

/** A word without what people write differently. */
export const plainWord = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

const keys = new Map(
  columnKeys.flatMap((key) => names[key].map((name): [string, ColumnKey] => [plainWord(name), key])),
);

export const columnOf = (cell: Cell | undefined): ColumnKey | undefined =>
  typeof cell === "string" ? keys.get(plainWord(cell)) : undefined;

/** How many known columns the best of some rows has. */
export const headerScore = (rows: readonly (readonly Cell[])[]) =>
  Math.max(0, ...rows.map((row) => new Set(row.map(columnOf).filter(Boolean)).size));

export type Header = {
  /** Index of the header row in the table. */
  index: number;
  columns: ReadonlyMap<ColumnKey, number>;
  /** Number of columns up to the last heading. */
  width: number;
  /** Headings that mean nothing here, as written. */
  ignored: string[];
  missing: (typeof requiredColumns)[number][];
  /** Columns that the file has twice. */
  doubled: ColumnKey[];
};

/** The header among the first ten rows: the one with the most known columns, the first of equal ones. */
export function findHeader(rows: readonly (readonly Cell[])[]): Header {
  const scores = rows.slice(0, 10).map((row) => headerScore([row]));
  const index = Math.max(0, scores.indexOf(Math.max(0, ...scores)));
  const columns = new Map<ColumnKey, number>();
  const ignored: string[] = [];
  const doubled: ColumnKey[] = [];
  for (const [at, cell] of (rows[index] ?? []).entries()) {
    const key = columnOf(cell);
    if (key === undefined) {
      if (typeof cell === "string" && cell.trim() !== "") ignored.push(cell.trim().slice(0, 60));
    } else if (columns.has(key)) doubled.push(key);
    else columns.set(key, at);
  }
  const width = (rows[index] ?? []).findLastIndex((cell) => !isEmptyCell(cell)) + 1;
  return { index, columns, width, ignored, doubled, missing: requiredColumns.filter((key) => !columns.has(key)) };
}
