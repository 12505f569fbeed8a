import { listOpeners, trainingHeadings } from "@/lib/intake/labels";
import { isSentenceEnd, lineAt } from "@/lib/intake/lines";
import { itemsAfter, most, trimSpan } from "@/lib/intake/lists";
import { blanks, matches, phrase } from "@/lib/intake/match";
import { numberOf, numberPhrase } from "@/lib/intake/numbers";
import type { Found, Span } from "@/lib/intake/result";
import { type Source, shownText } from "@/lib/intake/source";

/** The named areas of training: a sentence that lists them or a list under their heading. */
export function readTrainingAreas(source: Source): Found<string>[] {
  const opener = new RegExp(`^[ \\t]?(?:\\(?apk\\)?)?[ \\t]?(?:${blanks(listOpeners)})[ \\t]?:?[ \\t]?`);
  const stated = new RegExp(`(?<![a-z0-9])(${numberPhrase})[ \\t](?:[a-z]{3,14}[ \\t])?$`);
  for (const heading of matches(phrase(trainingHeadings), source.key, 0, 100)) {
    const index = lineAt(source, heading.from);
    const line = source.lines[index];
    if (!line) continue;
    const open = opener.exec(source.key.slice(heading.to, Math.min(line.to, heading.to + 60)));
    const from = heading.to + (open ? open[0].length : 0);
    if (open && line.to - from > 3) {
      let to = Math.min(line.to, from + 1200);
      for (let at = from; at < to; at++) {
        if (isSentenceEnd(source, at, line.to) || (source.key.charAt(at) === ")" && open[0].includes("(")))
          to = Math.min(to, at);
      }
      const count = stated.exec(source.key.slice(Math.max(line.from, heading.from - 40), heading.from));
      const parts = partsOf(source, { from, to }, count ? numberOf(count[1] ?? "") : null);
      if (parts.length > 1) return parts.map((at) => ({ value: shownText(source, at), at }));
    }
    if (line.to - heading.to > 30) continue;
    const items = itemsAfter(source, index).map(({ span }) => span);
    if (items.length > 0) return items.map((at) => ({ value: shownText(source, at), at }));
  }
  return [];
}

/** Splits an enumeration; where the page says how many there are, the way of splitting that gives that many. */
function partsOf(source: Source, span: Span, stated: number | null): Span[] {
  const all = split(source, span, /[;,]/);
  const ways = [andLast(source, all), all, split(source, span, /;/), andLast(source, split(source, span, /;/))];
  return (
    ways.find((way) => way.length === stated) ??
    (source.key.slice(span.from, span.to).split(";").length > 2 ? ways[2] : ways[0]) ??
    []
  );
}

function split(source: Source, span: Span, separator: RegExp): Span[] {
  const parts: Span[] = [];
  let from = span.from;
  for (let at = span.from; at <= span.to && parts.length < most; at++) {
    if (at < span.to && !separator.test(source.key.charAt(at))) continue;
    const part = trimSpan(source, { from, to: at });
    if (part) parts.push(part);
    from = at + 1;
  }
  return parts;
}

/** "…, mediační dovednosti a digitální gramotnost": the last part holds two. */
function andLast(source: Source, parts: readonly Span[]): Span[] {
  const last = parts.at(-1);
  if (!last) return [];
  const at = source.key.slice(last.from, last.to).lastIndexOf(" a ");
  if (at < 2) return [...parts];
  return [...parts.slice(0, -1), { from: last.from, to: last.from + at }, { from: last.from + at + 3, to: last.to }];
}
