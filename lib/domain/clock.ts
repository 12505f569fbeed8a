import { plusDays } from "./day";

/** The zone of every deadline, of "today" and of every hour that is worked. Nothing else of the product names it. */
export const zone = "Europe/Prague";

const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** How far Prague was ahead of UTC in hours that were asked for, in milliseconds: a formatter asked each time is most of a long file. */
const ahead = new Map<number, number>();
const hourLength = 3_600_000;
/** Between these instants Prague is whole hours ahead of UTC and changes its clocks at a full one, and a year has four digits. */
const [oldest, newest] = [Date.UTC(1950, 0), Date.UTC(9999, 0)];

/** What the clocks of Prague show at an instant: a day YYYY-MM-DD and a time HH:MM. */
export function shownAt(instant: Date): { day: string; time: string } {
  const at = instant.getTime();
  const hour = Math.floor(at / hourLength);
  const known = ahead.get(hour);
  if (known !== undefined) {
    const shown = new Date(at + known).toISOString();
    return { day: shown.slice(0, 10), time: shown.slice(11, 16) };
  }
  const part = Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]));
  const shown = { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
  if (at > oldest && at < newest) {
    if (ahead.size > 10_000) ahead.clear();
    ahead.set(hour, Date.parse(`${shown.day}T${shown.time}Z`) - Math.floor(at / 60_000) * 60_000);
  }
  return shown;
}

/** The calendar day of an instant in Prague. */
export const dayOf = (instant: Date): string => shownAt(instant).day;

/** The full hour that an instant lies in, 0 to 23. */
export const hourOf = (instant: Date): number => Number(shownAt(instant).time.slice(0, 2));

const minute = 60_000;
/** How far Prague is ahead of UTC: in winter and in summer. */
const offsets = [120, 60];

/**
 * The instants at which the clocks of Prague show a time HH:MM of a day, the earlier first: one as a rule, two in the
 * hour that comes twice, none in the hour that is left out and for what is no day or time. This is the one place that decides: PostgreSQL takes the
 * later of two, Node the earlier, and both move a missing hour.
 */
export function instantsOf(day: string, time: string): Date[] {
  const written = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(written)) return [];
  return offsets
    .map((offset) => new Date(written - offset * minute))
    .filter((instant) => {
      const shown = shownAt(instant);
      return shown.day === day && shown.time === time;
    });
}

/**
 * Whole minutes from an instant until the next full hour of that name in Prague, at least one; where that hour is left
 * out, until the one of the next day.
 */
export function minutesUntil(from: Date, hour: number): number {
  const time = `${String(hour).padStart(2, "0")}:00`;
  const next = [0, 1, 2]
    .flatMap((days) => instantsOf(plusDays(dayOf(from), days), time))
    .find((instant) => instant > from);
  if (!next) throw new RangeError(`no hour of a day: ${hour}`);
  return Math.ceil((next.getTime() - from.getTime()) / minute);
}
