import { expect, test } from "vitest";
import { DomainError } from "@/lib/domain/error";
import {
  assertRegistered,
  keptUntil,
  likelyAddress,
  needsUntil,
  registrationFilter,
  sendRegistrationInput,
} from "@/lib/domain/registration";
import { refusalOf } from "@/server/http/gate";
import { formFromHeader, formToHeader, isFormPage } from "@/server/http/refused-form";

test.each([
  ["2025-05-16", "2026-05-16"],
  ["2024-02-29", "2025-02-28"],
  ["2025-12-31", "2026-12-31"],
])("what ends on %s is kept until %s", (ends, kept) => {
  expect(keptUntil(ends)).toBe(kept);
});

test("food, room and journey go thirty days after the last day", () => {
  expect(needsUntil("2025-03-12")).toBe("2025-04-11");
});

test("a slip in a known domain is asked about, other addresses are not", () => {
  expect(likelyAddress("jana@gmial.com")).toBe("jana@gmail.com");
  expect(likelyAddress("jana@sezanm.cz")).toBe("jana@seznam.cz");
  for (const right of ["jana@seznam.cz", "podatelna@jirkov.example", "", "jana"])
    expect(likelyAddress(right)).toBeNull();
});

test("what the database says is a refusal with its status, and what it does not say is not there", () => {
  const status = (said: string | null) => {
    try {
      assertRegistered(said);
      return 200;
    } catch (error) {
      return error instanceof DomainError ? error.status : 0;
    }
  };
  expect(status("done")).toBe(200);
  expect(["closed", "over", "late", "changed", "twice", "begun", "withdrawn"].map(status)).toEqual(Array(7).fill(409));
  expect(["site", "municipality", "ambiguous"].map(status)).toEqual([422, 422, 422]);
  expect(["slow", "crowded"].map(status)).toEqual([429, 429]);
  expect([status(null), status("nonsense")]).toEqual([404, 404]);
});

test("a registration names its meals from a closed list and gives consent", () => {
  const input = {
    slug: "x",
    locale: "cs",
    email: "Jana@Mesto.Example",
    name: " Jana Malá ",
    role: "assistant",
    municipality: "Sokolov",
    site: "any",
    consent: true,
  };
  expect(sendRegistrationInput.parse(input)).toMatchObject({
    email: "jana@mesto.example",
    name: "Jana Malá",
    canOther: "yes",
    meals: [],
    room: "any",
    car: false,
    arrival: "in-time",
  });
  for (const wrong of [
    { meals: ["diabetes"] },
    { consent: false },
    { consent: undefined },
    { role: "boss" },
    { extra: 1 },
  ])
    expect(sendRegistrationInput.safeParse({ ...input, ...wrong }).success).toBe(false);
});

test("an address narrows the list by what it knows and forgets the rest", () => {
  expect(registrationFilter.parse({ state: "lost", role: "boss", page: "-1", q: "" })).toEqual({ page: 1 });
});

test("a refused form comes through a header as it was, whatever was typed", () => {
  const form = {
    command: "registration.send",
    failure: { key: "invalidInput" },
    fields: { name: { key: "tooLong", values: { limit: 200 } } },
    typed: { name: ["Řehoř\r\nx: y"], meals: ["vegan", "no-pork"] },
  };
  const header = formToHeader(form);
  expect(header).toMatch(/^[\w-]+$/);
  expect(formFromHeader(header)).toEqual(form);
  expect(formFromHeader(null)).toBeNull();
});

test("only the pages of a meeting that have a form take one, as form fields and from our own pages", () => {
  const link = "3f0e9c1a-0000-4000-8000-000000000000.abc_DEF-1";
  for (const path of ["/m/setkani-2025/register", "/m/setkani-2025/register/sent", `/m/setkani-2025/r/${link}`])
    expect(isFormPage(path)).toBe(true);
  for (const path of [
    "/m/setkani-2025",
    "/m/setkani-2025/register/sent/x",
    "/m/a/b/register",
    "/m//register",
    "/register",
  ])
    expect(isFormPage(path)).toBe(false);
  const post = (url: string, type: string, origin = "http://localhost:3000") =>
    refusalOf(
      {
        method: "POST",
        url,
        headers: [
          ["host", "localhost:3000"],
          ["origin", origin],
          ["content-type", type],
          ["content-length", "10"],
        ],
      },
      { origin: "http://localhost:3000" },
    )?.status;
  const form = "application/x-www-form-urlencoded";
  expect(post("/m/setkani-2025/register", form)).toBeUndefined();
  expect(post("/m/setkani-2025/register", "application/json")).toBe(415);
  expect(post("/m/setkani-2025/register", form, "http://elsewhere.example")).toBe(403);
  expect(post("/m/setkani-2025", form)).toBe(405);
});
