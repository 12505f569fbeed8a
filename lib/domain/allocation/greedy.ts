import { by } from "../order";
import type { Arrangement, Problem, Seeker } from "./problem";

/**
 * An arrangement without a solver: as many people placed, and as much weight of roles, as any arrangement can place, and
 * pins and capacities kept; wishes and cities are only leant towards. Whoever has to be placed comes first, then the
 * heavier role, then the earlier application; one who finds his sites full makes others move on where they may.
 */
export function greedyArrangement(problem: Problem): Arrangement {
  const room = new Room(problem);
  const order = problem.seekers
    .map((seeker, at) => ({ at, ...seeker }))
    .sort(
      by(
        ({ must }) => (must ? 0 : 1),
        ({ weight }) => -weight,
        ({ at }) => at,
      ),
    );
  for (const { at } of order) room.seat(at);
  return room.arrangement;
}

/** People of one site who may stand at the same sites, the last to come on top. */
type Standing = Map<string, number[]>;

class Room {
  readonly arrangement: (number | null)[];
  private readonly standing: Standing[];
  private readonly taken: number[];
  /** How many people of a city stand at each site. */
  private readonly ofCity: Map<number, number>[];
  /** What people of one pile have in common. */
  private readonly keys: string[];
  /** Full for good: nobody there can move on to a free seat, nor ever will. */
  private readonly closed = new Set<number>();

  constructor(private readonly problem: Problem) {
    this.arrangement = problem.seekers.map(() => null);
    this.standing = problem.capacities.map(() => new Map());
    this.taken = problem.capacities.map(() => 0);
    this.ofCity = Array.from({ length: problem.cities }, () => new Map());
    this.keys = problem.seekers.map(({ allowed }) => allowed.join());
  }

  /** Places one more person, along the shortest chain of moves if need be; whoever has a seat keeps one. */
  seat(at: number): void {
    const seeker = this.problem.seekers[at];
    if (!seeker) return;
    const reached = new Map<number, { from: number; mover: number }>();
    const queue = this.sitesFor(seeker);
    const first = new Set(queue);
    for (const site of queue) {
      if (this.isFree(site)) {
        this.moveAlong(at, site, reached);
        return;
      }
      for (const next of this.waysFrom(site, first, reached)) queue.push(next);
    }
    for (const site of queue) this.closed.add(site);
  }

  /** The open sites where somebody may stand, the best for his wish and his city first. */
  private sitesFor({ allowed, wish, city }: Seeker): number[] {
    const { preference, split } = this.problem.weights;
    const mates = this.ofCity[city];
    const isParted = (site: number) => mates !== undefined && mates.size > 0 && !mates.has(site);
    const worth = (site: number) => (site === wish ? preference : 0) - (isParted(site) ? split : 0);
    return allowed
      .filter((site) => !this.closed.has(site))
      .sort(
        by(
          (site) => -worth(site),
          (site) => site,
        ),
      );
  }

  private isFree = (site: number) => (this.taken[site] ?? 0) < (this.problem.capacities[site] ?? 0);

  /** Sites not reached yet to which somebody of a full site may move on. */
  private *waysFrom(from: number, first: ReadonlySet<number>, reached: Map<number, { from: number; mover: number }>) {
    for (const people of this.standing[from]?.values() ?? []) {
      const mover = people.at(-1);
      for (const site of (mover !== undefined && this.problem.seekers[mover]?.allowed) || []) {
        if (mover === undefined || first.has(site) || reached.has(site) || this.closed.has(site)) continue;
        reached.set(site, { from, mover });
        yield site;
      }
    }
  }

  private moveAlong(at: number, free: number, reached: ReadonlyMap<number, { from: number; mover: number }>): void {
    let to = free;
    for (let step = reached.get(to); step; step = reached.get(to)) {
      this.leave(step.mover, step.from);
      this.stand(step.mover, to);
      to = step.from;
    }
    this.stand(at, to);
  }

  private stand(at: number, site: number): void {
    const key = this.keys[at] ?? "";
    const people = this.standing[site]?.get(key);
    if (people) people.push(at);
    else this.standing[site]?.set(key, [at]);
    this.count(at, site, 1);
    this.arrangement[at] = site;
  }

  /** Only whoever is on top of his pile moves. */
  private leave(at: number, site: number): void {
    const key = this.keys[at] ?? "";
    const people = this.standing[site]?.get(key);
    people?.pop();
    if (people?.length === 0) this.standing[site]?.delete(key);
    this.count(at, site, -1);
  }

  private count(at: number, site: number, change: number): void {
    this.taken[site] = (this.taken[site] ?? 0) + change;
    const mates = this.ofCity[this.problem.seekers[at]?.city ?? -1];
    const people = (mates?.get(site) ?? 0) + change;
    if (people > 0) mates?.set(site, people);
    else mates?.delete(site);
  }
}
