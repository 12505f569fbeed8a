import { monthNames, monthNumbers } from "@/lib/intake/labels";

/** A date as printed: what is not printed is null ("1. 4." has no year, "září 2018" no day, "2023" neither). */
export type DateToken = { from: number; to: number; year: number | null; month: number | null; day: number | null };
/** Two dates joined by a dash or "do". */
export type DateRange = { from: number; to: number; first: DateToken; last: DateToken };

const month = `(?:${monthNames.map((names) => `(?:${names})`).join("|")})`;
const forms: readonly { expression: RegExp; order: readonly ("y" | "m" | "d" | "n")[] }[] = [
  { expression: /(\d{4})-(\d{2})-(\d{2})(?!\d)/y, order: ["y", "m", "d"] },
  { expression: /(\d{1,2})[ \t]?\.[ \t]?(\d{1,2})[ \t]?\.[ \t]?(\d{4})(?!\d)/y, order: ["d", "m", "y"] },
  { expression: /(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/y, order: ["d", "m", "y"] },
  { expression: new RegExp(`(\\d{1,2})\\.?[ \\t]?(${month})[ \\t](\\d{4})(?!\\d)`, "y"), order: ["d", "n", "y"] },
  { expression: new RegExp(`(${month})(?:[ \\t](?:roku|r\\.))?[ \\t](\\d{4})(?!\\d)`, "y"), order: ["n", "y"] },
  { expression: /(\d{1,2})[ ]?[/.][ ]?(\d{4})(?!\d)/y, order: ["m", "y"] },
  { expression: /(\d{1,2})\.[ \t]?(\d{1,2})\.(?![ \t]?\d)/y, order: ["d", "m"] },
  { expression: new RegExp(`(\\d{1,2})\\.[ \\t]?(${month})(?![a-z])`, "y"), order: ["d", "n"] },
  { expression: new RegExp(`(${month})(?![a-z])`, "y"), order: ["n"] },
  { expression: /((?:19|20)\d{2})(?![\d/_])(?![ .,]\d{3})/y, order: ["y"] },
  { expression: /(\d{1,2})(?=[ \t]?-[ \t]?\d{1,2}\/\d{4})/y, order: ["m"] },
];
const joint =
  /^[ \t]?(?:r\.|roku)?[ \t]?(?:-|do|az(?:[ \t]do)?|\/)[ \t]?(?:konce?[ \t]|konec[ \t])?(?:roku[ \t]|r\.[ \t]?)?$/;
const monthOf = new Map(monthNames.flatMap((names, i) => names.split("|").map((name) => [name, monthNumbers[i] ?? 1])));

/** The dates of a folded text, in order; positions are within it. */
export function datesIn(key: string): DateToken[] {
  const found: DateToken[] = [];
  for (let at = 0; at < key.length; at++) {
    const char = key.charCodeAt(at);
    const isDigit = char > 0x2f && char < 0x3a;
    if (!isDigit && !(char > 0x60 && char < 0x7b)) continue;
    const previous = key.charAt(at - 1);
    if (isDigit ? /[\d/_]/.test(previous) : /[a-z0-9]/.test(previous)) continue;
    if (isDigit && (previous === "." || previous === ",") && /\d/.test(key.charAt(at - 2))) continue;
    const token = tokenAt(key, at);
    if (!token) continue;
    found.push(token);
    at = token.to - 1;
  }
  return found;
}

/** The first two dates that a dash, "do" or "až" joins; a first date without its year takes it from the second. */
export function rangeIn(key: string): DateRange | null {
  const dates = datesIn(key);
  for (let i = 0; i + 1 < dates.length; i++) {
    const [first, last] = [dates[i], dates[i + 1]];
    if (!first || !last || last.year === null || !joint.test(key.slice(first.to, last.from))) continue;
    const filled = first.year === null ? { ...first, year: last.year } : first;
    return { from: first.from, to: last.to, first: filled, last };
  }
  return null;
}

/** The first (or last) day that the token names as ISO; null for a bare year; "invalid" for a day that does not exist. */
export function dayOf(token: DateToken, edge: "first" | "last"): string | null | "invalid" {
  const { year, month, day } = token;
  if (year === null || month === null) return null;
  if (month < 1 || month > 12) return "invalid";
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day !== null && (day < 1 || day > length)) return "invalid";
  const value = day ?? (edge === "first" ? 1 : length);
  return `${year}-${String(month).padStart(2, "0")}-${String(value).padStart(2, "0")}`;
}

/** The months of a period as counted, and the fewest and most that a page may say for it. */
export type Months = { counted: number; fewest: number; most: number };

/**
 * Months from the first day to the last one, both included: 2020-06-01 to 2022-08-31 is 27. A project that starts on the
 * first working day, or ends on the last one, lacks at most five days of its month, which counts as a whole one:
 * 2018-07-02 to 2021-12-31 is 42. Null when the days are reversed.
 */
export function monthsBetween(start: string, end: string): Months | null {
  if (end < start) return null;
  const from = new Date(`${start}T00:00:00Z`);
  const after = new Date(`${end}T00:00:00Z`);
  after.setUTCDate(after.getUTCDate() + 1);
  const months = (after.getUTCFullYear() - from.getUTCFullYear()) * 12 + after.getUTCMonth() - from.getUTCMonth();
  const missing = from.getUTCDate() - after.getUTCDate();
  const fewest = missing > 0 ? months - 1 : months;
  const most = missing === 0 ? months : fewest + 1;
  const length = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0)).getUTCDate();
  const lacks = missing > 0 ? missing : length + missing;
  return { counted: missing !== 0 && lacks <= 5 ? most : fewest, fewest, most };
}

function tokenAt(key: string, at: number): DateToken | null {
  for (const { expression, order } of forms) {
    expression.lastIndex = at;
    const found = expression.exec(key);
    if (!found) continue;
    const token: DateToken = { from: at, to: at + found[0].length, year: null, month: null, day: null };
    for (const [i, part] of order.entries()) {
      const printed = found[i + 1] ?? "";
      if (part === "y") token.year = Number(printed);
      else if (part === "m") token.month = Number(printed);
      else if (part === "d") token.day = Number(printed);
      else token.month = monthOf.get(printed) ?? null;
    }
    if (token.year !== null && (token.year < 1990 || token.year > 2099)) return null;
    return token;
  }
  return null;
}
