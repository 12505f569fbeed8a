import { canStandApart, citiesOf, type Group } from "./group";
import type { Problem } from "./problem";

/** A linear program; all bounds are inclusive, all numbers whole, and no column is negative. */
export type Model = {
  maximize: boolean;
  /** Whether the columns have to be asked for in whole numbers; where not, every corner of the program is whole anyway. */
  whole: boolean;
  columns: { cost: number; upper: number }[];
  rows: { columns: number[]; values: number[]; lower: number; upper: number }[];
};

/**
 * What is sought, one after the other; each stage keeps what those before it have found. Cities come twice: weighed against
 * wishes, and where the first four leave a choice, as few of them apart as can be.
 */
export const stages = ["placed", "roles", "worth", "ranks", "cities"] as const;
export type Stage = (typeof stages)[number];
/** What they have found: how many, how many of each weight, what wishes and cities are worth, the sum of the ranks. */
export type Found = { placed?: number; byWeight?: ReadonlyMap<number, number>; worth?: number; ranks?: number };

/** A column that counts people of a group at a site. */
export type Seat = { column: number; site: number; group: number };

/**
 * The model of one stage and the columns that seat people.
 *
 * People of a group are counted, not named: only the ranks tell them apart, by a column a person. All sets of people that
 * can be placed at once form a matroid, so all those of the most weight hold as many people of each weight as any other;
 * therefore the second stage is kept by a row a weight, which says more than their sum.
 *
 * A city stands in one of several ways: alone at one of its sites, or apart at several, which costs. Its people have seats
 * of their own in each way (one pile for apart), so that the program without whole numbers is as tight as a city alone can
 * be; with seats shared between the ways the solver had to search three times as long. Once the ways are chosen the rest
 * is a transport problem, whose corners are whole.
 */
export function modelOf(problem: Problem, groups: readonly Group[], stage: Stage, found: Found) {
  const draft = new Draft(problem, groups, stage);
  draft.seatEverybody();
  draft.fillSites();
  draft.placePeople();
  draft.keep(found);
  return { model: draft.model, seats: draft.seats };
}

/** Terms of a row: a column and what it counts for. */
type Terms = (readonly [number, number])[];
const once = (columns: readonly number[]): Terms => columns.map((column) => [column, 1]);

class Draft {
  readonly model: Model;
  readonly seats: Seat[] = [];
  /** A column a city, 1 when it stands at more than one site. */
  private readonly apart: number[] = [];
  /** A column a person whose rank counts, 1 when he is placed. */
  private readonly people: { column: number; rank: number }[] = [];

  constructor(
    private readonly problem: Problem,
    private readonly groups: readonly Group[],
    private readonly stage: Stage,
  ) {
    const maximize = stage !== "ranks" && stage !== "cities";
    this.model = { maximize, whole: stage !== "placed" && stage !== "roles", columns: [], rows: [] };
  }

  /** Columns for everybody's seats; where cities count, in each of the ways that a city may stand. */
  seatEverybody(): void {
    const { stage, groups } = this;
    const countCities = stage === "cities" || (this.model.whole && this.problem.weights.split > 0);
    for (const city of citiesOf(groups)) {
      const members = city.flatMap((at) => groups[at] ?? []);
      if (countCities && canStandApart(members)) this.seatCity(city, members);
      else for (const at of city) for (const site of groups[at]?.allowed ?? []) this.seat(at, site);
    }
  }

  private seatCity(city: readonly number[], members: readonly Group[]): void {
    const sites = new Set(members.flatMap(({ allowed }) => allowed));
    const alone = new Map([...sites].map((site) => [site, this.column(0, 1)]));
    const cost = this.stage === "worth" ? -this.problem.weights.split : this.stage === "cities" ? 1 : 0;
    const apart = this.column(cost, 1);
    this.apart.push(apart);
    this.row(once([apart, ...alone.values()]), 1, 1);
    for (const at of city) {
      const { allowed = [], seekers = [] } = this.groups[at] ?? {};
      const size = seekers.length;
      for (const site of allowed) this.row([...once([this.seat(at, site)]), [alone.get(site) ?? 0, -size]], -size, 0);
      this.row([...once(allowed.map((site) => this.seat(at, site))), [apart, -size]], -size, 0);
    }
  }

  private seat(at: number, site: number): number {
    const { weight = 0, wish = null, seekers = [] } = this.groups[at] ?? {};
    const wished = site === wish ? this.problem.weights.preference : 0;
    const cost = { placed: 1, roles: weight, worth: wished, ranks: 0, cities: 0 }[this.stage];
    const column = this.column(cost, Math.min(seekers.length, this.problem.capacities[site] ?? 0));
    this.seats.push({ column, site, group: at });
    return column;
  }

  /** No site holds more than it has seats. */
  fillSites(): void {
    for (const [site, capacity] of this.problem.capacities.entries())
      this.row(once(this.columnsWhere((seat) => seat.site === site)), 0, capacity);
  }

  /** Nobody has two seats, and whoever must have one does; where ranks count, each person is placed or not. */
  placePeople(): void {
    const seatsOf = this.groups.map((): number[] => []);
    for (const { column, group } of this.seats) seatsOf[group]?.push(column);
    const byRank = this.stage === "ranks" || this.stage === "cities";
    for (const [at, { must, seekers }] of this.groups.entries()) {
      const seats = once(seatsOf[at] ?? []);
      if (must || !byRank) this.row(seats, must ? seekers.length : 0, seekers.length);
      else this.row([...seats, ...seekers.map((seeker) => this.person(seeker + 1))], 0, 0);
    }
  }

  private person(rank: number): readonly [number, number] {
    const column = this.column(this.stage === "ranks" ? rank : 0, 1);
    this.people.push({ column, rank });
    return [column, -1];
  }

  /** What the stages before have found stays so. */
  keep({ placed, byWeight, worth, ranks }: Found): void {
    const { weights, seekers } = this.problem;
    if (placed !== undefined) this.row(once(this.columnsWhere(() => true)), placed, placed);
    for (const [weight, count] of byWeight ?? [])
      this.row(once(this.columnsWhere(({ group }) => this.groups[group]?.weight === weight)), count, count);
    const rankTerms: Terms = this.people.map(({ column, rank }) => [column, rank]);
    if (ranks !== undefined) this.row(rankTerms, ranks, ranks);
    if (worth === undefined) return;
    const wished = this.columnsWhere(({ site, group }) => this.groups[group]?.wish === site);
    const terms: Terms = [
      ...wished.map((column) => [column, weights.preference] as const),
      ...this.apart.map((column) => [column, -weights.split] as const),
    ];
    this.row(
      terms.filter(([, value]) => value !== 0),
      worth,
      weights.preference * seekers.length,
    );
  }

  private columnsWhere = (holds: (seat: Seat) => boolean) => this.seats.filter(holds).map(({ column }) => column);

  private column = (cost: number, upper: number) => this.model.columns.push({ cost, upper }) - 1;

  private row(terms: Terms, lower: number, upper: number): void {
    const columns = terms.map(([column]) => column);
    this.model.rows.push({ columns, values: terms.map(([, value]) => value), lower, upper });
  }
}
