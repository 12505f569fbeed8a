import { dayOf as dayInPrague } from "@/lib/domain/clock";
import type { PlainCell as Cell } from "@/lib/import/table";

/** A cell that was understood, a cell that is empty, or what is printed in one that can be read in no single way. */
export type Value<T> = { value: T } | { unclear: string } | null;

const blanks = /[\s\u00a0\u2007\u202f]+/g;

/**
 * Haléře of an amount: `8000000,00`, `8 000 000.00 Kč`, `8.000.000,-`, `1.36762924E7`, a number of a spreadsheet. Unclear:
 * `8.000` (thousands or decimals?), `1,20E+06` (a spreadsheet has cut the digits), more than two decimals.
 */
export function amountOf(cell: Cell | undefined): Value<bigint> {
  const printed = printedOf(cell);
  if (printed === "") return null;
  const text = printed
    .replace(blanks, " ")
    .replace(/ ?(?:Kč|CZK)\.?$/i, "")
    .replace(/[.,]-{1,2}$/, "");
  const plain =
    typeof cell === "number" ||
    /^\d(?:\.\d+)?E\d{1,2}$/.test(text) ||
    /^\d+\.\d{3,}$/.test(text.replace(/^\d{1,3}\.\d{3}$/, ""))
      ? decimalOf(Number(text))
      : text;
  const found =
    /^(\d{1,14})(?:[.,](\d{1,2}))?$/.exec(plain) ??
    /^(\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))?$/.exec(plain) ??
    /^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/.exec(plain) ??
    /^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/.exec(plain) ??
    /^(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})$/.exec(plain);
  if (!found) return { unclear: printed };
  return { value: BigInt((found[1] ?? "").replace(/\D/g, "") + (found[2] ?? "").padEnd(2, "0")) };
}

/** A number with at most fifteen digits: what is beyond them is noise of a program's arithmetic. */
const decimalOf = (value: number) => String(Number(value.toPrecision(15)));

/**
 * A day: `01.05.2023`, `1. 5. 2023`, `2023-05-01`, `01/05/2023` (day first), a day of a spreadsheet. An instant is the day
 * that it was in Prague. Unclear: what is no day of the calendar.
 */
export function dayOfCell(cell: Cell | undefined): Value<string> {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : { value: cell.toISOString().slice(0, 10) };
  const printed = printedOf(cell);
  if (printed === "") return null;
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]{4,15}(?:Z|[+-]\d{2}:?\d{2})$/.test(printed)) {
    const instant = new Date(printed);
    return Number.isNaN(instant.getTime()) ? { unclear: printed } : { value: dayInPrague(instant) };
  }
  const time = "(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?)?";
  const local = new RegExp(`^(\\d{1,2})(?:\\. ?|/)(\\d{1,2})(?:\\. ?|/)(\\d{4})${time}$`).exec(printed);
  const iso = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${time}$`).exec(printed);
  const [year, month, day] = local ? [local[3], local[2], local[1]] : iso ? [iso[1], iso[2], iso[3]] : [];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (year === undefined || at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(day))
    return { unclear: printed };
  return year > "1989" && year < "2100" ? { value: at.toISOString().slice(0, 10) } : { unclear: printed };
}

/** The rate of a source per 100 000 from `76,735`, `76.735 %` or a spreadsheet's 0.76735; null when it is none. */
export function rateOf(cell: Cell | undefined): number | null {
  const printed = printedOf(cell).replace(/ ?%$/, "").replace(",", ".");
  if (!/^\d{1,3}(?:\.\d{1,12})?$/.test(printed)) return null;
  const value = Number(printed);
  const percent = typeof cell === "number" && value <= 1 ? value * 100 : value;
  return percent > 100 ? null : Math.round(percent * 1000);
}

function printedOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined || typeof cell === "boolean") return "";
  const text = String(cell).replace(blanks, " ").trim();
  return text === "-" || text === "–" || /^(?:nan|null|n\/a)$/i.test(text) ? "" : text;
}
