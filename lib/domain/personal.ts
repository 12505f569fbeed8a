import { birthNumbers, type Mark, numberOfPaper } from "./birth-number";
import { names } from "./personal-names";
import { addresses } from "./personal-places";
import { plainText } from "./plain-text";

/**
 * What in a text looks like the data of a particular person: asked about before it is sent, never refused for good, since
 * a rule of this kind errs both ways.
 */
export const personalKinds = ["birthNumber", "name", "phone", "email", "address"] as const;
export type PersonalKind = (typeof personalKinds)[number];
export type PersonalMark = Mark & { kind: PersonalKind };

const dot = "(?: ?[.,] ?| ?[([{](?:dot|tečka|tecka)[)\\]}] ?| (?:tečka|tecka|dot) )";
const sign = "(?: ?@ ?| ?[([{] ?(?:at|zavináč|zavinac|@|a) ?[)\\]}] ?| (?:zavináč|zavinac|@|at) )";
const part = "[\\p{L}\\d_%+-]+";
const signs = new RegExp(sign, "giu");
const localEnd = new RegExp(`(?:${part}${dot}){0,5}${part}$`, "iu");
const domain = new RegExp(`^(?:[\\p{L}\\d-]+${dot}){1,5}\\p{L}{2,}`, "iu");
const bareDomain = /^[\p{L}\d-]{2,}/iu;

/**
 * Each sign of a mail is looked around a little way, so that the time grows with the text alone. Written closely, or with
 * the sign in words, a mail lacks its country at times.
 */
function mails(text: string): Mark[] {
  return [...text.matchAll(signs)].flatMap((found) => {
    const after = found.index + found[0].length;
    const own = localEnd.exec(text.slice(Math.max(0, found.index - 64), found.index));
    const rest = text.slice(after, after + 80);
    const close = found[0] === "@" || /zavin/iu.test(found[0]);
    const host = domain.exec(rest) ?? (close ? bareDomain.exec(rest) : null);
    return own && host ? [{ start: found.index - own[0].length, end: after + host[0].length }] : [];
  });
}

const money = "(?!\\d| ?(?:Kč|korun|kč|CZK|,-|EUR|eur|€|obyvatel|tis|mil)|/\\d{3,}|[,]\\d)";
const phones: readonly [RegExp, sure: boolean][] = [
  [/(?<!\d)(?:\+|00)(?:[ ]?\(?\d{3}\)?)(?:[ ./-]{0,2}\d){6,11}(?!\d)/g, true],
  [
    /(?:tel(?:efon\p{L}*|\.|:)?|mobil\p{L}*|mob\.|vol(?:at|ej\p{L}*|al\p{L}*)|čísl[oeu]m?|linka?|kontakt\p{L}*|spojení)[^\d\n]{0,25}\d(?:[ ./-]{0,3}\d){8}(?![ .-]?\d| ?(?:Kč|korun))/giu,
    true,
  ],
  [new RegExp(`(?<!\\d)(?<!\\d[/.,-])[2-9]\\d{2}([ ./-]?)\\d{3}\\1\\d{3}${money}`, "g"), false],
  [new RegExp(`(?<!\\d)(?<!\\d[/.,-])[2-9]\\d{2}([ .-])\\d{2}\\1\\d{2}\\1\\d{2}${money}`, "g"), false],
  [/(?<!\d ?)[2-9](?:[ .-]\d){8}(?![ .-]?\d)/g, false],
  [new RegExp(`(?<!\\d)(?<!\\d[/.,-])420 ?[2-9]\\d{2} ?\\d{3} ?\\d{3}${money}`, "g"), false],
];

const all = (text: string, pattern: RegExp): Mark[] =>
  [...text.matchAll(pattern)].map((found) => ({ start: found.index, end: found.index + found[0].length }));

/** A number of a paper, and a sum of the same length, are none. */
const phoneNumbers = (text: string): Mark[] =>
  phones.flatMap(([pattern, sure]) =>
    all(text, pattern).filter(({ start }) => sure || !numberOfPaper.test(text.slice(Math.max(0, start - 40), start))),
  );

const finders: Record<PersonalKind, (text: string) => Mark[]> = {
  birthNumber: birthNumbers,
  name: names,
  phone: phoneNumbers,
  email: mails,
  address: addresses,
};

/** An id of a record says nothing of anybody, whatever its digits look like. */
const recordIds = /(?<![\p{L}\d])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\p{L}\d])/giu;

/** The places of a text that look like somebody's data, as they stand in the original, by kind. */
export function markPersonal(original: string): PersonalMark[] {
  const plain = plainText(original);
  plain.text = plain.text.replace(recordIds, (found) => "•".repeat(found.length));
  return personalKinds.flatMap((kind) =>
    once(finders[kind](plain.text), kind === "phone").map(({ start, end }) => ({ kind, ...plain.at(start, end) })),
  );
}

/** Two rules that find the same are one find: with all of a name or an address, and of a telephone with its digits alone. */
const once = (marks: readonly Mark[], narrow: boolean): Mark[] =>
  marks.filter(
    (mark, at) =>
      !marks.some((other, before) => {
        const [inner, outer] = narrow ? [other, mark] : [mark, other];
        if (inner.start < outer.start || inner.end > outer.end) return false;
        return inner.start > outer.start || inner.end < outer.end || before < at;
      }),
  );

/** The kinds of personal data that a text seems to hold, each once, in the order of `personalKinds`. */
export function findPersonal(text: string): PersonalKind[] {
  const found = new Set(markPersonal(text).map(({ kind }) => kind));
  return personalKinds.filter((kind) => found.has(kind));
}
