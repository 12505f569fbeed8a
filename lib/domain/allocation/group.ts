import type { Problem } from "./problem";

/** People of one city whom nothing but their ranks tells apart, the earlier first. */
export type Group = {
  city: number;
  weight: number;
  allowed: readonly number[];
  wish: number | null;
  must: boolean;
  seekers: number[];
};

export function groupsOf({ seekers }: Problem): Group[] {
  const groups = new Map<string, Group>();
  for (const [at, { city, weight, allowed, wish, must }] of seekers.entries()) {
    if (allowed.length === 0) continue;
    const key = [city, weight, wish, must, ...allowed].join();
    const group = groups.get(key);
    if (group) group.seekers.push(at);
    else groups.set(key, { city, weight, allowed, wish, must, seekers: [at] });
  }
  return [...groups.values()];
}

/** The groups of each city, as indices. */
export function citiesOf(groups: readonly Group[]): number[][] {
  const cities = new Map<number, number[]>();
  for (const [at, { city }] of groups.entries()) cities.set(city, [...(cities.get(city) ?? []), at]);
  return [...cities.values()];
}

/** Whether a city of these groups can stand at more than one site. */
export const canStandApart = (members: readonly Group[]): boolean =>
  new Set(members.flatMap(({ allowed }) => allowed)).size > 1 &&
  members.reduce((people, { seekers }) => people + seekers.length, 0) > 1;

/** How large the largest of a problem's models is, before it is built: its columns. */
export const sizeOf = (groups: readonly Group[]): number =>
  groups.reduce((columns, { allowed, seekers }) => columns + 2 * allowed.length + seekers.length, 0);
