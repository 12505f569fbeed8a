import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decodePage } from "@/lib/intake/decode";
import { readProjectPage } from "@/lib/intake/read";

/**
 * Texts that were met, each with its right values: a list names what else is right, `refused` that the text is no project
 * page. Persons, telephones and addresses in them are invented.
 */
const folder = "tests/fixtures/intake";
const right = z.record(
  z.string(),
  z.looseObject({
    mustWarn: z.array(z.string()).default([]),
    mustNotWarn: z.array(z.string()).default([]),
    refused: z.boolean().default(false),
  }),
);
const expected = right.parse(JSON.parse(readFileSync(`${folder}/expected.json`, "utf8")));
/** Fields whose wrong value another reading could not notice: each needs a warning that says so. */
const warnings: Record<string, readonly string[]> = {
  registrationNumber: ["registration-number-missing", "registration-number-misprint", "registration-number-unknown"],
  name: ["missing-name"],
  beneficiary: ["missing-beneficiary"],
  start: ["missing-dates", "year-only-date", "invalid-date"],
  end: ["missing-dates", "year-only-date", "invalid-date"],
  total: ["missing-total", "amount-not-exact", "amount-conflict"],
  eu: ["missing-amount", "amount-not-exact", "amount-conflict", "amount-unassigned"],
  state: ["missing-amount", "amount-not-exact", "amount-conflict", "amount-unassigned"],
  own: ["missing-own-share", "amount-not-exact", "amount-conflict"],
  assistants: ["assistants-conflict"],
};

const read = Object.entries(expected).map(([name, wanted]) => {
  const result = readProjectPage(decodePage(readFileSync(`${folder}/${name}.txt`)) ?? "");
  const values: Record<string, unknown> = {
    ...result,
    ...result?.sources,
    keyActivities: result?.keyActivities.length,
    goals: result?.goals.length,
  };
  const codes: readonly string[] = result?.warnings.map(({ code }) => code) ?? [];
  const fields = Object.entries(wanted)
    .filter(([field]) => !["mustWarn", "mustNotWarn", "refused"].includes(field))
    .map(([field, value]) => {
      const accepted: readonly unknown[] = Array.isArray(value) ? value : [value];
      return { field, got: values[field], accepted, right: accepted.includes(values[field]) };
    });
  return { name, wanted, result, codes, fields };
});
const pages = read.filter(({ wanted }) => !wanted.refused);

describe("texts that were met", () => {
  it("each has its right values", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".txt"));
    expect(files.map((file) => file.slice(0, -4)).sort()).toEqual(Object.keys(expected).sort());
  });

  it("at least 95 % of their fields are read right", () => {
    const all = pages.flatMap(({ name, fields }) => fields.map((one) => ({ name, ...one })));
    const wrong = all.filter((one) => !one.right);
    expect(all.length).toBeGreaterThan(150);
    expect(1 - wrong.length / all.length, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.95);
  });

  it.each(pages)(
    "$name: nothing is wrong without a warning, and what must be said is said",
    ({ wanted, codes, fields }) => {
      for (const { field, got, accepted, right } of fields)
        if (!right)
          expect(codes, `${field}: ${got} is not ${accepted}`).toEqual(expect.arrayContaining(saying(field, codes)));
      expect(codes).toEqual(expect.arrayContaining([...wanted.mustWarn]));
      for (const code of wanted.mustNotWarn) expect(codes).not.toContain(code);
    },
  );

  it("what is no project page is refused", () => {
    for (const { name, wanted, result } of read) expect(result === null, name).toBe(wanted.refused);
  });

  it("no telephone, address or name of a person is in a result", () => {
    for (const { name, result } of read)
      expect(JSON.stringify(result), name).not.toMatch(/700 ?000 ?888|@|Jan[aeuy]? Vzor(?:ov[áé])?\b/);
  });
});

/** A warning about the field that was given; one of those that it could have been where none was. */
function saying(field: string, codes: readonly string[]): string[] {
  const known = warnings[field] ?? [];
  const given = known.find((code) => codes.includes(code)) ?? known[0];
  return [given ?? `a warning about ${field}`];
}
