import { toDecimal } from "@/lib/domain/money";
import { guard } from "./guard";
import { printable, type Sheet, type SheetCell, type SheetColumn } from "./sheet";

/**
 * The CSV that Czech Excel opens right: UTF-8 with BOM, semicolons, CRLF, decimal comma, days as `1. 4. 2023`.
 * Texts that a spreadsheet would run as a formula, or make a day or a number of, get an apostrophe. Under the rows, each
 * after an empty line, stand the totals and the facts (filters, as-of day) under their heading.
 */
export function toCsv(sheet: Sheet, factsTitle: string): Uint8Array {
  const lines = [
    sheet.columns.map((column) => field(column.header)),
    ...sheet.rows.map((row) => cells(row, sheet.columns)),
    ...(sheet.totals ? [[], cells(sheet.totals, sheet.columns)] : []),
    ...(sheet.facts.length > 0
      ? [[], [field(factsTitle)], [field(sheet.title)], ...sheet.facts.map((fact) => fact.map(field))]
      : []),
  ];
  return new TextEncoder().encode(`\ufeff${lines.map((line) => `${line.join(";")}\r\n`).join("")}`);
}

const cells = (row: readonly SheetCell[], columns: readonly SheetColumn[]) =>
  columns.map((column, index) => cell(row[index] ?? null, column));

function cell(value: SheetCell, { kind }: SheetColumn): string {
  if (value === null) return "";
  if (typeof value === "number") return (kind === "money" ? toDecimal(value) : String(value)).replace(".", ",");
  if (kind === "day" && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const [year, month, date] = value.split("-").map(Number);
    return `${date}.${month}.${year}`;
  }
  return field(value);
}

function field(text: string): string {
  const safe = guard(printable(text));
  return /[";\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
