/** The sheet of a month from the log of shifts: minutes are whole, hours are hundredths, nothing is summed as a fraction. */
import { z } from "zod";
import type { ActivityState } from "./activity";
import { type AddressParams, readAddress } from "./address";
import { earlier, lastOfMonth, later, plusDays } from "./day";
import { dayInput, monthInput } from "./day-input";
import { type HolidayRule, holidaysOf } from "./holiday";
import { by, inTurn, reverse } from "./order";
import { isWeekend } from "./week";

const askInput = z.object({ k: dayInput.optional(), month: monthInput.optional(), assistant: z.uuid().optional() });
export type SheetAsk = z.output<typeof askInput>;

/** What is asked of the sheets in an address; null when one of its values is none. */
export const parseSheetAsk = (params: AddressParams): SheetAsk | null => readAddress(askInput, params);

/** Minutes of a working day of a full-time job (Labour Code, Act 262/2006, § 79: forty hours a week). */
export const fullDay = 480;

/** A share of a full-time job that somebody holds in the project, in percent; to null: to this day. Days inclusive. */
export type SheetShare = {
  from: string;
  to: string | null;
  percent: number;
};
export type SheetPerson = { id: string; name: string; shares: readonly SheetShare[] };
export type SheetCount = { code: string; name: string; contact: boolean; count: number };
/** A shift as the sheet needs it: minutes are of each of its people, counts are the shift's. */
export type SheetShift = {
  id: string;
  day: string;
  startsAt: string;
  endsAt: string;
  minutes: number;
  state: ActivityState;
  people: readonly string[];
  places: readonly string[];
  /** Code and name of the key activity. */
  keyActivity: string;
  counts: readonly SheetCount[];
};

/** The days of a month YYYY-MM. */
export function daysOfMonth(month: string): string[] {
  const last = lastOfMonth(`${month}-01`);
  const days: string[] = [];
  for (let day = `${month}-01`; day <= last; day = plusDays(day, 1)) days.push(day);
  return days;
}

/** The public holidays of a month that fall on a working day: a paid holiday is no hour more on a Saturday. */
export function paidHolidays(month: string, rule: HolidayRule): string[] {
  return holidaysOf(Number(month.slice(0, 4)), rule).filter((day) => day.startsWith(month) && !isWeekend(day));
}

/**
 * The fund of working time of a month in minutes by the shares held on each of its working days, paid holidays included:
 * 1,0 to the 15th and 0,5 from the 16th of March 2025 is 124 hours. Hundredths of a minute never come of it: 480 × percent
 * is divided by a hundred once, at the end, halves up.
 */
export function fundMinutes(month: string, shares: readonly SheetShare[]): number {
  const last = lastOfMonth(`${month}-01`);
  let parts = 0;
  for (const share of shares) {
    const to = earlier(share.to ?? last, last);
    for (let day = later(share.from, `${month}-01`); day <= to; day = plusDays(day, 1))
      if (!isWeekend(day)) parts += fullDay * share.percent;
  }
  return Math.round(parts / 100);
}

/**
 * Hours in hundredths whose sum is that of the minutes, rounded once: three times 20 minutes are 0,33 + 0,34 + 0,33. Each
 * is what the running total rises by.
 */
export function inHundredths(minutes: readonly number[]): number[] {
  let sum = 0;
  let given = 0;
  return minutes.map((part) => {
    sum += part;
    const before = given;
    given = hundredths(sum);
    return given - before;
  });
}

/** Hundredths of an hour, halves up: 20 minutes are 33. */
export const hundredths = (minutes: number) => Math.floor((minutes * 10 + 3) / 6);

export type SheetCell = { approved: number; waiting: number };
export type PersonSheet = SheetPerson & {
  /** Days on which an approved shift began, and how many of them. */
  days: number;
  shifts: number;
  /** Minutes that are approved, and that were logged and are not. */
  approved: number;
  waiting: number;
  /** Contacts of his approved shifts: of a pair both have them. */
  contacts: number;
  fund: number;
};
export type DaySheet = {
  day: string;
  weekend: boolean;
  holiday: boolean;
  /** By person, in their order. */
  cells: SheetCell[];
  approved: number;
  waiting: number;
  shifts: SheetShift[];
  /** Contacts of approved shifts, each shift once. */
  contacts: number;
};
export type KindSum = { code: string; name: string; contact: boolean; count: number };
export type MonthSheet = {
  month: string;
  days: DaySheet[];
  people: PersonSheet[];
  kinds: KindSum[];
  places: { name: string; shifts: number }[];
  holidays: string[];
  total: { shifts: number; approved: number; waiting: number; drafts: number; contacts: number; fund: number };
};

const contactsOf = ({ counts }: SheetShift) =>
  counts.reduce((sum, { contact, count }) => sum + (contact ? count : 0), 0);
const add = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((sum, item) => sum + of(item), 0);

/**
 * The sheet of a month for people of a team, or for one of them: a shift belongs whole, its break taken off, to the day on
 * which it began, so a night over the end of a month is counted once. Sums are of approved shifts; what waits or was
 * returned stands beside them, drafts are told by their number alone.
 */
export function monthSheet(
  month: string,
  people: readonly SheetPerson[],
  all: readonly SheetShift[],
  rule: HolidayRule,
): MonthSheet {
  const ids = new Set(people.map(({ id }) => id));
  const asked = all.filter((shift) => shift.day.startsWith(month) && shift.people.some((id) => ids.has(id)));
  const shifts = asked.filter(({ state }) => state !== "draft");
  const approved = shifts.filter(({ state }) => state === "approved");
  const holidays = new Set(holidaysOf(Number(month.slice(0, 4)), rule));
  const days = daysOfMonth(month).map((day): DaySheet => {
    const own = shifts.filter((shift) => shift.day === day);
    const cells = people.map(({ id }): SheetCell => {
      const served = own.filter((shift) => shift.people.includes(id));
      return {
        approved: add(served, ({ state, minutes }) => (state === "approved" ? minutes : 0)),
        waiting: add(served, ({ state, minutes }) => (state === "approved" ? 0 : minutes)),
      };
    });
    return {
      day,
      weekend: isWeekend(day),
      holiday: holidays.has(day),
      cells,
      approved: add(cells, (cell) => cell.approved),
      waiting: add(cells, (cell) => cell.waiting),
      shifts: own,
      contacts: add(own, (shift) => (shift.state === "approved" ? contactsOf(shift) : 0)),
    };
  });
  const sheets = people.map((person, index): PersonSheet => {
    const served = approved.filter((shift) => shift.people.includes(person.id));
    return {
      ...person,
      days: new Set(served.map(({ day }) => day)).size,
      shifts: served.length,
      approved: add(days, ({ cells }) => cells[index]?.approved ?? 0),
      waiting: add(days, ({ cells }) => cells[index]?.waiting ?? 0),
      contacts: add(served, contactsOf),
      fund: fundMinutes(month, person.shares),
    };
  });
  return {
    month,
    days,
    people: sheets,
    kinds: kindSums(approved),
    places: placeSums(approved),
    holidays: paidHolidays(month, rule),
    total: {
      shifts: approved.length,
      approved: add(sheets, (person) => person.approved),
      waiting: add(sheets, (person) => person.waiting),
      drafts: asked.length - shifts.length,
      contacts: add(approved, contactsOf),
      fund: add(sheets, (person) => person.fund),
    },
  };
}

const mostFirst = <T>(size: (item: T) => number, name: (item: T) => string) => inTurn(reverse(by(size)), by(name));

/** What was done, each shift once, the most frequent first. */
function kindSums(shifts: readonly SheetShift[]): KindSum[] {
  const sums = new Map<string, KindSum>();
  for (const { counts } of shifts)
    for (const { count, ...kind } of counts)
      sums.set(kind.code, { ...kind, count: (sums.get(kind.code)?.count ?? 0) + count });
  return [...sums.values()].sort(
    mostFirst<KindSum>(
      ({ count }) => count,
      ({ code }) => code,
    ),
  );
}

/** Places with the number of shifts that were there, the most frequent first. */
function placeSums(shifts: readonly SheetShift[]): { name: string; shifts: number }[] {
  const sums = new Map<string, number>();
  for (const { places } of shifts) for (const place of new Set(places)) sums.set(place, (sums.get(place) ?? 0) + 1);
  return [...sums]
    .map(([name, count]) => ({ name, shifts: count }))
    .sort(
      mostFirst<{ name: string; shifts: number }>(
        ({ shifts }) => shifts,
        ({ name }) => name,
      ),
    );
}

/** Hours of the days of each person in hundredths, so that rows, columns and the whole agree: [day][person]. */
export function hoursTable({ days, people }: MonthSheet): number[][] {
  const flat = inHundredths(people.flatMap((_, person) => days.map(({ cells }) => cells[person]?.approved ?? 0)));
  return days.map((_, day) => people.map((__, person) => flat[person * days.length + day] ?? 0));
}
