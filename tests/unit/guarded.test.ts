import { describe, expect, test } from "vitest";
import { z } from "zod";
import { assertMeant, countedFinds, findsOf, PersonalFound } from "@/lib/domain/guarded";
import { guarded, isGuarded } from "@/lib/domain/guarded-fields";
import { commands } from "@/server/commands";

/** Texts of commands that nobody looks through, and why. */
const leftOut: readonly [pattern: RegExp, why: string][] = [
  [
    /[ .](version|seen|slug|code|link|ticket|key|ico|municipalityCode|registrationNumber|referenceNumber|documentNumber|unit|device|sending|site|to)$/,
    "a code, a key or a mark of ours",
  ],
  [/^activity\.log (places\.\*\.)?counts\.\*\.kind$/, "a code from a list"],
  [/^activity\.return(-several)? reason$/, "a code from a list"],
  [/^feedback\.answer answers\.\*\.item$/, "a code of a question"],
  [/^publication\.publish placement\.\*\.reason\./, "what the allocation said, unchanged"],
  [/ moves\.\*\.municipalityCode$/, "a code of a town"],
  [/^(user|account|assistant)\.[a-z-]+ (name|email)$/, "a person of the office, in a field of his own"],
  [/^registration\.[a-z-]+ (name|email|municipality|roomWith)$/, "who registers, in fields of his own"],
  [
    /^(team\.(start|take-over)|practice\.[a-z-]+|attendance\.add|attendance\.send walkIns\.\*) ?\.?(municipality|name)$/,
    "where somebody is from, or who came without a registration",
  ],
  [/^attendance\.send walkIns\.\*\.(name|municipality)$/, "who came without a registration, in fields of his own"],
  [/^organisation\./, "an office and its public address"],
  [/^meeting\.(create|copy|change|reword) /, "what an office says in public, with its contact on purpose"],
  [/^(site|block)\.(add|change) /, "a place and a programme made public, lecturers by name"],
  [
    /^(setting|activity-kind|catalogue-item|indicator|regime|office|training-area)\.[a-z-]+ /,
    "rules and lists of the office, which it makes public",
  ],
  [/^key-activity\.[a-z]+ code$/, "a code"],
  [/^(budget-line|locality)\.[a-z]+ name$/, "names of lines and places, streets above all"],
  [/^project\.[a-z]+ beneficiary$/, "a city"],
  [/^project\.create (trainingAreas\.\*|keyActivities\.\*\.code)$/, "areas and codes of the call"],
  [/^expense\.[a-z]+ supplier$/, "who issued the paper, as accounting asks; often a tradesman under his name"],
  [/^(lesson\.add|training\.(record|change)) provider$/, "a company, often a tradesman under his name"],
  [/^practice\.(send|change)(-by-link)? (title|happened|lesson)$/, "asked about by its own tick (assertNobodyNamed)"],
  [/^feedback\.answer text$/, "asked about by its own tick (scoresOf)"],
  [
    /^(registration|member)\.ask text$/,
    "what who registers asks the office about himself, in a box of needs kept apart and removed in time",
  ],
  [
    /^(team\.begin|member\.[a-z]+) (name|email|municipality|paste)$/,
    "people whom their coordinator registers, in fields of their own",
  ],
  [/^address\.paste text$/, "addresses of offices to be invited, which is what it is for"],
];

const shaped = ["optional", "nullable", "default", "prefault", "readonly", "nonoptional", "catch"];
/** Every free text of an input, members of lists as *. */
function textsOf(schema: unknown, path: string): string[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, inner]) => textsOf(inner, path ? `${path}.${key}` : key));
  if (schema instanceof z.ZodArray) return textsOf(schema.element, `${path}.*`);
  if (schema instanceof z.ZodRecord) return textsOf(schema.valueType, `${path}.*`);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((inner) => textsOf(inner, path));
  if (schema instanceof z.ZodIntersection)
    return [...textsOf(schema.def.left, path), ...textsOf(schema.def.right, path)];
  if (schema instanceof z.ZodPipe) return [...textsOf(schema.in, path), ...textsOf(schema.out, path)];
  if (schema instanceof z.ZodLazy) return textsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodString) return schema.format === null ? [path] : [];
  if (schema instanceof z.ZodType && "innerType" in schema.def && shaped.includes(schema.def.type))
    return textsOf(schema.def.innerType, path);
  return [];
}

const texts = Object.entries(commands).flatMap(([verb, { input }]) =>
  [...new Set(textsOf(input, ""))].map((path) => ({ verb, path, text: `${verb} ${path}` })),
);

test("every free text that may be sent is looked through, or is left out for a reason", () => {
  expect(texts.length).toBeGreaterThan(200);
  const forgotten = texts.filter(
    ({ verb, path, text }) => !guarded[verb]?.includes(path) && !leftOut.some(([pattern]) => pattern.test(text)),
  );
  expect(forgotten.map(({ text }) => text)).toEqual([]);
});

test("what is said to be looked through is there, and no excuse is left without a text", () => {
  const known = texts.map(({ text }) => text);
  const listed = Object.entries(guarded).flatMap(([verb, fields]) => fields.map((field) => `${verb} ${field}`));
  expect(listed.filter((text) => !known.includes(text))).toEqual([]);
  expect(leftOut.filter(([pattern]) => !known.some((text) => pattern.test(text))).map(([, why]) => why)).toEqual([]);
});

describe("what is found in the texts of a write", () => {
  const input = { note: "Volat 602 000 111, pan Novák.", goals: [{ text: "Klid" }, { text: "Paní Nová dohlédne" }] };

  test("is named by field, kind and place in the text as it was sent", () => {
    const finds = findsOf("activity.log", input);
    expect(finds.map(({ field, kind }) => [field, kind])).toEqual([
      ["note", "name"],
      ["note", "phone"],
    ]);
    expect(finds.map(({ start, end }) => input.note.slice(start, end))).toContain("602 000 111");
    expect(findsOf("project.create", input).map(({ field }) => field)).toEqual(["goals.1.text"]);
  });

  test("is nothing where a text is not looked through", () => {
    expect(findsOf("assistant.add", { name: "Jan Novák" })).toEqual([]);
    expect(findsOf("constructor", input)).toEqual([]);
    expect(findsOf("activity.log", null)).toEqual([]);
  });

  test("is refused without a reason, taken with one, and asked about in the reason too", () => {
    const finds = findsOf("activity.log", input);
    expect(() => assertMeant(finds, undefined)).toThrow(PersonalFound);
    expect(() => assertMeant(finds, { reason: "Veřejné číslo úřadu" })).not.toThrow();
    expect(() => assertMeant(finds, { reason: "Chtěl to pan Novák" })).toThrow(PersonalFound);
    expect(() => assertMeant([], undefined)).not.toThrow();
  });

  test("is counted once a field and kind, without what stood there", () => {
    const twice = findsOf("activity.log", { note: "602 000 111 a 603 000 111" });
    expect(twice).toHaveLength(2);
    expect(countedFinds(twice)).toEqual([{ field: "note", kind: "phone" }]);
  });
});

test("a form knows its watched texts, in lists too", () => {
  expect(isGuarded("activity.log", "note")).toBe(true);
  expect(isGuarded("project.create", "goals.12.text")).toBe(true);
  expect(isGuarded("project.create", "slug")).toBe(false);
  expect(isGuarded("toString", "note")).toBe(false);
});
