import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ActivityRow } from "@/db/queries/activity-list";
import { day } from "@/lib/format";

/** Returned shifts, on top until they are mended: which, why, and the button that mends it. */
export async function ReturnedActivities({
  rows,
  slug,
  canMend,
}: {
  rows: readonly ActivityRow[];
  slug: string;
  canMend: boolean;
}) {
  const [t, locale] = await Promise.all([getTranslations("activity"), getLocale()]);
  if (rows.length === 0) return null;
  return (
    <Card id="returned" title={t("returnedTitle", { count: rows.length })}>
      <ul className="flex flex-col divide-y divide-line">
        {rows.map((row) => (
          <li
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0"
            key={row.id}
          >
            <p className="min-w-0 flex-1 basis-64">
              <b className="font-semibold">{day(row.happenedOn, locale)}</b> {row.people.join(", ")}
              {(row.reason || row.reasonNote) && " · "}
              {row.reason && <b className="font-medium">{row.reason}: </b>}
              {row.reasonNote}
            </p>
            <LinkButton
              aria-label={t(canMend ? "mendRow" : "openRow", {
                day: `${day(row.happenedOn, locale)} ${row.startsAt}–${row.endsAt}, ${row.people.join(", ")}`,
              })}
              href={`/projects/${slug}/activity/${row.id}${canMend ? "/edit" : ""}`}
              icon={canMend ? "pen" : "right"}
              size="sm"
              variant="secondary"
            >
              {t(canMend ? "mend" : "open")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
