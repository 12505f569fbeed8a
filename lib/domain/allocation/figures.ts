import type { Allocation } from "./input";
import { type Arrangement, type Problem, problemOf } from "./problem";

/** What an arrangement is worth: counts of people and cities, the weight of the roles placed, the sum of the ranks placed. */
export type Objective = { placed: number; roles: number; preference: number; split: number; ranks: number };

/** The site of each person that has one, by id and code. */
export type Placement = ReadonlyMap<string, string>;

/** Every number of a placement, whoever made it; a move shows what it does to each before it counts. */
export const objectiveOf = (allocation: Allocation, placement: Placement): Objective =>
  figuresOf(problemOf(allocation), arrangementOf(allocation, placement));

/** People who stand where they may not or nowhere although they must, and sites with more people than seats. */
export function breachesOf(allocation: Allocation, placement: Placement): { people: string[]; sites: string[] } {
  const { seekers, sites } = breaches(problemOf(allocation), arrangementOf(allocation, placement));
  return {
    people: allocation.people.filter((_, at) => seekers.has(at)).map(({ id }) => id),
    sites: allocation.sites.filter((_, at) => sites.has(at)).map(({ code }) => code),
  };
}

export function placementOf({ sites, people }: Allocation, arrangement: Arrangement): Placement {
  const placed = people.flatMap(({ id }, at): [string, string][] => {
    const site = sites[arrangement[at] ?? -1];
    return site ? [[id, site.code]] : [];
  });
  return new Map(placed);
}

export function arrangementOf({ sites, people }: Allocation, placement: Placement): Arrangement {
  const siteAt = new Map(sites.map(({ code }, at) => [code, at]));
  return people.map(({ id }) => siteAt.get(placement.get(id) ?? "") ?? null);
}

export function figuresOf({ seekers, cities }: Problem, arrangement: Arrangement): Objective {
  const figures = { placed: 0, roles: 0, preference: 0, split: 0, ranks: 0 };
  const sitesOf = Array.from({ length: cities }, () => new Set<number>());
  for (const [at, { city, weight, wish }] of seekers.entries()) {
    const site = arrangement[at] ?? null;
    if (site === null) continue;
    figures.placed += 1;
    figures.roles += weight;
    figures.preference += site === wish ? 1 : 0;
    figures.ranks += at + 1;
    sitesOf[city]?.add(site);
  }
  figures.split = sitesOf.filter((sites) => sites.size > 1).length;
  return figures;
}

/** Which people and which sites break a hard rule. */
export function breaches({ capacities, seekers }: Problem, arrangement: Arrangement) {
  const taken = capacities.map(() => 0);
  const wrong = new Set<number>();
  for (const [at, { allowed, must }] of seekers.entries()) {
    const site = arrangement[at] ?? null;
    if (site === null ? must : !allowed.includes(site)) wrong.add(at);
    if (site !== null) taken[site] = (taken[site] ?? 0) + 1;
  }
  const over = capacities.flatMap((capacity, site) => ((taken[site] ?? 0) > capacity ? [site] : []));
  return { seekers: wrong, sites: new Set(over) };
}
