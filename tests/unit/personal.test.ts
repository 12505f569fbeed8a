import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findPersonal, markPersonal } from "@/lib/domain/personal";

describe("what looks like somebody's data in a text", () => {
  test.each([
    ["Rodné číslo 905417/0004 stálo na papíru.", ["birthNumber"]],
    ["Bylo tam 9054170004 bez lomítka.", ["birthNumber"]],
    ["Jiné číslo 905417/0123 nedělitelné, bez obce.", []],
    ["Starší tvar 465417/123.", ["birthNumber"]],
    ["Volejte 602 000 111.", ["phone"]],
    ["Volejte +420602000111, prosím.", ["phone"]],
    ["Pevná linka 00420 352 000 000", ["phone"]],
    ["Psal z jana.k@mesto.example.", ["email"]],
    ["Pan Novák přišel pozdě.", ["name"]],
    ["Zavolali jsme paní Dvořákové.", ["name"]],
    ["Mgr. Horák to vedl.", ["name"]],
    ["Pomohl nám Jiří Ďáblík z domu.", ["name"]],
    ["Mluvili jsme s Janou Novákovou.", ["name"]],
    ["Paní Nová, 602000111, a@b.cz", ["name", "phone", "email"]],
  ])("%s", (text, kinds) => {
    expect(findPersonal(text)).toEqual(kinds);
  });

  test.each([
    "Městská policie Sokolov zavedla společné pochůzky, bylo to 10. 3. 2025 v 11:30.",
    "Dotace 100 000 000 Kč a dalších 350 000 000 korun.",
    "Číslo jednací MV-11638-4/OPK-2025, projekt CZ.03.02.01/00/22_018/0000388.",
    "Červená nad Vltavou, Kutná Hora, Ústí nad Labem, Karlovy Vary.",
    "IČO 00024001 a faktura 2025000123 na 1 250 Kč.",
    "Pan starosta a paní učitelka přišli. Pán z domu také.",
    "Janov a Petrovice jsou sídliště, ulice má jméno po císařovně.",
  ])("nobody: %s", (text) => {
    expect(findPersonal(text)).toEqual([]);
  });
});

type Seeded = { text: string; kinds: string[]; half: "a" | "b" };
const seeded: Seeded[] = JSON.parse(readFileSync("tests/fixtures/personal-texts.json", "utf8"));
const called = (text: string): string[] =>
  findPersonal(text).map((kind) => (kind === "birthNumber" ? "birth-number" : kind));
/** As a share of the texts that hold the kind; by a person who had not seen the rules. */
const recall = (kind: string, texts: readonly Seeded[]) => {
  const holding = texts.filter(({ kinds }) => kinds.includes(kind));
  return holding.filter(({ text }) => called(text).includes(kind)).length / holding.length;
};

test("of five hundred texts by somebody who did not write the rules enough are found, and few innocent ones", () => {
  expect(seeded).toHaveLength(500);
  expect(recall("birth-number", seeded)).toBe(1);
  expect(recall("phone", seeded)).toBeGreaterThanOrEqual(0.98);
  expect(recall("email", seeded)).toBeGreaterThanOrEqual(0.98);
  expect(recall("address", seeded)).toBeGreaterThanOrEqual(0.85);
  expect(recall("name", seeded)).toBeGreaterThanOrEqual(0.85);
  const innocent = seeded.filter(({ kinds }) => kinds.length === 0);
  expect(innocent.filter(({ text }) => called(text).length > 0).length / innocent.length).toBeLessThanOrEqual(0.05);
});

test.each([
  ["hard blanks", (text: string) => text.replaceAll(" ", "\u00a0")],
  ["narrow hard blanks", (text: string) => text.replaceAll(" ", "\u202f")],
  ["long dashes", (text: string) => text.replaceAll("-", "\u2013")],
  ["soft hyphens", (text: string) => text.replaceAll(/(?<=\p{L})(?=\p{L})/gu, "\u00ad")],
  ["signs of no width", (text: string) => text.replaceAll(/(?<=\d)(?=\d)/g, "\u200b")],
  ["wide digits", (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
  ["letters taken apart", (text: string) => text.normalize("NFD")],
])("the same is found in texts pasted with %s", (_, pasted) => {
  const differing = seeded.filter(({ text }) => String(called(pasted(text))) !== String(called(text)));
  expect(differing.map(({ text }) => text)).toEqual([]);
});

test("what is marked is exactly what stands in the original", () => {
  const text = "\u00adVolejte\u00a06\u200b02\u00a0000\u00a0111, Zdene\u030ck Nova\u0301k.";
  const marks = markPersonal(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
  expect(marks).toContainEqual(["name", "Zdene\u030ck Nova\u0301k"]);
  expect(marks).toContainEqual(["phone", "6\u200b02\u00a0000\u00a0111"]);
});

test.each(["Faktura 2025110021 je uhrazena.", "č. j. 2025110021", "Doklad 2025110021."])("%s is a paper", (text) => {
  expect(findPersonal(text)).toEqual([]);
});
test.each(["r. č. 2025110021", "2025110021", "202511/0021", "faktura 202511/0021", "r. č. 90 54 17 / 0004"])(
  "%s is a birth number",
  (text) => expect(findPersonal(text)).toContain("birthNumber"),
);

test.each(["a", "a.", "1", "1 ", "a@", "Novák ", "U Lesa ", "tel ", "a , ", "Lesní a ", "602 "])(
  "a text of %j over and over is read at once",
  (piece) => {
    const began = performance.now();
    findPersonal(piece.repeat(4000 / piece.length));
    expect(performance.now() - began).toBeLessThan(2000);
  },
);

test.each(["Slova 1 a slova 2.", "Osnova 3", "Bod 0 programu"])("%s is no address", (text) => {
  expect(findPersonal(text)).toEqual([]);
});

test("ids of records are nobody's numbers", () => {
  const groups = ["602000111", "736204891", "905417000"].map((digits) => `seen 1b2c3d4e-5f60-4a7b-8c9d-a${digits}ef.`);
  expect(groups.flatMap(findPersonal)).toEqual([]);
  expect(findPersonal("1b2c3d4e-5f60-4a7b-8c9d-a60200011eff a 602 000 111")).toEqual(["phone"]);
});
