import { type AttendeeRole, mostMembers } from "@/lib/domain/registration";
import { mostPasted } from "@/lib/domain/registration-team";
import { plain } from "@/lib/domain/search";
import { emailInput } from "@/lib/domain/user";
import { splitCells } from "@/lib/import/paste";

/**
 * What becomes of a row: entered, there already, asked about (a name that is there already), beyond the fifteenth, an
 * address that somebody else of the team has, without a name, an address that is none, above the people (titles, headings).
 */
export type PersonFate = "new" | "unchanged" | "twin" | "over" | "knownAddress" | "noName" | "badEmail" | "heading";
export type PastedPerson = {
  /** The line of the table, from one. */
  row: number;
  /** As it stands there, its cells with a dot between them. */
  text: string;
  name: string;
  email: string | null;
  /** Null: the row names none. */
  role: AttendeeRole | null;
  fate: PersonFate;
};

/** Who is in a team already. */
export type Member = { name: string; email: string | null; officeEmail: string | null };

type Column = "name" | "first" | "last" | "email" | "role" | "other";
const headings: Readonly<Record<string, Column>> = {
  jmeno: "first",
  krestni: "first",
  "krestni jmeno": "first",
  "first name": "first",
  prijmeni: "last",
  surname: "last",
  "last name": "last",
  "jmeno a prijmeni": "name",
  "prijmeni a jmeno": "name",
  "cele jmeno": "name",
  ucastnik: "name",
  osoba: "name",
  name: "name",
  email: "email",
  "e mail": "email",
  mail: "email",
  "e mailova adresa": "email",
  "emailova adresa": "email",
  funkce: "role",
  role: "role",
  pozice: "role",
  telefon: "other",
  tel: "other",
  mobil: "other",
  phone: "other",
  obec: "other",
  mesto: "other",
  poradi: "other",
  c: "other",
  "poradove cislo": "other",
};
const roleWords: readonly (readonly [RegExp, AttendeeRole])[] = [
  [/^(apk|asistent(ka)?( prevence kriminality)?( apk)?|assistant)$/, "assistant"],
  [/^mentor(ka)?( apk)?$/, "mentor"],
  [/^supervi[zs]or(ka)?$/, "supervisor"],
  [/^(mp|mestska policie|straznik|straznice|municipal police)$/, "municipal-police"],
  [/^(pcr|policie cr|policie|policista|policistka|police)$/, "police"],
  [/^(pracovni(k|ce) projektu|projekt|manazer(ka)?( projektu)?|project)$/, "project"],
  [/^(jine|jina|other)$/, "other"],
];
const words = (cell: string) =>
  plain(cell)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
const roleOf = (cell: string) => roleWords.find(([pattern]) => pattern.test(words(cell)))?.[1] ?? null;

/**
 * The people of a table that was pasted from a spreadsheet or typed line by line (`Jana Nová; jana@mesto.cz; mentor`), each
 * row with what becomes of it. another: rows whose name is there already and who are other people.
 */
export function readPeople(text: string, members: readonly Member[], another: readonly number[] = []): PastedPerson[] {
  const rows = splitCells(text.normalize("NFC"))
    .map((cells) => (cells.length === 1 ? (cells[0] ?? "").split(";") : cells).map((cell) => cell.trim()))
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .slice(0, mostPasted);
  const head = rows.findIndex(({ cells }) => isHeading(cells));
  const columns = rows[head]?.cells.map((cell) => headings[words(cell)] ?? "other");
  const people = rows.map(({ row, cells }, index) => ({
    row,
    text: cells.filter(Boolean).join(" · "),
    heading: index <= head,
    ...(columns ? byColumns(cells, columns) : byLooks(cells)),
  }));
  let room = mostMembers - members.length;
  const before: { name: string; email: string | null }[] = [];
  return people.map(({ heading, found, ...person }) => {
    const fate = heading ? "heading" : fateOf({ ...person, found }, members, before, another.includes(person.row));
    if (fate === "new" || fate === "twin") before.push(person);
    if (fate === "new") room -= 1;
    return { ...person, fate: fate === "new" && room < 0 ? "over" : fate };
  });
}

const isHeading = (cells: readonly string[]) => {
  const known = cells.filter((cell) => words(cell) in headings);
  return (
    known.length > 0 && !cells.some((cell) => cell.includes("@")) && known.length * 2 >= cells.filter(Boolean).length
  );
};

type Read = { name: string; email: string | null; role: AttendeeRole | null; found: boolean };

function byColumns(cells: readonly string[], columns: readonly Column[]): Read {
  const of = (column: Column) =>
    cells
      .filter((_, at) => columns[at] === column)
      .join(" ")
      .trim();
  const { name, email } = apart(of("name") || [of("first"), of("last")].filter(Boolean).join(" "));
  const address = of("email") ? addressIn(of("email")) : null;
  return {
    name,
    email: address?.email ?? email,
    role: roleOf(of("role")),
    found: address ? address.email !== null : true,
  };
}

/** Without headings: the cell with an address, the one that says a function, the rest but for numbers is the name. */
function byLooks(cells: readonly string[]): Read {
  const filled = cells.filter((cell) => cell !== "");
  const at = filled.find((cell) => cell.includes("@"));
  const role = filled.find((cell) => roleOf(cell) !== null);
  const rest = filled.filter((cell) => cell !== at && cell !== role && !/^[\d\s+()./-]+$/.test(cell));
  const [first = "", second = ""] = rest;
  const whole = first.includes(" ") || second === "" ? first : `${first} ${second}`;
  const address = at === undefined ? null : addressIn(at);
  const { name } = apart(whole || address?.before || "");
  return {
    name,
    email: address?.email ?? null,
    role: role ? roleOf(role) : null,
    found: address ? address.email !== null : true,
  };
}

/** An address out of `Jana <j@x.cz>`, `mailto:j@x.cz` or `Jana j@x.cz`, with what stands before it; null when it is none. */
function addressIn(cell: string): { email: string | null; before: string } {
  const found = /[^\s<>,;:"]+@[^\s<>,;:"]+/.exec(cell.replace(/mailto:/gi, " "));
  const email = found ? emailInput.safeParse(found[0]).data : undefined;
  const before = cell.slice(0, cell.indexOf(found?.[0] ?? "@")).replace(/mailto:/gi, "");
  return { email: email ?? null, before: before.replace(/[<>"]/g, "").trim() };
}

const isTitle = (word: string) => /^[\p{L}.]{1,6}\.$/u.test(word) || /^(MBA|LL\.M|DiS)$/i.test(word);

/** A name as it is said: `Mgr. Dvořáková, Jana` is Mgr. Jana Dvořáková; titles behind the name stay there. */
function apart(cell: string): { name: string; email: string | null } {
  const address = cell.includes("@") ? addressIn(cell) : null;
  const text = (address ? address.before : cell).replace(/["<>]/g, "").replace(/\s+/g, " ").trim();
  const [left = "", right = "", ...more] = text.split(/\s*,\s*/);
  const rightWords = right.split(" ").filter(Boolean);
  if (rightWords.length === 0 || more.length > 0 || rightWords.every(isTitle))
    return { name: text, email: address?.email ?? null };
  const leftWords = left.split(" ").filter(Boolean);
  const titles = [...leftWords.filter(isTitle), ...rightWords.filter(isTitle)];
  const name = [
    ...titles,
    ...rightWords.filter((word) => !isTitle(word)),
    ...leftWords.filter((word) => !isTitle(word)),
  ];
  return { name: name.join(" "), email: address?.email ?? null };
}

function fateOf(
  { name, email, found }: Omit<Read, "role">,
  members: readonly Member[],
  before: readonly { name: string; email: string | null }[],
  another: boolean,
): PersonFate {
  if (!found) return "badEmail";
  if (!/\p{L}/u.test(name) || name.length > 200) return "noName";
  const named = members.filter((member) => plain(member.name) === plain(name));
  const same = named.some((member) => email === null || (member.email ?? member.officeEmail ?? email) === email);
  if (another) return "new";
  if (same) return "unchanged";
  if (email !== null && members.some((member) => member.email === email)) return "knownAddress";
  if (named.length > 0 || before.some((person) => plain(person.name) === plain(name))) return "twin";
  return "new";
}
