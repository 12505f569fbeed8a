import {
  type DateRange,
  type DateToken,
  datesIn,
  dayOf,
  type Months,
  monthsBetween,
  rangeIn,
} from "@/lib/intake/dates";
import {
  endLabels,
  endVerbs,
  monthNames,
  otherPeriods,
  periodLabels,
  startLabels,
  startVerbs,
  weakPeriodLabels,
} from "@/lib/intake/labels";
import { lineAt, linesAfter, scannedLines, sentenceAt } from "@/lib/intake/lines";
import { blanks, matches, phrase } from "@/lib/intake/match";
import { opening, statedMonths } from "@/lib/intake/months";
import type { Found, Span } from "@/lib/intake/result";
import { type Source, shownText } from "@/lib/intake/source";

export type Period = {
  start: Found<string> | null;
  end: Found<string> | null;
  /** As stated on the page, and as counted from the dates. */
  stated: Found<number> | null;
  counted: Months | null;
  yearOnly: string[];
  invalid: string[];
  /** The period stands beside a label at the beginning of its line. */
  labelled: boolean;
};

const edgeLead = /(?:^|[,;|\t(-])[-*#>|+\d.)\t ]{0,6}(?:a )?$/;
const dateAhead = new RegExp(`^[\\s:|(*#>+-]{0,4}(?:od )?(?:[\\d(]|(?:${monthNames.join("|")}) )`);

/** When the project runs, as the page says it. */
export function readPeriod(source: Source): Period {
  const period: Period = {
    start: null,
    end: null,
    stated: null,
    counted: null,
    yearOnly: [],
    invalid: [],
    labelled: false,
  };
  const windows = [...labelledWindows(source, periodLabels, false), ...labelledWindows(source, weakPeriodLabels, true)];
  for (const window of windows) if (takeRange(source, window, period)) break;
  if (!period.start && !period.end && period.yearOnly.length === 0) takeEdges(source, period);
  if (!period.start && !period.end && period.yearOnly.length === 0) takeProse(source, period);
  if (!period.start && !period.end && period.yearOnly.length === 0) takeVerbs(source, period);
  if (!period.start && !period.end && period.yearOnly.length === 0) takeAlone(source, period);
  period.stated = statedMonths(source, windows);
  if (period.start && period.end) period.counted = monthsBetween(period.start.value, period.end.value);
  return period;
}

/** The text beside (or on the lines under) each period label. A weak label counts at the beginning of a line only. */
function labelledWindows(source: Source, words: string, weak: boolean): (Span & { strong: boolean })[] {
  const windows: (Span & { strong: boolean })[] = [];
  for (const label of matches(phrase(words), source.key, 0, 400)) {
    const index = lineAt(source, label.from);
    const line = source.lines[index];
    if (!line) continue;
    const opens = opening.test(source.key.slice(line.from, label.from));
    if (weak && !opens) continue;
    const beside = { from: label.to, to: Math.min(line.to, label.to + 200), strong: opens };
    if (weak && !dateAhead.test(source.key.slice(label.to, label.to + 24))) continue;
    windows.push(beside);
    if (!opens || datesIn(source.key.slice(beside.from, beside.to)).length > 0 || line.to - label.to > 40) continue;
    for (const below of linesAfter(source, index, 2)) {
      if (dateAhead.test(source.key.slice(below.from, below.from + 24))) {
        windows.push({ from: below.from, to: Math.min(below.to, below.from + 200), strong: true });
      } else break;
    }
  }
  return windows;
}

function takeRange(source: Source, window: Span & { strong: boolean }, period: Period): boolean {
  const key = source.key.slice(window.from, window.to);
  const range = rangeIn(key);
  if (range) {
    period.labelled ||= window.strong;
    take(source, period, "start", range.first, window.from);
    take(source, period, "end", range.last, window.from);
    return true;
  }
  const dates = datesIn(key).filter((date) => date.year !== null);
  const only = dates[0];
  if (!only || dates.length > 1 || only.from > 40) return false;
  const lead = key.slice(0, only.from);
  if (/(?:^|[^a-z])od[ \t]$/.test(lead)) take(source, period, "start", only, window.from);
  else if (/(?:^|[^a-z])do(?:[ \t]konce)?[ \t]$/.test(lead)) take(source, period, "end", only, window.from);
  else if (only.month === null && /^[ \t:|(-]{0,4}(?:rok|roky|v roce)?[ \t]?$/.test(lead))
    take(source, period, "start", only, window.from);
  else return false;
  period.labelled ||= window.strong;
  return true;
}

/** "Zahájení: 1. 4. 2023" and "Ukončení: 31. 3. 2026", each beside or under its own label. */
function takeEdges(source: Source, period: Period): void {
  for (const [edge, words] of [
    ["start", startLabels],
    ["end", endLabels],
  ] as const) {
    for (const label of matches(phrase(words), source.key, 0, 200)) {
      const index = lineAt(source, label.from);
      const line = source.lines[index];
      if (!line) continue;
      const lead = source.key.slice(Math.max(line.from, label.from - 16), label.from);
      if (!edgeLead.test(label.from - line.from > 16 ? `x${lead}` : lead)) continue;
      const rest = source.key.slice(label.to, Math.min(line.to, label.to + 80));
      const below = linesAfter(source, index, 1)[0];
      const spans = [{ from: label.to, to: Math.min(line.to, label.to + 80) }];
      if (!/[a-z0-9]/.test(rest) && below) spans.push({ from: below.from, to: Math.min(below.to, below.from + 40) });
      const hit = spans
        .map((span) => ({
          span,
          date: datesIn(source.key.slice(span.from, span.to)).find((date) => date.year !== null),
        }))
        .find((one) => one.date && one.date.from < 40);
      if (!hit?.date) continue;
      take(source, period, edge, hit.date, hit.span.from);
      period.labelled = true;
      break;
    }
  }
}

/** "… projektu je od září 2018 do konce srpna 2021 …": a range to the month in a sentence about the project. */
function takeProse(source: Source, period: Period): void {
  let done = -1;
  for (const word of matches(/projekt/g, source.key, 0, 500)) {
    if (word.from < done) continue;
    const sentence = sentenceAt(source, word.from);
    done = sentence.to;
    const key = source.key.slice(sentence.from, sentence.to);
    if (new RegExp(blanks(otherPeriods)).test(key)) continue;
    const range = rangeIn(key);
    if (!range) continue;
    if (range.first.month === null || range.last.month === null) {
      if (!/(?:letech|obdobi|roky) $/.test(key.slice(0, range.from)) || !/realiz/.test(key)) continue;
    }
    take(source, period, "start", range.first, sentence.from);
    take(source, period, "end", range.last, sentence.from);
    return;
  }
}

/** "Od 1. 4. 2023 realizuje …", "… začala 1. ledna 2018 a končit bude 31. prosince 2020". */
function takeVerbs(source: Source, period: Period): void {
  for (const [edge, verbs] of [
    ["start", startVerbs],
    ["end", endVerbs],
  ] as const) {
    for (const verb of matches(phrase(verbs), source.key, 0, 200)) {
      const sentence = sentenceAt(source, verb.from);
      const whole = source.key.slice(sentence.from, sentence.to);
      if (!/projekt|realizac|asistent|apk/.test(whole) || new RegExp(blanks(otherPeriods)).test(whole)) continue;
      const after = { from: verb.to, to: Math.min(sentence.to, verb.to + 50) };
      const before = { from: Math.max(sentence.from, verb.from - 24), to: verb.from };
      const dated = [after, ...(edge === "start" ? [before] : [])]
        .map((span) => ({
          span,
          date: datesIn(source.key.slice(span.from, span.to)).find((one) => one.year !== null && one.month !== null),
        }))
        .find((one) => one.date);
      if (!dated?.date) continue;
      if (
        edge === "start" &&
        /(?:^|[^a-z])do[ \t]$/.test(source.key.slice(0, dated.span.from + dated.date.from).slice(-6))
      )
        continue;
      take(source, period, edge, dated.date, dated.span.from);
      break;
    }
  }
}

/** A line that is a range of days and nothing else, the only one of the page. */
function takeAlone(source: Source, period: Period): void {
  const found: { line: Span; range: DateRange }[] = [];
  for (const [, line] of scannedLines(source)) {
    if (line.to - line.from < 12 || line.to - line.from > 60) continue;
    const key = source.key.slice(line.from, line.to);
    const range = rangeIn(key);
    if (!range || range.first.day === null || range.last.day === null) continue;
    if (/[a-z0-9]/.test(key.slice(0, range.from).replace(/^od /, "") + key.slice(range.to))) continue;
    found.push({ line, range });
  }
  const [only, other] = found;
  if (!only || other) return;
  take(source, period, "start", only.range.first, only.line.from);
  take(source, period, "end", only.range.last, only.line.from);
}

function take(source: Source, period: Period, edge: "start" | "end", date: DateToken, base: number): void {
  const at = { from: base + date.from, to: base + date.to };
  const day = dayOf(date, edge === "start" ? "first" : "last");
  if (day === "invalid") period.invalid.push(shownText(source, at));
  else if (day === null) period.yearOnly.push(shownText(source, at));
  else period[edge] = { value: day, at };
}
