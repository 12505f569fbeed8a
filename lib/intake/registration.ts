import { fileReference, registrationForms, registrationLabels } from "@/lib/intake/labels";
import { lineAt, linesAfter } from "@/lib/intake/lines";
import { blanks, matches, phrase } from "@/lib/intake/match";
import type { Found, Span } from "@/lib/intake/result";
import { type Source, shownText } from "@/lib/intake/source";

export type Registration = {
  number: Found<string> | null;
  form: "known" | "misprint" | "unknown";
  /** Another, different number stands on the page. */
  several: boolean;
  /** Every place where the number stands, in order. */
  places: Span[];
};

const edge = "(?<![a-z0-9./_-])";
const anywhere = registrationForms.anywhere.map((form) => new RegExp(`${edge}${form}`, "g"));
const labelled = registrationForms.labelled.map((form) => new RegExp(`^[ \\t]?[:=|\\t]?[ \\t]?(${form})`));
const reference = new RegExp(`(?:^|[^a-z])${blanks(fileReference)}[ :]{0,3}$`);

/** The registration number as printed: the one beside a label first, else the first of a known shape. */
export function readRegistration(source: Source): Registration {
  const found: Span[] = [];
  for (const expression of anywhere) {
    for (const match of matches(expression, source.key, 0, 500)) {
      const span = tidy(source, match);
      if (looksRight(source, span)) found.push(span);
    }
  }
  found.sort((a, b) => a.from - b.from);
  const labels = [...matches(phrase(registrationLabels), source.key, 0, 300)];
  const beside = labels
    .map((label) => found.find((span) => isBeside(source, label, span)))
    .find((span) => span !== undefined);
  const chosen = beside ?? found[0] ?? ofAnyForm(source, labels);
  if (!chosen) return { number: null, form: "unknown", several: false, places: [] };
  const value = shownText(source, chosen);
  const plain = value.toUpperCase();
  const known = registrationForms.known.some((form) => form.test(plain));
  return {
    number: { value, at: chosen },
    form: known ? "known" : plain.startsWith("CZ") ? "misprint" : "unknown",
    several: found.some((span) => shownText(source, span).toUpperCase() !== plain),
    places:
      found.length === 0
        ? [chosen]
        : found.filter((span) => shownText(source, span).toUpperCase() === plain).slice(0, 20),
  };
}

function isBeside(source: Source, label: Span, span: Span): boolean {
  if (span.from < label.to || span.from - label.to > 80) return false;
  return !/[a-z]/.test(source.key.slice(label.to, span.from).replace(/projektu|cislo|op[a-z]{0,3}/g, ""));
}

/** A number of an unknown programme: whatever stands right beside its label and has enough digits. */
function ofAnyForm(source: Source, labels: readonly Span[]): Span | undefined {
  for (const label of labels) {
    const index = lineAt(source, label.from);
    const line = source.lines[index];
    if (!line) continue;
    const below = linesAfter(source, index, 1)[0];
    const rest = source.key.slice(label.to, Math.min(line.to, label.to + 120));
    const places = [{ text: rest, base: label.to }];
    if (!/[a-z0-9]/.test(rest) && below)
      places.push({ text: source.key.slice(below.from, Math.min(below.to, below.from + 120)), base: below.from });
    for (const { text, base } of places) {
      for (const expression of labelled) {
        const match = expression.exec(text);
        const printed = match?.[1];
        if (!match || !printed || (printed.match(/\d/g)?.length ?? 0) < 4) continue;
        // eight plain digits are the number of an organisation (IČO), a date or a year is no number either
        if (/^\d{1,8}$/.test(printed) || /^\d{1,2}[./]\d{1,2}[./]\d{4}$/.test(printed)) continue;
        const from = base + match[0].length - printed.length;
        return tidy(source, { from, to: from + printed.length });
      }
    }
  }
  return undefined;
}

function tidy(source: Source, span: Span): Span {
  let to = span.to;
  while (to > span.from && /[^a-z0-9]/.test(source.key.charAt(to - 1))) to--;
  return { from: span.from, to };
}

function looksRight(source: Source, span: Span): boolean {
  const printed = source.key.slice(span.from, span.to);
  if (/[a-z0-9]/.test(source.key.charAt(span.to))) return false;
  if (printed.startsWith("cz") && (printed.match(/\d/g)?.length ?? 0) < 8) return false;
  return !reference.test(source.key.slice(Math.max(0, span.from - 20), span.from));
}
