import type { RoomWish } from "./registration";
import { plain } from "./search";

/** Somebody who comes to a site, as far as rooms go; the wish is null once it was taken away. */
export type Sleeper = { id: string; name: string; room: RoomWish | null; roomWith: string | null };

/** People of one site by what they wish: who shares a room, who wants one alone, who does not mind or whose wish is open. */
export type Rooming<Guest extends Sleeper> = {
  /** Each asked for every other by name, which is also their consent to be named to each other. */
  together: Guest[][];
  alone: Guest[];
  /** Wished for somebody who did not wish for them, is not there, or could be one of several: named to nobody. */
  open: Guest[];
  any: Guest[];
};

/** More than so many do not share a room. */
const largestRoom = 4;

const titles = new Set(
  "mgr bc ing judr phdr mudr rndr paeddr mvdr doc prof dr phd ph d csc dis mba llm ml st stržm prap por kpt mjr plk npor pprap nprap nstržm ppor pplk".split(
    " ",
  ),
);
const wordsOf = (text: string) =>
  plain(text)
    .split(" ")
    .filter((word) => word !== "" && !titles.has(word));

/** The names that a wish is made of: `Eva Malá, Petr Vrba`, `Eva a Petr`. */
const namesIn = (wish: string) =>
  wish
    .split(/[,;/&+\n]|\s(?:a|i|and)\s/i)
    .map(wordsOf)
    .filter((words) => words.length > 0);

/**
 * Rooms by wishes alone: nobody is put together who did not ask for it, and who has no wish is named to nobody. Guests in
 * the order in which rooms are wanted.
 */
export function roomsOf<Guest extends Sleeper>(guests: readonly Guest[]): Rooming<Guest> {
  const names = guests.map((guest) => ({ guest, words: new Set(wordsOf(guest.name)) }));
  /** Whom somebody asked for: each name that only one other guest can be. */
  const meant = (guest: Guest) =>
    new Set(
      namesIn(guest.room === "with" ? (guest.roomWith ?? "") : "").flatMap((asked) => {
        const fits = names.filter(
          ({ guest: other, words }) => other !== guest && asked.every((word) => words.has(word)),
        );
        return fits.length === 1 ? fits.map(({ guest: { id } }) => id) : [];
      }),
    );
  const wishes = new Map(guests.map((guest) => [guest.id, meant(guest)]));
  const mutual = (a: Guest, b: Guest) => Boolean(wishes.get(a.id)?.has(b.id) && wishes.get(b.id)?.has(a.id));
  const placed = new Set<Guest>();
  const together: Guest[][] = [];
  for (const guest of guests) {
    if (placed.has(guest)) continue;
    const room = [guest];
    for (const other of guests)
      if (!placed.has(other) && room.length < largestRoom && room.every((one) => one !== other && mutual(one, other)))
        room.push(other);
    if (room.length === 1) continue;
    for (const one of room) placed.add(one);
    together.push(room);
  }
  const rest = guests.filter((guest) => !placed.has(guest));
  return {
    together,
    alone: rest.filter(({ room }) => room === "alone"),
    open: rest.filter(({ room }) => room === "with"),
    any: rest.filter(({ room }) => room !== "alone" && room !== "with"),
  };
}
