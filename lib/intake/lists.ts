import {
  activityCode,
  activityHeading,
  activityOpening,
  goalCode,
  goalHeading,
  goalOpening,
  notGoals,
} from "@/lib/intake/labels";
import { contentStart, lineAt, linesAfter, scannedLines } from "@/lib/intake/lines";
import { blanks, leadingPhrase, matches, phrase } from "@/lib/intake/match";
import type { Found, Span } from "@/lib/intake/result";
import { type Source, shownText } from "@/lib/intake/source";

export type Activity = { code: string | null; name: string };
export type Goal = { number: number; text: string };
export const most = 60;

const anyActivity = new RegExp(`(?<![a-z0-9])(?:${blanks(activityCode)})(?![a-z0-9]|[.,]\\d)`, "g");
const anyGoal = new RegExp(`(?<![a-z0-9.])(?:${blanks(goalCode)})(?![a-z0-9])`, "g");
const ordinalGoal = /(?<![a-z0-9.])(\d{1,2})\.[ \t](?:specificky |dilci )?cil(?: projektu)?[ \t]?(?=[:-])/g;
const numbered = /^(\d{1,2})[.)][ \t]?(?=[a-z"(])/;
const bullet = /^(?:[-*o][ \t](?=\S)|-(?=[a-z])|[a-h][.)][ \t]?(?=[a-z]))/;

/** Key activities: by their codes ("KA 01 …", as printed), else the list under a heading. */
export function readActivities(source: Source): Found<Activity>[] {
  const marks = [...matches(anyActivity, source.key, 0, 1000)];
  const perLine = new Map<number, number>();
  for (const mark of marks) perLine.set(lineAt(source, mark.from), (perLine.get(lineAt(source, mark.from)) ?? 0) + 1);
  const found = new Map<string, Found<Activity>>();
  for (const [i, mark] of marks.entries()) {
    if (found.size >= most) break;
    const index = lineAt(source, mark.from);
    const line = source.lines[index];
    const number = mark.parts.at(-1) ?? "";
    if (!line || found.has(number)) continue;
    const opens = contentStart(source, line) === mark.from;
    const inList =
      (perLine.get(index) ?? 0) > 1 &&
      (/[:;,|\t(.]\s?$/.test(source.key.slice(Math.max(line.from, mark.from - 2), mark.from)) ||
        /^[ \t]?[:–-]?[ \t]?\p{Lu}/u.test(source.text.slice(mark.to, mark.to + 4)));
    if (!opens && !inList) continue;
    const next = marks[i + 1];
    const end = Math.min(next && next.from > mark.to ? next.from : source.key.length, mark.to + 400);
    const name = trimSpan(source, paragraph(source, index, mark.to, end)) ?? nameBelow(source, index, line, mark);
    if (!name || /^(?:je|jsou|bude|budou|byla|probiha|probihaji|byly|se)[ \t]/.test(source.key.slice(name.from)))
      continue;
    found.set(number, {
      value: { code: shownText(source, mark), name: shownText(source, name).replace(/\.$/, "") },
      at: { from: mark.from, to: name.to },
    });
  }
  if (found.size > 0) return [...found.values()];
  return listUnder(source, activityHeading, activityOpening, null).map(({ number, span }) => ({
    value: { code: number === null ? null : String(number), name: shownText(source, span) },
    at: span,
  }));
}

/** Goals without their labels: "Cíl č. 1: …", else the list under a heading. A goal ends with its paragraph. */
export function readGoals(source: Source): Found<Goal>[] {
  const marks = [...matches(anyGoal, source.key, 0, 1000), ...matches(ordinalGoal, source.key, 0, 500)].sort(
    (a, b) => a.from - b.from,
  );
  const found = new Map<number, Found<Goal>>();
  for (const [i, mark] of marks.entries()) {
    if (found.size >= most) break;
    const index = lineAt(source, mark.from);
    const line = source.lines[index];
    const number = Number(mark.parts.filter((part) => /^\d{1,2}$/.test(part ?? "")).at(-1));
    if (!line || !Number.isInteger(number) || found.has(number)) continue;
    const opens = contentStart(source, line) === mark.from;
    const after = /^[ \t]?[:.)\t|-]/.test(source.key.slice(mark.to, mark.to + 2));
    if (
      !(opens && (after || mark.to === line.to || source.key.charAt(mark.to) === " ")) &&
      !(after && /[.;:,!)|\t][ \t]?$/.test(source.key.slice(Math.max(line.from, mark.from - 2), mark.from)))
    )
      continue;
    const next = marks[i + 1];
    const limit = next ? next.from : source.key.length;
    const text =
      trimSpan(source, paragraph(source, index, mark.to, limit)) ?? nameBelow(source, index, line, mark, limit);
    if (text)
      found.set(number, { value: { number, text: shownText(source, text) }, at: { from: mark.from, to: text.to } });
  }
  if (found.size > 0) return [...found.values()].sort((a, b) => a.value.number - b.value.number);
  return listUnder(source, goalHeading, goalOpening, notGoals).map(({ number, span }, i) => ({
    value: { number: number ?? i + 1, text: shownText(source, span) },
    at: span,
  }));
}

type Item = { number: number | null; span: Span };

/**
 * The list under a line that is a heading, or that ends with a colon and holds the words of one ("Specifickými cíli
 * projektu jsou:"); or that goes on with its items behind dashes.
 */
function listUnder(source: Source, words: string, opening: string, unless: string | null): Item[] {
  const heading = leadingPhrase(words);
  const opens = phrase(opening, "");
  for (const [index, line] of scannedLines(source)) {
    const from = contentStart(source, line);
    if (line.to === from) continue;
    const key = source.key.slice(from, Math.min(line.to, from + 140));
    const found = line.to - from > 60 ? null : heading.exec(key);
    const whole = found && /^[ \t]?:?$/.test(key.slice(found[0].length));
    const colon = key.indexOf(":");
    const lead = key.slice(0, colon < 0 ? 0 : colon);
    if (!whole && !(opens.test(lead) && !(unless && new RegExp(unless).test(lead)))) continue;
    const rest = source.key.slice(from + colon + 1, line.to);
    if (whole || /^[ \t]?$/.test(rest)) {
      const items = itemsAfter(source, index);
      if (items.length > 0) return items;
    } else {
      const items = itemsBetweenDashes(source, { from: from + colon + 1, to: line.to });
      if (items.length > 1) return items;
    }
  }
  return [];
}

/** ": – méně přestupků, – práce pro šest osob, – méně záškoláctví." */
function itemsBetweenDashes(source: Source, span: Span): Item[] {
  const key = source.key.slice(span.from, span.to);
  if (!/^[ \t]?-[ \t]?[a-z]/.test(key)) return [];
  const starts = [...matches(/(?:^|[,;.])[ \t]?-[ \t]?(?=[a-z])/g, key, 0, most)];
  return starts.flatMap(({ to }, i) => {
    const item = trimSpan(source, { from: span.from + to, to: span.from + (starts[i + 1]?.from ?? key.length) });
    return item ? [{ number: null, span: item }] : [];
  });
}

/** The bulleted or numbered lines right below a line. */
export function itemsAfter(source: Source, index: number): Item[] {
  const items: Item[] = [];
  let blanksSeen = 0;
  for (let i = index + 1; i < source.lines.length && items.length < most; i++) {
    const line = source.lines[i];
    if (!line) break;
    if (line.to === line.from) {
      blanksSeen++;
      if (blanksSeen > 1 && items.length > 0) break;
      continue;
    }
    blanksSeen = 0;
    const key = source.key.slice(line.from, Math.min(line.to, line.from + 12));
    const mark = numbered.exec(key) ?? bullet.exec(key);
    if (!mark) break;
    const span = trimSpan(source, paragraph(source, i, line.from + mark[0].length, source.key.length));
    if (span) items.push({ number: mark[1] ? Number(mark[1]) : null, span });
  }
  return items;
}

/** From a position to the end of its paragraph: further lines belong to it only where the text was wrapped in mid-sentence. */
function paragraph(source: Source, index: number, from: number, limit: number): Span {
  let to = Math.min(source.lines[index]?.to ?? from, limit);
  for (let i = index + 1; i < source.lines.length && i < index + 30; i++) {
    const next = source.lines[i];
    if (!next || next.from >= limit || next.to === next.from) break;
    const start = source.text.charAt(next.from);
    const key = source.key.slice(next.from, next.from + 12);
    const ended = /[.!?:;]$/.test(source.key.slice(from, to).trimEnd().slice(-1));
    if (
      ended ||
      start !== start.toLowerCase() ||
      start === start.toUpperCase() ||
      bullet.test(key) ||
      numbered.test(key)
    )
      break;
    to = Math.min(next.to, limit);
  }
  return { from, to };
}

function nameBelow(source: Source, index: number, line: Span, mark: Span, limit = source.key.length): Span | null {
  if (/[a-z0-9]/.test(source.key.slice(mark.to, line.to))) return null;
  const below = linesAfter(source, index, 1)[0];
  if (!below || below.from >= limit || anyOf(source, below)) return null;
  return trimSpan(source, paragraph(source, lineAt(source, below.from), below.from, limit));
}

function anyOf(source: Source, line: Span): boolean {
  const key = source.key.slice(line.from, Math.min(line.to, line.from + 60));
  return new RegExp(anyActivity.source).exec(key)?.index === 0 || new RegExp(anyGoal.source).exec(key)?.index === 0;
}

/** A span without the separators around it; null when nothing is left. */
export function trimSpan(source: Source, span: Span): Span | null {
  let { from, to } = span;
  while (from < to && " \t:|-*.,;)#\n".includes(source.key.charAt(from))) from++;
  while (to > from && " \t|*,;\n".includes(source.key.charAt(to - 1))) to--;
  return to - from < 2 ? null : { from, to };
}
