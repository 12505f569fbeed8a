import { getTranslations } from "next-intl/server";
import type { historyWords } from "@/app/(office)/changes";
import { Button } from "@/components/ui/button";
import { FilterForm } from "@/components/ui/filter-form";
import type { FilterChip } from "@/components/ui/table-tools";
import { type Choice, Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { AuditChoices } from "@/db/queries/audit-log";
import type { AuditFilter } from "@/lib/domain/audit-filter";
import { collator, day } from "@/lib/format";

type Words = Awaited<ReturnType<typeof historyWords>>;

/** What the log may be narrowed by: plain fields of the address, so that a search can be sent. */
export async function LogFilters({
  choices,
  filter,
  words,
  path,
  today,
}: {
  choices: AuditChoices;
  filter: AuditFilter;
  words: Words;
  path: string;
  today: string;
}) {
  const t = await getTranslations("audit.log");
  const { actors, actions, tables, ops } = lists(choices, words);
  const any = { placeholder: t("any"), required: false } as const;
  return (
    <FilterForm action={path}>
      <Select
        {...any}
        defaultValue={filter.who}
        label={t("who")}
        name="who"
        options={actors}
        placeholder={t("anyone")}
      />
      <Select {...any} defaultValue={filter.action} label={t("action")} name="action" options={actions} />
      <Select {...any} defaultValue={filter.table} label={t("table")} name="table" options={tables} />
      <Select {...any} defaultValue={filter.op} label={t("op")} name="op" options={ops} />
      <DateField defaultValue={filter.from} label={t("from")} name="from" required={false} today={today} />
      <DateField defaultValue={filter.to} label={t("to")} name="to" required={false} today={today} />
      {filter.record && <input name="record" type="hidden" value={filter.record} />}
      <TextField
        defaultValue={filter.q}
        hint={t("qHint")}
        label={t("q")}
        maxLength={100}
        name="q"
        required={false}
        type="search"
      />
      <div className="flex items-end">
        <Button icon="search" type="submit" variant="secondary">
          {t("search")}
        </Button>
      </div>
    </FilterForm>
  );
}

/** The filters in force, in words. */
export async function chips(filter: AuditFilter, choices: AuditChoices, words: Words): Promise<FilterChip[]> {
  const t = await getTranslations("audit.log");
  const { actors, actions, tables, ops } = lists(choices, words);
  const labelOf = (options: readonly Choice[], value: string | undefined) =>
    options.find((option) => option.value === value)?.label ?? value;
  const shown: [param: keyof AuditFilter, heading: string, text: string | undefined][] = [
    ["who", t("who"), labelOf(actors, filter.who)],
    ["action", t("action"), labelOf(actions, filter.action)],
    ["table", t("table"), labelOf(tables, filter.table)],
    ["op", t("op"), labelOf(ops, filter.op)],
    ["from", t("from"), filter.from && day(filter.from, words.locale)],
    ["to", t("to"), filter.to && day(filter.to, words.locale)],
    ["q", t("q"), filter.q && `„${filter.q}“`],
    ["record", t("record"), filter.record],
  ];
  return shown.flatMap(([param, heading, text]) => (text ? [{ param, label: `${heading}: ${text}` }] : []));
}

function lists(choices: AuditChoices, words: Words) {
  const { compare } = collator(words.locale);
  const sortChoices = (options: Choice[]) => options.sort((a, b) => compare(a.label, b.label));
  return {
    actors: choices.actors.map(({ id, name, kind }) => ({ value: id, label: name ?? words.actors[kind] ?? kind })),
    actions: sortChoices(choices.actions.map((value) => ({ value, label: words.actions[value] ?? value }))),
    tables: sortChoices(choices.tables.map((value) => ({ value, label: words.tables[value] ?? value }))),
    ops: (["insert", "update", "delete"] as const).map((value) => ({ value, label: words.history.ops[value] })),
  };
}
