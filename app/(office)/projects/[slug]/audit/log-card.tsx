import { getTranslations } from "next-intl/server";
import { actorName, Changes, deed, historyWords } from "@/app/(office)/changes";
import { type Address, withParams } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { AuditChoices, AuditPage } from "@/db/queries/audit-log";
import type { AuditEntry } from "@/db/queries/history";
import type { AuditFilter } from "@/lib/domain/audit-filter";
import { instant } from "@/lib/format";
import type { ProjectLink } from "../links";
import { chips, LogFilters } from "./log-filters";

type Props = {
  log: AuditPage;
  choices: AuditChoices;
  filter: AuditFilter;
  address: Address;
  link: ProjectLink;
  /** What others did with their own accounts is told too. */
  accounts: boolean;
  /** Completes a day typed without a year. */
  today: string;
};

/** The entries of the log, newest first: when, who, what, before → after. */
export async function LogCard({ log, choices, filter, address, link, accounts, today }: Props) {
  const [t, words] = await Promise.all([getTranslations("audit.log"), historyWords()]);
  const columns: Column<AuditEntry>[] = [
    {
      key: "at",
      header: t("at"),
      head: true,
      className: "whitespace-nowrap",
      cell: (row) => (
        <span>
          {instant(row.at, words.locale)}
          <span className="block text-xs font-normal text-soft">{t("entry", { id: String(row.id) })}</span>
        </span>
      ),
    },
    {
      key: "who",
      header: t("who"),
      cell: (row) => (
        <span>
          {actorName(row, words)}
          {row.action && <span className="block text-xs text-soft">{words.actions[row.action] ?? row.action}</span>}
        </span>
      ),
    },
    {
      key: "what",
      header: t("what"),
      cell: (row) => {
        const place = placeOf(row, link);
        return (
          <span>
            {deed(row, log.references, words)}
            <span className="mt-0.5 flex flex-wrap gap-x-3 text-xs max-sm:justify-end">
              {place && (
                <Link
                  aria-label={t("openOf", { what: deed(row, log.references, words), id: String(row.id) })}
                  className="no-print inline-block min-h-6 py-1"
                  href={place}
                >
                  {t("open")}
                </Link>
              )}
              <Link
                aria-label={t("onlyThisOf", { what: deed(row, log.references, words), id: String(row.id) })}
                className="no-print inline-block min-h-6 py-1"
                href={withParams({ path: address.path, params: {} }, { record: row.rowId })}
              >
                {t("onlyThis")}
              </Link>
            </span>
          </span>
        );
      },
    },
    {
      key: "changes",
      header: t("changes"),
      className: "sm:w-1/2",
      cell: (row) => <Changes entry={row} references={log.references} words={words} />,
    },
  ];
  return (
    <Card
      flush
      id="log"
      note={!accounts && <span className="block max-w-prose">{t("ownOnly")}</span>}
      title={t("title")}
    >
      <div className="px-4 pb-4 sm:px-6">
        <LogFilters
          choices={choices}
          filter={filter}
          key={JSON.stringify(filter)}
          path={address.path}
          today={today}
          words={words}
        />
      </div>
      <Table
        address={address}
        bareCaption
        caption={t("title")}
        columns={columns}
        exports={(["xlsx", "csv"] as const).map((format) => ({
          label: format.toUpperCase(),
          href: withParams({ path: `${address.path}/export`, params: sent(filter) }, { format }),
        }))}
        filters={await chips(filter, choices, words)}
        name="log"
        pager={<Older address={address} before={filter.before} next={log.next} />}
        rowKey={(row) => String(row.id)}
        rows={log.entries}
      />
    </Card>
  );
}

/** The filter as parameters of an address, without the place in the list. */
const sent = ({ before: _, ...filter }: AuditFilter) => filter;

/** Where the changed record, or the one it is a part of, is shown. */
function placeOf({ tableName, rowId, op, changes }: AuditEntry, link: ProjectLink) {
  const part = (field: string) => {
    const value = changes.find((change) => change.field === field)?.after;
    return typeof value === "string" ? value : undefined;
  };
  const [activity, expense] = [part("activity_id"), part("expense_id")];
  if (op === "delete") return undefined;
  if (tableName === "projects") return link();
  if (tableName === "activities" || activity) return link(`/activity/${activity ?? rowId}`);
  if (tableName === "expenses" || expense) return link(`/budget/expenses/${expense ?? rowId}`);
  return undefined;
}

async function Older({ address, before, next }: { address: Address; before: number | undefined; next: number | null }) {
  const t = await getTranslations("audit.log");
  if (before === undefined && next === null) return null;
  const to = (cursor: number | undefined) => `${withParams(address, { before: cursor?.toString() })}#log`;
  return (
    <nav aria-label={t("pages")} className="no-print flex items-center justify-between gap-4 px-4 py-3 sm:px-6">
      {before === undefined ? (
        <span />
      ) : (
        <Link className={buttonClass("secondary", "sm")} href={to(undefined)}>
          <Icon name="left" size={16} />
          {t("newest")}
        </Link>
      )}
      {next !== null && (
        <Link className={buttonClass("secondary", "sm")} href={to(next)} rel="next">
          {t("older")}
          <Icon name="right" size={16} />
        </Link>
      )}
    </nav>
  );
}
