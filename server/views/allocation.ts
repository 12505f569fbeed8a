import type { Tx } from "@/db/gate";
import {
  type AllocationRows,
  type AllocationRun,
  allocationOf,
  allocationRows,
  currentRuns,
  listPins,
  mailsWait,
  type Named,
  namesOf,
  type Staleness,
  stalenessOf,
} from "@/db/queries/allocation";
import { findMeeting, type Meeting } from "@/db/queries/meetings";
import { findPublication } from "@/db/queries/seats";
import type { Actor } from "@/lib/domain/actor";
import { type Allocation, readAllocation } from "@/lib/domain/allocation/input";
import { type Effect, effectOf } from "@/lib/domain/allocation/move";
import { explain, inNames, type Reason } from "@/lib/domain/allocation/reason";
import { moveInput } from "@/lib/domain/allocation/run";
import { variants } from "@/lib/domain/allocation/variants";
import { DomainError } from "@/lib/domain/error";
import { by } from "@/lib/domain/order";
import { can } from "@/lib/domain/permission";
import { type AttendeeRole, attendeeRoles } from "@/lib/domain/registration";
import { collator } from "@/lib/format";

/** What the address asks for: a run to look at, and a move to be reckoned. */
export type AskedAllocation = { run?: string; who?: string; to?: string; swap?: string };

/**
 * The allocation of a meeting for its organiser: the variants of the last run, the one that is looked at with everybody's
 * place and why, and what a move by hand would lead to. Null when it is not there for this person.
 */
export async function readAllocationDesk(tx: Tx, me: Actor, slug: string, asked: AskedAllocation) {
  const meeting = can(me, "registration.read") ? await findMeeting(tx, slug) : null;
  const place = meeting && { organisationId: meeting.organisationId, projectId: null };
  if (!meeting || !place || !can(me, "registration.read", place)) return null;
  const [found, pins, names, publication, rows, waitMinutes] = await Promise.all([
    currentRuns(tx, meeting.id),
    listPins(tx, meeting.id),
    namesOf(tx, meeting.id),
    findPublication(tx, meeting.id),
    allocationRows(tx, meeting.id),
    mailsWait(tx),
  ]);
  const order = Object.keys(variants);
  const runs = [...found].sort(
    by(
      ({ basedOnId }) => (basedOnId === null ? 1 : 0),
      ({ variant }) => order.indexOf(variant),
    ),
  );
  const chosen = runs.find(({ state }) => state === "chosen") ?? null;
  const shown =
    runs.find(({ id }) => id === asked.run) ?? chosen ?? runs.find(({ variant }) => variant === "balanced") ?? null;
  const people = new Map(names.map((one) => [one.id, one]));
  const fresh = shown && stateOf(shown, rows, people);
  return {
    meeting,
    runs,
    chosen,
    shown,
    /** Since the run that is shown began. */
    stale: fresh?.stale ?? null,
    /** Why the pins of now can be kept by nobody. */
    unkeepable: fresh?.unkeepable ?? null,
    board: shown && boardOf(shown, meeting, people),
    move: shown && shown === chosen && asked.who ? previewOf(shown, rows, people, asked) : null,
    pins,
    people,
    /** How many people were moved by hand. */
    movedByHand: new Set(pins.filter(({ kind }) => kind === "move").map(({ registrationId }) => registrationId)).size,
    confirmed: rows.people.length,
    /** What each role weighs here now, and whether that is the organiser's own. */
    roles: rows.roles,
    ownWeights: rows.ownWeights,
    publication,
    waitMinutes,
  };
}
export type AllocationDesk = NonNullable<Awaited<ReturnType<typeof readAllocationDesk>>>;
type People = ReadonlyMap<string, Named>;

function stateOf(run: AllocationRun, rows: AllocationRows, people: People) {
  try {
    const stale = stalenessOf(run, allocationOf(rows, { variant: run.variant }));
    return { stale: stale && inWords(stale, people), unkeepable: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const ids = String(error.values.ids ?? "").replace(/[0-9a-f-]{36}/g, (id) => people.get(id)?.name ?? id);
    return { stale: null, unkeepable: { key: error.key, values: { ...error.values, ids } } };
  }
}

const inWords = ({ people: ids, sites }: Staleness, people: People) => ({
  people: ids.map((id) => people.get(id)?.name ?? "…"),
  sites,
});

export type BoardPerson = Named & { reason: Reason };
export type BoardCity = {
  code: string;
  name: string;
  district: string;
  /** How many of its people stand at other sites. */
  elsewhere: number;
  people: BoardPerson[];
};
export type BoardSite = {
  code: string;
  name: string;
  capacity: number;
  taken: number;
  roles: { role: AttendeeRole; count: number }[];
  cities: BoardCity[];
};

/** Who stands where and why, by site and city; then who waits, in the order in which freed seats go to them. */
function boardOf(run: AllocationRun, meeting: Meeting, people: People) {
  const allocation = readAllocation(run.input);
  const { placed, waiting } = explain(allocation, new Map(Object.entries(run.placement)));
  const of = ({ id, reason }: { id: string; reason: Reason }): BoardPerson => ({
    ...(people.get(id) ?? { id, name: "…", role: "other", cityCode: "", city: "", district: "" }),
    reason: { key: reason.key, values: inNames(reason.values, meeting.sites) },
  });
  const ofCity = (city: string) => placed.filter(({ id }) => people.get(id)?.cityCode === city).length;
  const sites = allocation.sites.map(({ code, capacity }): BoardSite => {
    const here = placed.filter(({ site }) => site === code).map(of);
    return {
      code,
      name: meeting.sites.find((site) => site.code === code)?.name ?? code,
      capacity,
      taken: here.length,
      roles: attendeeRoles
        .map((role) => ({ role, count: here.filter((person) => person.role === role).length }))
        .filter(({ count }) => count > 0),
      cities: citiesOf(here, ofCity),
    };
  });
  const weights = allocation.weights.roles;
  const queue = waiting.map(of).sort(by(({ role }) => -(weights[role] ?? 1)));
  return { sites, queue };
}

/** The cities of people by name, with how many of each there are elsewhere; ofCity: how many have a place at all. */
function citiesOf(people: readonly BoardPerson[], ofCity: (code: string) => number): BoardCity[] {
  const cities = new Map<string, BoardCity>();
  for (const person of people) {
    const { cityCode: code, city: name, district } = person;
    const city = cities.get(code) ?? { code, name, district, elsewhere: 0, people: [] };
    city.people.push(person);
    cities.set(code, city);
  }
  const { compare } = collator("cs");
  return [...cities.values()]
    .map((city) => ({ ...city, elsewhere: ofCity(city.code) - city.people.length }))
    .sort((a, b) => compare(a.name, b.name));
}

export type MovePreview = {
  who: string;
  to: string;
  swap: string;
  /** Null until it is said where to, and for what is not there. */
  effect: (Effect & { barred: string[] }) | null;
};

/** What a move by hand would do to every number, before it counts. */
function previewOf(run: AllocationRun, rows: AllocationRows, people: People, asked: AskedAllocation): MovePreview {
  const { who = "", to = "", swap = "" } = asked;
  const move = moveInput.safeParse({ who, to, swap });
  const bare = keepable(() => allocationOf(rows, { variant: run.variant, moves: false }));
  if (!move.success || !bare) return { who, to, swap, effect: null };
  const effect = keepable(() => effectOf(bare, new Map(Object.entries(run.placement)), move.data));
  return {
    who,
    to,
    swap,
    effect: effect && { ...effect, barred: effect.breaches.people.map((id) => people.get(id)?.name ?? "…") },
  };
}

function keepable<T extends Allocation | Effect>(reckon: () => T): T | null {
  try {
    return reckon();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
