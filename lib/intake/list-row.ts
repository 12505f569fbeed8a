import { readableAmount } from "@/lib/intake/amount-tokens";
import { amountWarnings, type Money, ratesOf, strings, warning } from "@/lib/intake/checks";
import { findContacts, scrubber } from "@/lib/intake/contacts";
import { monthsBetween } from "@/lib/intake/dates";
import { fieldNames } from "@/lib/intake/labels";
import { type Listed, type ProjectList, textOf } from "@/lib/intake/list";
import { amountOf, dayOfCell, rateOf } from "@/lib/intake/list-cells";
import type { ListField } from "@/lib/intake/list-layouts";
import { readActivities, readGoals } from "@/lib/intake/lists";
import { readAssistants, readMentor } from "@/lib/intake/people";
import type { Excerpt, IntakeResult, IntakeWarning, Reading } from "@/lib/intake/result";
import { readSource } from "@/lib/intake/source";
import { readTrainingAreas } from "@/lib/intake/training";

/** A project of a published list as its page would be read: fields, what is doubtful, and the cell of each field. */
export function readListed(list: ProjectList, { number, cells, differs }: Listed): Reading {
  const prose = [cells.description, cells.goal].map((cell) => (typeof cell === "string" ? cell : "")).join("\n\n");
  const source = readSource(prose);
  const contacts = findContacts(source);
  const scrub = scrubber(source, contacts);
  const assistants = readAssistants(source);
  const found = readGoals(source).map(({ value }) => value);
  const goal = textOf(cells.goal);
  const money = readMoney(list, cells);
  const period = readPeriod(list, cells);
  const { rates, warnings: shareWarnings } = ratesOf(money.money);
  const { total, sources } = strings(money.money);
  const name = textOf(cells.name) || textOf(cells.nameInEnglish);
  const beneficiary = textOf(cells.beneficiary);
  const months = period.start && period.end ? monthsBetween(period.start, period.end) : null;
  const result: IntakeResult = {
    registrationNumber: number,
    name: name ? scrub(name) : null,
    beneficiary: beneficiary ? scrub(beneficiary) : null,
    start: period.start,
    end: period.end,
    months: months?.counted ?? null,
    total,
    sources,
    rates,
    assistants: assistants.count?.value ?? null,
    mentor: readMentor(source) ? true : null,
    keyActivities: readActivities(source).map(({ value }) => ({ code: value.code, name: scrub(value.name) })),
    goals: (found.length === 0 && goal ? [{ number: 1, text: goal }] : found).map((one) => ({
      ...one,
      text: scrub(one.text),
    })),
    trainingAreas: readTrainingAreas(source).map(({ value }) => scrub(value)),
    contacts: contacts.length,
    warnings: [
      ...(differs ? [warning("list-rows-differ", { number })] : []),
      ...(name ? [] : [warning("missing-name")]),
      ...(beneficiary ? [] : [warning("missing-beneficiary")]),
      ...period.warnings,
      ...money.warnings,
      ...shareWarnings,
      ...(assistants.values.length > 1
        ? [warning("assistants-conflict", { values: assistants.values.join(", "), used: assistants.count?.value ?? 0 })]
        : []),
      ...(contacts.length > 0 ? [warning("personal-data-found", { count: contacts.length })] : []),
    ].map((one) => ({ ...one, message: scrub(one.message) })),
  };
  return { result, places: {}, excerpts: excerptsOf(list, cells, result, scrub) };
}

type Cells = Listed["cells"];

/**
 * Total and sources of the legal act, in crowns. What the list calls national public money is the state's and, where the
 * beneficiary is a town, its own too; so it is told, and no own share is made of it.
 */
function readMoney({ kind, headings }: ProjectList, cells: Cells): { money: Money; warnings: IntakeWarning[] } {
  const warnings: IntakeWarning[] = [];
  const amount = (field: ListField, name: string, currency?: ListField) => {
    const value = amountOf(cells[field]);
    if (!value) return null;
    const printed = textOf(cells[field]);
    const code = currency ? textOf(cells[currency]).toUpperCase() : "";
    if (code && code !== "CZK")
      warnings.push(warning("other-currency", { field: name, printed: `${printed} ${code}` }));
    else if ("value" in value) return value.value;
    else warnings.push(warning("amount-not-exact", { field: name, printed }));
    return null;
  };
  const total = amount("total", fieldNames.total, "currency");
  const cost = amount("cost", fieldNames.total);
  const eu = amount("eu", fieldNames.eu, headings.euCurrency ? "euCurrency" : "currency");
  const state = amount("public", fieldNames.state);
  const own = amount("private", fieldNames.own);
  const money: Money = { total: total ?? cost, sources: { eu, state, own: own === 0n ? null : own } };
  if (total !== null && cost !== null && total !== cost)
    warnings.push(
      warning("amount-conflict", { field: fieldNames.total, values: [total, cost].map(readableAmount).join("; ") }),
    );
  if (kind === "operations" && state !== null)
    warnings.push(warning("national-public-money", { amount: readableAmount(state) }));
  const sum = [eu, state, own].reduce((all: bigint, one) => all + (one ?? 0n), 0n);
  if (money.total !== null && own === 0n && eu !== null && state !== null && sum < money.total) {
    const values = {
      sum: readableAmount(sum),
      total: readableAmount(money.total),
      difference: readableAmount(money.total - sum),
    };
    warnings.push(warning("sources-do-not-sum", values));
  }
  const rate = rateOf(cells.rate);
  const computed = money.total && eu !== null ? Number((eu * 100_000n) / money.total) : null;
  if (rate !== null && computed !== null && Math.abs(rate - computed) > 10)
    warnings.push(
      warning("rate-differs", { printed: textOf(cells.rate), computed: String(computed / 1000).replace(".", ",") }),
    );
  return { money, warnings: [...amountWarnings(money, []), ...warnings] };
}

function readPeriod({ monthFirst }: ProjectList, cells: Cells) {
  const warnings: IntakeWarning[] = [];
  const day = (field: "start" | "plannedEnd" | "end") => {
    const cell = cells[field];
    const value =
      monthFirst && typeof cell === "string" && cell.includes("/") ? { unclear: textOf(cell) } : dayOfCell(cell);
    if (value && "unclear" in value) warnings.push(warning("invalid-date", { printed: value.unclear }));
    return value && "value" in value ? value.value : null;
  };
  const [start, planned, real] = [day("start"), day("plannedEnd"), day("end")];
  const end = real ?? planned;
  if (planned && real && planned !== real) warnings.push(warning("end-moved", { planned, real }));
  const missing = warnings.some(({ code }) => code === "invalid-date")
    ? ""
    : start
      ? end
        ? ""
        : "konec"
      : end
        ? "začátek"
        : "začátek i konec";
  if (missing) warnings.push(warning("missing-dates", { which: missing }));
  if (start && end && end < start) warnings.push(warning("end-before-start", { start, end }));
  return { start, end, warnings };
}

/** The cell of each field that was read, after its heading. */
function excerptsOf(
  { headings }: ProjectList,
  cells: Cells,
  result: IntakeResult,
  scrub: (text: string) => string,
): Reading["excerpts"] {
  const excerpts: Record<string, Excerpt> = {};
  const show = (path: string, read: unknown, ...fields: ListField[]) => {
    const field = fields.find((one) => textOf(cells[one]) !== "");
    if (read === null || read === undefined || !field) return;
    const match = scrub(shownCell(cells[field]));
    excerpts[path] = {
      before: `${headings[field] ?? ""}: `,
      match: match.length > 600 ? `${match.slice(0, 600)}…` : match,
      after: "",
    };
  };
  show("registrationNumber", result.registrationNumber, "number");
  show("name", result.name, "name", "nameInEnglish");
  show("beneficiary", result.beneficiary, "beneficiary");
  show("start", result.start, "start");
  show("end", result.end, "end", "plannedEnd");
  show("total", result.total, "total", "cost");
  show("sources.eu", result.sources.eu, "eu");
  show("sources.state", result.sources.state, "public");
  show("sources.own", result.sources.own, "private");
  show("assistants", result.assistants, "description");
  for (const i of result.goals.keys()) show(`goals.${i}`, true, "goal", "description");
  for (const i of result.keyActivities.keys()) show(`keyActivities.${i}`, true, "description");
  return excerpts;
}

const shownCell = (cell: Cells[ListField]) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : textOf(cell));
