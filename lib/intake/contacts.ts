import { notAPerson, officeMailboxes, personLabels, personTitles, phoneLabels } from "@/lib/intake/labels";
import { lineAt, linesAfter, scannedLines } from "@/lib/intake/lines";
import { blanks, matches } from "@/lib/intake/match";
import type { Span } from "@/lib/intake/result";
import type { Source } from "@/lib/intake/source";

type Item = Span & { kind: "name" | "email" | "phone"; key: string; personal: boolean };
/** One person: what of theirs stands together on the page. */
export type Contact = { items: Item[]; at: Span };

const email =
  /(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}[ \t]?(?:@|\((?:at|zavinac)\)|\[(?:at|zavinac)\])[ \t]?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/g;
const phone =
  /(?<![\d.,/-])(?:(?:\+|00)420[ \t-]?)?[2-9]\d{2}(?:[ \t-]?\d{3}){2}(?!\d|[,./]\d|[.,]-|[ \t]\d{3}(?!\d)|[ \t]?(?:kc|czk|koru|eur|€|%))/g;
const phoneLead = new RegExp(
  `(?:^|[^a-z])(?:${phoneLabels})(?:[ \\t]?[-/(,]?[ \\t]?[a-z .-]{1,30})?[.:)]{0,2}[ \\t]?(?:\\+420|[(]?\\d{0,3}[)]?)?[\\d ,/;a+]{0,34}$`,
);
const word = "\\p{Lu}[\\p{L}'-]{1,30}";
const person = `${word}(?:[ \\t]${word}){1,2}`;
// titles in any case, names in capitals only: the flag "i" would take the difference away from \p{Lu}
const anyCase = personTitles.replace(/[a-z](?![^[]*\])/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
const titled = new RegExp(`(?<![\\p{L}.])(?:(?:${anyCase})(?!\\p{L})[.]?,?[ \\t]?){1,4}(?<name>${person})`, "gu");
const labelledName = new RegExp(`(?<![a-z])(?:${blanks(personLabels)})[ \\t]?[:|\\t-][ \\t]?`, "g");
const labelLine = new RegExp(`^(?:${blanks(personLabels)})[ \\t]?:?$`);
const roleAfter = new RegExp(`^[ \\t]?[,(-][ \\t]?(?:${blanks(personLabels)})(?![a-z])`);
const atStart = new RegExp(`^${person}`, "u");
const owner = new RegExp(
  `(?:^|[ \\t(,;:])(${person})[ \\t]?[,;:(–-]?[ \\t]?(?:(?:[Tt]el|[Tt]elefon|[Mm]obil|[Mm]ob|[Ee]-?mail|[Mm]ail)[.:]{0,2}[ \\t]?)?$`,
  "u",
);
const office = new RegExp(`^(?:${officeMailboxes})(?:[.@_-]|$)`);
/** "město Horní Lhota" names no person. */
const ofPlace = /(?<![a-z])(?:mest(?:o|a|u|em|e|ys|yse)|ob(?:ec|ce|ci)|ulic[ei]|namesti)[ \t]$/;
const nobody = new RegExp(`(?<![a-z])(?:${notAPerson})`);

/** The personal contacts of the page: a name, an address and a number that stand together are one. */
export function findContacts(source: Source): Contact[] {
  const items = [...findNames(source), ...findEmails(source)];
  items.push(...findPhones(source));
  for (const item of [...items]) if (item.kind !== "name") items.push(...nameAround(source, item));
  items.sort((a, b) => a.from - b.from || b.to - a.to);
  const distinct = items.filter((item, i) => i === 0 || item.from >= (items[i - 1]?.to ?? 0));
  const groups: Item[][] = [];
  let lastLine = -10;
  for (const item of distinct) {
    const line = lineAt(source, item.from);
    const group = groups.at(-1);
    const has = (kind: Item["kind"]) => group?.some((one) => one.kind === kind);
    const opens =
      !group || line - lastLine > 4 || (item.kind === "name" && has("name")) || (item.kind === "email" && has("email"));
    if (opens) groups.push([item]);
    else group.push(item);
    lastLine = line;
  }
  const seen = new Set<string>();
  return groups
    .filter((group) => group.some((item) => item.personal))
    .filter((group) => {
      const keys = group.filter((item) => item.kind !== "phone" || group.length === 1).map((item) => item.key);
      const known = keys.some((key) => seen.has(key));
      for (const key of keys) seen.add(key);
      return !known;
    })
    .map((group) => ({ items: group, at: { from: group[0]?.from ?? 0, to: group.at(-1)?.to ?? 0 } }));
}

/** Makes a function that takes the personal data of the page out of a text. */
export function scrubber(source: Source, contacts: readonly Contact[]): (text: string) => string {
  const strings = new Set<string>();
  const names: RegExp[] = [];
  for (const item of contacts.flatMap(({ items }) => items)) {
    const text = source.text.slice(item.from, item.to);
    strings.add(text);
    if (item.kind === "name" && names.length < 20) names.push(anyCaseOf(text));
  }
  const found = byBeginning([...strings]);
  const address = /[^\s@<>(),;:]{1,64}@[^\s@<>(),;:]{1,120}/g;
  return (text) => {
    let clean = text.includes("@") ? text.replace(address, "[…]") : text;
    clean = withoutAny(clean, found);
    for (const one of names) clean = clean.replace(one, "[…]");
    return clean;
  };
}

const beginning = 4;
/** Texts to take out, and by their first signs the lengths that they have, the longest first. */
type Known = { texts: ReadonlySet<string>; lengths: ReadonlyMap<string, readonly number[]> };

/** So arranged that one pass finds any of thousands, whatever they have in common. Shorter ones are left out. */
function byBeginning(texts: readonly string[]): Known {
  const lengths = new Map<string, Set<number>>();
  for (const text of texts) {
    if (text.length < beginning) continue;
    const start = text.slice(0, beginning);
    const known = lengths.get(start) ?? new Set();
    lengths.set(start, known.add(text.length));
  }
  return {
    texts: new Set(texts),
    lengths: new Map([...lengths].map(([start, all]) => [start, [...all].sort((a, b) => b - a)])),
  };
}

function withoutAny(text: string, { texts, lengths }: Known): string {
  if (lengths.size === 0) return text;
  let clean = "";
  let from = 0;
  for (let at = 0; at + beginning <= text.length; at++) {
    const hit = lengths.get(text.slice(at, at + beginning))?.find((length) => texts.has(text.slice(at, at + length)));
    if (hit === undefined) continue;
    clean += `${text.slice(from, at)}[…]`;
    from = at + hit;
    at = from - 1;
  }
  return clean + text.slice(from);
}

/** "Jana Novotná" in any grammatical case ("Jany Novotné"), and the surname alone as it stands. */
function anyCaseOf(name: string): RegExp {
  const words = name.split(/[ \t]+/).map((one) => one.replace(/[^\p{L}-]/gu, ""));
  const inflected = words.map((one) => `${one.length > 3 ? one.slice(0, -1) : one}\\p{L}{0,4}`).join("[ \\t]");
  return new RegExp(`(?<!\\p{L})(?:${inflected}|${words.at(-1)})(?!\\p{L})`, "gu");
}

function findEmails(source: Source): Item[] {
  return [...matches(email, source.key, 0, 500)].map(({ from, to }) => {
    const key = source.key.slice(from, to);
    return { from, to, kind: "email", key, personal: !office.test(key) };
  });
}

function findPhones(source: Source): Item[] {
  const found: Item[] = [];
  for (const { from, to } of matches(phone, source.key, 0, 500)) {
    const key = source.key.slice(from, to).replace(/\D/g, "").slice(-9);
    const line = lineAt(source, from);
    const lead = source.key.slice(Math.max(source.lines[line]?.from ?? 0, from - 50), from);
    const mobile = /^[67]/.test(key);
    const marked = /^[+0]/.test(source.key.slice(from, from + 1)) || phoneLead.test(lead);
    // a mobile number is one even where nobody says so: without a unit it is no amount either
    if (!marked && !mobile) continue;
    found.push({ from, to, kind: "phone", key, personal: mobile });
  }
  return found;
}

function findNames(source: Source): Item[] {
  const found: Item[] = [];
  for (const match of matches(titled, source.text, 0, 300)) {
    const name = match.groups.name ?? "";
    const item = nameItem(source, match.to - name.length, name);
    if (item) found.push(item);
  }
  for (const label of matches(labelledName, source.key, 0, 300)) {
    const item = nameItem(source, label.to, atStart.exec(source.text.slice(label.to, label.to + 80))?.[0]);
    if (item) found.push(item);
  }
  for (const [index, line] of scannedLines(source)) {
    const length = line.to - line.from;
    if (length === 0 || length > 200) continue;
    const name = atStart.exec(source.text.slice(line.from, line.to))?.[0];
    if (name && roleAfter.test(source.key.slice(line.from + name.length, line.to))) {
      const item = nameItem(source, line.from, name);
      if (item) found.push(item);
    }
    const below =
      length < 40 && labelLine.test(source.key.slice(line.from, line.to)) ? linesAfter(source, index, 1)[0] : undefined;
    if (below && below.to - below.from < 120) {
      const item = nameItem(source, below.from, atStart.exec(source.text.slice(below.from, below.to))?.[0]);
      if (item) found.push(item);
    }
  }
  return found;
}

/** A line of capitalised words right above (or before) an address or a number is the name of its owner. */
function nameAround(source: Source, item: Item): Item[] {
  const index = lineAt(source, item.from);
  const found: Item[] = [];
  for (let i = index; i >= Math.max(0, index - 3); i--) {
    const line = source.lines[i];
    if (!line || line.to === line.from || line.to - line.from > 160) continue;
    const text = source.text.slice(line.from, i === index ? item.from : line.to);
    const name = atStart.exec(text)?.[0];
    const rest = name === undefined ? text : source.key.slice(line.from + name.length, line.from + text.length);
    const before = i === index ? ownerBefore(source, item, line) : null;
    if (before) {
      found.push(before);
      break;
    }
    const own = name && nameItem(source, line.from, name);
    if (own && (i === index || /^[ \t]?(?:$|[,(-])/.test(rest))) {
      found.push(own);
      break;
    }
  }
  return found;
}

/** "Karel Vzorný (600 000 002)", "Karel Vzorný, tel. 600 000 002" anywhere on a line. */
function ownerBefore(source: Source, item: Item, line: Span): Item | null {
  const from = Math.max(line.from, item.from - 90);
  const found = owner.exec(source.text.slice(from, item.from));
  return found?.[1] ? nameItem(source, from + found.index + found[0].indexOf(found[1]), found[1]) : null;
}

function nameItem(source: Source, from: number, name: string | undefined): Item | null {
  if (!name) return null;
  const key = source.key.slice(from, from + name.length);
  if (nobody.test(key) || !/[ \t]/.test(key)) return null;
  if (ofPlace.test(source.key.slice(Math.max(0, from - 12), from))) return null;
  return { from, to: from + name.length, kind: "name", key, personal: true };
}
