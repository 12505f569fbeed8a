import { DomainError } from "../error";
import { by } from "../order";
import { breachesOf, type Objective, objectiveOf, type Placement } from "./figures";
import type { Allocation } from "./input";
import { type Move, waitingPlace } from "./run";

/** What a move by hand leads to: who stands where, who has moved, and what it does to every number. */
export type Effect = {
  placement: Placement;
  /** Where each one who moves goes; null: he waits. */
  moved: ReadonlyMap<string, string | null>;
  before: Objective;
  after: Objective;
  /** People who may not stand where they would, and sites with more people than seats. */
  breaches: { people: string[]; sites: { code: string; over: number }[] };
};

/**
 * Moves a person, or those of a city who have a place (all of it when nobody has one), to a site or among those who wait;
 * who changes places with them goes where most of them stood. It is one step, looked at from its end. Throws 422 for who
 * or where is not there.
 */
export function effectOf(allocation: Allocation, placement: Placement, { who, to, swap }: Move): Effect {
  if (to !== waitingPlace && !allocation.sites.some(({ code }) => code === to))
    throw new DomainError("invalidInput", 422, {}, { to: { key: "notOffered" } });
  const going = peopleOf(allocation, placement, who);
  if (going.length === 0) throw new DomainError("invalidInput", 422, {}, { who: { key: "notOffered" } });
  const coming = swap === "" ? [] : peopleOf(allocation, placement, swap).filter((id) => !going.includes(id));
  if (swap !== "" && coming.length === 0)
    throw new DomainError("invalidInput", 422, {}, { swap: { key: "notOffered" } });
  const back = usualPlace(placement, going);
  const targets = new Map<string, string | null>([
    ...going.map((id) => [id, to === waitingPlace ? null : to] as const),
    ...coming.map((id) => [id, back] as const),
  ]);
  const moved = new Map([...targets].filter(([id, site]) => (placement.get(id) ?? null) !== site));
  const kept = [...placement].filter(([id]) => !moved.has(id));
  const next = new Map([...kept, ...[...moved].flatMap(([id, site]) => (site === null ? [] : [[id, site] as const]))]);
  const { people, sites } = breachesOf(allocation, next);
  const seated = (code: string) => [...next.values()].filter((site) => site === code).length;
  const capacity = (code: string) => allocation.sites.find((site) => site.code === code)?.capacity ?? 0;
  return {
    placement: next,
    moved,
    before: objectiveOf(allocation, placement),
    after: objectiveOf(allocation, next),
    breaches: { people, sites: sites.map((code) => ({ code, over: seated(code) - capacity(code) })) },
  };
}

function peopleOf({ people }: Allocation, placement: Placement, who: string): string[] {
  const [kind, key] = who.split(":");
  const ids = people.filter(({ id, city }) => (kind === "city" ? city === key : id === key)).map(({ id }) => id);
  const seated = ids.filter((id) => placement.has(id));
  return seated.length > 0 ? seated : ids;
}

/** The site where most of them stand, null when nobody has one. */
function usualPlace(placement: Placement, ids: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const site = placement.get(id);
    if (site !== undefined) counts.set(site, (counts.get(site) ?? 0) + 1);
  }
  return [...counts].sort(by(([, count]) => -count))[0]?.[0] ?? null;
}
