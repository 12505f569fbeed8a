import { brokenSign } from "@/lib/import/code-pages";
import { type AmountField, type AmountReading, readAmounts } from "@/lib/intake/amounts";
import { amountWarnings, kinds, type Money, ratesOf, strings, warning } from "@/lib/intake/checks";
import { type Contact, findContacts, scrubber } from "@/lib/intake/contacts";
import { topic } from "@/lib/intake/labels";
import { readingOfList } from "@/lib/intake/list-reading";
import { readActivities, readGoals } from "@/lib/intake/lists";
import { phrase } from "@/lib/intake/match";
import { readBeneficiary, readName } from "@/lib/intake/name";
import { readAssistants, readMentor } from "@/lib/intake/people";
import { type Period, readPeriod } from "@/lib/intake/period";
import { type Registration, readRegistration } from "@/lib/intake/registration";
import type { Found, IntakeResult, IntakeWarning, Places, Span } from "@/lib/intake/result";
import { placeOf, readSource, type Source } from "@/lib/intake/source";
import { readTrainingAreas } from "@/lib/intake/training";

/** What a published project page says; null when the text is not such a page. Pure, linear in the length of the text. */
export function readProjectPage(text: string): IntakeResult | null {
  return readWithPlaces(text)?.result ?? null;
}

/** Where in the text each field stands, by its path ("start", "sources.eu", "goals.0"); null when it is not such a page. */
export function locateFields(text: string): Places | null {
  return readWithPlaces(text)?.places ?? null;
}

/** The result together with the places of its fields in the text (see `Places`); null when it is not such a page. */
export function readWithPlaces(text: string): { result: IntakeResult; places: Places } | null {
  const listed = readingOfList(text);
  if (listed !== undefined) return listed;
  const page = readPage(text);
  return page && { result: page.result, places: page.places };
}

/** What a page says with what was worked out on the way: the working text, the personal data in it and how to take it out. */
export type PageReading = {
  result: IntakeResult;
  places: Places;
  source: Source;
  contacts: readonly Contact[];
  scrub: (text: string) => string;
};

/** The reading of a page; null when the text is none. It does not ask whether the text is a list. */
export function readPage(text: string): PageReading | null {
  const source = readSource(text);
  if (!/[a-z]{3}/.test(source.key)) return null;
  const registration = readRegistration(source);
  const readings = readAmounts(source);
  const period = readPeriod(source);
  const onTopic = phrase(topic, "").test(source.key);
  if (!registration.number && !onTopic) return null;
  const assistants = readAssistants(source);
  const activities = readActivities(source);
  const goals = readGoals(source);
  if (
    !isProjectPage({
      registration,
      readings,
      period,
      onTopic,
      more: assistants.count !== null || activities.length + goals.length > 0,
    })
  ) {
    return null;
  }
  const name = readName(source, registration.places);
  const beneficiary = readBeneficiary(source);
  const mentor = readMentor(source);
  const training = readTrainingAreas(source);
  const contacts = findContacts(source);
  const scrub = scrubber(source, contacts);

  const first = (field: AmountField) => readings.find((one) => one.field === field && one.token.halere !== null);
  const halere = (field: AmountField) => first(field)?.token.halere ?? null;
  const money: Money = {
    total: halere("total"),
    sources: { eu: halere("eu"), state: halere("state"), own: halere("own") },
  };
  const { rates, warnings: shareWarnings } = ratesOf(money);
  const text2 = (found: Found<string> | null) => (found ? scrub(found.value) : null);
  const result: IntakeResult = {
    registrationNumber: text2(registration.number),
    name: text2(name),
    beneficiary: text2(beneficiary),
    start: period.start?.value ?? null,
    end: period.end?.value ?? null,
    months: period.stated?.value ?? period.counted?.counted ?? null,
    ...strings(money),
    rates,
    assistants: assistants.count?.value ?? null,
    mentor: mentor ? true : null,
    keyActivities: activities.map(({ value }) => ({ code: value.code, name: scrub(value.name) })),
    goals: goals.map(({ value }) => ({ number: value.number, text: scrub(value.text) })),
    trainingAreas: training.map(({ value }) => scrub(value)),
    contacts: contacts.length,
    warnings: [
      ...damageWarnings(text),
      ...registrationWarnings(registration),
      ...(name ? [] : [warning("missing-name")]),
      ...(beneficiary ? [] : [warning("missing-beneficiary")]),
      ...periodWarnings(period),
      ...amountWarnings(money, readings),
      ...shareWarnings,
      ...(assistants.values.length > 1 ? [assistantsWarning(assistants.values, assistants.count?.value ?? 0)] : []),
      ...(contacts.length > 0 ? [warning("personal-data-found", { count: contacts.length })] : []),
    ].map((one) => ({ ...one, message: scrub(one.message) })),
  };
  const at: Record<string, Span | undefined> = {
    registrationNumber: registration.number?.at,
    name: name?.at,
    beneficiary: beneficiary?.at,
    start: period.start?.at,
    end: period.end?.at,
    months: period.stated?.at,
    total: first("total")?.token,
    assistants: assistants.count?.at,
    mentor: mentor?.at,
    contacts: contacts[0]?.at,
  };
  for (const kind of kinds) at[`sources.${kind}`] = first(kind)?.token;
  for (const [i, { at: span }] of activities.entries()) at[`keyActivities.${i}`] = span;
  for (const [i, { at: span }] of goals.entries()) at[`goals.${i}`] = span;
  for (const [i, { at: span }] of training.entries()) at[`trainingAreas.${i}`] = span;
  return { result, places: placesOf(source, at), source, contacts, scrub };
}

type Evidence = {
  registration: Registration;
  readings: AmountReading[];
  period: Period;
  onTopic: boolean;
  more: boolean;
};

/**
 * A page of a project and not a text that only mentions one: a registration number with facts of the project, or the
 * subject with amounts or a period under labels of their own lines, or with its total and a part of it to the haléř.
 */
function isProjectPage({ registration, readings, period, onTopic, more }: Evidence): boolean {
  const total = readings.some((one) => one.field === "total" && one.labelled);
  const amounts = readings.some((one) => one.field !== "grant");
  const dates = period.start !== null || period.end !== null || period.yearOnly.length > 0 || period.stated !== null;
  if (registration.number) return onTopic ? amounts || dates || more : amounts || (period.labelled && dates);
  const sources = new Set(readings.filter((one) => one.labelled).map((one) => one.field)).size;
  const exact = new Set(readings.filter(({ token }) => token.halere !== null).map((one) => one.field));
  return onTopic && ((period.labelled && dates) || total || sources > 1 || (exact.has("total") && exact.size > 1));
}

/** Bytes that were none of the text's code page: how many, and the line of the first. */
function damageWarnings(text: string): IntakeWarning[] {
  const first = text.indexOf(brokenSign);
  if (first < 0) return [];
  const count = text.split(brokenSign).length - 1;
  const line = text.slice(0, first).split("\n").length;
  return [warning("damaged-text", { count, line })];
}

function registrationWarnings({ number, form, several }: Registration): IntakeWarning[] {
  if (!number) return [warning("registration-number-missing")];
  const values = { number: number.value };
  const warnings: IntakeWarning[] = [];
  if (form === "misprint") warnings.push(warning("registration-number-misprint", values));
  if (form === "unknown") warnings.push(warning("registration-number-unknown", values));
  if (several) warnings.push(warning("registration-number-several", values));
  return warnings;
}

function periodWarnings({ start, end, stated, counted, yearOnly, invalid }: Period): IntakeWarning[] {
  const warnings: IntakeWarning[] = [];
  if (yearOnly.length > 0) warnings.push(warning("year-only-date", { printed: yearOnly.join(" – ") }));
  for (const printed of invalid) warnings.push(warning("invalid-date", { printed }));
  const missing =
    yearOnly.length + invalid.length > 0 ? "" : start ? (end ? "" : "konec") : end ? "začátek" : "začátek i konec";
  if (missing) warnings.push(warning("missing-dates", { which: missing }));
  if (start && end && end.value < start.value) {
    warnings.push(warning("end-before-start", { start: start.value, end: end.value }));
  } else if (stated && counted && (stated.value < counted.fewest || stated.value > counted.most)) {
    warnings.push(warning("months-mismatch", { stated: stated.value, counted: counted.counted }));
  }
  return warnings;
}

function assistantsWarning(values: readonly number[], used: number): IntakeWarning {
  return warning("assistants-conflict", { values: values.join(", "), used });
}

function placesOf(source: Source, spans: Readonly<Record<string, Span | undefined>>): Places {
  const places: Places = {};
  for (const [field, span] of Object.entries(spans)) if (span) places[field] = placeOf(source, span);
  return places;
}
