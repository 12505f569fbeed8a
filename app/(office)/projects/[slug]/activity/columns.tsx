import { getLocale, getTranslations } from "next-intl/server";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { Column } from "@/components/ui/table";
import type { ActivityRow } from "@/db/queries/activity-list";
import type { ActivityListTotals } from "@/db/queries/activity-list-totals";
import { day, hours, number, weekday } from "@/lib/format";
import { ActivityStatePill } from "./state-pill";

type Options = { slug: string; sums?: ActivityListTotals /** Submitted rows get a box to tick. */; tick?: boolean };

const hoursOf = (row: ActivityRow) => `${row.startsAt}–${row.endsAt}`;

/** The columns of the list of shifts; sums stand for all rows of the filter, not only for this page. */
export async function activityColumns({ slug, sums, tick }: Options): Promise<Column<ActivityRow>[]> {
  const [t, locale] = await Promise.all([getTranslations("activity"), getLocale()]);
  const title = (row: ActivityRow) =>
    t("rowTitle", { day: `${day(row.happenedOn, locale)} ${hoursOf(row)}`, people: row.people.join(", ") });
  return [
    ...(tick
      ? [
          {
            key: "tick",
            header: t("choose"),
            className: "no-print",
            cell: (row: ActivityRow) =>
              row.state === "submitted" &&
              !row.own && (
                <label className="-m-2 grid size-10 thumb:size-11 cursor-pointer place-items-center">
                  <span className="sr-only">{t("chooseRow", { row: title(row) })}</span>
                  <input
                    className="size-5 accent-action"
                    data-id={row.id}
                    data-kind="json"
                    name="activities[]"
                    type="checkbox"
                    value={JSON.stringify({ activityId: row.id, version: row.version })}
                  />
                </label>
              ),
          },
        ]
      : []),
    {
      key: "day",
      header: t("day"),
      head: true,
      cell: (row) => (
        <Link href={`/projects/${slug}/activity/${row.id}`}>
          {weekday(row.happenedOn, locale, "short")} {day(row.happenedOn, locale)}
          <span className="sr-only">
            , {hoursOf(row)}, {row.people.join(", ")}
          </span>
        </Link>
      ),
    },
    {
      key: "shift",
      header: t("shift"),
      cell: hoursOf,
      className: "whitespace-nowrap",
    },
    { key: "people", header: t("assistants"), cell: (row) => row.people.join(", ") },
    { key: "locality", header: t("locality"), cell: (row) => [row.locality, ...row.furtherPlaces].join(", ") },
    {
      key: "counts",
      header: t("kinds"),
      cell: (row) =>
        row.counts.map(({ code, name, count }) => (
          <span className="mr-2 inline-block" key={code}>
            {name} <b className="font-medium">{number(count, locale)}×</b>
          </span>
        )),
    },
    { key: "ka", header: t("ka"), cell: (row) => row.keyActivity, className: "whitespace-nowrap max-sm:hidden!" },
    {
      key: "hours",
      header: t("hours"),
      number: true,
      cell: (row) => hours(row.together, locale),
      total: sums && hours(sums.minutes, locale),
    },
    {
      key: "contacts",
      header: t("contacts"),
      number: true,
      cell: (row) => number(row.contacts, locale),
      total: sums && number(sums.contacts, locale),
    },
    {
      key: "files",
      header: t("files"),
      number: true,
      className: "max-sm:hidden!",
      cell: (row) =>
        row.files > 0 && (
          <span className="inline-flex items-center gap-1">
            <Icon name="file" size={16} />
            {row.files}
          </span>
        ),
    },
    {
      key: "handedTo",
      header: t("handedTo"),
      optional: true,
      cell: (row) => row.handedTo && t(`receivers.${row.handedTo}`),
    },
    { key: "note", header: t("note"), optional: true, cell: (row) => row.note ?? <i>{t("noteLater")}</i> },
    { key: "state", header: t("state"), cell: (row) => <ActivityStatePill state={row.state} /> },
  ];
}
