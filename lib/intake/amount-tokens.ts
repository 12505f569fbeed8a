import { approximate } from "@/lib/intake/labels";
import { blanks } from "@/lib/intake/match";
import type { Source } from "@/lib/intake/source";

/**
 * An amount in the text: haléře when it is exact, null when it is "1,5 mil." or "cca 2 000 000". `unit`: crowns are named;
 * `bare`: neither a unit nor haléře show that it is money.
 */
export type AmountToken = {
  from: number;
  to: number;
  halere: bigint | null;
  printed: string;
  unit: boolean;
  bare: boolean;
};

const digits =
  "(?<!\\d)(?<!\\d[.,/_])(?<whole>\\d{1,3}(?: \\d{3}(?!\\d)){1,5}|\\d{1,3}(?:\\.\\d{3}(?!\\d)){1,5}|\\d{1,3}(?:,\\d{3}(?!\\d)){2,5}|\\d{1,15}(?!\\d))" +
  "(?:[.,](?<cents>\\d{1,2})(?!\\d)|, (?<apart>\\d{2})(?=[ \\t]?(?:kc|czk)))?";
const tail =
  "(?<dash>[.,]?-{1,2}(?![ \\t]?\\d)|,=)?(?<scale>[ \\t]?(?:mil(?![a-z])\\.?|milion[a-z]{0,3}|tis(?![a-z])\\.?|tisic[a-z]{0,2}|mld\\.?|miliard[a-z]{0,2}))?" +
  "(?<percent>[ \\t]?(?:%|procent))?(?<unit>[ \\t]?(?:kc|czk|korun[a-z]{0,2})(?![a-z]))?(?<foreign>[ \\t]?(?:€|eur[oa]?(?![a-z])))?";
const token = new RegExp(digits + tail, "g");
const before = new RegExp(`(?:^|[ \\t(:])(?:${blanks(approximate)})[ \\t](?:(?:do|ve) (?:vyse|vysi) )?$`);
const unitBefore = /(?:kc|czk)[)\]]?[:|]?[ \t]?$/;
/** Nine digits, with or without the country in front, are a telephone number as long as nothing says that they are money. */
const telephone = /^(?:420)?[2-9]\d{8}$/;

/** The amounts of money in a range of the working text, in order; percentages, dates and numbers of files are not among them. */
export function amountsIn(source: Source, from: number, to: number): AmountToken[] {
  const found: AmountToken[] = [];
  // a window of its own: a search never runs past the range, whatever the length of the page
  const base = Math.max(0, from - 24);
  const key = source.key.slice(base, to);
  const expression = new RegExp(token.source, "g");
  expression.lastIndex = from - base;
  for (let match = expression.exec(key); match; match = expression.exec(key)) {
    const { whole = "", apart, cents = apart, dash, scale, percent, unit, foreign } = match.groups ?? {};
    const end = match.index + match[0].length;
    if (percent || foreign || /^[/_]|^[.,]\d|^[.][ ]?\d/.test(key.slice(end, end + 3))) continue;
    const lead = key.slice(Math.max(match.index - 24, 0), match.index);
    const withUnit = Boolean(unit || dash || scale) || unitBefore.test(lead);
    const grouped = /[ .,]/.test(whole) || cents !== undefined || whole.length >= 5;
    if (!withUnit && !grouped) continue;
    if (whole.length > 1 && whole.startsWith("0")) continue;
    const bare = !withUnit && cents === undefined;
    if (bare && telephone.test(whole.replace(/\D/g, ""))) continue;
    const exact = !scale && !before.test(lead);
    const kc = BigInt(whole.replace(/\D/g, ""));
    found.push({
      from: base + match.index,
      to: base + end,
      halere: exact ? kc * 100n + BigInt((cents ?? "0").padEnd(2, "0")) : null,
      printed: source.text.slice(base + match.index, base + end).replaceAll("\t", " "),
      unit: withUnit,
      bare,
    });
  }
  return found;
}

/** Haléře as the decimal string of the result: 1367629200n -> "13676292.00". */
export function decimal(halere: bigint): string {
  const sign = halere < 0n ? "-" : "";
  const size = halere < 0n ? -halere : halere;
  return `${sign}${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
}

/** Haléře as a person reads them in a message: "13 676 292,00". */
export function readableAmount(halere: bigint): string {
  const [whole = "", cents = ""] = decimal(halere).split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, " ")},${cents}`;
}
