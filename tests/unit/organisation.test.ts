import { expect, test } from "vitest";
import { roles } from "@/lib/domain/actor";
import { isIco, organisationKinds, rolesOfKind } from "@/lib/domain/organisation";
import { addUserInput, emailInput } from "@/lib/domain/user";

test.each([
  // The Ministry of the Interior: 7·4 + 6·2 = 40, 40 mod 11 = 7, 11 − 7 = 4.
  ["00007064", true],
  ["00007065", false],
  // A sum divisible by eleven gives 11, of which 1 is kept; a rest of one gives 10, of which 0 is kept.
  ["00000001", true],
  ["00000060", true],
  ["00000061", false],
  ["7064", false],
  ["0000706a", false],
  ["", false],
])("%s is an identification number: %s", (text, right) => {
  expect(isIco(text)).toBe(right);
});

test("every role belongs to one kind of organisation, the data-protection officer to each", () => {
  const held = organisationKinds.flatMap((kind) => rolesOfKind[kind]);
  expect([...new Set(held)].sort()).toEqual([...roles].sort());
  expect(held.filter((role, index) => held.indexOf(role) !== index)).toEqual(["dpo", "dpo"]);
});

test.each([
  [" Jana.Novotna@Mesto.Example ", "jana.novotna@mesto.example"],
  ["ｊana@mesto.example", "jana@mesto.example"],
  ["jana@mesto", null],
  ["jana@@mesto.example", null],
  ["jana@město.example", null],
  ["ja na@mesto.example", null],
  ["@mesto.example", null],
  [`${"a".repeat(65)}@mesto.example`, null],
])("%s is the e-mail %s", (text, email) => {
  expect(emailInput.safeParse(text).data ?? null).toBe(email);
});

test("a role that nobody knows is refused", () => {
  const person = { organisation: "mesto", email: "a@mesto.example", name: "A", role: "owner" };
  expect(addUserInput.safeParse(person).success).toBe(false);
});
