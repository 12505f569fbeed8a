import writeExcelFile, { type CellObject, type SheetData } from "write-excel-file/node";
import { toDecimal } from "@/lib/domain/money";
import { printable, type Sheet, type SheetCell, type SheetColumn } from "./sheet";

const moneyFormat = '#,##0.00 "Kč"';
const dayFormat = "d. m. yyyy";
const widths = { text: 28, money: 18, day: 13, number: 11 } satisfies Record<SheetColumn["kind"], number>;

/**
 * Sheets as an XLSX workbook: a frozen header, money and days as real numbers with Czech formats, texts always as
 * texts (never formulas). The facts of the first sheet (filters, as-of day) stand on a sheet of their own at the end.
 */
export async function toXlsx(sheets: readonly Sheet[], factsTitle: string): Promise<Uint8Array> {
  const facts = sheets[0];
  const pages = sheets.map((sheet) => ({
    data: [
      sheet.columns.map((column) => head(column)),
      ...sheet.rows.map((row) => row.map((value, index) => cell(value, sheet.columns[index]))),
      ...Array.from({ length: sheet.blankRows ?? 0 }, () => sheet.columns.map(blank)),
      ...(sheet.totals ? [sheet.totals.map((value, index) => total(cell(value, sheet.columns[index])))] : []),
    ] satisfies SheetData,
    sheet: sheetName(sheet.title),
    columns: sheet.columns.map((column) => ({ width: column.width ?? widths[column.kind] })),
    stickyRowsCount: 1,
  }));
  const about = facts &&
    facts.facts.length > 0 && {
      data: [
        [{ value: printable(facts.title), fontWeight: "bold" as const }],
        ...facts.facts.map(([name, value]) => [text(name), text(value)]),
      ] satisfies SheetData,
      sheet: sheetName(factsTitle),
      columns: [{ width: 26 }, { width: 60 }],
    };
  return writeExcelFile(about ? [...pages, about] : pages).toBuffer();
}

function cell(value: SheetCell, column: SheetColumn | undefined): CellObject | null {
  if (value === null || value === "") return null;
  if (typeof value === "number")
    return column?.kind === "money"
      ? { value: Number(toDecimal(value)), type: Number, format: moneyFormat }
      : { value, type: Number };
  if (column?.kind === "day" && /^\d{4}-\d\d-\d\d$/.test(value))
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: dayFormat };
  return text(value);
}

const blank = ({ kind }: SheetColumn): CellObject => ({
  type: String,
  format: kind === "money" ? moneyFormat : kind === "day" ? dayFormat : "@",
});

/** Excel holds at most 32 767 characters in a cell. */
const text = (value: string): CellObject => ({ value: printable(value).slice(0, 32_767), type: String });

const head = (column: SheetColumn): CellObject => ({
  ...text(column.header),
  fontWeight: "bold",
  align: column.kind === "money" || column.kind === "number" ? "right" : "left",
  bottomBorderStyle: "thin",
});

const total = (value: CellObject | null): CellObject | null =>
  value && { ...value, fontWeight: "bold", topBorderStyle: "thin" };

/** Excel refuses these characters and more than 31 of them. */
const sheetName = (title: string) =>
  printable(title)
    .replace(/[[\]:*?/\\'\t\n\r]/g, " ")
    .trim()
    .slice(0, 31) || "1";
