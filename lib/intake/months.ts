import { datesIn } from "@/lib/intake/dates";
import { durationLabels } from "@/lib/intake/labels";
import { lineAt, linesAfter, sentenceAt } from "@/lib/intake/lines";
import { matches, phrase } from "@/lib/intake/match";
import { numberOf, numberPhrase } from "@/lib/intake/numbers";
import type { Found, Span } from "@/lib/intake/result";
import type { Source } from "@/lib/intake/source";

/** What may stand before a label that opens its line. */
export const opening = /^[-*#>|+\d.)\t ]{0,12}$/;
const monthCount = new RegExp(
  `(?<![a-z0-9,./-])(${numberPhrase})[ \\t]?(?:-[ \\t]?)?(?:mes(?:ic(?:e|i|u|ich|um)?)?(?![a-z])\\.?|mesicni)`,
  "g",
);
const yearCount = new RegExp(`(?<![a-z0-9,./-])(${numberPhrase})[ \\t]?(?:roky|rok|roku|let|leta)(?![a-z])`, "g");
const bareCount = new RegExp(`^[ \\t]?[:|\\t-][ \\t]?(${numberPhrase})[ \\t]?(?:$|[|(,;]|\\.$)`);

/** "36 měsíců" beside the period, beside "doba trvání", or in a sentence about the project. */
export function statedMonths(source: Source, windows: readonly Span[]): Found<number> | null {
  for (const window of windows) {
    const found = countIn(source, window, true);
    if (found) return found;
  }
  for (const label of matches(phrase(durationLabels), source.key, 0, 200)) {
    const index = lineAt(source, label.from);
    const line = source.lines[index];
    if (!line) continue;
    const opens = opening.test(source.key.slice(line.from, label.from));
    const span = { from: label.to, to: Math.min(line.to, label.to + 60) };
    const key = source.key.slice(span.from, span.to);
    const bare = opens ? bareCount.exec(key) : null;
    const value = bare ? numberOf(bare[1] ?? "") : null;
    if (bare && value !== null) {
      const from = span.from + bare[0].indexOf(bare[1] ?? "");
      return { value, at: { from, to: from + (bare[1] ?? "").length } };
    }
    const sentence = sentenceAt(source, label.from);
    if (!opens && !/projekt/.test(source.key.slice(sentence.from, sentence.to))) continue;
    const below = opens && !/[a-z0-9]/.test(key) ? linesAfter(source, index, 1)[0] : undefined;
    const found = countIn(source, span, opens) ?? (below ? countIn(source, below, true) : null);
    if (found) return found;
  }
  for (const count of matches(monthCount, source.key, 0, 200)) {
    const near = source.key.slice(count.to, count.to + 24);
    if (!/^(?:ch|ho|mu|m)?[ \t](?:trvajici )?projekt/.test(near)) continue;
    const value = numberOf(count.parts[1] ?? "");
    if (value !== null) return { value, at: { from: count.from, to: count.to } };
  }
  return null;
}

function countIn(source: Source, span: Span, years: boolean): Found<number> | null {
  const key = source.key.slice(span.from, span.to);
  for (const [expression, unit] of [
    [monthCount, 1],
    [yearCount, 12],
  ] as const) {
    if (unit === 12 && (!years || datesIn(key).length > 0)) continue;
    for (const found of matches(expression, key, 0, 5)) {
      const value = numberOf(found.parts[1] ?? "");
      if (value === null || value === 0) continue;
      return { value: value * unit, at: { from: span.from + found.from, to: span.from + found.to } };
    }
  }
  return null;
}
