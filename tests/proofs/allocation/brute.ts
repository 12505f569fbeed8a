import type { RawAllocation, RawPerson } from "../../support/allocations";

/** The five numbers in the order in which they count: the first three as much as can be, the last two as little. */
export type Best = { placed: number; roles: number; worth: number; ranks: number; split: number };

/** Whoever stands where: the index of a site by person, -1 for who waits. */
export type Standing = readonly number[];

/** By the letter of the rules alone, without a line of what is being tried out: ranks, weights, who may stand where. */
export function readRaw(raw: RawAllocation) {
  const people = [...raw.people].sort(
    (one, other) => Number(moment(one) - moment(other)) || codePointOrder(one.id, other.id),
  );
  const roles = raw.weights?.roles ?? {
    APK: 3,
    mentor: 2,
    supervizor: 2,
    "městská policie": 2,
    "pracovník projektu": 2,
  };
  const weights = new Map(Object.entries(roles));
  return {
    people,
    weightOf: (person: RawPerson) => weights.get(person.role) ?? 1,
    wp: raw.weights?.preference ?? 1,
    ws: raw.weights?.split ?? 1,
  };
}

const codePointOrder = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

/** The instances are written in tenths of microseconds at the finest. */
function moment({ registeredAt }: RawPerson): bigint {
  const [, seconds, decimals = "", offset] = /^([^.Z+]+)(?:\.(\d+))?(Z|\+01:?00)$/.exec(registeredAt) ?? [];
  const shown = Date.parse(`${seconds}Z`) - (offset === "Z" ? 0 : 3_600_000);
  return BigInt(shown) * 10_000n + BigInt(decimals.padEnd(7, "0"));
}

export const mayStand = ({ preferred, canOther, pin }: RawPerson, code: string) =>
  !(pin?.not ?? []).includes(code) &&
  (pin?.must === undefined || pin.must === code) &&
  (preferred === null || canOther || preferred === code);

/** The best that any arrangement reaches, by trying every one. */
export function bruteForce(raw: RawAllocation): Best {
  const { people, weightOf, wp, ws } = readRaw(raw);
  const options = people.map((person) =>
    raw.sites.map((_, at) => at).filter((at) => mayStand(person, raw.sites[at]?.code ?? "")),
  );
  const left = raw.sites.map(({ capacity }) => capacity);
  const standing: number[] = people.map(() => -1);
  const cities = [...new Set(people.map(({ city }) => city))];
  const cityOf = people.map(({ city }) => cities.indexOf(city));
  const roleWeights = people.map(weightOf);
  const wishes = people.map(({ preferred }) => raw.sites.findIndex(({ code }) => code === preferred));
  let best: Best | null = null;
  const reckon = (): Best => {
    const masks = cities.map(() => 0);
    const sums = { placed: 0, roles: 0, ranks: 0, wished: 0 };
    for (const [at, site] of standing.entries()) {
      if (site < 0) continue;
      sums.placed += 1;
      sums.roles += roleWeights[at] ?? 0;
      sums.ranks += at + 1;
      sums.wished += wishes[at] === site ? 1 : 0;
      const city = cityOf[at] ?? 0;
      masks[city] = (masks[city] ?? 0) | (1 << site);
    }
    const split = masks.filter((mask) => (mask & (mask - 1)) !== 0).length;
    const { placed, roles, ranks, wished } = sums;
    return { placed, roles, ranks, split, worth: wp * wished - ws * split };
  };
  const go = (at: number): void => {
    const person = people[at];
    if (!person) {
      const here = reckon();
      if (best === null || isBetter(here, best)) best = here;
      return;
    }
    for (const site of options[at] ?? []) {
      const seats = left[site] ?? 0;
      if (seats === 0) continue;
      left[site] = seats - 1;
      standing[at] = site;
      go(at + 1);
      standing[at] = -1;
      left[site] = seats;
    }
    if (person.pin?.must === undefined) go(at + 1);
  };
  go(0);
  return best ?? { placed: -1, roles: -1, worth: -1, ranks: -1, split: -1 };
}

export function isBetter(one: Best, other: Best): boolean {
  const steps = [
    one.placed - other.placed,
    one.roles - other.roles,
    one.worth - other.worth,
    other.ranks - one.ranks,
    other.split - one.split,
  ];
  return (steps.find((step) => step !== 0) ?? 0) > 0;
}
