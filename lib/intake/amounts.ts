import { type AmountToken, amountsIn } from "@/lib/intake/amount-tokens";
import { amountFillers, amountLabels, amountThenLabel, notMoney } from "@/lib/intake/labels";
import { isSentenceEnd, lineAt, linesAfter } from "@/lib/intake/lines";
import { blanks } from "@/lib/intake/match";
import { properName } from "@/lib/intake/proper-name";
import type { Span } from "@/lib/intake/result";
import type { Source } from "@/lib/intake/source";

export type AmountField = (typeof amountLabels)[number]["field"];
/** One reading of a label: the amount and where it stands, and whether the label opens its line or cell. */
export type AmountReading = { field: AmountField; token: AmountToken; label: Span; labelled: boolean };
type Label = Span & { field: AmountField; weak: boolean; start: boolean; party: boolean };

const oneOf = amountLabels.map((label, i) => `(?<l${i}>${blanks(label.phrase)})`).join("|");
const anyLabel = new RegExp(`(?<![a-z0-9])(?:${oneOf})(?![a-z0-9])`, "g");
const cellLead = /(?:^|[|\t;,:(.-])[ *#>+]{0,4}(?:z toho[: ]{0,2})?(?:(?:z|ze|od) )?$/;
/** After an amount a new one may begin: "EU 6 138 800 Kč a SR …", "… Kč + ze SR …", "(… Kč) / město …". */
const afterAmount =
  /(?:[\d.,)-]|kc|czk|korun[a-z]{0,2})[ \t]?[(,;+/&=-]?[ \t]?(?:(?:a|i|plus|dale|take|tez|zbytek|z toho) ){0,3}(?:(?:z|ze|od|hradi|je|cini) )?$/;
const officeNumber = new RegExp(`(?<![a-z])${blanks(notMoney)}(?![a-z])`);
const lineLead = /^[-*#>|+\d.)\t ]{0,12}(?:z toho[: \t]{0,2})?(?:(?:z|ze|od) )?$/;
const prose = new RegExp(`(?<![a-z])(?:${amountFillers})(?![a-z])`, "g");
const joint = new RegExp(`^[ \\t]?[-,(:]?[ \\t]?(?:(?:${blanks(amountThenLabel)})[ \\t])?$`);

/** Every amount of the page that a label names, in order. */
export function readAmounts(source: Source): AmountReading[] {
  const labels = findLabels(source);
  const taken = new Set<number>();
  const readings: AmountReading[] = columnTable(source, labels);
  for (const reading of readings) taken.add(reading.label.from);
  const claimed = new Set(readings.map((reading) => reading.token.from));
  // "dotaci 6 138 800 Kč z EU": the grant takes what no source has taken
  const order = [...labels.keys()].sort(
    (a, b) => Number(labels[a]?.field === "grant") - Number(labels[b]?.field === "grant"),
  );
  for (const i of order) {
    const label = labels[i];
    if (!label || taken.has(label.from)) continue;
    const line = source.lines[lineAt(source, label.from)] ?? { from: label.from, to: label.to };
    const next = labels[i + 1];
    const limit = Math.min(line.to, label.to + 160, next && next.from > label.from ? next.from : line.to);
    const token =
      amountBefore(source, label, line, claimed, true) ??
      amountAfter(source, label, limit) ??
      (amountsIn(source, label.to, limit).length > 0 ? null : amountBefore(source, label, line, claimed, false)) ??
      amountBelow(source, label, line, labels[i + 1]);
    if (!token || claimed.has(token.from) || !isMoney(source, label, token, line, next)) continue;
    claimed.add(token.from);
    const lead = source.key.slice(line.from, label.from);
    readings.push({ field: label.field, token, label, labelled: lineLead.test(lead) });
  }
  return readings;
}

/**
 * Whether a number without unit and haléře is money at its label: not a number of an office or a telephone, beside a weak
 * label nothing but it ("obec 12 000 obyvatel"), beside the name of a party no plain digits (a postal code, an IČO).
 */
function isMoney(source: Source, label: Label, token: AmountToken, line: Span, next: Label | undefined): boolean {
  if (!token.bare) return true;
  const start = Math.min(label.from, token.from);
  if (officeNumber.test(source.key.slice(Math.max(line.from, start - 60), start))) return false;
  if (officeNumber.test(source.key.slice(Math.min(label.to, token.from), token.from))) return false;
  if (label.party && !/[ .,]/.test(token.printed)) return false;
  const after = source.key.slice(token.to, token.to + 4);
  const more =
    /^[ \t]?(?!a[ \t]|[iz]e?[ \t])[a-z]/.test(after) && !(next && next.from >= token.to && next.from - token.to < 3);
  return !(label.weak && more);
}

function findLabels(source: Source): Label[] {
  const found: Label[] = [];
  const { key } = source;
  const expression = new RegExp(anyLabel.source, "g");
  for (let match = expression.exec(key), seen = 0; match && seen < 4000; match = expression.exec(key), seen++) {
    const index = amountLabels.findIndex((_, i) => match?.groups?.[`l${i}`] !== undefined);
    const kind = amountLabels[index];
    if (!kind) continue;
    const from = match.index;
    // "Město Horní Lhota", "Rozpočet města Horní Lhota": the name belongs to the label
    const ofTown = /(?:mesta|mesto|obec|obce|mestyse?)$/.test(match[0]);
    const to = ofTown ? properName(source, from + match[0].length) : from + match[0].length;
    const lead = key.slice(Math.max(0, from - 40), from);
    // "5 % celkových nákladů" is a share of the total, not the total
    if (kind.field === "total" && /(?:%|procent|procenta)[ \t](?:z )?$/.test(lead)) continue;
    const rowLead = lead.slice(lead.lastIndexOf("\n") + 1);
    const start = "start" in kind;
    if (start && !cellLead.test(rowLead)) continue;
    if (kind.weak && !cellLead.test(rowLead) && !afterAmount.test(rowLead)) continue;
    // "Evropská unie (ESF+)", "Národní veřejné zdroje (státní rozpočet)": one label
    const last = found.at(-1);
    if (last?.field === kind.field && /^[ \t]?[(/,-][ \t]?$/.test(key.slice(last.to, from))) {
      last.to = key.charAt(to) === ")" ? to + 1 : to;
      continue;
    }
    const ofGrant = kind.field === "total" && /^[ \t](?:dotac|podpor|prispev|grant)/.test(key.slice(to, to + 10));
    const party = "party" in kind;
    found.push({ field: ofGrant ? "grant" : kind.field, weak: kind.weak, start, party, from, to });
  }
  return found;
}

function amountAfter(source: Source, label: Label, limit: number): AmountToken | null {
  let end = limit;
  for (let at = label.to; at < limit; at++) {
    if (isSentenceEnd(source, at, limit)) {
      end = at + 1;
      break;
    }
  }
  const tokens = amountsIn(source, label.to, end);
  const token = tokens.find((one) => one.unit) ?? tokens[0];
  if (!token) return null;
  const gap = source.key.slice(label.to, token.from);
  return label.weak && !isFiller(gap) ? null : token;
}

/** The amount on one of the lines below a label that fills its line. */
function amountBelow(source: Source, label: Label, line: Span, next: Label | undefined): AmountToken | null {
  const before = source.key.slice(line.from, label.from);
  if (!lineLead.test(before) || !isFiller(source.key.slice(label.to, line.to).slice(0, 80)) || line.to - label.to > 80)
    return null;
  for (const below of linesAfter(source, lineAt(source, label.from), 3)) {
    if (next && next.from >= label.to && next.from < below.to) return null;
    const token = amountsIn(source, below.from, below.to)[0];
    if (token) return isFiller(source.key.slice(below.from, token.from)) ? token : null;
    if (!isFiller(source.key.slice(below.from, Math.min(below.to, below.from + 80)))) return null;
  }
  return null;
}

/**
 * "10 494 502,67 Kč z EU" or "(EU)": the amount right before the label, unless another label has it. Where nothing but a
 * comma joins them (not `joined`), it is the last thing tried.
 */
function amountBefore(
  source: Source,
  label: Label,
  line: Span,
  claimed: ReadonlySet<number>,
  joined: boolean,
): AmountToken | null {
  const from = Math.max(line.from, label.from - 60);
  const token = amountsIn(source, from, label.from).at(-1);
  if (!token?.unit || claimed.has(token.from)) return null;
  const gap = source.key.slice(token.to, label.from);
  if (!joint.test(gap)) return null;
  const bound = /[a-z]/.test(gap) || (gap.endsWith("(") && source.key.charAt(label.to) === ")");
  return bound === joined ? token : null;
}

/** Whether the text between a label and its amount says nothing of its own: percentages, brackets, "činí", "ve výši". */
function isFiller(gap: string): boolean {
  const rest = gap
    .replace(/\d{1,3}(?:[.,]\d{1,4})?[ \t]?%?/g, "")
    .replace(/\([^()]{0,60}\)/g, "")
    .replace(new RegExp(prose.source, "g"), "");
  return !/[a-z]/.test(rest);
}

/** A row of labels above a row of amounts, cell under cell. */
function columnTable(source: Source, labels: readonly Label[]): AmountReading[] {
  const readings: AmountReading[] = [];
  for (let i = 0; i < labels.length; i++) {
    const index = lineAt(source, labels[i]?.from ?? 0);
    const row = source.lines[index];
    if (!row) continue;
    const inRow: Label[] = [];
    while (labels[i] && (labels[i]?.from ?? 0) < row.to) {
      const label = labels[i];
      if (label) inRow.push(label);
      i++;
    }
    i--;
    const heads = cellsOf(source, row);
    if (inRow.length < 2 || heads.length < 2 || amountsIn(source, row.from, row.to).length > 0) continue;
    const below = linesAfter(source, index, 3).find((line) => /[a-z0-9]/.test(source.key.slice(line.from, line.to)));
    const values = below ? cellsOf(source, below) : [];
    if (values.length !== heads.length) continue;
    for (const [column, head] of heads.entries()) {
      const label = inRow.find((one) => one.from >= head.from && one.from < head.to);
      const cell = values[column];
      const token = cell && amountsIn(source, cell.from, cell.to)[0];
      if (label && token) readings.push({ field: label.field, token, label, labelled: true });
    }
  }
  return readings;
}

function cellsOf(source: Source, line: Span): Span[] {
  const bar = source.key.slice(line.from, line.to).includes("|") ? "|" : "\t";
  const cells: Span[] = [];
  let from = line.from;
  for (let at = line.from; at <= line.to; at++) {
    if (at < line.to && source.key.charAt(at) !== bar) continue;
    if ((at > line.from && at < line.to) || (at === line.to && from < line.to)) cells.push({ from, to: at });
    from = at + 1;
  }
  return cells;
}
