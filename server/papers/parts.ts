import { dietsOf, mealsOf } from "@/lib/domain/catering";
import { plusDays } from "@/lib/domain/day";
import { said } from "@/lib/domain/meeting-text";
import { by } from "@/lib/domain/order";
import type { Guest } from "@/lib/domain/paper";
import type { Locale } from "@/lib/domain/preference";
import type { Dish } from "@/lib/domain/registration";
import { roomsOf } from "@/lib/domain/rooming";
import type { SheetCell, SheetColumn } from "@/lib/export/sheet";
import * as format from "@/lib/format";
import { attendeeWords, paperWords } from "@/lib/words";
import type { ListView } from "../views/papers";

/** A part of a list, for the paper and for the workbook. share: of the paper's width. */
export type Part = {
  heading?: string;
  notes: readonly string[];
  columns: readonly (SheetColumn & { share: number })[];
  rows: readonly (readonly SheetCell[])[];
  byHand?: boolean;
  apart?: boolean;
};

const text = (header: string, share: number): Part["columns"][number] => ({ header, kind: "text", share });
const count = (header: string, share = 1): Part["columns"][number] => ({ header, kind: "number", share });

/** "nový", "změna" or nothing, for who is on the list; null while nothing is compared. */
function changeOf({ standing: { changes } }: ListView, locale: Locale) {
  const t = paperWords(locale);
  if (!changes) return null;
  return ({ id }: Guest) =>
    changes.added.includes(id) ? t("doc.new") : changes.changed.includes(id) ? t("doc.other") : "";
}

/** The columns of every list of people, a change among them where something is compared. */
function peopleOf(view: ListView, locale: Locale, more: readonly Part["columns"][number][] = []) {
  const t = paperWords(locale);
  const change = changeOf(view, locale);
  return {
    columns: [
      count(t("doc.order"), 0.6),
      text(t("doc.name"), 4),
      text(t("doc.municipality"), 3),
      ...more,
      ...(change ? [text(t("doc.change"), 1.2)] : []),
    ],
    row: (guest: Guest, at: number, cells: readonly SheetCell[] = []) => [
      at + 1,
      guest.name,
      guest.municipality,
      ...cells,
      ...(change ? [change(guest)] : []),
    ],
  };
}

/** For the hotel: rooms by mutual wishes, then who is alone, whose wish is open, who has none. */
export function roomParts(view: ListView, locale: Locale): Part[] {
  const t = paperWords(locale);
  const { together, alone, open, any } = roomsOf(view.guests);
  const shared = peopleOf(view, locale, [text(t("doc.room"), 1.8), text(t("doc.with"), 4)]);
  const plain = peopleOf(view, locale);
  const rest = (heading: string, guests: readonly Guest[], notes: readonly string[] = []): Part[] =>
    guests.length > 0
      ? [{ heading, notes, columns: plain.columns, rows: guests.map((guest, at) => plain.row(guest, at)) }]
      : [];
  const pairs = together.flatMap((room, number) => room.map((guest) => ({ guest, room, number: number + 1 })));
  const sum = t("doc.roomsSum", {
    people: view.guests.length,
    rooms: together.length,
    together: pairs.length,
    alone: alone.length,
    any: any.length,
    open: open.length,
  });
  return [
    { notes: [sum], columns: [], rows: [] },
    ...(pairs.length > 0
      ? [
          {
            heading: t("doc.together"),
            notes: [t("doc.togetherNote")],
            columns: shared.columns,
            rows: pairs.map(({ guest, room, number }, at) =>
              shared.row(guest, at, [
                t("doc.roomLabel", { number }),
                room.flatMap((mate) => (mate === guest ? [] : [mate.name])).join(", "),
              ]),
            ),
          },
        ]
      : []),
    ...rest(t("doc.alone"), alone),
    ...rest(t("doc.openRooms"), open, [t("doc.openNote")]),
    ...rest(t("doc.anyRooms"), any),
  ];
}

/** The same in one table. */
export function roomTable(view: ListView, locale: Locale): Part[] {
  const t = paperWords(locale);
  const { together, ...others } = roomsOf(view.guests);
  const { columns, row } = peopleOf(view, locale, [text(t("doc.room"), 1.8), text(t("doc.with"), 4)]);
  const rows = [
    ...together.flatMap((room, number) =>
      room.map((guest) => ({
        guest,
        cells: [
          t("doc.roomLabel", { number: number + 1 }),
          room.flatMap((mate) => (mate === guest ? [] : [mate.name])).join(", "),
        ],
      })),
    ),
    ...(["alone", "open", "any"] as const).flatMap((kind) =>
      others[kind].map((guest) => ({ guest, cells: [t(`doc.roomKinds.${kind}`), ""] })),
    ),
  ];
  return [{ notes: [], columns, rows: rows.map(({ guest, cells }, at) => row(guest, at, cells)) }];
}

/** For the kitchen: portions of each meal, and how many eat what. */
export function mealParts({ guests, site }: ListView, locale: Locale): Part[] {
  const t = paperWords(locale);
  const late = guests.filter(({ arrival }) => arrival === "later").length;
  return [
    {
      heading: t("doc.portionsHeading"),
      notes: late > 0 ? [t("doc.late", { count: late })] : [],
      columns: [{ header: t("doc.day"), kind: "day", share: 3 }, text(t("doc.meal"), 3), count(t("doc.portions"), 2)],
      rows: mealsOf(site).flatMap(({ day, meals }) =>
        meals.map((meal) => [day, t(`doc.mealNames.${meal}`), guests.length]),
      ),
    },
    {
      heading: t("doc.dietsHeading"),
      notes: [t("doc.dietsNote")],
      columns: [text(t("doc.diet"), 6), count(t("doc.people"), 2)],
      rows: dietsOf(guests).map(({ dishes, people }) => [dietName(dishes, locale), people]),
    },
  ];
}

/** The same in one table: each meal with the portions of each diet. */
export function mealTable({ guests, site }: ListView, locale: Locale): Part[] {
  const t = paperWords(locale);
  const diets = dietsOf(guests);
  return [
    {
      notes: [],
      columns: [
        { header: t("doc.day"), kind: "day", share: 3 },
        text(t("doc.meal"), 3),
        count(t("doc.portions"), 2),
        ...diets.map(({ dishes }) => count(dietName(dishes, locale), 2)),
      ],
      rows: mealsOf(site).flatMap(({ day, meals }) =>
        meals.map((meal) => [day, t(`doc.mealNames.${meal}`), guests.length, ...diets.map(({ people }) => people)]),
      ),
    },
  ];
}

function dietName(dishes: readonly Dish[] | null, locale: Locale): string {
  const t = paperWords(locale);
  const word = attendeeWords(locale);
  if (dishes === null) return t("doc.dietUnknown");
  return dishes.map((dish) => word(`dishes.${dish}`)).join(", ") || t("doc.dietNone");
}

export function parkingParts(view: ListView, locale: Locale): Part[] {
  const t = paperWords(locale);
  const { columns, row } = peopleOf(view, locale);
  const drivers = view.guests.filter(({ car }) => car);
  return [
    { notes: [t("doc.cars", { count: drivers.length })], columns, rows: drivers.map((guest, at) => row(guest, at)) },
  ];
}

/** Lines for who comes without a registration. */
const emptyLines = 8;
/** Columns for signatures beside each other. */
const mostBlocks = 5;

/** To be signed: a sheet for each day, a column for each of its blocks, and sheets for blocks whose day is not known. */
export function signInParts({ guests, blocks, site }: ListView, locale: Locale): Part[] {
  const t = paperWords(locale);
  const ordered = [...blocks].sort(
    by(
      ({ startsAt }) => startsAt ?? "",
      ({ number }) => number,
    ),
  );
  const sheet = (heading: string, held: readonly (typeof blocks)[number][]): Part => ({
    heading,
    apart: true,
    byHand: true,
    notes: [
      ...held.map(({ number, startsAt, titleCs, titleEn }) =>
        t("doc.blockTitle", {
          number,
          time: startsAt ? ` (${startsAt.replace(/^0/, "")})` : "",
          title: said(locale, titleCs, titleEn).text,
        }),
      ),
      t("doc.walkIns"),
    ],
    columns: [
      count(t("doc.order"), 0.6),
      text(t("doc.name"), 4),
      text(t("doc.municipality"), 3),
      ...(held.length > 0
        ? held.map(({ number }) => text(t("doc.block", { number }), 2.2))
        : [text(t("doc.signature"), 5)]),
    ],
    rows: [
      ...guests.map(({ name, municipality }, at) => [
        at + 1,
        name,
        municipality,
        ...(held.length > 0 ? held : [0]).map(() => ""),
      ]),
      ...Array.from({ length: emptyLines }, (_, at) => [
        guests.length + at + 1,
        "",
        "",
        ...(held.length > 0 ? held : [0]).map(() => ""),
      ]),
    ],
  });
  const days = mealsOf(site).flatMap(({ day }, index) => {
    const held = ordered.filter(({ dayNumber }) => dayNumber === index + 1);
    const heading = t("doc.dayHeading", {
      number: index + 1,
      day: `${format.weekday(day, locale)} ${format.day(day, locale)}`,
    });
    return inSheets(held).map((part) => sheet(heading, part));
  });
  const undated = ordered.filter(
    ({ dayNumber }) => dayNumber === null || plusDays(site.startsOn, dayNumber - 1) > site.endsOn,
  );
  return [...days, ...(undated.length > 0 ? inSheets(undated).map((part) => sheet(t("doc.blocksHeading"), part)) : [])];
}

function inSheets<T>(items: readonly T[]): T[][] {
  const sheets = Math.max(1, Math.ceil(items.length / mostBlocks));
  const each = Math.ceil(items.length / sheets);
  return Array.from({ length: sheets }, (_, at) => items.slice(at * each, (at + 1) * each));
}
