import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import type { Column } from "@/components/ui/table";
import {
  type DaySheet,
  hoursTable,
  hundredths,
  inHundredths,
  type MonthSheet,
  type PersonSheet,
} from "@/lib/domain/month-sheet";
import { day as dayText, number, weekday } from "@/lib/format";
import { ActivityStatePill } from "../state-pill";

const sum = (items: readonly number[]) => items.reduce((all, item) => all + item, 0);

/** The day with its weekday, a holiday said aloud. */
async function dayColumn(): Promise<Column<DaySheet>> {
  const [t, locale] = await Promise.all([getTranslations("sheets"), getLocale()]);
  return {
    key: "day",
    header: t("day"),
    head: true,
    className: "whitespace-nowrap",
    cell: ({ day, weekend, holiday }) => (
      <span className={weekend || holiday ? "text-soft" : undefined}>
        {weekday(day, locale, "short")} {dayText(day, locale).replace(/.\d{4}$/, "")}
        {holiday && ` (${t("holiday")})`}
      </span>
    ),
  };
}

/** Days × assistants: approved hours, in brackets those that are not. */
export async function teamDayColumns(sheet: MonthSheet): Promise<Column<DaySheet>[]> {
  const [t, locale, day] = await Promise.all([getTranslations("sheets"), getLocale(), dayColumn()]);
  const table = hoursTable(sheet);
  const at = new Map(sheet.days.map(({ day: key }, index) => [key, index]));
  const row = (key: string) => table[at.get(key) ?? -1] ?? [];
  const hours = (value: number, waiting = 0): ReactNode => (
    <>
      {value > 0 && number(value / 100, locale)}
      {waiting > 0 && <span className="text-soft"> ({number(hundredths(waiting) / 100, locale)})</span>}
    </>
  );
  return [
    day,
    ...sheet.people.map(
      ({ id, name, waiting }, index): Column<DaySheet> => ({
        key: id,
        header: name,
        number: true,
        className: "whitespace-normal! px-2!",
        cell: ({ day: key, cells }) => hours(row(key)[index] ?? 0, cells[index]?.waiting),
        total: hours(sum(table.map((cells) => cells[index] ?? 0)), waiting),
      }),
    ),
    {
      key: "total",
      header: t("total"),
      number: true,
      cell: ({ day: key, waiting }) => hours(sum(row(key)), waiting),
      total: hours(sum(table.flat()), sheet.total.waiting),
    },
  ];
}

/** One assistant's days: when, where, what, how long. */
export async function personDayColumns(slug: string, sheet: MonthSheet): Promise<Column<DaySheet>[]> {
  const [t, locale, day] = await Promise.all([getTranslations("sheets"), getLocale(), dayColumn()]);
  const hours = inHundredths(sheet.days.map(({ approved }) => approved));
  const at = new Map(sheet.days.map(({ day: key }, index) => [key, index]));
  const each = (cell: (shift: DaySheet["shifts"][number]) => ReactNode) => (row: DaySheet) =>
    row.shifts.map((shift) => (
      <span className="block" key={shift.id}>
        {cell(shift)}
      </span>
    ));
  return [
    day,
    {
      key: "shift",
      header: t("shift"),
      className: "whitespace-nowrap",
      cell: each(({ id, startsAt, endsAt }) => (
        <Link href={`/projects/${slug}/activity/${id}`}>
          {startsAt}–{endsAt}
        </Link>
      )),
    },
    { key: "places", header: t("places"), cell: each(({ places }) => places.join(", ")) },
    {
      key: "kinds",
      header: t("kinds"),
      cell: each(({ counts }) => counts.map(({ name, count }) => `${name} ${number(count, locale)}×`).join(", ")),
    },
    { key: "state", header: t("state"), cell: each(({ state }) => <ActivityStatePill state={state} />) },
    {
      key: "contacts",
      header: t("contacts"),
      number: true,
      cell: ({ contacts }) => contacts > 0 && number(contacts, locale),
      total: number(sheet.total.contacts, locale),
    },
    {
      key: "hours",
      header: t("hours"),
      number: true,
      cell: ({ day: key, waiting }) => (
        <>
          {(hours[at.get(key) ?? -1] ?? 0) > 0 && number((hours[at.get(key) ?? -1] ?? 0) / 100, locale)}
          {waiting > 0 && <span className="text-soft"> ({number(hundredths(waiting) / 100, locale)})</span>}
        </>
      ),
      total: number(sum(hours) / 100, locale),
    },
  ];
}

/** The team, an assistant a row, each leading to his own sheet. */
export async function peopleColumns(sheet: MonthSheet, link: (id: string) => string): Promise<Column<PersonSheet>[]> {
  const [t, locale] = await Promise.all([getTranslations("sheets"), getLocale()]);
  const table = hoursTable(sheet);
  const own = new Map(sheet.people.map(({ id }, index) => [id, sum(table.map((cells) => cells[index] ?? 0))] as const));
  const figure = (
    key: string,
    header: string,
    cell: (row: PersonSheet) => number,
    total?: number,
  ): Column<PersonSheet> => ({
    key,
    header,
    number: true,
    cell: (row) => number(cell(row), locale),
    total: total === undefined ? undefined : number(total, locale),
  });
  return [
    { key: "name", header: t("person"), head: true, cell: ({ id, name }) => <Link href={link(id)}>{name}</Link> },
    figure("days", t("daysWorked"), ({ days }) => days),
    figure("shifts", t("shifts"), ({ shifts }) => shifts, sheet.total.shifts),
    figure("hours", t("hours"), ({ id }) => (own.get(id) ?? 0) / 100, sum(table.flat()) / 100),
    figure(
      "waiting",
      t("waitingHours"),
      ({ waiting }) => hundredths(waiting) / 100,
      hundredths(sheet.total.waiting) / 100,
    ),
    figure("fund", t("fund"), ({ fund }) => hundredths(fund) / 100, hundredths(sheet.total.fund) / 100),
    figure("contacts", t("contacts"), ({ contacts }) => contacts, sheet.total.contacts),
  ];
}
