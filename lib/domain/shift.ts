/** Arithmetic of a shift, without anything else: it runs on the phone too. */
import { instantsOf } from "./clock";
import { plusDays } from "./day";
import { by, inTurn, type Order, reverse } from "./order";

/** Usual shifts, offered as one press; times are Prague's. */
export const shiftPresets = [
  { name: "morning", startsAt: "07:00", endsAt: "15:00" },
  { name: "afternoon", startsAt: "14:00", endsAt: "22:00" },
  { name: "night", startsAt: "22:00", endsAt: "06:00" },
] as const;

/** Breaks offered, in minutes. */
export const breaks = [0, 15, 30, 45, 60] as const;

/** The longest shift in minutes that pass, break included. */
export const longestShift = 16 * 60;

/** When a shift begins and ends in real time, and how many minutes pass between; or the hour that its day leaves out. */
export type ShiftTime = { from: Date; to: Date; minutes: number } | { missing: "startsAt" | "endsAt" };

/**
 * A shift of a day in real time. The end is the next time of its name after the start, so over midnight as a rule when
 * it is the earlier one. In the hour that comes twice in autumn a start is the first of the two, an end the second; in
 * the one that spring leaves out nothing starts or ends. No minutes when it ends as it starts.
 */
export function shiftTime(day: string, startsAt: string, endsAt: string): ShiftTime {
  const from = instantsOf(day, startsAt)[0];
  if (!from) return { missing: "startsAt" };
  const same = instantsOf(day, endsAt).at(-1);
  const onDay = endsAt > startsAt || startsAt === endsAt || (same !== undefined && same > from);
  const to = onDay ? same : instantsOf(plusDays(day, 1), endsAt).at(-1);
  if (!to) return { missing: "endsAt" };
  return { from, to, minutes: (to.getTime() - from.getTime()) / 60_000 };
}

/** Minutes that pass from the start of a shift to its end; 0 when they are equal or an hour of it does not exist. */
export function shiftMinutes(day: string, startsAt: string, endsAt: string): number {
  const time = shiftTime(day, startsAt, endsAt);
  return "missing" in time ? 0 : time.minutes;
}

/**
 * Worked minutes of a shift whose hours were once reckoned by what the clocks show: the same break, taken off the time that
 * really passed. Null when nothing is left of it or an hour of it does not exist.
 */
export function minutesAnew(shift: { on: string; startsAt: string; endsAt: string; minutes: number }): number | null {
  const clock = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const pause = ((clock(shift.endsAt) - clock(shift.startsAt) + 1440) % 1440) - shift.minutes;
  const anew = shiftMinutes(shift.on, shift.startsAt, shift.endsAt) - pause;
  return anew < 1 ? null : anew;
}

/**
 * The break of a shift in minutes when nobody says otherwise: half an hour once it is longer than six hours, and it is
 * not working time (Labour Code, Act 262/2006, § 88).
 */
export const usualBreak = (minutes: number) => (minutes > 360 ? 30 : 0);

/** The most that one shift may be worked, in minutes without the break (Labour Code, Act 262/2006, § 83). */
export const longestWork = 12 * 60;
/** The least rest between two shifts of one person, in minutes (§ 90). */
export const shortestRest = 11 * 60;

/** The most places of one shift beside the one that it stands with. */
export const mostPlaces = 5;

/** What was done at several places, added up by kind. */
export function countsTogether(places: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const counts of places) for (const [code, count] of Object.entries(counts)) all[code] = (all[code] ?? 0) + count;
  return all;
}

type Kind = { code: string; contact: boolean };
type Shift = {
  happenedOn: string;
  startsAt: string;
  endsAt: string;
  breakMinutes: number;
  assistantIds: readonly string[];
};

/**
 * What a shift adds once it is approved: worked minutes of one assistant and of all together, counts of kinds in which
 * people were talked to (the indicator "contacts"), all counts.
 */
export function shiftEffect(shift: Shift, counts: Readonly<Record<string, number>>, kinds: readonly Kind[]) {
  const each = Math.max(0, shiftMinutes(shift.happenedOn, shift.startsAt, shift.endsAt) - shift.breakMinutes);
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
  id?: string;
  on: string;
  startsAt: string;
  endsAt: string;
  localityId: string;
  people: readonly string[];
};

/** A shift as it is meant to be served. */
export type PlannedShift = Required<ServedShift> & { breakMinutes: number; task: string };

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

/** The planned shifts of a day of whose people nobody is logged on it yet and all are present: what a new record begins with. */
export function planFor(
  planned: readonly PlannedShift[],
  served: readonly ServedShift[],
  people: readonly Member[],
  day: string,
): PlannedShift[] {
  const present = new Set(inPost(people, day).map(({ id }) => id));
  const busy = busyOn(served, day);
  return planned.filter(({ on, people: who }) => on === day && who.every((id) => present.has(id) && !busy.has(id)));
}

/**
 * The served shifts that lie over a shift in real time, each with those who would be in both; the shift itself among them
 * is passed over. Nothing is refused by it until somebody approves.
 */
export function shiftOverlaps<S extends ServedShift>(
  shift: ServedShift,
  served: readonly S[],
): { other: S; people: string[] }[] {
  const time = shiftTime(shift.on, shift.startsAt, shift.endsAt);
  if ("missing" in time) return [];
  return served.flatMap((other) => {
    const people = shift.people.filter((id) => other.people.includes(id));
    const span = shiftTime(other.on, other.startsAt, other.endsAt);
    if (people.length === 0 || "missing" in span || (other.id !== undefined && other.id === shift.id)) return [];
    return time.from < span.to && span.from < time.to ? [{ other, people }] : [];
  });
}

export type ShiftWarning =
  | { key: "longWork"; minutes: number }
  /** rest: minutes between the two shifts; on: the day of the other one. */
  | { key: "shortRest"; personId: string; rest: number; on: string };

/**
 * What the Labour Code says against a shift, which is a warning and refuses nothing: more than twelve hours of work, and
 * of each person less than eleven hours between this shift and one before or after it. Shifts that lie over each other
 * are another matter, and the shift itself among the served ones is passed over.
 */
export function shiftWarnings(
  shift: ServedShift & { breakMinutes: number },
  served: readonly ServedShift[],
): ShiftWarning[] {
  const time = shiftTime(shift.on, shift.startsAt, shift.endsAt);
  if ("missing" in time) return [];
  const worked = time.minutes - shift.breakMinutes;
  const found: ShiftWarning[] = worked > longestWork ? [{ key: "longWork", minutes: worked }] : [];
  const others = served.filter(({ id }) => id === undefined || id !== shift.id);
  for (const personId of shift.people) {
    const rests = others.flatMap((other) => {
      const span = other.people.includes(personId) ? shiftTime(other.on, other.startsAt, other.endsAt) : null;
      if (!span || "missing" in span) return [];
      const gap = Math.max(time.from.getTime() - span.to.getTime(), span.from.getTime() - time.to.getTime()) / 60_000;
      return gap >= 0 && gap < shortestRest ? [{ rest: gap, on: other.on }] : [];
    });
    const shortest = rests.sort(by(({ rest }) => rest))[0];
    if (shortest) found.push({ key: "shortRest", personId, ...shortest });
  }
  return found;
}
