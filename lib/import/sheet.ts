import { DomainError } from "@/lib/domain/error";
import type { NumberStyle } from "./number-format";
import { type Cell, isEmptyCell, type Row, type SheetLimits } from "./table";
import { isTrue, walkXml } from "./xml";

type Frame = {
  limits: SheetLimits;
  styles: (index: string | undefined) => NumberStyle;
  strings: readonly string[];
  from1904: boolean;
};
type Range = { top: number; bottom: number; left: number; right: number };
type Draft = { row: number; cells: Cell[]; hidden?: boolean };

const tooMuch = ({ text }: SheetLimits) => new DomainError("importTooMuch", 422, { limit: text / 1_000_000 });

/**
 * The rows of a worksheet that hold something. Formulas and errors stand for themselves, further cells of merged ones
 * too. Throws 422 importTooManyRows, importTooManyColumns, importTooMuch, importBadXlsx.
 */
export function readSheet(bytes: Buffer, frame: Frame): { rows: Row[]; hiddenColumns: Set<number> } {
  const { limits } = frame;
  const rows: Draft[] = [];
  const hiddenColumns = new Set<number>();
  const merged: Range[] = [];
  const budget = { cells: limits.cells, text: limits.text };
  let row: Draft = { row: 0, cells: [] };
  let column = 0;
  let cell = newCell({});
  walkXml(bytes, {
    open: (name, attributes, path) => {
      const inside = path.at(-2);
      if (name === "row" && inside === "sheetData") {
        const { r, hidden, ht } = attributes();
        row = { row: r === undefined ? row.row + 1 : Number(r), cells: [] };
        if (!Number.isInteger(row.row) || row.row < 1) throw new DomainError("importBadXlsx", 422);
        if (isTrue(hidden) || (ht !== undefined && Number(ht) === 0)) row.hidden = true;
        column = -1;
      } else if (name === "c" && inside === "row") {
        cell = newCell(attributes());
        column = cell.address === undefined ? column + 1 : columnNumber(cell.address);
      } else if (name === "f" && inside === "c") cell.formula = true;
      else if (name === "col" && inside === "cols") {
        const { min, max, hidden, width } = attributes();
        if (isTrue(hidden) || (width !== undefined && Number(width) === 0))
          for (let at = Math.max(Number(min), 1); at <= Math.min(Number(max), limits.columns); at += 1)
            hiddenColumns.add(at - 1);
      } else if (name === "mergeCell" && merged.length < limits.rows) {
        const range = rangeOf(attributes().ref ?? "");
        if (range) merged.push(range);
      }
    },
    text: (text, path) => {
      const name = path.at(-1);
      if ((name === "v" && path.at(-2) === "c") || (name === "t" && isOwnText(path))) cell.text += text;
      if (name === "f" && path.at(-2) === "c") cell.formula = true;
    },
    close: (name, path) => {
      if (name === "c" && path.at(-2) === "row") {
        const value = cellValue(cell, frame);
        if (isEmptyCell(value)) return;
        if (column >= limits.columns) throw new DomainError("importTooManyColumns", 422, { limit: limits.columns });
        budget.cells -= Math.max(1, column + 1 - row.cells.length);
        budget.text -= typeof value === "string" ? value.length : 0;
        if (budget.cells < 0 || budget.text < 0) throw tooMuch(limits);
        while (row.cells.length < column) row.cells.push(null);
        if (!isEmptyCell(row.cells[column])) throw new DomainError("importBadXlsx", 422);
        row.cells[column] = value;
      } else if (name === "row" && row.cells.length > 0) {
        rows.push(row);
        if (rows.length > limits.rows) throw new DomainError("importTooManyRows", 422, { limit: limits.rows });
      }
    },
  });
  return { rows: markMerged(inOrder(rows), merged, limits), hiddenColumns };
}

/** A text of the cell itself: of its inline string or a run of it, not of what tells how to pronounce it. */
const isOwnText = (path: readonly string[]) => path.at(-2) === "is" || (path.at(-2) === "r" && path.at(-3) === "is");

type Attributes = Record<string, string | undefined>;
const newCell = ({ r, t, s }: Attributes) => ({ address: r, type: t ?? "n", style: s, text: "", formula: false });

function cellValue(
  { type, style, text, formula }: ReturnType<typeof newCell>,
  { styles, strings, from1904, limits }: Frame,
): Cell {
  if (formula) return { instead: "formula", text: "=…" };
  const bare = text.trim();
  switch (type) {
    case "s":
      return bare === "" ? null : (strings[Number(bare)] ?? null);
    case "inlineStr":
    case "str":
      return cellTextOf(text, limits);
    case "e":
      return { instead: "error", text: bare || "#" };
    case "b":
      return bare === "" ? null : isTrue(bare);
    case "d":
      return bare === "" ? null : bare;
    default: {
      if (bare === "") return null;
      const number = Number(bare);
      return Number.isFinite(number) ? styles(style)(number, from1904) : { instead: "error", text: bare };
    }
  }
}

/** A text as Excel shows it; of a long one as much as tells that it is too long for any field. */
const cellTextOf = (text: string, limits: SheetLimits) =>
  text
    .slice(0, limits.cell * 8)
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .slice(0, limits.cell);

/** The texts that cells share, by their index. */
export function readStrings(part: (() => Buffer) | undefined, limits: SheetLimits): string[] {
  const strings: string[] = [];
  let text = "";
  if (part)
    walkXml(part(), {
      open: (name) => {
        if (name === "si") text = "";
      },
      text: (piece, path) => {
        const inside = path.at(-2);
        if (path.at(-1) === "t" && (inside === "si" || (inside === "r" && path.at(-3) === "si")))
          if (text.length < limits.cell * 8) text += piece;
      },
      close: (name) => {
        if (name === "si") strings.push(cellTextOf(text, limits));
      },
    });
  return strings;
}

function columnNumber(address: string): number {
  const letters = /^[A-Za-z]{1,3}/.exec(address)?.[0].toUpperCase();
  if (!letters) throw new DomainError("importBadXlsx", 422);
  return [...letters].reduce((value, letter) => value * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function rangeOf(ref: string): Range | null {
  const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/i.exec(ref.replaceAll("$", ""));
  if (!found) return null;
  const [, left = "", top, right = "", bottom] = found;
  return { top: Number(top), bottom: Number(bottom), left: columnNumber(left), right: columnNumber(right) };
}

/** Rows by their numbers; a number that comes twice means two things to two readers. */
function inOrder(rows: Draft[]): Draft[] {
  const sorted = rows.sort((a, b) => a.row - b.row);
  if (sorted.some((row, index) => row.row === sorted[index - 1]?.row)) throw new DomainError("importBadXlsx", 422);
  return sorted;
}

/** Marks the cells that a merged one covers: what they would hold stands in its first cell only. */
function markMerged(rows: Draft[], merged: readonly Range[], limits: SheetLimits): Row[] {
  let left = limits.cells;
  for (const range of merged) {
    let at = lowerBound(rows, range.top);
    for (let row = rows[at]; row && row.row <= range.bottom; row = rows[++at])
      for (let column = range.left; column <= Math.min(range.right, limits.columns - 1); column += 1) {
        if (row.row === range.top && column === range.left) continue;
        left -= 1;
        if (left < 0) throw tooMuch(limits);
        while (row.cells.length < column) row.cells.push(null);
        if (isEmptyCell(row.cells[column])) row.cells[column] = { instead: "merged", text: "" };
      }
  }
  return rows;
}

/** Index of the first row from a number on. */
function lowerBound(rows: readonly Draft[], number: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.row ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
