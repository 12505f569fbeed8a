import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import * as format from "@/lib/format";
import type { OverviewView } from "./overview-view";

/** Key activities: hours, people, money, last entry and what it said. */
export function OverviewActivities({ rows, link }: OverviewView) {
  const t = useTranslations("overview.keyActivities");
  const locale = useLocale();
  const { keyActivities } = rows.project;
  return (
    <Card flush note={t("note")} title={t("title", { count: keyActivities.length })}>
      {keyActivities.length === 0 ? (
        <EmptyState icon="list" title={t("none")} />
      ) : (
        <table className="data-table">
          <caption className="sr-only">{t("title", { count: keyActivities.length })}</caption>
          <thead>
            <tr>
              <th scope="col">{t("name")}</th>
              <th className="number" scope="col">
                {t("hours")}
              </th>
              <th className="number" scope="col">
                {t("people")}
              </th>
              <th className="number" scope="col">
                {t("cost")}
              </th>
              <th scope="col">{t("last")}</th>
            </tr>
          </thead>
          <tbody>
            {keyActivities.map((activity) => {
              const row = rows.keyActivities.find((figures) => figures.id === activity.id);
              return (
                <tr key={activity.id}>
                  <th className="text-left!" scope="row">
                    <Link href={link(`/activity?ka=${activity.id}`)}>
                      {activity.code} {activity.name}
                    </Link>
                  </th>
                  <td className="number" data-label={t("hours")}>
                    {row?.minutes ? format.number(Math.round(row.minutes / 60), locale) : "–"}
                  </td>
                  <td className="number" data-label={t("people")}>
                    {row?.people || "–"}
                  </td>
                  <td className="number" data-label={t("cost")}>
                    {row?.paidHalere ? format.money(row.paidHalere, locale) : "–"}
                  </td>
                  <td data-label={t("last")}>
                    <span>
                      {row?.lastOn ? format.day(row.lastOn, locale) : t("noEntry")}
                      {row?.lastNote && row.lastNoteOn && (
                        <span className="block text-soft">
                          {t("said", { day: format.day(row.lastNoteOn, locale), text: row.lastNote })}
                        </span>
                      )}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Card>
  );
}
