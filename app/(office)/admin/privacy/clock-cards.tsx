import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import type { ClockRow, ProjectClock, PurgeRow, retentionClock } from "@/db/queries/privacy";
import { day, instant, number } from "@/lib/format";

type Clock = Awaited<ReturnType<typeof retentionClock>>;
const address = { path: "/admin/privacy", params: {} };

/** What is removed when: logs by themselves, papers and people of projects by hand after their time. */
export function ClockCards({ clock, today }: { clock: Clock; today: string }) {
  const t = useTranslations("privacy");
  const locale = useLocale();
  /** The day on which the oldest row reaches its time: as far ahead as it is younger than the border. */
  const first = ({ oldest, border }: ClockRow) =>
    oldest === null
      ? "–"
      : instant(Math.max(Date.parse(oldest) + (Date.now() - Date.parse(border)), Date.now()), locale).replace(
          / \S+$/,
          "",
        );
  return (
    <>
      <Card flush id="clock" note={t("clockNote")} title={t("clock")}>
        <Table<ClockRow>
          address={address}
          bareCaption
          caption={t("clock")}
          columns={[
            { key: "what", header: t("clockWhat"), head: true, cell: (row) => t(`whats.${row.what}`) },
            { key: "held", header: t("clockHeld"), number: true, cell: (row) => number(row.held, locale) },
            {
              key: "oldest",
              header: t("clockOldest"),
              cell: (row) => (row.oldest ? instant(row.oldest, locale) : "–"),
            },
            { key: "first", header: t("clockFirst"), cell: first },
            { key: "due", header: t("clockDue"), number: true, cell: (row) => number(row.due, locale) },
          ]}
          plain
          rowKey={(row) => row.what}
          rows={clock.logs}
        />
      </Card>
      {clock.projects.length > 0 && (
        <Card flush id="projects" note={t("projectsNote")} title={t("projects")}>
          <Table<ProjectClock>
            address={address}
            bareCaption
            caption={t("projects")}
            columns={[
              {
                key: "project",
                header: t("project"),
                head: true,
                cell: (row) => <Link href={`/projects/${row.slug}`}>{row.name}</Link>,
              },
              { key: "lastMoneyOn", header: t("lastMoneyOn"), cell: (row) => day(row.lastMoneyOn, locale) },
              { key: "until", header: t("until"), cell: (row) => day(row.until, locale) },
              { key: "payrollUntil", header: t("payrollUntil"), cell: (row) => day(row.payrollUntil, locale) },
              { key: "assistants", header: t("assistants"), number: true, cell: (row) => row.assistants },
            ]}
            plain
            rowKey={(row) => row.slug}
            rows={clock.projects}
            rowTone={(row) => (row.until < today && row.assistants > 0 ? "warn" : undefined)}
          />
        </Card>
      )}
      <Card flush={clock.purges.length > 0} id="purges" title={t("purges")}>
        {clock.purges.length === 0 ? (
          <p className="text-soft">{t("purgesEmpty")}</p>
        ) : (
          <Table<PurgeRow>
            address={address}
            bareCaption
            caption={t("purges")}
            columns={[
              { key: "at", header: t("when"), head: true, cell: (row) => instant(row.at, locale) },
              { key: "what", header: t("clockWhat"), cell: (row) => t(`whats.${row.what}`) },
              { key: "older", header: t("purgeOlder"), cell: (row) => instant(row.olderThan, locale) },
              { key: "removed", header: t("purgeRemoved"), number: true, cell: (row) => number(row.removed, locale) },
            ]}
            plain
            rowKey={(row) => `${row.at} ${row.what}`}
            rows={clock.purges}
          />
        )}
      </Card>
    </>
  );
}
