import { getLocale, getTranslations } from "next-intl/server";
import type { ActivityPlace, ActivityRow } from "@/db/queries/activity-list";
import type { ActivityListTotals } from "@/db/queries/activity-list-totals";
import type { ActivityFilter } from "@/lib/domain/activity-filter";
import type { Sheet } from "@/lib/export/sheet";
import { day } from "@/lib/format";
import { filterChips } from "./filters";

/** Hours with two decimals at most, for a spreadsheet. */
const inHours = (minutes: number) => Math.round((minutes / 60) * 100) / 100;

/** The rows of the screen as a sheet, columns that the screen leaves out by default included. */
export async function activitySheet({
  place,
  filter,
  asOf,
  rows,
  sums,
}: {
  place: ActivityPlace;
  filter: ActivityFilter;
  asOf: string;
  rows: readonly ActivityRow[];
  sums: ActivityListTotals;
}): Promise<Sheet> {
  const [t, locale, chips] = await Promise.all([getTranslations("activity"), getLocale(), filterChips(place, filter)]);
  const text = (header: string, width?: number) => ({ header, kind: "text" as const, width });
  const figure = (header: string) => ({ header, kind: "number" as const });
  return {
    title: t("list"),
    columns: [
      { header: t("day"), kind: "day" },
      text(t("from"), 8),
      text(t("to"), 8),
      text(t("assistants")),
      text(t("locality")),
      text(t("kinds"), 50),
      text(t("ka"), 8),
      figure(t("hoursOne")),
      figure(t("hours")),
      figure(t("contacts")),
      figure(t("files")),
      text(t("handedTo"), 18),
      text(t("note"), 50),
      text(t("state"), 20),
    ],
    rows: rows.map((row) => [
      row.happenedOn,
      row.startsAt,
      row.endsAt,
      row.people.join(", "),
      [row.locality, ...row.furtherPlaces].join(", "),
      row.counts.map(({ name, count }) => `${name} ${count}`).join("; "),
      row.keyActivity,
      inHours(row.minutes),
      inHours(row.together),
      row.contacts,
      row.files,
      row.handedTo ? t(`receivers.${row.handedTo}`) : null,
      row.note ?? t("noteLater"),
      t(`states.${row.state}`),
    ]),
    totals: [t("totalAll"), null, null, null, null, null, null, null, inHours(sums.minutes), sums.contacts],
    facts: [
      [t("project"), `${place.organisation}, ${place.name}`],
      [t("asOfLabel"), day(asOf, locale)],
      [t("filters"), chips.map(({ label }) => label).join("; ") || t("any")],
      [t("sumShifts"), String(sums.shifts)],
      [
        t("sums"),
        t("sumStates", {
          approved: sums.approved,
          submitted: sums.submitted,
          returned: sums.returned,
          drafts: sums.drafts,
        }),
      ],
    ],
  };
}
