import { getLocale, getMessages } from "next-intl/server";
import { cx } from "@/components/ui/cx";
import type { AuditEntry, History } from "@/db/queries/history";
import { dayInput } from "@/lib/domain/day-input";
import type { Change, ShownValue } from "@/lib/domain/history";
import type { Locale } from "@/lib/domain/preference";
import { bytes, day, hours, instant, money, number, share } from "@/lib/format";

type Words = Awaited<ReturnType<typeof historyWords>>;

/** The words of the log as plain lists: tables, fields, values, actions, kinds of actors. */
export async function historyWords() {
  const [{ history, rules }, locale] = await Promise.all([getMessages(), getLocale()]);
  const fields: Record<string, string> = history.fields;
  const tables: Record<string, string> = history.tables;
  const settings = Object.entries(rules.setting).flatMap(([group, named]) =>
    Object.entries(named).map(([key, { name }]) => [`${group}.${key}`, name]),
  );
  const values: Record<string, Record<string, string>> = { ...history.values, key: Object.fromEntries(settings) };
  const actions: Record<string, string> = Object.fromEntries(
    Object.entries(history.actions).flatMap(([noun, verbs]) =>
      Object.entries(verbs).map(([verb, text]) => [`${noun}.${verb}`, text]),
    ),
  );
  const actors: Record<string, string> = history.actors;
  return { locale, fields, tables, values, actions, actors, history };
}

/** Who made a change: the person's name, else what kind of actor it was; for whom, when he stood in for somebody. */
export function actorName(
  entry: Pick<AuditEntry, "actorName" | "actorKind" | "standsFor">,
  { actors, history }: Words,
): string {
  const name = entry.actorName ?? actors[entry.actorKind] ?? history.somebody;
  return entry.standsFor ? `${name} (${history.standsFor} ${entry.standsFor})` : name;
}

/** What was done to which record: "Změněno: výdaj FA-2025-001". */
export function deed(
  { op, tableName, named }: Pick<AuditEntry, "op" | "tableName" | "named">,
  references: History["references"],
  words: Words,
) {
  const name = named && valueText(named, named.after, references, words, tableName);
  return [`${words.history.ops[op]}: ${words.tables[tableName] ?? tableName}`, name].filter(Boolean).join(" ");
}

/** The changes of one entry as one line of text, for a file. */
export function changesText(
  entry: Pick<AuditEntry, "op" | "changes" | "tableName">,
  references: History["references"],
  words: Words,
) {
  return entry.changes
    .map((change) => {
      const text = (value: ShownValue) => valueText(change, value, references, words, entry.tableName);
      const told =
        change.erased || change.kind === "secret"
          ? words.history.erased
          : entry.op === "insert"
            ? text(change.after)
            : entry.op === "delete"
              ? text(change.before)
              : `${text(change.before)} → ${text(change.after)}`;
      return `${words.fields[change.field] ?? change.field}: ${told}`;
    })
    .join("; ");
}

/** The changes of one entry in words: what the field is called, what stood there, what stands there now. */
export function Changes({
  entry,
  references,
  words,
}: {
  entry: Pick<AuditEntry, "op" | "changes" | "tableName">;
  references: History["references"];
  words: Words;
}) {
  return (
    <ul className={cx("flex gap-x-5 gap-y-0.5 text-sm", entry.op === "update" ? "flex-col" : "flex-wrap")}>
      {entry.changes.map((change) => (
        <li className="wrap-anywhere" key={change.field}>
          <span className="text-soft">{words.fields[change.field] ?? change.field}: </span>
          <ChangedValue change={change} entry={entry} references={references} words={words} />
        </li>
      ))}
    </ul>
  );
}

function ChangedValue({
  change,
  entry: { op, tableName },
  references,
  words,
}: {
  change: Change;
  entry: Pick<AuditEntry, "op" | "tableName">;
  references: History["references"];
  words: Words;
}) {
  if (change.erased || change.kind === "secret") return <i>{words.history.erased}</i>;
  const text = (value: ShownValue) => valueText(change, value, references, words, tableName);
  if (op === "insert") return <b className="font-medium">{text(change.after)}</b>;
  if (op === "delete") return <del>{text(change.before)}</del>;
  return (
    <>
      <del className="text-soft">{text(change.before)}</del>
      <span aria-hidden="true"> → </span>
      <span className="sr-only"> {words.history.becomes} </span>
      <b className="font-medium">{text(change.after)}</b>
    </>
  );
}

function valueText(
  { kind, field }: Change,
  value: ShownValue,
  references: History["references"],
  words: Words,
  table: string,
) {
  if (value === null || value === "") return words.history.empty;
  if (typeof value === "boolean") return value ? words.history.yes : words.history.no;
  if (typeof value === "number") return numberText(kind, value, words.locale);
  if (kind === "day") return day(value, words.locale);
  if (kind === "instant") return instant(value, words.locale);
  if (kind === "time") return value.slice(0, 5);
  if (kind === "word") return words.values[`${table}_${field}`]?.[value] ?? words.values[field]?.[value] ?? value;
  if (kind === "digest") return `${value.slice(0, 12)}…`;
  if (kind === "reference") {
    const name = references[value] ?? words.history.unknownRecord;
    // Some records have no name but their day.
    return dayInput.safeParse(name).success ? day(name, words.locale) : name;
  }
  return value;
}

function numberText(kind: Change["kind"], value: number, locale: Locale) {
  if (kind === "money") return money(value, locale);
  if (kind === "minutes") return hours(value, locale);
  if (kind === "bytes") return bytes(value, locale);
  if (kind === "share") return share(value, locale);
  return number(value, locale, 3);
}
