import type { Locale } from "./preference";

/** Forms of a counted noun: one, few, many (a fraction), other; English needs the first and the last. */
type Forms = Record<Locale, Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const noun = (cs: [one: string, few: string, many: string, other: string], en: [one: string, other: string]): Forms => {
  const [one, few, many, other] = cs;
  return { cs: { one, few, many, other }, en: { one: en[0], other: en[1] } };
};

/** Units that indicators of these projects are counted in. A unit that is not here is shown as it was typed. */
const nouns: readonly Forms[] = [
  noun(["osoba", "osoby", "osoby", "osob"], ["person", "people"]),
  noun(["asistent", "asistenti", "asistenta", "asistentů"], ["assistant", "assistants"]),
  noun(["účastník", "účastníci", "účastníka", "účastníků"], ["participant", "participants"]),
  noun(["směna", "směny", "směny", "směn"], ["shift", "shifts"]),
  noun(["hodina", "hodiny", "hodiny", "hodin"], ["hour", "hours"]),
  noun(["den", "dny", "dne", "dní"], ["day", "days"]),
  noun(["akce", "akce", "akce", "akcí"], ["event", "events"]),
  noun(["kontakt", "kontakty", "kontaktu", "kontaktů"], ["contact", "contacts"]),
  noun(["případ", "případy", "případu", "případů"], ["case", "cases"]),
  noun(["přestupek", "přestupky", "přestupku", "přestupků"], ["offence", "offences"]),
  noun(["událost", "události", "události", "událostí"], ["incident", "incidents"]),
  noun(["spor", "spory", "sporu", "sporů"], ["dispute", "disputes"]),
  noun(["stížnost", "stížnosti", "stížnosti", "stížností"], ["complaint", "complaints"]),
  noun(["bod", "body", "bodu", "bodů"], ["point", "points"]),
  noun(["místo", "místa", "místa", "míst"], ["post", "posts"]),
];

const spans: readonly Record<Locale, string>[] = [
  { cs: "za měsíc", en: "per month" },
  { cs: "za čtvrtletí", en: "per quarter" },
  { cs: "za pololetí", en: "per half-year" },
  { cs: "za rok", en: "per year" },
];

const rules = { cs: new Intl.PluralRules("cs"), en: new Intl.PluralRules("en") } satisfies Record<
  Locale,
  Intl.PluralRules
>;

/** The unit of an indicator in the form that the shown number asks for: `případů za čtvrtletí` after 29, `per quarter` in English. */
export function unitFor(shown: number, unit: string, locale: Locale): string {
  return wordUnit(unit, locale, rules[locale].select(Math.abs(shown)));
}

/** The unit on its own, for a label: `případy za čtvrtletí`, `cases per quarter`. */
export function unitName(unit: string, locale: Locale): string {
  return wordUnit(unit, locale, locale === "cs" ? "few" : "other");
}

function wordUnit(unit: string, locale: Locale, form: Intl.LDMLPluralRule): string {
  const typed = unit.trim().toLowerCase();
  const span = spans.find(({ cs, en }) => typed.endsWith(` ${cs}`) || typed.endsWith(` ${en}`));
  const counted = span ? typed.slice(0, typed.lastIndexOf(typed.endsWith(span.cs) ? span.cs : span.en)).trim() : typed;
  const known = nouns.find(({ cs, en }) => [...Object.values(cs), ...Object.values(en)].includes(counted));
  if (!known) return unit;
  const word = known[locale][form] ?? known[locale].other;
  return span ? `${word} ${span[locale]}` : word;
}
