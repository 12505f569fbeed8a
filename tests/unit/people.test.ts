import { expect, test } from "vitest";
import { readPeople } from "@/lib/import/people";

const member = (name: string, email: string | null = null, officeEmail: string | null = null) => ({
  name,
  email,
  officeEmail,
});
const fates = (text: string, ...rest: [] | [Parameters<typeof readPeople>[1], number[]?]) =>
  readPeople(text, rest[0] ?? [], rest[1]).map(({ row, name, email, role, fate }) => [row, fate, name, email, role]);

test("a table as offices send it: heading, blank rows, hard blanks, titles, addresses in brackets, merged cells, phones", () => {
  const table = [
    "Tým města Jirkova\t\t\t",
    "Jméno a příjmení\tE-mail\tFunkce\tTelefon",
    "Mgr. Dvořáková, Jana\tjana@jirkov.example\tmentor\t602111222",
    "Řehoř\u00a0Ďáblík\tJana <Rehor@jirkov.example>\tAPK\t",
    '"Žižka, Jan"\tmailto:jan@jirkov.example\tměstská policie\t',
    "Novák Petr, Ph.D.\t\t\t777 000 111",
    "Eva Malá\teva(at)jirkov.example\tAPK\t",
    "\tbez@jirkov.example\tAPK\t",
    "",
  ].join("\r\n");
  expect(fates(table)).toEqual([
    [1, "heading", expect.anything(), null, null],
    [2, "heading", expect.anything(), null, null],
    [3, "new", "Mgr. Jana Dvořáková", "jana@jirkov.example", "mentor"],
    [4, "new", "Řehoř Ďáblík", "rehor@jirkov.example", "assistant"],
    [5, "new", "Jan Žižka", "jan@jirkov.example", "municipal-police"],
    [6, "new", "Novák Petr, Ph.D.", null, null],
    [7, "badEmail", "Eva Malá", null, "assistant"],
    [8, "noName", "", "bez@jirkov.example", "assistant"],
  ]);
});

test("lines typed on a phone, first and last name in columns of their own, a number in front", () => {
  expect(fates("Jana Nová; jana@m.cz; mentor\nPetr Nový <petr@m.cz>\nIva Nová")).toEqual([
    [1, "new", "Jana Nová", "jana@m.cz", "mentor"],
    [2, "new", "Petr Nový", "petr@m.cz", null],
    [3, "new", "Iva Nová", null, null],
  ]);
  expect(fates("č.\tPříjmení\tJméno\tEmail\n1\tNová\tJana\tjana@m.cz")[1]).toEqual([
    2,
    "new",
    "Jana Nová",
    "jana@m.cz",
    null,
  ]);
  expect(fates("1.\tJana\tNová\tjana@m.cz")).toEqual([[1, "new", "Jana Nová", "jana@m.cz", null]]);
});

test("the sixteenth row is named and the first fifteen stay", () => {
  const people = readPeople(Array.from({ length: 17 }, (_, n) => `Osoba ${"abcdefghijklmnopqrs"[n]}`).join("\n"), []);
  expect(people.map(({ fate }) => fate)).toEqual([...Array(15).fill("new"), "over", "over"]);
  const [, second] = readPeople(
    "Jana Nová\nPetr Nový",
    Array.from({ length: 14 }, (_, n) => member(`Člen ${n}x`)),
  );
  expect(second).toMatchObject({ row: 2, fate: "over", name: "Petr Nový" });
});

test("one mailbox of an office for nine people: all new, and pasted again all as they are", () => {
  const names = Array.from({ length: 9 }, (_, n) => `Osoba ${"abcdefghi"[n]}`);
  const text = names.map((name) => `${name}; podatelna@mesto.cz`).join("\n");
  expect(readPeople(text, []).map(({ fate }) => fate)).toEqual(Array(9).fill("new"));
  const there = names.map((name) => member(name, null, "podatelna@mesto.cz"));
  expect(readPeople(text, there).map(({ fate }) => fate)).toEqual(Array(9).fill("unchanged"));
});

test("a name that is there twice is asked about, and one address under two names", () => {
  const text = "Jan Novák\nJan Novák\nJiný Člověk; jana@m.cz";
  const there = [member("Jana Nová", "jana@m.cz")];
  expect(readPeople(text, there).map(({ fate }) => fate)).toEqual(["new", "twin", "knownAddress"]);
  expect(readPeople(text, there, [2, 3]).map(({ fate }) => fate)).toEqual(["new", "new", "new"]);
  expect(readPeople("jana nova; jina@m.cz", there).map(({ fate }) => fate)).toEqual(["twin"]);
});

test("nothing of what people paste makes it fall over", () => {
  for (const text of ["\t\t\t", '"', "@", ";;;", ",", "a".repeat(8000), "mailto:", "\n".repeat(500), "<>"])
    expect(() => readPeople(text, [])).not.toThrow();
  expect(readPeople("x\n".repeat(500), []).length).toBe(100);
});
