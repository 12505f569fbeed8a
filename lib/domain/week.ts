import { plusDays } from "./day";
import { busyOn, inPost, recentGroups, type ServedShift } from "./shift";

/** The days of a day's week, Monday to Sunday. */
export function weekOf(day: string): string[] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 6) % 7;
  return [0, 1, 2, 3, 4, 5, 6].map((days) => plusDays(day, days - sinceMonday));
}

type Member = { id: string; from: string; to: string | null };
export type WeekDay = {
  day: string;
  weekend: boolean;
  /** Shifts logged, whatever their state. */
  shifts: number;
  /** Ids of those who hold a post on this working day and have no shift on it, those who served together first. */
  missing: string[];
};

/**
 * What a week shows up to today: shifts of each day, and on working days who has none. Days off are not known here, so
 * it says who is without a record, never that somebody failed.
 */
export function weekBoard(today: string, served: readonly ServedShift[], people: readonly Member[]): WeekDay[] {
  return weekOf(today)
    .filter((day) => day <= today)
    .map((day, index) => {
      const busy = busyOn(served, day);
      const together = recentGroups(served, people, day).flatMap(({ people: who }) => [...who]);
      const idle = inPost(people, day)
        .map(({ id }) => id)
        .filter((id) => !busy.has(id));
      const ordered = [...new Set([...together, ...idle])];
      return {
        day,
        weekend: index >= 5,
        shifts: served.filter(({ on }) => on === day).length,
        missing: index < 5 ? ordered : [],
      };
    });
}
