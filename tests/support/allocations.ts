import { type Random, stream } from "@/db/seed/random";
import type { Solver } from "@/lib/domain/allocation/solve";

/** What `hlidka allocate` takes, as it is written by hand. */
export type RawPerson = {
  id: string;
  city: string;
  role: string;
  preferred: string | null;
  canOther: boolean;
  registeredAt: string;
  pin?: { must?: string; not?: string[] };
};
export type RawAllocation = {
  sites: { code: string; capacity: number }[];
  people: RawPerson[];
  weights?: { roles?: Record<string, number>; preference?: number; split?: number };
};

const roles = [
  "APK",
  "APK",
  "APK",
  "mentor",
  "supervizor",
  "městská policie",
  "PČR",
  "pracovník projektu",
  "jiné",
] as const;
const from = Date.UTC(2025, 1, 5);
const day = 86_400_000;

/**
 * A believable meeting: teams of uneven sizes, most people of a city wishing for the same site, more for the first one,
 * applications over nineteen days, a few pins.
 */
export function meeting(name: string, size: { people: number; cities: number; capacities: number[] }): RawAllocation {
  const random = stream(`meeting ${name}`);
  const sites = size.capacities.map((capacity, at) => ({ code: `M${at + 1}`, capacity }));
  const anySite = () => sites[random.int(0, sites.length - 1)]?.code ?? "";
  const wishes = Array.from({ length: size.cities }, () => (random.chance(0.6) ? "M1" : anySite()));
  const people = Array.from({ length: size.people }, (_, at): RawPerson => {
    const city = at < size.cities ? at : Math.floor(random.next() ** 1.5 * size.cities);
    const preferred = random.chance(0.2) ? null : random.chance(0.7) ? (wishes[city] ?? null) : anySite();
    const canOther = random.chance(0.7);
    const site = anySite();
    const bound = preferred !== null && !canOther && preferred !== site;
    return {
      id: `p${at}`,
      city: `Obec ${city}`,
      role: random.pick(roles),
      preferred,
      canOther,
      registeredAt: new Date(from + Math.floor(random.next() * 19 * day)).toISOString(),
      ...(random.chance(0.03) && { pin: random.chance(0.4) && !bound ? { must: site } : { not: [site] } }),
    };
  });
  return { sites, people };
}

/** A few people at a few sites, small enough to try every arrangement: equal instants, odd weights, pins, no capacity. */
export function smallAllocation(name: string, most = 7): RawAllocation {
  const random = stream(`small ${name}`);
  const codes = random.shuffle(["KH", "ČV", "𝒜", "z"]).slice(0, random.int(1, 3));
  const sites = codes.map((code) => ({ code, capacity: random.int(0, 4) }));
  const left = new Map(sites.map(({ code, capacity }) => [code, capacity]));
  const people = random.shuffle(Array.from({ length: random.int(1, most) }, (_, at) => at)).map((at) => {
    const preferred = random.chance(0.25) ? null : (codes[random.int(0, codes.length - 1)] ?? null);
    const canOther = random.chance(0.6);
    const person: RawPerson = {
      id: `${random.chance(0.1) ? "ř" : "p"}${at}`,
      city: `Obec ${random.int(1, 3)}`,
      role: random.pick(["APK", "mentor", "jiné", "constructor"]),
      preferred,
      canOther,
      registeredAt: instant(random),
    };
    if (!random.chance(0.25)) return person;
    const pin = pinFor(random, codes, canOther ? null : preferred, left);
    return { ...person, pin };
  });
  const weight = () => random.pick([0, 1, 2, 3, 7, 1000]);
  const weights = {
    ...(random.chance(0.3) && { roles: { APK: weight(), mentor: weight() } }),
    ...(random.chance(0.6) && { preference: weight() }),
    ...(random.chance(0.6) && { split: weight() }),
  };
  return random.chance(0.5) ? { sites, people, weights } : { sites, people };
}

/** A pin that can be kept beside the others. */
function pinFor(random: Random, codes: string[], only: string | null, left: Map<string, number>) {
  const must = only ?? codes[random.int(0, codes.length - 1)] ?? "";
  const seats = left.get(must) ?? 0;
  if (random.chance(0.5) || seats === 0) return { not: random.shuffle(codes).slice(0, random.int(0, codes.length)) };
  left.set(must, seats - 1);
  return { must, ...(random.chance(0.5) && { not: codes.filter((code) => code !== must) }) };
}

/** One of few instants, so that some are equal, in one of several ways to write it. */
function instant(random: Random): string {
  const at = new Date(from + random.int(0, 3) * 3_600_000).toISOString().slice(0, -5);
  const later = new Date(Date.parse(`${at}Z`) + 3_600_000).toISOString().slice(0, -5);
  return random.pick([`${at}Z`, `${later}+01:00`, `${later}.000+0100`, `${at}.0000001Z`]);
}

/** The same input in another order. */
export function reordered(raw: RawAllocation, name: string): RawAllocation {
  const random = stream(`order ${name}`);
  const people = random.shuffle(raw.people).map(({ pin, ...person }) => ({
    ...(pin && { pin: pin.not ? { ...pin, not: random.shuffle(pin.not) } : pin }),
    ...person,
  }));
  return { ...(raw.weights && { weights: raw.weights }), people, sites: random.shuffle(raw.sites) };
}

/** A solver that never comes out whole by itself, so that every later stage has to be searched. */
export function searching(solve: Solver): Solver {
  return fromThird(
    (model) => (model.whole ? solve(model) : Promise.resolve({ optimal: false, values: [], bound: 0 })),
    solve,
  );
}

/** Another solver from the third model on: the answers to the first two are known without one. */
export function fromThird(later: Solver, solve: Solver): Solver {
  let turn = 0;
  return (model) => {
    turn += 1;
    return turn > 2 ? later(model) : solve(model);
  };
}
