import {
  assistantCountLabels,
  assistantFillers,
  assistantWords,
  employmentWords,
  mentorWord,
  personWords,
} from "@/lib/intake/labels";
import { sentenceAt } from "@/lib/intake/lines";
import { blanks, matches, phrase } from "@/lib/intake/match";
import { numberOf, numberPhrase } from "@/lib/intake/numbers";
import type { Found, Span } from "@/lib/intake/result";
import type { Source } from "@/lib/intake/source";

export type Assistants = { count: Found<number> | null; values: number[] };

const filler = `(?:${blanks(assistantFillers)})`;
const number = `(?<![a-z0-9.,/%-])(?<number>${numberPhrase})`;
const counted = new RegExp(
  `${number}[)]?(?:[ \\t]?x)?(?:[ \\t\\n]${filler}){0,9}[ \\t\\n](?:${assistantWords})(?![a-z])(?![ \\t]pedagog)`,
  "g",
);
const labelled = new RegExp(
  `(?<![a-z])(?:${blanks(assistantCountLabels)})[ \\t]?[:|\\t=-]{0,2}[ \\t]?(?<number>${numberPhrase})(?![\\d/%a-z]|[.,]\\d)`,
  "g",
);
const colon = new RegExp(
  `(?<![a-z])(?:asistent[a-z]{0,4}[ \\t]prevence[ \\t]kriminality|apk)(?:[ \\t]\\(apk\\))?[ \\t]?(?::|v[ \\t]poctu|(?:je|bude|pracuje|pusobi)(?:[ \\t]celkem)?)[ \\t]?(?<number>${numberPhrase})(?![\\d/%a-z]|[.,]\\d)`,
  "g",
);
const persons = new RegExp(`${number}[ \\t](?:${personWords})(?![a-z])`, "g");

/** How many assistants the project has: beside a label, else before the word itself, else "šest osob" taken into employment. */
export function readAssistants(source: Source): Assistants {
  for (const expression of [labelled, colon, counted]) {
    const found = collect(source, expression, () => true);
    if (found.length > 0) return choose(found);
  }
  const employed = collect(source, persons, (span) => {
    const sentence = sentenceAt(source, span.from);
    const key = source.key.slice(sentence.from, sentence.to);
    return (
      new RegExp(employmentWords).test(key) &&
      (new RegExp(`(?<![a-z])${assistantWords}(?![a-z])`).test(key) || /zamestn/.test(key))
    );
  });
  const about = /(?<![a-z])(?:asistent[a-z]{0,4}[ \t]prevence|apk)(?![a-z])/.test(source.key);
  return about && employed.length > 0 ? choose(employed) : { count: null, values: [] };
}

/** True where the page speaks of a mentor of its own; mentoring alone is an activity. */
export function readMentor(source: Source): Found<true> | null {
  for (const word of matches(phrase(mentorWord), source.key, 0, 100)) {
    const before = source.key.slice(Math.max(0, word.from - 12), word.from);
    if (/(?:bez|zadn(?:y|eho|ou)|neni)[ \t]$/.test(before)) continue;
    return { value: true, at: { from: word.from, to: word.to } };
  }
  return null;
}

function collect(source: Source, expression: RegExp, fits: (span: Span) => boolean): Found<number>[] {
  const found: Found<number>[] = [];
  for (const match of matches(expression, source.key, 0, 500)) {
    const printed = match.groups.number ?? "";
    const value = numberOf(printed);
    if (value === null || value < 1 || value > 300 || /^0/.test(printed)) continue;
    const before = source.key.slice(Math.max(0, match.from - 16), match.from);
    // "KA 3 APK …", "Cíl č. 2 asistenti …" are codes; "8 až 10 asistentů" is no number
    if (/(?:^|[^a-z])(?:ka|c\.|cil|cislo|aktivita|opatreni|bod|odst\.|rok|roku)[ \t]?$/.test(before)) continue;
    if (/\d[ \t]?(?:-|az)[ \t]?$/.test(before)) continue;
    // a line that goes on in mid-sentence, not a heading under a number
    const wrap = source.text.slice(match.from, match.to).indexOf("\n");
    if (wrap >= 0 && !/[a-zá-ž]/.test(source.text.charAt(match.from + wrap + 1))) continue;
    const at = { from: match.from, to: match.to };
    if (fits(at)) found.push({ value, at });
  }
  return found;
}

/** The value said most often, the first of equals. */
function choose(found: readonly Found<number>[]): Assistants {
  const times = new Map<number, number>();
  for (const { value } of found) times.set(value, (times.get(value) ?? 0) + 1);
  const most = Math.max(...times.values());
  const count = found.find(({ value }) => times.get(value) === most) ?? null;
  return { count, values: [...times.keys()] };
}
