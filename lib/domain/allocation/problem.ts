import type { Allocation } from "./input";

/** A person as numbers: where he may stand, where he would like to. Sites, cities and people are indices. */
export type Seeker = {
  city: number;
  /** Of his role. */
  weight: number;
  /** The sites where he may stand, after pins and "cannot come elsewhere". */
  allowed: readonly number[];
  wish: number | null;
  /** He is placed whatever it costs. */
  must: boolean;
};

/** What is allocated, as numbers: people by rank, sites by code. */
export type Problem = {
  capacities: readonly number[];
  cities: number;
  seekers: readonly Seeker[];
  weights: { preference: number; split: number };
};

/** The site of each person by rank, null for who waits. */
export type Arrangement = readonly (number | null)[];

export function problemOf({ sites, people, weights }: Allocation): Problem {
  const siteAt = new Map(sites.map(({ code }, at) => [code, at]));
  const cityAt = new Map<string, number>();
  const cityOf = (name: string) => {
    const known = cityAt.get(name) ?? cityAt.size;
    cityAt.set(name, known);
    return known;
  };
  const roles = new Map(Object.entries(weights.roles));
  const seekers = people.map(({ city, role, preferred, canOther, pin }) => ({
    city: cityOf(city),
    weight: roles.get(role) ?? 1,
    allowed: sites.flatMap(({ code }, at) =>
      (pin.must === null || pin.must === code) &&
      !pin.not.includes(code) &&
      (canOther || preferred === null || preferred === code)
        ? [at]
        : [],
    ),
    wish: preferred === null ? null : (siteAt.get(preferred) ?? null),
    must: pin.must !== null,
  }));
  return {
    // More seats than people are no more than that, and a number that the solver's floats hold.
    capacities: sites.map(({ capacity }) => Math.min(capacity, people.length)),
    cities: cityAt.size,
    seekers,
    weights: { preference: weights.preference, split: weights.split },
  };
}
