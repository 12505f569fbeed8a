import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { z } from "zod";
import { fromForm, wordIssues } from "@/lib/domain/input";
import { typedCount, typedDay, typedMinutes, typedMoney, typedNumber, typedRate, typedTime } from "@/lib/domain/typed";
import { money, share, day as shownDay } from "@/lib/format";
import cs from "@/messages/cs/errors.json";
import en from "@/messages/en/errors.json";

test.each([
  ["13 676 292,67", 1_367_629_267],
  ["13\u00a0676\u00a0292,67 Kč", 1_367_629_267],
  ["13676292.67", 1_367_629_267],
  ["1 200", 120_000],
  ["0,5", 50],
  ["-3,05", -305],
  ["\u22121", -100],
  ["250,-", 25_000],
  ["-0", 0],
  ["1.234,50", 123_450],
  ["1,234.50", 123_450],
  ["13.676.292,67", 1_367_629_267],
  ["1.234.567", 123_456_700],
  ["1,234", undefined],
  ["1.234", undefined],
  ["10.000", undefined],
  ["0,500", undefined],
  ["dvě stě", undefined],
  ["", undefined],
])("an amount typed as %j", (text, halere) => expect(typedMoney(text)).toBe(halere));

test.each([
  ["10. 3. 2025", "2025-03-10"],
  ["10.3.25", "2025-03-10"],
  ["10/3/2025", "2025-03-10"],
  ["10. 3.", "2025-03-10"],
  ["2025-3-10", "2025-03-10"],
  ["29. 2. 2024", "2024-02-29"],
  ["10 Mar 2025", "2025-03-10"],
  ["10\u00a0March\u00a02025", "2025-03-10"],
  ["31 Apr 2025", undefined],
  ["10 Foo 2025", undefined],
  ["29. 2. 2025", undefined],
  ["31. 4. 2025", undefined],
  ["včera", undefined],
])("a day typed as %j", (text, day) => expect(typedDay(text, "2025-02-15")).toBe(day));

test.each([
  ["7,5", 450],
  ["7:30", 450],
  ["7 h 30 min", 450],
  ["45 min", 45],
  ["8 h", 480],
  ["7:75", undefined],
  ["-1", undefined],
])("a length of time typed as %j", (text, minutes) => expect(typedMinutes(text)).toBe(minutes));

test("a number with a comma", () => {
  expect(typedNumber("1 234,5")).toBe(1234.5);
  expect(typedNumber("1,2,3")).toBeUndefined();
});

test.each([
  ["10.000", undefined],
  ["1.000", undefined],
  ["-1,000", undefined],
  ["10 000", 10_000],
  ["10000", 10_000],
  ["1.234,5", 1234.5],
  ["1,234.5", 1234.5],
  ["1.234.567", 1_234_567],
  ["0,125", 0.125],
  ["12,3450", 12.345],
  ["1234.567", 1234.567],
])("a number typed as %j", (text, number) => expect(typedNumber(text)).toBe(number));

test.each([
  ["12", 12],
  ["012", 12],
  ["1 200", 1200],
  ["", 0],
  ["1,5", undefined],
  ["1.000", undefined],
  ["-3", undefined],
  ["3 lidé", undefined],
])("a count typed as %j", (text, count) => expect(typedCount(text)).toBe(count));

test("a number that can be read in two ways is asked about, in words of its own", () => {
  const schema = z.strictObject({ value: z.number(), minutes: z.int(), amountHalere: z.int() });
  const sent = fromForm(schema, [
    ["value", "10.000"],
    ["minutes", "1.000"],
    ["amountHalere", "1.234"],
  ]);
  const parsed = schema.safeParse(sent, { reportInput: true });
  const ambiguous = (typed: string, thousands: number, decimals: number) => ({
    key: "numberAmbiguous",
    values: { typed, thousands, decimals },
  });
  expect(parsed.error && wordIssues(parsed.error)).toEqual({
    value: ambiguous("10.000", 10_000, 10),
    minutes: ambiguous("1.000", 1000, 1),
    amountHalere: ambiguous("1.234", 1234, 1.234),
  });
});

test.each([
  ["cs", cs, "10.000 se dá číst dvěma způsoby: 10\u00a0000, nebo 10. Napište číslo bez oddělovače tisíců."],
  ["en", en, "10.000 can be read in two ways: 10,000 or 10. Write the number without a separator of thousands."],
] as const)("both readings of it are named in %s", (locale, messages, sentence) => {
  const t = createTranslator({ locale, messages: { errors: messages }, namespace: "errors" });
  expect(t("numberAmbiguous", { typed: "10.000", thousands: 10_000, decimals: 10 })).toBe(sentence);
});

test.each(["cs", "en"] as const)("what a field shows in %s is read back as it was", (locale) => {
  for (let month = 1; month <= 12; month += 1) {
    const day = `2024-${String(month).padStart(2, "0")}-09`;
    expect(typedDay(shownDay(day, locale), "2025-02-15")).toBe(day);
  }
  for (const halere of [0, 5, 120_000, 123_456_789, 1_367_629_267])
    expect(typedMoney(money(halere, locale).replace(/.Kč$/, ""))).toBe(halere);
  for (const rate of [0, 5, 76_735, 99_999, 100_000]) expect(typedRate(share(rate, locale))).toBe(rate);
});

test("a share of more than three decimals is not understood", () => {
  expect(typedRate("76,735 %")).toBe(76_735);
  expect(typedRate("76,7355")).toBeUndefined();
  expect(typedRate("díl")).toBeUndefined();
});

test.each(["cs", "en"] as const)("a form without scripts sends what its fields show in %s", (locale) => {
  const schema = z.strictObject({
    amountHalere: z.int(),
    sources: z.array(z.strictObject({ amountHalere: z.int(), ratePer100000: z.int() })),
    number: z.number().optional(),
  });
  const amount = money(1_367_629_267, locale);
  const sent = fromForm(schema, [
    ["amountHalere", amount],
    ["sources.0.amountHalere", "250,-"],
    ["sources.0.ratePer100000", share(76_735, locale)],
    ["number", "2,5"],
  ]);
  expect(schema.parse(sent)).toEqual({
    amountHalere: 1_367_629_267,
    sources: [{ amountHalere: 25_000, ratePer100000: 76_735 }],
    number: 2.5,
  });
  expect(fromForm(schema, [["amountHalere", "asi milion"]])).toMatchObject({ amountHalere: "asi milion" });
});

test("a whole object in one control of a form without scripts arrives as it was written, nonsense is refused", () => {
  const schema = z.strictObject({
    activities: z.array(z.strictObject({ activityId: z.string(), version: z.string() })),
  });
  const seen = [
    { activityId: "a", version: "1" },
    { activityId: "b", version: "2" },
  ];
  const ticks = seen.map((item): [string, string] => ["activities[]", JSON.stringify(item)]);
  expect(fromForm(schema, ticks)).toEqual({ activities: seen });
  expect(schema.safeParse(fromForm(schema, [["activities[]", "a,1"]])).success).toBe(false);
});

test.each([
  ["7", "07:00"],
  ["7:00", "07:00"],
  ["7.30", "07:30"],
  ["07:05", "07:05"],
  ["0730", "07:30"],
  ["730", "07:30"],
  ["19 h", "19:00"],
  ["0:00", "00:00"],
  ["23:59", "23:59"],
  ["24:00", undefined],
  ["7:60", undefined],
  ["7:5", undefined],
  ["-1", undefined],
  ["7 pm", undefined],
  ["", undefined],
])("a time of day typed as %j", (text, time) => expect(typedTime(text)).toBe(time));
