import { z } from "zod";
import { type AddressParams, readAddress } from "./address";
import { shownAt } from "./clock";
import { plusDays } from "./day";
import { dayInput } from "./day-input";
import { by, inTurn, reverse } from "./order";
import { busyOn, inPost, type PlannedShift, type ServedShift, shiftTime } from "./shift";
import { isWeekend, weekOf } from "./week";

/** How many months a picture of days and hours may span. */
export const rhythmSpans = [1, 3, 12] as const;
const ask = z.object({
  k: dayInput.optional(),
  months: z
    .enum(["1", "3", "12"])
    .optional()
    .transform((months) => (months ? Number(months) : undefined)),
});
export type RhythmAsk = z.output<typeof ask>;
/** What an address asks for; null when one of its values is none. */
export const parseRhythmAsk = (params: AddressParams): RhythmAsk | null => readAddress(ask, params);

type Hours = { on: string; startsAt: string; endsAt: string };
const hour = 3_600_000;

/**
 * How the minutes of a shift lie in the days and hours that the clocks of Prague show, break included, whatever the clock of
 * the machine: a night belongs to two days here, and the hour that comes twice in autumn holds up to 120 minutes.
 */
export function hourCells({ on, startsAt, endsAt }: Hours): { day: string; hour: number; minutes: number }[] {
  const time = shiftTime(on, startsAt, endsAt);
  if ("missing" in time) return [];
  const cells: { day: string; hour: number; minutes: number }[] = [];
  for (let from = time.from.getTime(); from < time.to.getTime(); ) {
    const to = Math.min((Math.floor(from / hour) + 1) * hour, time.to.getTime());
    const shown = shownAt(new Date(from));
    const at = Number(shown.time.slice(0, 2));
    const last = cells.at(-1);
    if (last?.day === shown.day && last.hour === at) last.minutes += (to - from) / 60_000;
    else cells.push({ day: shown.day, hour: at, minutes: (to - from) / 60_000 });
    from = to;
  }
  return cells;
}

export type RhythmRow = Hours & {
  /** Every place that the shifts were at. */
  places: readonly string[];
  shifts: number;
};
/** Minutes of all shifts by weekday, Monday first, and hour of the day. */
export type HourGrid = number[][];
const emptyGrid = (): HourGrid => Array.from({ length: 7 }, () => Array<number>(24).fill(0));

const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The hours of shifts together and at each place; a shift of several places counts whole at each of them, once in all. */
export function rhythmOf(rows: readonly RhythmRow[]): { all: HourGrid; at: Map<string, HourGrid> } {
  const all = emptyGrid();
  const at = new Map<string, HourGrid>();
  for (const row of rows) {
    const grids = row.places.map((place) => {
      const grid = at.get(place) ?? emptyGrid();
      at.set(place, grid);
      return grid;
    });
    for (const { day, hour: of, minutes } of hourCells(row))
      for (const grid of [all, ...grids]) {
        const line = grid[weekdayOf(day)];
        if (line) line[of] = (line[of] ?? 0) + minutes * row.shifts;
      }
  }
  return { all, at };
}

export const gridMinutes = (grid: HourGrid) => grid.reduce((sum, line) => sum + line.reduce((a, b) => a + b, 0), 0);

/** The fullest cell of a grid; null when all are empty. */
export function fullest(grid: HourGrid): { weekday: number; hour: number; minutes: number } | null {
  const cells = grid.flatMap((line, weekday) => line.map((minutes, of) => ({ weekday, hour: of, minutes })));
  const most = cells.reduce((a, b) => (b.minutes > a.minutes ? b : a));
  return most.minutes > 0 ? most : null;
}

/** The share of the minutes of a grid that lie between 22:00 and 6:00, which is night work by the Labour Code, § 78. */
export function nightShare(grid: HourGrid): number {
  const whole = gridMinutes(grid);
  const night = grid.reduce(
    (sum, line) => sum + line.reduce((a, minutes, of) => a + (of >= 22 || of < 6 ? minutes : 0), 0),
    0,
  );
  return whole === 0 ? 0 : night / whole;
}

export type KindMonths = {
  code: string;
  name: string;
  /** By month, in the order of the months asked for. */
  counts: number[];
  /** The last whole month. */
  last: number;
  /** The average of the whole months before it; null while there is none. */
  usual: number | null;
};

/**
 * Counts of each kind by month against its usual month. Only whole months are compared: the first and the last of the span
 * are left out of it unless all their days lie in it.
 */
export function kindMonths(
  months: readonly string[],
  whole: readonly string[],
  rows: readonly { code: string; name: string; month: string; count: number }[],
): KindMonths[] {
  const kinds = new Map<string, KindMonths & { by: Map<string, number> }>();
  for (const { code, name, month, count } of rows) {
    const kind = kinds.get(code) ?? { code, name, counts: [], last: 0, usual: null, by: new Map() };
    kind.by.set(month, (kind.by.get(month) ?? 0) + count);
    kinds.set(code, kind);
  }
  const [before, last] = [whole.slice(0, -1), whole.at(-1)];
  return [...kinds.values()].map(({ by, ...kind }) => ({
    ...kind,
    counts: months.map((month) => by.get(month) ?? 0),
    last: last ? (by.get(last) ?? 0) : 0,
    usual: before.length === 0 ? null : before.reduce((sum, month) => sum + (by.get(month) ?? 0), 0) / before.length,
  }));
}

/** From how many days without a record on that somebody is named. */
export const gapLeast = 3;
/** How many days back gaps are looked for. */
export const gapDays = 28;

export type Gap = { people: string[]; from: string; to: string; days: number };
export type GapFacts = {
  /** When people hold a post and are not away. */
  people: readonly { id: string; from: string; to: string | null }[];
  planned: readonly PlannedShift[];
  served: readonly ServedShift[];
  holidays: readonly string[];
};

/**
 * Days in a row on which somebody was meant to serve and has no record, gapLeast of them at least, the longest first; those
 * of whom the same is to be said stand together. Meant is what the plan says in a week that has one, else every working day
 * but public holidays; a leave and a time without a post are passed over. It says that a record has not arrived, never
 * that there is none: it may wait in a phone.
 */
export function gapsOf(from: string, to: string, { people, planned, served, holidays }: GapFacts): Gap[] {
  const plannedWeeks = new Set(planned.map(({ on }) => weekOf(on)[0]));
  const found = new Map<string, Gap>();
  const days: { on: string; meant: Set<string>; busy: Set<string> }[] = [];
  for (let on = from; on <= to; on = plusDays(on, 1)) {
    const present = inPost(people, on).map(({ id }) => id);
    const byPlan = new Set(planned.filter((shift) => shift.on === on).flatMap((shift) => shift.people));
    const works = plannedWeeks.has(weekOf(on)[0])
      ? present.filter((id) => byPlan.has(id))
      : isWeekend(on) || holidays.includes(on)
        ? []
        : present;
    days.push({ on, meant: new Set(works), busy: busyOn(served, on) });
  }
  for (const id of new Set(people.map((person) => person.id))) {
    let run: string[] = [];
    const close = () => {
      const [first, last] = [run[0], run.at(-1)];
      if (first && last && run.length >= gapLeast) {
        const key = `${first} ${last} ${run.length}`;
        const gap = found.get(key) ?? { people: [], from: first, to: last, days: run.length };
        gap.people.push(id);
        found.set(key, gap);
      }
      run = [];
    };
    for (const { on, meant, busy } of days)
      if (busy.has(id)) close();
      else if (meant.has(id)) run.push(on);
    close();
  }
  return [...found.values()].sort(
    inTurn(
      reverse(by(({ days }) => days)),
      by(({ from }) => from),
    ),
  );
}
