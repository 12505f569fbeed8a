import writeExcelFile, { type CellObject, type SheetData } from "write-excel-file/node";
import { toDecimal } from "@/lib/domain/money";
import { pageSetup } from "./page-setup";
import { printable, type Sheet, type SheetCell, type SheetColumn } from "./sheet";

/** Both stay what they are when Calc has saved the workbook, and are shown right by other readers. */
const moneyFormat = "#,##0.00\\ [$Kč-405]";
const dayFormat = "d\\.\\ m\\.\\ yyyy";
const font = { fontFamily: "Calibri", fontSize: 11 };
const widths = { text: 8, money: 14, day: 12, number: 8 } satisfies Record<SheetColumn["kind"], number>;
const widest = 60;

/**
 * Sheets as an XLSX workbook: a frozen header, money and days as real numbers with Czech formats, texts always as
 * texts (never formulas), columns as wide as what is in them, printed across one page under their heads. An empty row
 * parts the totals from what they sum up. The facts of the first sheet (filters, as-of day) stand on a sheet of their own
 * at the end.
 */
export async function toXlsx(sheets: readonly Sheet[], factsTitle: string): Promise<Uint8Array> {
  const [first] = sheets;
  const pages = sheets.map((sheet) => {
    const width = sheet.columns.map((column, index) => columnWidth(sheet, column, index));
    const line = (row: readonly SheetCell[]) =>
      row.map((value, index) => wrapped(cell(value, sheet.columns[index]), width[index]));
    return {
      data: [
        sheet.columns.map((column, index) => wrapped(head(column), width[index])),
        ...sheet.rows.map(line),
        ...Array.from({ length: sheet.blankRows ?? 0 }, () => sheet.columns.map(blank)),
        ...(sheet.totals ? [[], line(sheet.totals).map(total)] : []),
      ] satisfies SheetData,
      sheet: sheetName(sheet.title),
      columns: width.map((width) => ({ width })),
      stickyRowsCount: 1,
      orientation: "landscape" as const,
    };
  });
  const about = first &&
    first.facts.length > 0 && {
      data: [
        [{ value: printable(first.title), fontWeight: "bold" as const }],
        ...first.facts.map(([name, value]) => [text(name), { ...text(value), wrap: true }]),
      ] satisfies SheetData,
      sheet: sheetName(factsTitle),
      columns: [{ width: 26 }, { width: 60 }],
    };
  const all = about ? [...pages, about] : pages;
  return writeExcelFile(all, { ...font, features: [pageSetup(all.map(({ sheet }) => sheet))] }).toBuffer();
}

function cell(value: SheetCell, column: SheetColumn | undefined): CellObject | null {
  if (value === null || value === "" || Number.isNaN(value)) return null;
  if (typeof value === "number")
    return column?.kind === "money"
      ? { value: Number(toDecimal(value)), type: Number, format: moneyFormat }
      : { value, type: Number };
  if (column?.kind === "day" && /^\d{4}-\d\d-\d\d$/.test(value))
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: dayFormat };
  return text(value);
}

/** An empty cell in the format of its column. */
const blank = ({ kind }: SheetColumn): CellObject =>
  kind === "money"
    ? { type: Number, format: moneyFormat }
    : kind === "day"
      ? { type: Date, format: dayFormat }
      : { type: String, format: "@" };

/** Excel holds at most 32 767 characters in a cell, and reads `_x0041_` as a letter unless told otherwise. */
const text = (value: string): CellObject => ({
  value: printable(value)
    .slice(0, 32_767)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_"),
  type: String,
});

const head = (column: SheetColumn): CellObject => ({
  ...text(column.header),
  fontWeight: "bold",
  align: column.kind === "money" || column.kind === "number" ? "right" : "left",
  bottomBorderStyle: "thin",
});

const total = (value: CellObject | null): CellObject | null =>
  value && { ...value, fontWeight: "bold", topBorderStyle: "thin" };

const wrapped = (value: CellObject | null, width: number | undefined): CellObject | null =>
  value?.type === String && String(value.value).length > (width ?? widest) ? { ...value, wrap: true } : value;

/** In characters: what the column was told, or as its longest content needs, a line of text at most. */
function columnWidth({ rows, totals }: Sheet, column: SheetColumn, index: number): number {
  if (column.width !== undefined) return column.width;
  let longest = Math.max(widths[column.kind], column.header.length);
  for (const row of totals ? [...rows, totals] : rows) {
    const value = row[index] ?? null;
    const shown =
      typeof value === "number" && column.kind === "money" ? moneyLength(value) : String(value ?? "").length;
    longest = Math.max(longest, Math.min(shown, widest));
  }
  return longest + 2;
}

/** With a blank after every third digit and the currency. */
const moneyLength = (halere: number) => Math.ceil(toDecimal(halere).length * 1.34) + 3;

/** Excel refuses these characters and more than 31 of them. */
const sheetName = (title: string) =>
  printable(title)
    .replace(/[[\]:*?/\\'\t\n\r]/g, " ")
    .trim()
    .slice(0, 31) || "1";
