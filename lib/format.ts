import { dayOf, shownAt } from "@/lib/domain/clock";
import type { Locale } from "@/lib/domain/preference";
import { unitFor } from "@/lib/domain/unit";

/**
 * One formatter for the screen, the prints and the words in exports. Money is integer haléře and never
 * becomes a fraction here; blanks inside a figure are U+00A0, the minus is U+2212, days are text YYYY-MM-DD.
 */
export const nbsp = "\u00a0";
export const minus = "\u2212";

const marks = { cs: { group: nbsp, point: "," }, en: { group: ",", point: "." } } satisfies Record<
  Locale,
  { group: string; point: string }
>;
const tags = { cs: "cs-CZ", en: "en-GB" } satisfies Record<Locale, string>;

/** `13 676 292,00 Kč` from 1367629200; `whole` rounds to crowns, halves away from zero. */
export function money(halere: number, locale: Locale, options: { whole?: boolean } = {}) {
  const size = Math.abs(assertInteger(halere));
  const rest = size % 100;
  const crowns = (size - rest) / 100 + (options.whole && rest >= 50 ? 1 : 0);
  const digits = options.whole ? "" : marks[locale].point + String(rest).padStart(2, "0");
  const negative = halere < 0 && (crowns > 0 || (!options.whole && rest > 0));
  return `${negative ? minus : ""}${group(String(crowns), locale)}${digits}${nbsp}Kč`;
}

/** Bare crowns for a CSV: `13676292,00`, in English `13676292.00`; an ordinary minus, no blanks, no unit. */
export function plainMoney(halere: number, locale: Locale) {
  const size = Math.abs(assertInteger(halere));
  const rest = size % 100;
  return `${halere < 0 ? "-" : ""}${(size - rest) / 100}${marks[locale].point}${String(rest).padStart(2, "0")}`;
}

/** A difference with its sign always written: `+1 200,00 Kč`, `−1 200,00 Kč`, `0,00 Kč`. */
export function signedMoney(halere: number, locale: Locale, options: { whole?: boolean } = {}) {
  const text = money(halere, locale, options);
  return halere > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** For axes and narrow tiles: `13,7 mil. Kč`, `245 tis. Kč`, `80 Kč`; in English `13.7m Kč`, `245k Kč`. */
export function compactMoney(halere: number, locale: Locale) {
  const crowns = assertInteger(halere) / 100;
  const size = Math.abs(crowns);
  if (size >= 999_500) return `${number(crowns / 1e6, locale, 1)}${locale === "cs" ? `${nbsp}mil.` : "m"}${nbsp}Kč`;
  if (size >= 999.5) return `${number(crowns / 1e3, locale, 0)}${locale === "cs" ? `${nbsp}tis.` : "k"}${nbsp}Kč`;
  return `${number(crowns, locale, 0)}${nbsp}Kč`;
}

/** `1 234,5`; at most `digits` decimals (2 unless told), none forced. */
export function number(value: number, locale: Locale, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  const [whole = "0", decimals = ""] = text.split(".");
  const kept = decimals.replace(/0+$/, "");
  const negative = value < 0 && /[1-9]/.test(text);
  return `${negative ? minus : ""}${group(whole, locale)}${kept ? marks[locale].point + kept : ""}`;
}

/** A number with its sign: `+3`, `−2,5`, `0`. */
export function signedNumber(value: number, locale: Locale, digits = 2) {
  const text = number(value, locale, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A value of an indicator with its unit in the right form: `29 případů za čtvrtletí`, `55 %`. */
export function quantity(value: number, unit: string, locale: Locale, digits = 2) {
  if (unit === "%") return `${apart(value, locale, digits)}${percentSign(locale)}`;
  return `${number(value, locale, digits)}${nbsp}${unitFor(Number(value.toFixed(digits)), unit, locale)}`;
}

/**
 * `66,1 %` from the ratio 0.6614; `digits` decimals at most (1 unless told), more where it would pass for 0 or 100 % and
 * is not: `99,96 %`.
 */
export function percent(ratio: number, locale: Locale, digits = 1) {
  return `${apart(ratio * 100, locale, digits)}${percentSign(locale)}`;
}

/** `76,735 %` from 76735: shares of sources are whole hundred-thousandths, so nothing is rounded. */
export function share(per100000: number, locale: Locale) {
  const size = Math.abs(assertInteger(per100000));
  const rest = size % 1000;
  const decimals = String(rest).padStart(3, "0").replace(/0+$/, "");
  const whole = group(String((size - rest) / 1000), locale);
  const sign = per100000 < 0 ? minus : "";
  return `${sign}${whole}${decimals ? marks[locale].point + decimals : ""}${percentSign(locale)}`;
}

/** A difference of two ratios in percentage points: `−4,8 p. b.`, in English `−4.8 pp`. */
export function points(ratioDifference: number, locale: Locale, digits = 1) {
  const unit = locale === "cs" ? `p.${nbsp}b.` : "pp";
  const text = apart(ratioDifference * 100, locale, digits);
  return `${ratioDifference > 0 ? "+" : ""}${text}${nbsp}${unit}`;
}

/** `7,5 h` from 450 minutes. */
export function hours(minutes: number, locale: Locale) {
  return `${number(minutes / 60, locale, 2)}${nbsp}h`;
}

/** `14,2 MB` from bytes, in decimal units; whole binary ones, as limits are set, as `25 MiB`. */
export function bytes(size: number, locale: Locale) {
  if (size > 0 && size % 2 ** 20 === 0) return `${number(size / 2 ** 20, locale)}${nbsp}MiB`;
  if (size >= 1e6) return `${number(size / 1e6, locale, 1)}${nbsp}MB`;
  if (size >= 1e3) return `${number(size / 1e3, locale, 0)}${nbsp}kB`;
  return `${number(size, locale, 0)}${nbsp}B`;
}

/** `10. 3. 2025` from 2025-03-10; in English `10 Mar 2025`. */
export function day(value: string, locale: Locale) {
  const { year, month, date } = parts(value);
  if (locale === "cs") return `${date}.${nbsp}${month}.${nbsp}${year}`;
  return `${date}${nbsp}${monthWord(month, "en", "short")}${nbsp}${year}`;
}

/** `10. března 2025` from 2025-03-10; in English `10 March 2025`. */
export function longDay(value: string, locale: Locale) {
  const { year, month, date } = parts(value);
  const word = utc(year, month, date, { day: "numeric", month: "long" }, locale).replace(/^\d+\.?\s*/, "");
  return `${date}${locale === "cs" ? "." : ""}${nbsp}${word}${nbsp}${year}`;
}

/** `10. 3. – 12. 4. 2025`: what both ends share is written once. */
export function dayRange(from: string, to: string, locale: Locale) {
  const a = parts(from);
  const b = parts(to);
  if (from === to) return day(from, locale);
  if (a.year !== b.year) return `${day(from, locale)} – ${day(to, locale)}`;
  const start =
    locale === "cs" ? `${a.date}.${nbsp}${a.month}.` : `${a.date}${nbsp}${monthWord(a.month, "en", "short")}`;
  return `${start} – ${day(to, locale)}`;
}

/** `březen 2025` from 2025-03 or any day of it. */
export function month(value: string, locale: Locale) {
  const { year, month: index } = parts(value);
  return `${monthWord(index, locale, "long")}${nbsp}${year}`;
}

/** `3/2025` from 2025-03 or any day of it, for axes and narrow columns. */
export function shortMonth(value: string) {
  const { year, month: index } = parts(value);
  return `${index}/${year}`;
}

/** Weekday, `pondělí` or `po`. */
export function weekday(value: string, locale: Locale, width: "long" | "short" = "long") {
  const { year, month: index, date } = parts(value);
  return utc(year, index, date, { weekday: width }, locale);
}

/** An instant in Prague: `15. 2. 2025 14:32`. */
export function instant(value: Date | string | number, locale: Locale) {
  const at = new Date(value);
  return `${day(dayOf(at), locale)} ${timeOfDay(at)}`;
}

/** An instant of these days in Prague: `14. 5. 9:12`; in English `14 May 9:12`. */
export function shortInstant(value: Date | string | number, locale: Locale) {
  const at = new Date(value);
  const { month, date } = parts(dayOf(at));
  const on = locale === "cs" ? `${date}.${nbsp}${month}.` : `${date}${nbsp}${monthWord(month, "en", "short")}`;
  return `${on} ${timeOfDay(at)}`;
}

/** The time of an instant in Prague, `14:32` or `9:05`, in both languages alike. */
export function timeOfDay(value: Date | string | number) {
  return shownAt(new Date(value)).time.replace(/^0/, "");
}

/**
 * Czech typography: a one-letter preposition or conjunction never ends a line, nor does a number before its unit, nor a
 * day before its month.
 */
export function typeset(text: string) {
  return text
    .replace(/(?<=^|[\s(„{/])([ksvzouaiKSVZOUAI])[ \n]+(?=\S|$)/g, `$1${nbsp}`)
    .replace(/(\d) (?=(Kč|%|h|km|let|dní|dnů|měsíců)(?![\p{L}]))/gu, `$1${nbsp}`)
    .replace(/(\d\.) (?=\d)/g, `$1${nbsp}`);
}

/** Sets every sentence below here like that, in its place; a sentence may go on with a value at its end. */
export function typesetAll(sentences: object) {
  for (const [key, value] of Object.entries(sentences)) {
    if (typeof value === "string") Reflect.set(sentences, key, typeset(value));
    else if (typeof value === "object" && value !== null) typesetAll(value);
  }
}

/** Compares names the way the reader's language sorts them (Czech: ch after h). */
export function collator(locale: Locale) {
  return new Intl.Collator(tags[locale], { numeric: true });
}

function group(digits: string, locale: Locale) {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, marks[locale].group);
}

/** The most decimals that tell a percentage from 0 and 100. */
const finest = 4;

/** A percentage that reads as 0 or 100 only when it is: with more decimals, and at the finest the next one to it. */
function apart(value: number, locale: Locale, digits: number) {
  const round = Math.round(Math.abs(value) / 100) * 100;
  const border = value < 0 ? -round : round;
  if (value === border || round > 100) return number(value, locale, digits);
  for (let decimals = digits; decimals <= finest; decimals += 1)
    if (Number(value.toFixed(decimals)) !== border) return number(value, locale, decimals);
  return number(border + Math.sign(value - border) / 10 ** finest, locale, finest);
}

function percentSign(locale: Locale) {
  return locale === "cs" ? `${nbsp}%` : "%";
}

function assertInteger(value: number) {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return value;
}

function parts(value: string) {
  const found = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(value);
  if (!found) throw new RangeError(`not a day: ${value}`);
  return { year: Number(found[1]), month: Number(found[2]), date: Number(found[3] ?? 1) };
}

function monthWord(index: number, locale: Locale, width: "long" | "short") {
  return utc(2024, index, 1, { month: width }, locale);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than using it a thousand times; there is one for each language and shape. */
function utc(year: number, index: number, date: number, options: Intl.DateTimeFormatOptions, locale: Locale) {
  const key = `${locale}${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: "UTC" });
  formatters.set(key, known);
  return known.format(new Date(Date.UTC(year, index - 1, date)));
}
