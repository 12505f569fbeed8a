import type { Messages } from "next-intl";
import type { DataRow, DataSection, LoggedValue } from "@/db/queries/person-data";
import { deviceOf } from "@/lib/domain/account";
import type { Locale } from "@/lib/domain/preference";
import type { Sheet, SheetCell, SheetColumn } from "@/lib/export/sheet";
import { instant, number } from "@/lib/format";

type Words = Readonly<Record<string, string>>;

/** The words that stand for codes in what is held of a person, by the column; of some columns by their section. */
export function personWords({ history, roles, account, access, mailbox, privacy, frame }: Messages, locale: Locale) {
  const actions = Object.entries(history.actions).flatMap(([noun, verbs]) =>
    Object.entries(verbs).map(([verb, text]) => [`${noun}.${verb}`, text]),
  );
  const codes: Record<string, Words> = {
    role: roles,
    locale: { cs: "Čeština", en: "English" },
    theme: { auto: frame.themeAuto, light: frame.themeLight, dark: frame.themeDark },
    state: history.values.state,
    decision: history.values.decision,
    contract: history.values.contract,
    leave: history.values.leave,
    verdict: history.values.verdict,
    lesson: history.values.kind,
    phase: history.values.phase,
    op: history.ops,
    table: history.tables,
    action: Object.fromEntries(actions),
    who: history.actors,
    subject: access.subjects,
    kind: mailbox.templates,
    "mails.state": mailbox.states,
  };
  const columns: Words = privacy.columns;
  const { yes, no } = history;
  return { locale, columns, codes, yes, no, unknownDevice: account.unknownDevice };
}

type PersonWords = ReturnType<typeof personWords>;

/** One section of what is held of a person, to be read by the person: words for codes, days and times of Prague. */
export function personSheet(section: DataSection, title: string, rows: readonly DataRow[], words: PersonWords): Sheet {
  const keys = Object.keys(rows[0] ?? {});
  return {
    title,
    columns: keys.map((key) => ({
      header: words.columns[key] ?? key,
      kind: kindOf(key),
      width: wide.has(key) ? 80 : days.has(key) ? 16 : 24,
    })),
    rows: rows.map((row) => keys.map((key) => cell(section, key, row[key] ?? null, words))),
    facts: [],
  };
}

const days = new Set(["day", "from", "to", "contractFrom", "contractTo"]);
const wide = new Set(["values", "note"]);
const instants = new Set(["at", "endedAt", "lastSeenAt", "passwordChangedAt"]);
const kindOf = (key: string): SheetColumn["kind"] => (days.has(key) ? "day" : "text");

function cell(section: DataSection, key: string, value: DataRow[string], words: PersonWords): SheetCell {
  if (value === null || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "object") return valuesText(value, words);
  if (instants.has(key)) return instant(value, words.locale);
  if (key === "browser") return deviceOf(value) ?? words.unknownDevice;
  if (key === "value") return number(Number(value), words.locale, 3);
  const codes = words.codes[`${section}.${key}`] ?? words.codes[key];
  return codes?.[value] ?? value;
}

/** What a change wrote: `Jméno: Jan Novák → Jan Nový`. */
function valuesText(values: readonly LoggedValue[], { columns }: PersonWords): string {
  const sides = (column: string) =>
    values.filter((one) => one.column === column).sort((a, b) => b.side.localeCompare(a.side));
  return [...new Set(values.map(({ column }) => column))]
    .map(
      (column) =>
        `${columns[column] ?? column}: ${sides(column)
          .map(({ value }) => value)
          .join(" → ")}`,
    )
    .join("; ");
}
