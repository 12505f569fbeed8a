import type { Wording } from "@/lib/domain/error";
import { maxHalere } from "@/lib/domain/money";
import { type Cell, isEmptyCell } from "./table";

/** A value that was understood, or why not. Nothing is guessed: what can be read in two ways is refused. */
export type Read<T> = { value: T } | { wrong: Wording };

const wrong = (key: string, values?: Wording["values"]): { wrong: Wording } => ({ wrong: { key, values } });
const blanks = /[\s\u00a0\u2007\u202f]+/gu;

/**
 * Haléře of an amount: `13 676 292,67`, `13676292.67 Kč`, `1.234,50`, `1,234.50`, `500,-` or a number of a spreadsheet.
 * Refused: `1.234` (thousands or decimals?), more than two decimals, zero, negative, more than the product holds.
 */
export function readAmount(cell: Cell): Read<number> {
  if (isEmptyCell(cell)) return wrong("required");
  const text = amountText(cell);
  if (text === null) return wrong("amountFormat");
  if (/^[-\u2212(]/.test(text) && /\d/.test(text)) return wrong("amountNegative");
  const found =
    /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text) ??
    /^(\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))?$/.exec(text) ??
    /^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/.exec(text) ??
    /^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/.exec(text) ??
    /^(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})$/.exec(text);
  if (!found) {
    if (/^\d{1,3}[.,]\d{3}$/.test(text)) return wrong("amountAmbiguous");
    return wrong(/^[\d ]+[.,]\d{3,}$/.test(text) ? "amountDecimals" : "amountFormat");
  }
  const crowns = (found[1] ?? "").replace(/[ .,]/g, "");
  if (crowns.length > 14) return wrong("amountTooBig");
  const value = Number(crowns + (found[2] ?? "").padEnd(2, "0"));
  if (value === 0) return wrong("amountZero");
  return value > maxHalere ? wrong("amountTooBig") : { value };
}

/** A spreadsheet's number has fifteen digits; what is beyond them is noise of its arithmetic. */
function amountText(cell: Cell): string | null {
  if (typeof cell === "number") {
    const text = String(Number(cell.toPrecision(15)));
    return Number.isFinite(cell) && !text.includes("e") ? text : null;
  }
  if (typeof cell !== "string") return null;
  return cell
    .replace(blanks, " ")
    .trim()
    .replace(/^(?:Kč|CZK) ?/i, "")
    .replace(/ ?(?:Kč|CZK)\.?$/i, "")
    .replace(/[.,]\s?(?:-{1,2}|\u2013|\u2014)$/, "")
    .trim();
}

/** A day YYYY-MM-DD from `1.4.2024`, `1. 4. 2024`, `2024-04-01` (a time of day is left out), a day or a day's number of Excel. */
export function readDay(cell: Cell): Read<string> {
  if (isEmptyCell(cell)) return wrong("required");
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? wrong("dayFormat") : inRange(cell);
  if (typeof cell === "number")
    return cell >= 36_526 && cell < 73_051
      ? inRange(new Date(Date.UTC(1899, 11, 30) + Math.floor(cell) * 86_400_000))
      : wrong("dayFormat");
  if (typeof cell !== "string") return wrong("dayFormat");
  const text = cell.replace(blanks, " ").trim();
  const time = "(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,3})?)?Z?)?";
  const czech = new RegExp(`^(\\d{1,2})\\. ?(\\d{1,2})\\. ?(\\d{4})${time}$`).exec(text);
  const iso = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${time}$`).exec(text);
  const [year, month, date] = czech ? [czech[3], czech[2], czech[1]] : iso ? [iso[1], iso[2], iso[3]] : [];
  if (year === undefined) return wrong("dayFormat");
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(date)
    ? inRange(at)
    : wrong("dayNotThere");
}

const inRange = (at: Date): Read<string> => {
  const day = at.toISOString().slice(0, 10);
  return day >= "2000-01-01" && day <= "2099-12-31" ? { value: day } : wrong("dayFormat");
};

/** A text of one line; "" when the cell is empty. A spreadsheet's day or broken number instead of a text is refused. */
export function readText(cell: Cell): Read<string> {
  if (isEmptyCell(cell) || cell === null) return { value: "" };
  if (cell instanceof Date) return wrong("textIsDay");
  if (typeof cell === "boolean") return wrong("wrongType");
  if (typeof cell === "number")
    return Number.isSafeInteger(cell) || /^\d+\.\d{1,6}$/.test(String(cell))
      ? { value: String(cell) }
      : wrong("textLostDigits");
  return { value: cell.replace(blanks, " ").trim() };
}

/**
 * The code of a list that a cell means. A number of a spreadsheet has lost its trailing zeros (1.10 is 1.1), so it counts
 * only when a single code has that value.
 */
export function readCode(cell: Cell, codes: readonly string[], missing: string): Read<string> {
  if (typeof cell === "number") {
    const same = codes.filter((code) => Number(code) === cell);
    if (same.length > 1) return wrong("codeAmbiguous", { codes: same.join(", ") });
    return same[0] === undefined ? wrong(missing) : { value: same[0] };
  }
  if (cell instanceof Date) return wrong("textIsDay");
  const text = readText(cell);
  if ("wrong" in text) return text;
  const wanted = codeKey(text.value);
  const found = codes.find((code) => codeKey(code) === wanted);
  return found === undefined ? wrong(missing) : { value: found };
}

/** `KA 1`, `KA01` and `ka 01` are one code; `1.1.1.` is `1.1.1`. */
const codeKey = (code: string) =>
  code
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/\.$/, "")
    .replace(/^([a-z]+)0*(\d)/, "$1$2");
