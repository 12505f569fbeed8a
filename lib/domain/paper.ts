import { z } from "zod";
import type { AttendeeRole, Dish } from "./registration";
import { roomsOf, type Sleeper } from "./rooming";

/** Lists of the people of one site, each given out under a number; what it is for stands in messages under "papers". */
export const listKinds = ["badges", "rooms", "meals", "parking", "sign-in"] as const;
export type ListKind = (typeof listKinds)[number];
export const paperFormats = ["pdf", "xlsx", "csv"] as const;
export type PaperFormat = (typeof paperFormats)[number];

/** As what a list can be had: a hotel or an office goes on working with some of them. */
export const formatsOf: Readonly<Record<ListKind, readonly PaperFormat[]>> = {
  badges: ["pdf"],
  rooms: paperFormats,
  meals: paperFormats,
  parking: paperFormats,
  "sign-in": ["pdf", "xlsx"],
};

export const issueListInput = z.strictObject({ siteId: z.uuid(), kind: z.enum(listKinds) });

/** Somebody who comes to a site, with what he asked for; null once that was taken away. */
export type Guest = Sleeper & {
  role: AttendeeRole;
  municipality: string;
  meals: Dish[] | null;
  car: boolean | null;
  arrival: "in-time" | "later" | null;
};

/** What a list says about each person, as one text a person: by it two issues are compared. */
export type Lines = ReadonlyMap<string, string>;

/** Who is on a list of a kind, and what it says about him. */
export function linesOf(kind: ListKind, guests: readonly Guest[]): Lines {
  if (kind === "rooms") return roomLines(guests);
  const said: Record<Exclude<ListKind, "rooms">, (guest: Guest) => unknown[]> = {
    badges: ({ name, role, municipality }) => [name, role, municipality],
    meals: ({ meals, arrival }) => [meals, arrival],
    parking: ({ name, municipality }) => [name, municipality],
    "sign-in": ({ name, municipality }) => [name, municipality],
  };
  const on = kind === "parking" ? guests.filter(({ car }) => car) : guests;
  return new Map(on.map((guest) => [guest.id, JSON.stringify(said[kind](guest))]));
}

function roomLines(guests: readonly Guest[]): Lines {
  const { together, alone, open, any } = roomsOf(guests);
  const line = (guest: Guest, wish: string, mates: readonly Guest[] = []): [string, string] => [
    guest.id,
    JSON.stringify([guest.name, guest.municipality, wish, ...mates.map(({ name }) => name)]),
  ];
  return new Map([
    ...together.flatMap((room) =>
      room.map((guest) =>
        line(
          guest,
          "together",
          room.filter((mate) => mate !== guest),
        ),
      ),
    ),
    ...alone.map((guest) => line(guest, "alone")),
    ...open.map((guest) => line(guest, "open")),
    ...any.map((guest) => line(guest, "any")),
  ]);
}

export type Changes = { added: string[]; removed: string[]; changed: string[] };

/** Who is on the list now and was not, is no more, or is otherwise. */
export function changesOf(before: Lines, now: Lines): Changes {
  const added = [...now.keys()].filter((id) => !before.has(id));
  const removed = [...before.keys()].filter((id) => !now.has(id));
  const changed = [...now].filter(([id, line]) => before.has(id) && before.get(id) !== line).map(([id]) => id);
  return { added, removed, changed };
}

export const isSame = ({ added, removed, changed }: Changes): boolean =>
  added.length + removed.length + changed.length === 0;

/** An issue of a list, with the hash of each person's line. */
export type ListIssue = { number: number; people: number; issuedAt: string; lines: Lines };

/**
 * Where a list stands: its last issue, whether that still says what is so, and what differs from the issue before it, or
 * else from it. changes: null where there is nothing to compare with, or no longer.
 */
export type Standing = { last: ListIssue | null; holds: boolean; against: number | null; changes: Changes | null };

/** now: lines as they are, hashed as those of the issues, of which the newest comes first. */
export function standingOf(now: Lines, [last, before]: readonly ListIssue[]): Standing {
  if (!last) return { last: null, holds: false, against: null, changes: null };
  const since = changesTo(last, now);
  const holds = since !== null && isSame(since);
  const compared = holds ? before : last;
  return {
    last,
    holds,
    against: compared?.number ?? null,
    changes: compared ? changesTo(compared, now) : null,
  };
}

/** Null when the lines of the issue went since, with food and rooms. */
const changesTo = ({ people, lines }: ListIssue, now: Lines): Changes | null =>
  people > 0 && lines.size === 0 ? null : changesOf(lines, now);
