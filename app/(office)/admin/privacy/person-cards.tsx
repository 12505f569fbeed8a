import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { FilterForm } from "@/components/ui/filter-form";
import { type Column, Table } from "@/components/ui/table";
import { Select, TextField } from "@/components/ui/text-field";
import type { Mention, Person } from "@/db/queries/privacy";
import type { Actor } from "@/lib/domain/actor";
import { erasureReasons } from "@/lib/domain/privacy";
import { day, instant } from "@/lib/format";

type Search = Readonly<Record<string, string | string[] | undefined>>;
type Props = {
  person: Person;
  mentions: readonly Mention[];
  /** How many years papers are kept after a project. */
  years: number;
  me: Actor;
  search: Search;
  word: string | undefined;
};

/** One person: what is held, where others write of him, and erasing. */
export function PersonCards(props: Props) {
  const { person } = props;
  const t = useTranslations("privacy");
  const locale = useLocale();
  const file = (format: string) => `/admin/privacy/export?kind=${person.kind}&id=${person.id}&format=${format}`;
  return (
    <>
      <Card id="person" title={t("person")}>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
          <dt className="text-soft">{t(`detail.${person.kind}`)}</dt>
          <dd className="wrap-anywhere">{person.detail}</dd>
          <dt className="text-soft">{t("organisation")}</dt>
          <dd>{person.organisation}</dd>
        </dl>
        {person.erasedAt && (
          <Alert className="mt-4" tone="good">
            {t("erasedOn", { at: instant(person.erasedAt, locale) })}
          </Alert>
        )}
      </Card>
      <Card id="export" note={t("exportNote")} title={t("export")}>
        <div className="flex flex-wrap gap-3">
          <LinkButton download href={file("xlsx")} icon="download" variant="secondary">
            {t("exportXlsx")}
          </LinkButton>
          <LinkButton download href={file("json")} icon="download" variant="secondary">
            {t("exportJson")}
          </LinkButton>
        </div>
      </Card>
      <MentionsCard {...props} />
      {!person.erasedAt && <EraseCard {...props} />}
    </>
  );
}

function MentionsCard({ person, mentions, search, word }: Props) {
  const t = useTranslations("privacy");
  const tTables = useTranslations("history.tables");
  const locale = useLocale();
  const columns: Column<Mention>[] = [
    {
      key: "text",
      header: t("mentionText"),
      head: true,
      className: "wrap-anywhere",
      cell: (row) => row.text ?? <i>{t("mentionUnread")}</i>,
    },
    {
      key: "where",
      header: t("mentionWhere"),
      cell: (row) => (
        <>
          {tTables(row.where)}
          {row.where === "expenses" && <span className="block text-xs text-soft">{t("stays")}</span>}
        </>
      ),
    },
    { key: "on", header: t("mentionOn"), className: "whitespace-nowrap", cell: (row) => day(row.on, locale) },
    { key: "project", header: t("mentionProject"), cell: (row) => row.project },
  ];
  return (
    <Card flush id="mentions" note={t("mentionsNote")} title={t("mentions")}>
      <div className="px-4 pb-4 sm:px-6">
        <FilterForm action="/admin/privacy">
          <input name="kind" type="hidden" value={person.kind} />
          <input name="id" type="hidden" value={person.id} />
          <TextField
            defaultValue={word ?? person.name}
            label={t("mentionWord")}
            maxLength={100}
            name="word"
            required={false}
          />
          <div className="flex items-end">
            <Button icon="search" type="submit" variant="secondary">
              {t("search")}
            </Button>
          </div>
        </FilterForm>
      </div>
      {mentions.length === 0 ? (
        <p className="px-4 pb-4 text-soft sm:px-6">{t("noMentions")}</p>
      ) : (
        <Table
          address={{ path: "/admin/privacy", params: search }}
          bareCaption
          caption={t("mentions")}
          columns={columns}
          name="mentions"
          rowKey={(row) => `${row.where} ${row.on} ${row.project} ${row.text}`}
          rows={mentions}
        />
      )}
    </Card>
  );
}

function EraseCard({ person, years, me }: Props) {
  const t = useTranslations("privacy");
  const locale = useLocale();
  const own = person.kind === "user" && person.id === me.userId;
  const duty = person.keptUntil !== null && person.keptUntil >= me.today;
  return (
    <Card id="erase" title={t("erase")}>
      <div className="flex max-w-prose flex-col gap-3">
        <p>{t("eraseNote")}</p>
        <p>{t("eraseStays")}</p>
      </div>
      {duty && person.keptUntil ? (
        <Alert className="mt-4" title={t("duty")} tone="warn">
          {t("dutyText", { day: day(person.keptUntil, locale), years: t("years", { n: years }) })}
        </Alert>
      ) : own || person.lastAdmin ? (
        <Alert className="mt-4">{t(own ? "self" : "lastAdmin")}</Alert>
      ) : (
        <CommandForm
          className="mt-4 max-w-xl"
          fixed={{ kind: person.kind, personId: person.id }}
          name="person.erase"
          redirectTo="/admin/privacy?kind={kind}&id={personId}"
        >
          <Select
            label={t("reason")}
            name="reason"
            options={erasureReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
            placeholder=""
          />
          <TextField hint={t("referenceHint")} label={t("reference")} maxLength={40} name="reference" optional />
          <Checkbox hint={t("inNotesHint")} label={t("inNotes")} name="inNotes" />
          <Checkbox label={t("confirm", { name: person.name })} name="confirm" />
          <div>
            <SubmitButton variant="danger">{t("eraseButton")}</SubmitButton>
          </div>
        </CommandForm>
      )}
    </Card>
  );
}
