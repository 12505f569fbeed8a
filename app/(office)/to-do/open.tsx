import { getLocale, getTranslations } from "next-intl/server";
import { ActivityStatePill } from "@/app/(office)/projects/[slug]/activity/state-pill";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ActivityRow } from "@/db/queries/activity-list";
import { day } from "@/lib/format";

/** Returned records with their reason, then drafts, with their project for who has several; an empty list is the goal. */
export async function HomeOpen({ rows }: { rows: readonly (ActivityRow & { project: string | null })[] }) {
  const [t, tActivity, locale] = await Promise.all([getTranslations("home"), getTranslations("activity"), getLocale()]);
  return (
    <Card id="open" title={t("open")}>
      {rows.length === 0 && <EmptyState title={t("nothingOpen")}>{t("nothingOpenText")}</EmptyState>}
      <ul className="flex flex-col divide-y divide-line">
        {rows.map((row) => (
          <li
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
            key={row.id}
          >
            <div className="min-w-0 flex-1 basis-60">
              <p className="flex flex-wrap items-center gap-x-2">
                <ActivityStatePill state={row.state} />
                <b className="font-semibold">{day(row.happenedOn, locale)}</b>
                {row.people.join(", ") || tActivity("nobodyYet")}
              </p>
              {row.project && <p className="text-sm text-soft">{row.project}</p>}
              {row.reason && (
                <p>
                  <b className="font-medium">{row.reason}:</b> {row.reasonNote}
                </p>
              )}
            </div>
            <LinkButton
              aria-label={t(row.state === "returned" ? "mendRow" : "finishRow", {
                day: `${day(row.happenedOn, locale)} ${row.startsAt}–${row.endsAt}, ${row.people.join(", ")}`,
              })}
              href={`/projects/${row.slug}/activity/${row.id}/edit`}
              icon="pen"
              size="sm"
              variant="secondary"
            >
              {t(row.state === "returned" ? "mend" : "finish")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
