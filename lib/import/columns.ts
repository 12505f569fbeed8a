import type { Locale } from "@/lib/domain/preference";
import { type Cell, importLimits, isEmptyCell } from "./table";

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

/**
 * Columns that are none of ours and still say what a row is: the currency of its amount, that it is cancelled, a tax, an
 * amount in another currency.
 */
export type Meaning = "currency" | "cancelled" | "tax" | "foreign";

const meanings: [Meaning, RegExp][] = [
  ["cancelled", /^(?:storn|zrusen|anulov|neplatn|cancel|void|dobropis)/],
  ["currency", /^(?:mena|meny|currency)$/],
  ["tax", /^(?:dph|vat)$/],
  ["foreign", /^(?:eur|euro|usd|gbp|pln|chf|huf)$/],
];

function meaningOf(cell: Cell | undefined): Meaning | undefined {
  if (typeof cell !== "string") return undefined;
  if (/[€$£]/.test(cell)) return "foreign";
  const words = cell.split(/[^\p{L}\p{N}]+/u).map(plainWord);
  if (words.some((word) => /^(?:id|ic|ico|dic|no|number|cislo|platce|payer)$/.test(word))) return undefined;
  return meanings.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0];
}

export type Header = {
  /** Index of the header among the rows. */
  index: number;
  columns: ReadonlyMap<ColumnKey, number>;
  meanings: readonly { meaning: Meaning; heading: string; at: number }[];
  /** Number of columns up to the last heading. */
  width: number;
  /** Headings that mean nothing here, as written. */
  ignored: string[];
  missing: (typeof requiredColumns)[number][];
  /** Columns that the file has twice. */
  doubled: ColumnKey[];
};

/** The header among the first rows: the one with the most known columns, the first of equal ones. */
export function findHeader(rows: readonly (readonly Cell[])[]): Header {
  const scores = rows.slice(0, importLimits.header).map((row) => headerScore([row]));
  const index = Math.max(0, scores.indexOf(Math.max(0, ...scores)));
  const columns = new Map<ColumnKey, number>();
  const meanings: Header["meanings"][number][] = [];
  const ignored: string[] = [];
  const doubled: ColumnKey[] = [];
  for (const [at, cell] of (rows[index] ?? []).entries()) {
    const key = columnOf(cell);
    const meaning = meaningOf(cell);
    if (key !== undefined) {
      if (columns.has(key)) doubled.push(key);
      else columns.set(key, at);
    } else if (typeof cell === "string" && cell.trim() !== "") {
      const heading = cell.trim().slice(0, 60);
      if (meaning) meanings.push({ meaning, heading, at });
      else ignored.push(heading);
    }
  }
  const width = (rows[index] ?? []).findLastIndex((cell) => !isEmptyCell(cell)) + 1;
  const missing = requiredColumns.filter((key) => !columns.has(key));
  return { index, columns, meanings, width, ignored, doubled, missing };
}
