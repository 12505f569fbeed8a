import { beneficiaryLabels, beneficiaryPhrases, nameLabels, notAName, registrationLabels } from "@/lib/intake/labels";
import { contentStart, lineAt, linesAfter, mostLines, scannedLines } from "@/lib/intake/lines";
import { blanks, matches, phrase } from "@/lib/intake/match";
import { properName } from "@/lib/intake/proper-name";
import type { Found, Span } from "@/lib/intake/result";
import { type Source, shownText } from "@/lib/intake/source";

const beforeNumber = new RegExp(`[,;(|\\t -]{0,3}(?<![a-z])(?:${blanks(registrationLabels)})`);
const labelLike = /^[a-z][a-z .()-]{1,40}:(?:[ \t]|$)/;
const namedLine = new RegExp(`^(?:${blanks(nameLabels)})[ \\t]?[:|\\t][ \\t]?`);
/** "Příjemce – IČ: …", "Příjemce – adresa: …" tell something else about it than its name. */
const partyFact =
  /^(?:ico?|dic|psc|adresa|sidlo|kod|pravni forma|obec|okres|kraj|typ|e-?mail|telefon|kontakt)[ \t]?(?:[:|\t-]|\d)/;
const labelAlone = /^(?:nazev projektu|jmeno projektu)[ \t]?:?$/;
const rejected = new RegExp(blanks(notAName));
const dateOnly = /^[\d. \t]{1,12}(?:[a-z]{3,10} \d{4})?$/;
/** The day on which a page was published, at the end of its heading. */
const published =
  /[ \t,(|-]{0,3}(?:(?:publikovano|zverejneno|vlozeno|vytvoreno|aktualizovano|vydano|datum|dne)[: \t]{0,2})?(?:\d{1,2}\.[ \t]?(?:\d{1,2}\.[ \t]?|[a-z]{4,10}[ \t])(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?:[ \t,]{0,3}\d{1,2}[:.]\d{2}(?::\d{2})?)?[)]?$/;
const quoted = /["][^"\n]{3,200}["]/;

/**
 * The name of the project: beside its label, before "reg. č.", in quotation marks after "projekt", or the heading above
 * the first labelled line. Null when none of these is there.
 */
export function readName(source: Source, numbers: readonly Span[]): Found<string> | null {
  const named = byLabel(source, numbers);
  if (named) return named;
  for (const number of numbers) {
    const beside = besideRegistration(source, number);
    if (beside) return beside;
  }
  return inQuotes(source) ?? heading(source, numbers[0] ?? null);
}

/**
 * Whether a line is the way to the page or its menu: "Úvod » Projekty » …", "Menu | Kontakty | …". Quotation marks of the
 * form »…« have no blanks inside.
 */
function isCrumbs(source: Source, line: Span): boolean {
  const text = source.text.slice(line.from, Math.min(line.to, line.from + 300));
  if (
    /\S[ \t][»›→>][ \t]\S/.test(text) ||
    (text.match(/[›→»]/g)?.length ?? 0) > 1 + (text.match(/[«‹]/g)?.length ?? 0) * 9
  )
    return true;
  return (text.match(/[ \t][|/\\•·][ \t]|\t|::/g)?.length ?? 0) > 1;
}

/** Who carries the project out, in the words of the page: beside a label, else from "realizuje město …". */
export function readBeneficiary(source: Source): Found<string> | null {
  for (const words of beneficiaryLabels) {
    for (const label of matches(phrase(words), source.key, 0, 100)) {
      const index = lineAt(source, label.from);
      const line = source.lines[index];
      if (!line || contentStart(source, line) !== label.from) continue;
      const rest = source.key.slice(label.to, line.to);
      const beside = /^[ \t]?(?:[:|\t]|-(?= ))[ \t]?/.exec(rest);
      if (beside && partyFact.test(rest.slice(beside[0].length))) continue;
      const below = rest.replace(/[: \t|]/g, "") === "" ? linesAfter(source, index, 1)[0] : undefined;
      const span = below ?? (beside && { from: label.to + beside[0].length, to: line.to });
      const value = span && party(source, { from: contentStart(source, span), to: span.to });
      if (value) return value;
    }
  }
  for (const words of beneficiaryPhrases) {
    const [lead = "", tail = ""] = words.split(" ~");
    for (const match of matches(
      new RegExp(`(?<![a-z0-9])(?:${blanks(lead)})[ \\t](?=[a-z])`, "g"),
      source.key,
      0,
      200,
    )) {
      const to = properName(source, match.to);
      if (to === match.to) continue;
      if (tail && !new RegExp(`^${blanks(tail)}(?![a-z])`).test(source.key.slice(to, to + 80))) continue;
      const kind = match.groups.kind ?? "";
      const kindAt = source.key.slice(0, match.to).lastIndexOf(kind);
      const from = match.groups.status ? source.key.lastIndexOf(match.groups.status, kindAt) : kindAt;
      const value = shownText(source, { from, to })
        .replace(/^(m|M)ěst[ue]m?(?= )/, "$1ěsto")
        .replace(/^(o|O)bci(?= )/, "$1bec");
      return { value, at: { from, to } };
    }
  }
  return null;
}

function byLabel(source: Source, numbers: readonly Span[]): Found<string> | null {
  for (const [index, line] of scannedLines(source)) {
    const from = contentStart(source, line);
    const head = source.key.slice(from, Math.min(line.to, from + 60));
    const found = namedLine.exec(head);
    if (found && line.to - from - found[0].length > 2) {
      const span = { from: from + found[0].length, to: line.to };
      const number = numbers.find((one) => one.from >= span.from && one.from < line.to);
      if (number) return besideRegistration(source, number, span);
      if (!rejected.test(source.key.slice(span.from, span.to)) || head.startsWith("nazev projektu"))
        return clean(source, span);
    }
    if (labelAlone.test(head) || (found && head.startsWith("nazev projektu"))) {
      const below = linesAfter(source, index, 1)[0];
      if (below) return clean(source, { from: contentStart(source, below), to: below.to });
    }
  }
  return null;
}

/** "Asistenti prevence kriminality Sokolov, reg. č. CZ…" or "CZ… – Asistenti …": what shares its line with the number. */
function besideRegistration(source: Source, number: Span, within?: Span): Found<string> | null {
  const line = within ?? source.lines[lineAt(source, number.from)];
  if (!line) return null;
  return beforeRegistration(source, number, line) ?? afterRegistration(source, number, line);
}

function beforeRegistration(source: Source, number: Span, line: Span): Found<string> | null {
  const start = Math.max(contentStart(source, line), number.from - 300);
  const before = source.key.slice(start, number.from);
  const mark = beforeNumber.exec(before);
  const cut = mark ? mark.index : before.replace(/[ \t,;:(|-]{1,6}$/, "").length;
  // "V rámci projektu Klidné ulice, reg. č. …"
  const project = /^.{0,60}(?<![a-z])projektu?[ \t](?:s nazvem )?/.exec(before.slice(0, cut))?.[0].length ?? 0;
  const named = project > 0 && /\p{Lu}/u.test(source.text.charAt(start + project)) ? project : 0;
  const span = { from: start + named, to: start + cut };
  const inside = lastQuote(source, span);
  if (inside) return inside;
  if (cut < 4 || cut > 160 || !/[a-z]{4}/.test(before.slice(0, cut)) || rejected.test(before.slice(0, cut)))
    return null;
  if (
    /[.:]$/.test(before.slice(0, cut).trimEnd()) ||
    /(?:^| )(?:je|jsou|byl|byla|bude|ma|projektu|dotace)$/.test(before.slice(0, cut).trimEnd())
  )
    return null;
  return clean(source, span);
}

function afterRegistration(source: Source, number: Span, line: Span): Found<string> | null {
  const rest = source.key.slice(number.to, line.to);
  const lead = /^[ \t]?(?:[,:|\t-]|-(?= ))?[ \t]?(?=["a-z])/.exec(rest);
  if (!lead || rest.length > 160 || rest.length - lead[0].length < 4 || /[.,;:]$|[.;:] /.test(rest)) return null;
  if (/^[ \t]?$/.test(lead[0]) && !rest.includes('"')) return null;
  if (rejected.test(rest) || source.text.charAt(number.to + lead[0].length) === rest.charAt(lead[0].length)) {
    if (rest.charAt(lead[0].length) !== '"') return null;
  }
  return clean(source, { from: number.to + lead[0].length, to: line.to });
}

function lastQuote(source: Source, span: Span): Found<string> | null {
  const key = source.key.slice(span.from, span.to);
  const close = key.lastIndexOf('"');
  const open = close > 0 ? key.lastIndexOf('"', close - 1) : -1;
  if (open < 0 || close - open < 5) return null;
  return clean(source, { from: span.from + open + 1, to: span.from + close });
}

/** projekt(u) … „Asistenti prevence kriminality Sokolov“ */
function inQuotes(source: Source): Found<string> | null {
  for (const word of matches(/(?<![a-z])projekt(?:u|em)?(?![a-z])/g, source.key, 0, 300)) {
    const window = source.key.slice(word.to, word.to + 240);
    const found = quoted.exec(window);
    if (!found || found.index > 30 || /[.:\n]/.test(window.slice(0, found.index))) continue;
    if (/vyzv|program/.test(window.slice(0, found.index))) continue;
    const line = source.lines[lineAt(source, word.from)];
    if (line && isCrumbs(source, line)) continue;
    return clean(source, { from: word.to + found.index + 1, to: word.to + found.index + found[0].length - 1 });
  }
  return null;
}

/** The last short line without a full stop above the first "label: value" line or the registration number. */
function heading(source: Source, number: Span | null): Found<string> | null {
  const numberLine = number ? lineAt(source, number.from) : Number.POSITIVE_INFINITY;
  const label = new RegExp(`^(?:${blanks(registrationLabels)})`);
  const first = source.lines.slice(0, mostLines).findIndex((line, index) => {
    const from = contentStart(source, line);
    const head = source.key.slice(from, Math.min(line.to, from + 60));
    return (
      index >= numberLine ||
      label.test(head) ||
      (labelLike.test(head) && index > 0) ||
      /^(?:doba|termin|celkove|realizace|rozpocet) /.test(head)
    );
  });
  if (first < 1) return null;
  for (let i = first - 1; i >= Math.max(0, first - 12); i--) {
    const line = source.lines[i];
    if (!line) continue;
    const span = { from: contentStart(source, line), to: line.to };
    const key = source.key.slice(span.from, span.to);
    if (isCrumbs(source, span)) continue;
    if (key.length < 4 || key.length > 160 || !/[a-z]{3}/.test(key)) continue;
    if (dateOnly.test(key) || rejected.test(key) || /[!?,;]$/.test(key) || labelLike.test(key)) continue;
    if (key.endsWith(".") && key.split(" ").length > 10) continue;
    if (/^(?:statutarni )?(?:mesto|obec) [a-z]+(?: [a-z]+)?$/.test(key) || !/[ ]/.test(key)) continue;
    // a full stop after a heading is none of its own, after "II." it is
    if (/[a-z]{3}\.$/.test(key) && !/ [ivx]+\.$/.test(key)) span.to--;
    return clean(source, span);
  }
  return null;
}

/** Without the word "projekt" in front, quotation marks, bars and a closing comma. */
function clean(source: Source, span: Span): Found<string> | null {
  let { from, to } = span;
  const isEdge = (char: string) => "\" \t|,;:*#'".includes(char);
  while (from < to && isEdge(source.key.charAt(from))) from++;
  to -= published.exec(source.key.slice(from, to).slice(-80))?.[0].length ?? 0;
  // a heading and its repetition pasted on one line
  const half = (to - from - 1) >> 1;
  if (half > 8 && source.key.slice(from, from + half) === source.key.slice(to - half, to)) from = to - half;
  while (to > from && (isEdge(source.key.charAt(to - 1)) || /[ \t][(-]$/.test(source.key.slice(to - 2, to)))) to--;
  const word = /^(?:nazev )?projekt(?:u)?[ \t]?[:-]?[ \t]["]?(?=[a-z0-9])/.exec(source.key.slice(from, to));
  if (word) from += word[0].length;
  if (source.key.charAt(to - 1) === '"') to--;
  return to - from < 3 || to - from > 300 ? null : { value: shownText(source, { from, to }), at: { from, to } };
}

/** The name of a party up to its number, address or the end of the line. */
function party(source: Source, span: Span): Found<string> | null {
  const key = source.key.slice(span.from, Math.min(span.to, span.from + 160));
  const end = /[,;(|\t]|[ -]ic(?:o)?[ :.]|\.(?: |$)/.exec(key);
  return clean(source, { from: span.from, to: span.from + (end ? end.index : key.length) });
}
