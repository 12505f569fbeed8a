import { expect, test } from "vitest";
import { dietsOf, mealsOf } from "@/lib/domain/catering";
import { changesOf, isSame } from "@/lib/domain/paper";
import type { RoomWish } from "@/lib/domain/registration";
import { roomsOf } from "@/lib/domain/rooming";

const guest = (name: string, room: RoomWish, roomWith = "") => ({ id: name, name, room, roomWith });
const named = (people: readonly { name: string }[]) => people.map(({ name }) => name);

test.each([
  [
    "two who ask for each other",
    [
      ["Eva Malá", "Petr Vrba"],
      ["Petr Vrba", "Mgr. Malá Eva"],
    ],
    [["Eva Malá", "Petr Vrba"]],
  ],
  [
    "by surname alone",
    [
      ["Eva Malá", "vrba"],
      ["Petr Vrba", "MALÁ"],
    ],
    [["Eva Malá", "Petr Vrba"]],
  ],
  [
    "only one asks",
    [
      ["Eva Malá", "Petr Vrba"],
      ["Petr Vrba", ""],
    ],
    [],
  ],
  [
    "a surname that two have",
    [
      ["Eva Malá", "Vrba"],
      ["Petr Vrba", "Eva Malá"],
      ["Jan Vrba", ""],
    ],
    [],
  ],
  [
    "three, each for both",
    [
      ["A Prvý", "Druhý, Třetí"],
      ["B Druhý", "Prvý a Třetí"],
      ["C Třetí", "Prvý; Druhý"],
    ],
    [["A Prvý", "B Druhý", "C Třetí"]],
  ],
  [
    "three in a chain: the ends did not agree to be named to each other",
    [
      ["A Prvý", "Druhý"],
      ["B Druhý", "Prvý a Třetí"],
      ["C Třetí", "Druhý"],
    ],
    [["A Prvý", "B Druhý"]],
  ],
] as [string, [string, string][], string[][]][])(
  "rooms are shared by who asked for each other: %s",
  (_, wishes, rooms) => {
    const guests = wishes.map(([name, wish]) => guest(name, wish ? "with" : "any", wish));
    const found = roomsOf(guests);
    expect(found.together.map(named)).toEqual(rooms);
    const all = [...found.together.flat(), ...found.alone, ...found.open, ...found.any];
    expect(named(all).sort()).toEqual(named(guests).sort());
    expect(named(found.any)).toEqual(wishes.filter(([, wish]) => !wish).map(([name]) => name));
  },
);

test("who wants to be alone is alone, even when somebody asks for him; a wish without consent names nobody", () => {
  const found = roomsOf([
    guest("Eva Malá", "alone", ""),
    guest("Jana Nová", "with", "Eva Malá"),
    guest("Petr Vrba", "any"),
  ]);
  expect([named(found.alone), named(found.open), named(found.any), found.together]).toEqual([
    ["Eva Malá"],
    ["Jana Nová"],
    ["Petr Vrba"],
    [],
  ]);
});

test("no room is larger than four", () => {
  const names = ["A Aa", "B Bb", "C Cc", "D Dd", "E Ee"];
  const found = roomsOf(names.map((name) => guest(name, "with", names.filter((other) => other !== name).join(", "))));
  expect(found.together.map((room) => room.length)).toEqual([4]);
  expect(named(found.open)).toEqual(["E Ee"]);
});

test("meals run from the first of the first day to the last of the last", () => {
  const stay = { startsOn: "2025-05-14", endsOn: "2025-05-16", firstMeal: "lunch", lastMeal: "lunch" } as const;
  expect(mealsOf(stay).map(({ meals }) => meals.join())).toEqual([
    "lunch,dinner",
    "breakfast,lunch,dinner",
    "breakfast,lunch",
  ]);
  expect(mealsOf({ ...stay, endsOn: "2025-05-14", firstMeal: null, lastMeal: null })).toEqual([
    { day: "2025-05-14", meals: ["breakfast", "lunch", "dinner"] },
  ]);
});

test("each person eats once, under all that he does not eat", () => {
  const counted = dietsOf([
    { meals: [] },
    { meals: ["gluten-free", "vegan"] },
    { meals: ["vegan", "gluten-free"] },
    { meals: ["vegan"] },
    { meals: null },
    { meals: [] },
  ]);
  expect(counted).toEqual([
    { dishes: [], people: 2 },
    { dishes: ["vegan"], people: 1 },
    { dishes: ["vegan", "gluten-free"], people: 2 },
    { dishes: null, people: 1 },
  ]);
});

test("two issues of a list are told apart by person", () => {
  const before = new Map([
    ["a", "1"],
    ["b", "1"],
    ["c", "1"],
  ]);
  const now = new Map([
    ["b", "1"],
    ["c", "2"],
    ["d", "1"],
  ]);
  expect(changesOf(before, now)).toEqual({ added: ["d"], removed: ["a"], changed: ["c"] });
  expect(isSame(changesOf(before, new Map(before)))).toBe(true);
  expect(isSame(changesOf(before, now))).toBe(false);
});
