import { dayOf } from "@/lib/domain/clock";
import type { Wording } from "@/lib/domain/error";
import { maxHalere } from "@/lib/domain/money";
import { unguard } from "@/lib/export/guard";
import { type Cell, cellText, isEmptyCell, isInstead, isShown, type ShownNumber } from "./table";

/** A value that was understood, or why not. Nothing is guessed: what can be read in two ways is refused. */
export type Read<T> = { value: T } | { wrong: Wording };

const wrong = (key: string, values?: Wording["values"]): { wrong: Wording } => ({ wrong: { key, values } });
const blanks = /[\s\u00a0\u2007\u202f]+/gu;

/** What a spreadsheet or a conversion did to a cell, so that its value is no longer there; null when nothing. */
export function damage(cell: Cell): Wording | null {
  if (isInstead(cell))
    return cell.instead === "merged"
      ? { key: "cellMerged" }
      : cell.instead === "formula"
        ? { key: "cellFormula" }
        : cell.instead === "error"
          ? { key: "cellError", values: { text: cell.text.slice(0, 20) } }
          : { key: "cellDuration", values: { text: cell.text.slice(0, 20) } };
  if (typeof cell !== "string") return null;
  const text = cell.trim();
  if (errors.test(text)) return { key: "cellError", values: { text: text.slice(0, 20) } };
  if (/^#{3,}$/.test(text)) return { key: "cellNarrow" };
  if (/^-?\d(?:[.,]\d+)?E[+-]\d+$/i.test(text)) return { key: "textLostDigits" };
  return text.includes("\ufffd") ? { key: "cellLostLetters" } : null;
}

/** Errors of spreadsheets in Czech and English, and those of Calc. */
const errors =
  /^(?:#(?:REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL|SPILL|CALC|ODKAZ|HODNOTA|NÁZEV|DĚLENÍ_NULOU|ČÍSLO|NENÍ_K_DISPOZICI)[!?]?|Err:\d{3}|Chyba:\d{3})$/i;

/**
 * Haléře of an amount: `13 676 292,67`, `13676292.67 Kč`, `1.234,50`, `1,234.50`, `500,-` or a number of a spreadsheet.
 * Refused: `1.234` (thousands or decimals?), more than two decimals, zero, negative, more than the product holds, another
 * currency, a number whose format shows another one.
 */
export function readAmount(cell: Cell): Read<number> {
  if (isEmptyCell(cell)) return wrong("required");
  if (isShown(cell)) return readShownAmount(cell);
  const text = amountText(cell);
  if (text === null) return wrong("amountFormat");
  if (/^[-\u2212(]/.test(text) && /\d/.test(text)) return wrong("amountNegative");
  if (/\d\s?[-\u2212)]$/.test(text)) return wrong("amountNegative");
  const found =
    /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text) ??
    /^(\d{1,3}(?: \d{3})+)(?:[.,](\d{1,2}))?$/.exec(text) ??
    /^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/.exec(text) ??
    /^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/.exec(text) ??
    /^(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:,\d{3}){2,})$/.exec(text);
  if (!found) {
    if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return wrong("amountAmbiguous");
    if (otherCurrency.test(text)) return wrong("amountCurrency");
    return wrong(/^[\d ]+[.,]\d{3,}$/.test(text) ? "amountDecimals" : "amountFormat");
  }
  const crowns = (found[1] ?? "").replace(/[ .,]/g, "");
  if (crowns.length > 14) return wrong("amountTooBig");
  const value = Number(crowns + (found[2] ?? "").padEnd(2, "0"));
  if (value === 0) return wrong("amountZero");
  return value > maxHalere ? wrong("amountTooBig") : { value };
}

const otherCurrency = /[€$£¥]|\b(?:EUR|USD|GBP|PLN|CHF|HUF)\b/i;

/** A number in a format: only where the person sees the same amount in crowns. */
function readShownAmount({ number, shown, as, decimals }: ShownNumber): Read<number> {
  const rest = shown.replace(/Kč|CZK|[\d\s.,()+\-\u2212\u2013]/gi, "");
  if (otherCurrency.test(shown)) return wrong("amountCurrency");
  const same = Math.abs(Number(number.toFixed(Math.min(decimals, 2))) - number) < 0.005 || decimals >= 2;
  if (as !== "number" || rest !== "" || !same) return wrong("amountShown", { shown: shown.slice(0, 40) });
  return readAmount(number);
}

/** A spreadsheet's number has fifteen digits; further ones are noise of its arithmetic. */
function amountText(cell: Cell): string | null {
  if (typeof cell === "number") {
    const text = String(Number(cell.toPrecision(15)));
    return Number.isFinite(cell) && !text.includes("e") ? text : null;
  }
  if (typeof cell !== "string") return null;
  return unguard(cell)
    .replace(blanks, " ")
    .trim()
    .replace(/^(?:Kč|CZK) ?/i, "")
    .replace(/ ?(?:Kč|CZK)\.?$/i, "")
    .replace(/[.,]\s?(?:-{1,2}|\u2013|\u2014)$/, "")
    .trim();
}

/**
 * A day YYYY-MM-DD from `1.4.2024`, `1. 4. 2024`, `2024-04-01` (a time of day is left out), a day or a day's number of a
 * spreadsheet. An instant (`…Z`, `…+02:00`) is the day in Prague. dayShift: where the file counts its days from.
 */
export function readDay(cell: Cell, dayShift = 0): Read<string> {
  if (isEmptyCell(cell)) return wrong("required");
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? wrong("dayFormat") : inRange(cell);
  if (typeof cell === "number")
    return inRange(new Date(Date.UTC(1899, 11, 30) + Math.floor(cell + dayShift) * 86_400_000));
  if (typeof cell !== "string") return wrong("dayFormat");
  const text = unguard(cell).replace(blanks, " ").trim();
  const [, date = "", time, offset] =
    /^(.*?)(?:[ T](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? [];
  const czech = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(date);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const [year, month, day] = czech ? [czech[3], czech[2], czech[1]] : iso ? [iso[1], iso[2], iso[3]] : [];
  if (year === undefined) return wrong("dayFormat");
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (at.getUTCMonth() !== Number(month) - 1 || at.getUTCDate() !== Number(day)) return wrong("dayNotThere");
  return time && offset ? pragueDay(at, time, offset) : inRange(at);
}

function pragueDay(day: Date, time: string, offset: string): Read<string> {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  if (hours > 24 || minutes > 59 || seconds > 60) return wrong("dayFormat");
  const [, sign, aheadHours, aheadMinutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  const ahead = sign ? (Number(aheadHours) * 60 + Number(aheadMinutes)) * (sign === "-" ? -1 : 1) : 0;
  const instant = new Date(day.getTime() + ((hours * 60 + minutes - ahead) * 60 + seconds) * 1_000);
  return inRange(new Date(`${dayOf(instant)}T00:00:00Z`));
}

const inRange = (at: Date): Read<string> => {
  if (Number.isNaN(at.getTime())) return wrong("dayFormat");
  const day = at.toISOString().slice(0, 10);
  return day >= "2000-01-01" && day <= "2099-12-31" ? { value: day } : wrong("dayFormat");
};

/**
 * A text of one line; "" when the cell is empty. A number in a format is what the person sees (`00024001`, `FA-0017`)
 * unless that hides digits. A spreadsheet's day or broken number instead of a text is refused.
 */
export function readText(cell: Cell): Read<string> {
  if (isEmptyCell(cell) || cell === null) return { value: "" };
  if (cell instanceof Date) return wrong("textIsDay");
  if (typeof cell === "boolean") return wrong("wrongType");
  if (typeof cell === "number")
    return Number.isSafeInteger(cell) || /^\d+\.\d{1,6}$/.test(String(cell))
      ? { value: String(cell) }
      : wrong("textLostDigits");
  if (isInstead(cell)) return { wrong: damage(cell) ?? { key: "wrongType" } };
  if (isShown(cell)) {
    const digits = cell.shown.replace(/\D/g, "");
    const whole = Number.isSafeInteger(cell.number) && cell.decimals === 0 && cell.as === "number";
    if (!whole || !digits.endsWith(String(Math.abs(cell.number)))) return wrong("textShown", { shown: cellText(cell) });
    return { value: cell.shown.replace(blanks, " ").replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, "") };
  }
  return {
    value: unguard(cell.replace(/^="(.*)"$/s, "$1"))
      .replace(blanks, " ")
      .trim(),
  };
}

/**
 * The code of a list that a cell means. A number of a spreadsheet has lost its trailing zeros (1.10 is 1.1), so it counts
 * only when a single code has that value, or its format shows them.
 */
export function readCode(cell: Cell, codes: readonly string[], missing: string): Read<string> {
  if (typeof cell === "number") {
    const same = codes.filter((code) => Number(code) === cell);
    if (same.length > 1) return wrong("codeAmbiguous", { codes: same.join(", ") });
    return same[0] === undefined ? wrong(missing) : { value: same[0] };
  }
  if (cell instanceof Date) return wrong("textIsDay");
  const text = isShown(cell) && cell.as === "number" ? { value: cell.shown } : readText(cell);
  if ("wrong" in text) return text;
  const wanted = codeKey(text.value);
  const found = codes.find((code) => codeKey(code) === wanted);
  if (found !== undefined) return { value: found };
  return wrong(/^(?:\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}-\d\d-\d\d)$/.test(text.value) ? "codeIsDay" : missing);
}

/** `KA 1`, `KA01` and `ka 01` are one code; `1.1.1.` is `1.1.1`. */
const codeKey = (code: string) =>
  code
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/\.$/, "")
    .replace(/^([a-z]+)0*(\d)/, "$1$2");
