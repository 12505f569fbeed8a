import type { Span } from "@/lib/intake/result";
import type { Source } from "@/lib/intake/source";

export const mostLines = 20_000;

/** The lines that are looked at one by one, with their indexes. No page has more; a hostile text may. */
export function scannedLines(source: Source) {
  return source.lines.slice(0, mostLines).entries();
}

/** The index of the line that holds the position. */
export function lineAt(source: Source, position: number): number {
  let low = 0;
  let high = source.lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lines[middle]?.from ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The next lines with something on them after a line, at most `count`. */
export function linesAfter(source: Source, line: number, count: number): Span[] {
  const found: Span[] = [];
  for (let i = line + 1; i < source.lines.length && found.length < count && i <= line + 2 * count; i++) {
    const next = source.lines[i];
    if (next && next.to > next.from) found.push(next);
  }
  return found;
}

/** Where a line starts once bullets, marks of headings and table bars are passed over. */
export function contentStart(source: Source, line: Span): number {
  let at = line.from;
  while (at < line.to && at < line.from + 12 && "*-#>|+ \t".includes(source.key.charAt(at))) at++;
  return at;
}

/** The sentence of the line around a position, at most 400 units to each side. */
export function sentenceAt(source: Source, position: number): Span {
  const line = source.lines[lineAt(source, position)] ?? { from: position, to: position };
  let from = Math.max(line.from, position - 400);
  let to = Math.min(line.to, position + 400);
  for (let i = position - 1; i > from; i--) if (isSentenceEnd(source, i, line.to)) from = i + 1;
  for (let i = position; i < to; i++) if (isSentenceEnd(source, i, line.to)) to = i + 1;
  return { from, to };
}

/** Whether the sentence ends with the character at the position (a full stop before a capital, not an abbreviation). */
export function isSentenceEnd(source: Source, position: number, lineEnd: number): boolean {
  const char = source.key.charAt(position);
  if (char !== "." && char !== "!" && char !== "?") return false;
  if (position + 1 >= lineEnd) return true;
  const next = source.text.charAt(position + 1) === " " ? position + 2 : position + 1;
  const capital = source.text.charAt(next);
  if (capital === capital.toLowerCase() || capital === "") return false;
  const before = source.key.slice(Math.max(0, position - 4), position);
  return /[a-z]{4}$|[)"%\d]$|(?:^|[ \t])(?:kc|let|dne)$/.test(before);
}
