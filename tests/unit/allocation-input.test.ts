import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalText } from "@/lib/domain/allocation/canonical";
import { readAllocation } from "@/lib/domain/allocation/input";
import { codePoints, instantText } from "@/lib/domain/allocation/text";
import { by } from "@/lib/domain/order";
import { errorSentence } from "@/lib/words";
import { type RawPerson, reordered, smallAllocation } from "../support/allocations";

const person = (id: string, more: object = {}): RawPerson => ({
  id,
  city: "Most",
  role: "APK",
  preferred: "KH",
  canOther: true,
  registeredAt: "2025-02-05T10:00:00+01:00",
  ...more,
});
const sites = [
  { code: "KH", capacity: 2 },
  { code: "ČV", capacity: 1 },
];
const refusal = (input: unknown) => {
  try {
    readAllocation(input);
    return null;
  } catch (error) {
    return errorSentence("cs", error as never);
  }
};

describe("what is no allocation is refused by one sentence that names whom or what", () => {
  test.each<[string, unknown, string]>([
    ["nothing", null, "Vstup není zadání rozdělení: $."],
    ["a list", [], "Vstup není zadání rozdělení: $."],
    ["no people", { sites }, "Vstup není zadání rozdělení: $.people."],
    ["a field more", { sites, people: [], note: "x" }, "Vstup není zadání rozdělení: $.note."],
    [
      "an answer that is none",
      { sites, people: [person("a"), person("ř1", { canOther: "ano" })] },
      "Vstup není zadání rozdělení: $.people[1].canOther (ř1).",
    ],
    [
      "a wish left out",
      { sites, people: [{ ...person("a"), preferred: undefined }] },
      "Vstup není zadání rozdělení: $.people[0].preferred (a).",
    ],
    [
      "a pin of another shape",
      { sites, people: [person("a", { pin: { must: null } })] },
      "Vstup není zadání rozdělení: $.people[0].pin.must (a).",
    ],
    ["a code twice", { sites: [...sites, ...sites], people: [] }, "Kód místa se opakuje: KH, ČV."],
    ["an id twice", { sites, people: [person("a"), person("b"), person("a")] }, "Id člověka se opakuje: a."],
    [
      "more must than capacity",
      { sites, people: ["a", "b"].map((id) => person(id, { pin: { must: "ČV" } })) },
      "Na místo ČV je určeno 2 lidí, kapacita je 1: a, b.",
    ],
    [
      "must inside not",
      { sites, people: [person("a", { pin: { must: "KH", not: ["ČV", "KH"] } })] },
      "Určené místo je zároveň vyloučené: a.",
    ],
    [
      "must against the only site",
      { sites, people: [person("a", { canOther: false, pin: { must: "ČV" } })] },
      "Určené místo není to jediné, kam přihláška dovoluje: a.",
    ],
    ...["preferred", "must", "not"].map((where): [string, unknown, string] => [
      `an unknown site in ${where}`,
      {
        sites,
        people: [
          person("a"),
          person("b", where === "preferred" ? { preferred: "X" } : { pin: { [where]: where === "not" ? ["X"] : "X" } }),
        ],
      },
      "Přihláška nebo určení jmenuje místo, které není mezi místy: b.",
    ]),
    [
      "too many people",
      { sites, people: Array.from({ length: 20_001 }, (_, at) => person(`${at}`)) },
      "Rozdělit lze nejvýš 20 000 lidí na 100 míst.",
    ],
  ])("%s", (_, input, sentence) => expect(refusal(input)?.replaceAll(/\s/g, " ")).toBe(sentence));

  test.each([-1, 0.5, "1", null, Number.NaN, Number.POSITIVE_INFINITY])("a capacity %s", (capacity) =>
    expect(refusal({ sites: [{ code: "KH", capacity }], people: [] })).toBe(
      "Kapacita není celé číslo od nuly výš: KH.",
    ),
  );

  test.each([-1, 1001, 0.5, "1", null])("a weight %s", (weight) => {
    const weights = { roles: { APK: weight, mentor: 1 }, preference: weight, split: 1000 };
    expect(refusal({ sites, people: [], weights })).toBe("Váha není celé číslo od 0 do 1000: APK, preference.");
  });

  test.each([
    "2025-02-05T10:00:00",
    "2025-02-05",
    "2025-02-30T10:00:00Z",
    "2025-02-05T24:00:00Z",
    "2025-02-05T10:00:00+24:00",
    "0000-01-01T00:00:00+01:00",
    1738746000000,
    null,
  ])("an instant %s", (registeredAt) =>
    expect(refusal({ sites, people: [{ ...person("a"), registeredAt }] })).toBe(
      "Čas přihlášky není platný okamžik s\u00a0posunem od UTC: a.",
    ),
  );

  test("a name that would break the line is written so that it does not, and of many the first are told", () => {
    const people = Array.from({ length: 230 }, (_, at) => person(`a\n${at}`, { preferred: "X" }));
    const sentence = refusal({ sites, people });
    expect(sentence).toContain(": a\\n0, a\\n1, ");
    expect(sentence).toMatch(/, a\\n71, … \(\+30\)\.$/);
  });
});

test("what is left out has its default, and a given list of roles replaces the default one whole", () => {
  const roles = { APK: 3, mentor: 2, supervizor: 2, "městská policie": 2, "pracovník projektu": 2 };
  expect(readAllocation({ sites: [], people: [] }).weights).toEqual({ roles, preference: 1, split: 1 });
  const weights = { roles: { PČR: 1000 }, split: 0 };
  expect(readAllocation({ sites: [], people: [], weights }).weights).toEqual({ ...weights, preference: 1 });
  expect(readAllocation({ sites, people: [person("a")] }).people[0]?.pin).toEqual({ must: null, not: [] });
});

test("people stand by instant, then by the code points of their ids, sites by those of their codes", () => {
  const at = (id: string, registeredAt: string) => person(id, { registeredAt });
  const people = [
    at("z", "2025-02-05T09:00:00.0000015Z"),
    at("\u{1d49c}", "2025-02-05T10:00:00+01:00"),
    at("\uff5e", "2025-02-05T04:00:00-05:00"),
    at("b", "2025-02-05T09:00Z"),
    at("y", "2025-02-05T09:00:00.000001Z"),
    at("a", "2025-02-05T14:30:00.0+05:30"),
    at("first", "2025-02-05T23:59:59+23:00"),
  ];
  const codes = [
    { code: "\u{1d49c}", capacity: 1 },
    { code: "\uff5e", capacity: 1 },
    { code: "KH", capacity: 9 },
  ];
  const read = readAllocation({ sites: codes, people });
  expect(read.people.map(({ id }) => id)).toEqual(["first", "a", "b", "\uff5e", "\u{1d49c}", "y", "z"]);
  expect(read.people.map(({ registeredAt }) => registeredAt).slice(-3)).toEqual([
    "2025-02-05T09:00:00Z",
    "2025-02-05T09:00:00.000001Z",
    "2025-02-05T09:00:00.0000015Z",
  ]);
  expect(read.sites.map(({ code }) => code)).toEqual(["KH", "\uff5e", "\u{1d49c}"]);
});

test("the order of code points is that of the bytes in UTF-8", () => {
  const text = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const order = Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      expect(by(codePoints)(one, other)).toBe(order);
    }),
  );
});

test("an instant is the same however it is written", () => {
  const written = fc.record({
    at: fc.date({ min: new Date(0), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true }),
    minutes: fc.integer({ min: -1439, max: 1439 }),
  });
  fc.assert(
    fc.property(written, ({ at, minutes }) => {
      const local = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, -1);
      const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((part) =>
        `${part}`.padStart(2, "0"),
      );
      expect(instantText(`${local}${minutes < 0 ? "-" : "+"}${hours}:${rest}`)).toBe(
        at.toISOString().replace(/\.?0+Z$/, "Z"),
      );
    }),
  );
});

test("the text that is hashed does not know the order of the input, and tells everything that counts", () => {
  for (let at = 0; at < 50; at += 1) {
    const raw = smallAllocation(`text ${at}`);
    const text = canonicalText(readAllocation(raw));
    expect(canonicalText(readAllocation(reordered(raw, `${at}`)))).toBe(text);
    const weights = { ...raw.weights, preference: (raw.weights?.preference ?? 1) === 999 ? 998 : 999 };
    expect(canonicalText(readAllocation({ ...raw, weights }))).not.toBe(text);
  }
  const input = {
    sites: [sites[0]],
    people: [person("a", { pin: { not: ["KH", "KH"] } })],
    weights: { roles: { "10": 1, "2": 1 } },
  };
  expect(canonicalText(readAllocation(input))).toBe(
    '{"people":[{"canOther":true,"city":"Most","id":"a","pin":{"must":null,"not":["KH"]},"preferred":"KH","registeredAt":"2025-02-05T09:00:00Z","role":"APK"}],"sites":[{"capacity":2,"code":"KH"}],"weights":{"preference":1,"roles":{"10":1,"2":1},"split":1}}',
  );
});
