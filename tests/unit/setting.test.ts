import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { standardItems, standardSettings } from "@/db/reference/catalogue";
import { DomainError } from "@/lib/domain/error";
import { czechHolidays, fixedDays, holidaysOf, offsetDays } from "@/lib/domain/holiday";
import { ruleConstants, rules, unnamedSettings } from "@/lib/domain/rule";
import { type ChangeSetting, settingDefinitions, settingKeys, settingValue } from "@/lib/domain/setting";
import cs from "@/messages/cs";

const today = "2025-02-15";
const ask = (more: Partial<ChangeSetting>): ChangeSetting => ({
  key: "warning.vacancy_days",
  validFrom: today,
  source: "zkouška",
  verified: false,
  ...more,
});
const refused = (input: ChangeSetting) => {
  try {
    return settingValue(input, today);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Object.values(error.fields).map(({ key }) => key)[0] ?? error.key;
  }
};

test.each([
  [ask({ number: 45 }), 45],
  [ask({ number: 0 }), "tooSmall"],
  [ask({ number: 367 }), "tooBig"],
  [ask({ number: 4.5 }), "wholeNumber"],
  [ask({}), "required"],
  [ask({ number: 45, validFrom: "2025-02-14" }), "settingPast"],
  [ask({ key: "nothing.like_it", number: 1 }), "notFound"],
  [ask({ key: "demo.today", text: "2025-03-01" }), "settingFixed"],
  [ask({ key: "warning.source_difference_halere", amountHalere: 2 }), 2],
  [ask({ key: "warning.source_difference_halere", number: 2 }), "required"],
  [ask({ key: "holiday.easter", text: "-2, 1" }), [-2, 1]],
  [ask({ key: "holiday.fixed", text: "1. 1., 24. 12." }), ["01-01", "12-24"]],
  [ask({ key: "holiday.fixed", text: "31. 2." }), "badDayList"],
])("a change of a setting: %j gives %j", (input, expected) => {
  expect(refused(input)).toEqual(expected);
});

test("every setting that the product brings is known, and every known one but the demo's day is brought", () => {
  expect(standardSettings.map(([key]) => key).sort()).toEqual(settingKeys.filter((key) => key !== "demo.today").sort());
  for (const [key, value] of standardSettings) {
    const definition = settingDefinitions[key];
    if (typeof value === "number" && "min" in definition && definition.min !== undefined)
      expect(value, key).toBeGreaterThanOrEqual(definition.min);
  }
});

test("the page of rules names every setting and has words for every rule and setting", () => {
  expect(unnamedSettings()).toEqual([]);
  const words: Record<string, unknown> = cs.rules.rule;
  expect(Object.keys(words).sort()).toEqual(rules.map(({ id }) => id).sort());
  const named = Object.entries(cs.rules.setting).flatMap(([group, inner]) =>
    Object.keys(inner).map((key) => `${group}.${key}`),
  );
  expect(named.sort()).toEqual([...settingKeys].sort());
});

/** Numbers of the domain that are no rules of the office: what a page or an answer holds at most. */
const technical = ["namedProblems", "wholeList", "mostTicks", "mostPasted", "badgeSecretLength", "outboxFormat"];

test("every number that the domain holds a rule by stands in the words of a rule", async () => {
  const files = readdirSync("lib/domain").filter((file) => file.endsWith(".ts"));
  const modules = await Promise.all(
    files.map((file): Promise<Record<string, unknown>> => import(`../../lib/domain/${file.slice(0, -3)}.ts`)),
  );
  const numbers = modules.flatMap((module) => Object.entries(module).filter(([, value]) => typeof value === "number"));
  const names = numbers.map(([name]) => name).filter((name) => !technical.includes(name));
  expect(names.filter((name) => !Object.hasOwn(ruleConstants, name))).toEqual([]);
  const texts = Object.values(cs.rules.rule).map(({ text }) => text);
  for (const name of Object.keys(ruleConstants))
    expect(
      texts.some((text) => text.includes(`{${name},`)),
      name,
    ).toBe(true);
});

test("public holidays follow the rule", () => {
  expect(holidaysOf(2025, czechHolidays)).toEqual(
    "01-01 04-18 04-21 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26"
      .split(" ")
      .map((day) => `2025-${day}`),
  );
  expect(fixedDays("1. 1., 8.5.")).toEqual(["01-01", "05-08"]);
  expect([fixedDays(""), fixedDays("30. 2."), fixedDays("leden")]).toEqual([null, null, null]);
  expect([offsetDays("−2 1"), offsetDays("1, x"), offsetDays("100")]).toEqual([[-2, 1], null, null]);
});

test("the rows of the catalogues that the product brings are whole", () => {
  expect(new Set(standardItems.map(({ catalogue, code }) => `${catalogue} ${code}`)).size).toBe(standardItems.length);
  for (const { catalogue, unit, indicatorKind } of standardItems)
    expect(Boolean(unit && indicatorKind)).toBe(catalogue === "indicator");
});
