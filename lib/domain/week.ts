import { plusDays } from "./day";
import { busyOn, inPost, type PlannedShift, recentGroups, type ServedShift } from "./shift";

/** The days of a day's week, Monday to Sunday. */
export function weekOf(day: string): string[] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
  return [0, 1, 2, 3, 4, 5, 6].map((days) => plusDays(day, days - sinceMonday));
}

/** Whether a day is a Saturday or a Sunday. */
export const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

type Member = { id: string; from: string; to: string | null };
export type WeekDay = {
  day: string;
  weekend: boolean;
  /** Shifts logged, whatever their state. */
  shifts: number;
  /** The week is planned: whoever has no shift on the day in the plan is free. */
  planned: boolean;
  /** Ids of those who are meant to serve and have no record, those of one pair together: by the plan, else whoever holds a post on a working day. */
  missing: string[];
};

/**
 * What a week shows up to today: shifts of each day, and who is without a record, which never says that somebody failed: it
 * may wait in a phone. A week without a plan takes every working day for one of everybody's.
 */
export function weekBoard(
  today: string,
  served: readonly ServedShift[],
  people: readonly Member[],
  plan: readonly PlannedShift[] = [],
): WeekDay[] {
  const planned = plan.some(({ on }) => weekOf(today).includes(on));
  return weekOf(today)
    .filter((day) => day <= today)
    .map((day, index) => {
      const busy = busyOn(served, day);
      const together = recentGroups(served, people, day).flatMap(({ people: who }) => [...who]);
      const idle = inPost(people, day)
        .map(({ id }) => id)
        .filter((id) => !busy.has(id));
      const meant = plan.filter(({ on }) => on === day).flatMap((shift) => shift.people);
      const ordered = [...new Set(planned ? meant.filter((id) => !busy.has(id)) : [...together, ...idle])];
      return {
        day,
        weekend: index >= 5,
        shifts: served.filter(({ on }) => on === day).length,
        planned,
        missing: planned || index < 5 ? ordered : [],
      };
    });
}
