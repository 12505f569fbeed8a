/** Arithmetic of a shift, without anything else: it runs on the phone too. */
import { by, inTurn, type Order, reverse } from "./order";

/** Usual shifts, offered as one press; times are Prague's. */
export const shiftPresets = [
  { name: "morning", startsAt: "07:00", endsAt: "15:00" },
  { name: "afternoon", startsAt: "14:00", endsAt: "22:00" },
  { name: "night", startsAt: "22:00", endsAt: "06:00" },
] as const;

/** Breaks offered, in minutes. */
export const breaks = [0, 15, 30, 45, 60] as const;

/** The longest shift in minutes, break included. */
export const longestShift = 16 * 60;

const clock = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes from the start of a shift to its end, over midnight when the end is the earlier time; 0 when they are equal. */
export const shiftMinutes = (startsAt: string, endsAt: string) => (clock(endsAt) - clock(startsAt) + 1440) % 1440;

/**
 * The break of a shift in minutes when nobody says otherwise: half an hour once it is longer than six hours, and it is
 * not working time (Labour Code, Act 262/2006, § 88).
 */
export const usualBreak = (minutes: number) => (minutes > 360 ? 30 : 0);

type Kind = { code: string; contact: boolean };
type Shift = { startsAt: string; endsAt: string; breakMinutes: number; assistantIds: readonly string[] };

/**
 * What a shift adds once it is approved: worked minutes of one assistant and of all together, counts of kinds in which
 * people were talked to (the indicator "contacts"), all counts.
 */
export function shiftEffect(shift: Shift, counts: Readonly<Record<string, number>>, kinds: readonly Kind[]) {
  const each = Math.max(0, shiftMinutes(shift.startsAt, shift.endsAt) - shift.breakMinutes);
  const sum = (of: readonly Kind[]) => of.reduce((total, { code }) => total + (counts[code] ?? 0), 0);
  return {
    each,
    together: each * shift.assistantIds.length,
    contacts: sum(kinds.filter(({ contact }) => contact)),
    all: sum(kinds),
  };
}

type Member = { id: string; from: string; to: string | null };

/** Who holds a post on a day. */
export const inPost = <M extends Member>(people: readonly M[], day: string): M[] =>
  people.filter(({ from, to }) => from <= day && (to === null || day <= to));

export type ServedShift = {
  on: string;
  startsAt: string;
  endsAt: string;
  localityId: string;
  people: readonly string[];
};

/** Ids of the people with a shift on a day already. */
export const busyOn = (served: readonly ServedShift[], day: string) =>
  new Set(served.filter(({ on }) => on === day).flatMap(({ people }) => people));

/** The latest day first, on a day by the start. */
export const latestDayFirst: Order<ServedShift> = inTurn(
  reverse(by(({ on }) => on)),
  by(({ startsAt }) => startsAt),
);

/**
 * Groups that served together before a day, each once with its last shift, the latest first; only those whose members
 * all hold a post on the day and have no shift on it yet. The first is what a new record starts from.
 */
export function recentGroups(served: readonly ServedShift[], people: readonly Member[], day: string): ServedShift[] {
  const present = new Set(inPost(people, day).map(({ id }) => id));
  const busy = busyOn(served, day);
  const seen = new Set<string>();
  return served
    .filter(({ on, people: who }) => on < day && who.length > 0 && who.every((id) => present.has(id) && !busy.has(id)))
    .sort(latestDayFirst)
    .filter(({ people: who }) => {
      const key = [...who].sort().join();
      return !seen.has(key) && seen.add(key);
    });
}
