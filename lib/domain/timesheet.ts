/** What a month's log gives for the work report (pracovní výkaz) of one assistant; hours are hundredths, minutes whole. */
import { plusDays } from "./day";
import { type DaySheet, fullDay, hundredths, inHundredths, type MonthSheet, type SheetShare } from "./month-sheet";
import { by } from "./order";

/** Rows of activities that the form of OPZ+ has. */
export const mostRows = 10;

export type TimesheetRow = { label: string; hours: number };
export type Timesheet = {
  /** Groups of activities without days, as the form wants them; their hours add up to `worked`. */
  rows: TimesheetRow[];
  /** More groups than the form has rows. */
  tooMany: boolean;
  worked: number;
  /** The month's fund of the share held in the project, paid holidays included. */
  fund: number;
  /** Paid holidays of the share: none for a day on which he served, whose hours are work. */
  holiday: number;
  /** What work and holidays leave of the fund: leave, sickness, obstacles, or shifts not approved; below zero when over. */
  rest: number;
  /** The last day on which anything of the month happened, a holiday included: nobody signs before it. */
  signFrom: string | null;
  /** Hours that were logged and are not approved. */
  waiting: number;
};

/** The share held on a day, in percent. */
const percentOn = (shares: readonly SheetShare[], day: string) =>
  shares
    .filter(({ from, to }) => from <= day && (to === null || to >= day))
    .reduce((sum, { percent }) => sum + percent, 0);

/** The day on which the last approved shift of a day ended: a night ends on the next one. */
const endOf = ({ day, shifts }: DaySheet) =>
  shifts.some(({ state, startsAt, endsAt }) => state === "approved" && endsAt <= startsAt) ? plusDays(day, 1) : day;

/**
 * The figures of a work report from the sheet of one person's month: its rows are the key activities of his approved
 * shifts, rounded as a running total, so that what is printed adds up (form of the work report of OPZ+, its notes).
 */
export function timesheetOf(sheet: MonthSheet): Timesheet {
  const [person] = sheet.people;
  if (!person || sheet.people.length > 1) throw new RangeError("a work report is of one person");
  const groups = new Map<string, number>();
  for (const { shifts } of sheet.days)
    for (const { state, keyActivity, minutes } of shifts)
      if (state === "approved") groups.set(keyActivity, (groups.get(keyActivity) ?? 0) + minutes);
  const ordered = [...groups].sort(by<[string, number]>(([label]) => label));
  const hours = inHundredths(ordered.map(([, minutes]) => minutes));
  const worked = hundredths(sheet.total.approved);
  const fund = hundredths(person.fund);
  const held = sheet.holidays.filter((day) => percentOn(person.shares, day) > 0);
  const served = sheet.days.filter(({ approved }) => approved > 0);
  const free = held.filter((holiday) => served.every(({ day }) => day !== holiday));
  // Minutes times percent, divided and rounded once, halves up.
  const parts = free.reduce((sum, day) => sum + fullDay * percentOn(person.shares, day), 0);
  const holiday = Math.floor((parts + 30) / 60);
  return {
    rows: ordered.map(([label], at) => ({ label, hours: hours[at] ?? 0 })),
    tooMany: ordered.length > mostRows,
    worked,
    fund,
    holiday,
    rest: fund - worked - holiday,
    signFrom: [...served.map(endOf), ...held].sort().at(-1) ?? null,
    waiting: hundredths(sheet.total.waiting),
  };
}
