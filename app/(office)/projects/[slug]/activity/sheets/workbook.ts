import { getLocale, getTranslations } from "next-intl/server";
import { hoursTable, hundredths, inHundredths, type MonthSheet } from "@/lib/domain/month-sheet";
import type { Locale } from "@/lib/domain/preference";
import { timesheetOf } from "@/lib/domain/timesheet";
import type { Sheet, SheetColumn } from "@/lib/export/sheet";
import { day, month as monthText, number, weekday } from "@/lib/format";
import type { MonthSheetView } from "@/server/views/month-sheets";

const text = (header: string, width?: number): SheetColumn => ({ header, kind: "text", width });
const figure = (header: string): SheetColumn => ({ header, kind: "number" });
const sum = (items: readonly number[]) => items.reduce((all, item) => all + item, 0);
const hours = (value: number) => value / 100;

/** The sheet as a workbook: days first, then the people of a team, what was done and where. */
export async function sheetWorkbook(view: MonthSheetView): Promise<[Sheet, ...Sheet[]]> {
  const { sheet, person, place, asOf } = view;
  const [t, activity, locale] = await Promise.all([
    getTranslations("sheets"),
    getTranslations("activity"),
    getLocale(),
  ]);
  const holidays = sheet.holidays.map((holiday) => day(holiday, locale)).join(", ") || t("noHolidays");
  const facts: Sheet["facts"] = [
    [t("project"), [place.organisation, place.name, place.registrationNumber].filter(Boolean).join(", ")],
    [t("whose"), person?.name ?? t("team")],
    [t("monthLabel"), monthText(sheet.month, locale)],
    [t("asOf"), day(asOf, locale)],
    [t("waitingHours"), String(hours(hundredths(sheet.total.waiting))).replace(".", locale === "cs" ? "," : ".")],
    [t("rule"), [t("note"), t("approvedOnly"), t("fundNote", { holidays }), t("pairs")].join(" ")],
  ];
  const said = (date: string, holiday: boolean) =>
    `${weekday(date, locale, "short")}${holiday ? ` (${t("holiday")})` : ""}`;
  const kinds: Sheet = {
    title: t("kinds"),
    columns: [text(t("kind"), 44), text(t("contacts"), 12), figure(t("count"))],
    rows: sheet.kinds.map(({ name, contact, count }) => [name, t(contact ? "isContact" : "notContact"), count]),
    facts: [],
  };
  const places: Sheet = {
    title: t("places"),
    columns: [text(t("place"), 44), figure(t("shifts"))],
    rows: sheet.places.map(({ name, shifts }) => [name, shifts]),
    facts: [],
  };
  if (person) {
    const own = inHundredths(sheet.days.map(({ approved }) => approved));
    const days: Sheet = {
      title: t("shiftDays"),
      columns: [
        { header: t("day"), kind: "day" },
        text(t("weekday"), 14),
        text(t("shift"), 16),
        text(t("places"), 30),
        text(t("kinds"), 44),
        text(t("state"), 18),
        figure(t("contacts")),
        figure(t("hours")),
        figure(t("waitingHours")),
      ],
      rows: sheet.days.map((row, index) => [
        row.day,
        said(row.day, row.holiday),
        row.shifts.map(({ startsAt, endsAt }) => `${startsAt}–${endsAt}`).join("; "),
        row.shifts.map((shift) => shift.places.join(", ")).join("; "),
        row.shifts.map(({ counts }) => counts.map(({ name, count }) => `${name} ${count}`).join(", ")).join("; "),
        row.shifts.map(({ state }) => activity(`states.${state}`)).join("; "),
        row.contacts || null,
        hours(own[index] ?? 0) || null,
        hours(hundredths(row.waiting)) || null,
      ]),
      totals: [
        t("totalMonth"),
        null,
        null,
        null,
        null,
        null,
        sheet.total.contacts,
        hours(sum(own)),
        hours(hundredths(sheet.total.waiting)),
      ],
      facts: [...facts, ...reportFacts(sheet, t, locale)],
    };
    return [days, reportRows(sheet, t), kinds, places];
  }
  return [teamDays(sheet, said, facts, t("days"), t), teamPeople(sheet, t), kinds, places];
}

type Words = Awaited<ReturnType<typeof getTranslations<"sheets">>>;

/** Groups of activities of the project's work report, as its form has them. */
function reportRows(sheet: MonthSheet, t: Words): Sheet {
  const { rows, worked } = timesheetOf(sheet);
  return {
    title: t("report"),
    columns: [text(t("reportRow"), 52), figure(t("hours"))],
    rows: rows.map(({ label, hours: value }) => [label, hours(value)]),
    totals: [t("reportWorked"), hours(worked)],
    facts: [],
  };
}

/** What else the log says for the work report: stands among the facts, since a workbook has one sheet of them. */
function reportFacts(sheet: MonthSheet, t: Words, locale: Locale): Sheet["facts"] {
  const { fund, holiday, rest, signFrom } = timesheetOf(sheet);
  return [
    [t("report"), t("reportNote")],
    [t("reportFund"), number(hours(fund), locale)],
    [t("reportHoliday"), number(hours(holiday), locale)],
    [t("reportRest"), number(hours(rest), locale)],
    [t("reportSign"), signFrom ? day(signFrom, locale) : t("reportNoSign")],
  ];
}

function teamDays(
  sheet: MonthSheet,
  said: (date: string, holiday: boolean) => string,
  facts: Sheet["facts"],
  title: string,
  t: Words,
): Sheet {
  const table = hoursTable(sheet);
  return {
    title,
    columns: [
      { header: t("day"), kind: "day" },
      text(t("weekday"), 14),
      ...sheet.people.map(({ name }) => figure(name)),
      figure(t("total")),
      figure(t("waitingHours")),
      figure(t("contacts")),
    ],
    rows: sheet.days.map((row, index) => [
      row.day,
      said(row.day, row.holiday),
      ...(table[index] ?? []).map((value) => hours(value) || null),
      hours(sum(table[index] ?? [])) || null,
      hours(hundredths(row.waiting)) || null,
      row.contacts || null,
    ]),
    totals: [
      t("totalMonth"),
      null,
      ...sheet.people.map((_, index) => hours(sum(table.map((cells) => cells[index] ?? 0)))),
      hours(sum(table.flat())),
      hours(hundredths(sheet.total.waiting)),
      sheet.total.contacts,
    ],
    facts,
  };
}

function teamPeople(sheet: MonthSheet, t: Words): Sheet {
  const table = hoursTable(sheet);
  return {
    title: t("people"),
    columns: [
      text(t("person"), 30),
      ...[t("daysWorked"), t("shifts"), t("hours"), t("waitingHours"), t("fund"), t("contacts")].map(figure),
    ],
    rows: sheet.people.map((person, index) => [
      person.name,
      person.days,
      person.shifts,
      hours(sum(table.map((cells) => cells[index] ?? 0))),
      hours(hundredths(person.waiting)),
      hours(hundredths(person.fund)),
      person.contacts,
    ]),
    totals: [
      t("total"),
      null,
      sheet.total.shifts,
      hours(sum(table.flat())),
      hours(hundredths(sheet.total.waiting)),
      hours(hundredths(sheet.total.fund)),
      sheet.total.contacts,
    ],
    facts: [],
  };
}
