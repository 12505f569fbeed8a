import { describe, expect, test } from "vitest";
import { findPersonal } from "@/lib/domain/personal";

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
