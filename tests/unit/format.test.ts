import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as format from "@/lib/format";

const plain = (text: string) => text.replaceAll("\u00a0", " ").replaceAll("\u2212", "−");

describe("money is written from whole haléře", () => {
  test.each([
    [1_367_629_200, "13 676 292,00 Kč", "13,676,292.00 Kč"],
    [1_049_450_267, "10 494 502,67 Kč", "10,494,502.67 Kč"],
    [0, "0,00 Kč", "0.00 Kč"],
    [5, "0,05 Kč", "0.05 Kč"],
    [-5, "−0,05 Kč", "−0.05 Kč"],
    [-123_456, "−1 234,56 Kč", "−1,234.56 Kč"],
    [Number.MAX_SAFE_INTEGER, "90 071 992 547 409,91 Kč", "90,071,992,547,409.91 Kč"],
  ])("%i", (halere, cs, en) => {
    expect(plain(format.money(halere, "cs"))).toBe(cs);
    expect(plain(format.money(halere, "en"))).toBe(en);
  });
  test("every blank inside a figure is unbreakable", () => {
    expect(format.money(1_367_629_200, "cs")).toBe("13\u00a0676\u00a0292,00\u00a0Kč");
  });
  test("whole crowns round halves away from zero and never show a negative nought", () => {
    expect(plain(format.money(150, "cs", { whole: true }))).toBe("2 Kč");
    expect(plain(format.money(-150, "cs", { whole: true }))).toBe("−2 Kč");
    expect(plain(format.money(-49, "cs", { whole: true }))).toBe("0 Kč");
  });
  test("a difference carries its sign", () => {
    expect(plain(format.signedMoney(120_000, "cs"))).toBe("+1 200,00 Kč");
    expect(plain(format.signedMoney(-120_000, "cs"))).toBe("−1 200,00 Kč");
    expect(plain(format.signedMoney(0, "cs"))).toBe("0,00 Kč");
  });
  test("a spreadsheet gets bare crowns", () => {
    expect(format.plainMoney(1_367_629_205, "cs")).toBe("13676292,05");
    expect(format.plainMoney(-5, "en")).toBe("-0.05");
  });
  test("a fraction of a haléř is refused", () => expect(() => format.money(0.5, "cs")).toThrow(RangeError));
  test.each([
    [1_367_629_200, "13,7 mil. Kč", "13.7m Kč"],
    [99_950_000, "1 mil. Kč", "1m Kč"],
    [24_500_000, "245 tis. Kč", "245k Kč"],
    [8_000, "80 Kč", "80 Kč"],
    [-250_000_000, "−2,5 mil. Kč", "−2.5m Kč"],
  ])("an axis shortens %i", (halere, cs, en) => {
    expect(plain(format.compactMoney(halere, "cs"))).toBe(cs);
    expect(plain(format.compactMoney(halere, "en"))).toBe(en);
  });
});

describe("numbers", () => {
  test("shares of sources are exact", () => {
    expect([76_735, 13_265, 10_000, 100_000].map((value) => plain(format.share(value, "cs")))).toEqual([
      "76,735 %",
      "13,265 %",
      "10 %",
      "100 %",
    ]);
    expect(format.share(76_735, "en")).toBe("76.735%");
  });
  test("a ratio is a percentage", () => {
    expect(plain(format.percent(0.6614, "cs"))).toBe("66,1 %");
    expect(format.percent(0.6614, "en")).toBe("66.1%");
    expect(plain(format.points(-0.048, "cs"))).toBe("−4,8 p. b.");
  });
  test.each([
    [1, 1, "100 %"],
    [0, 1, "0 %"],
    [0.9996, 1, "99,96 %"],
    [0.99996, 1, "99,996 %"],
    [1.0004, 1, "100,04 %"],
    [0.996, 0, "99,6 %"],
    [0.004, 0, "0,4 %"],
    [-0.0004, 1, "−0,04 %"],
    [1_367_629_199 / 1_367_629_200, 1, "99,9999 %"],
    [1_367_629_201 / 1_367_629_200, 1, "100,0001 %"],
    [1 / 1_367_629_200, 1, "0,0001 %"],
    [2.996, 0, "300 %"],
    [0.9949, 1, "99,5 %"],
  ])("the ratio %d with %d decimals is %s", (ratio, digits, text) => {
    expect(plain(format.percent(ratio, "cs", digits))).toBe(text);
  });
  test("a percentage reads as 100 or 0 exactly when it is", () => {
    const amount = fc.integer({ min: 0, max: 10_000_000_000_000 });
    const whole = fc.integer({ min: 1, max: 10_000_000_000_000 });
    fc.assert(
      fc.property(amount, whole, fc.integer({ min: -3, max: 3 }), fc.nat(2), (drawn, total, off, digits) => {
        for (const part of [drawn, Math.max(total + off, 0), Math.abs(off)]) {
          const text = plain(format.percent(part / total, "en", digits));
          expect([text, text === "100%"]).toEqual([text, part === total]);
          expect([text, text === "0%"]).toEqual([text, part === 0]);
        }
      }),
    );
  });
  test("an indicator in per cent and a difference in points keep to it too", () => {
    expect(plain(format.quantity(99.996, "%", "cs"))).toBe("99,996 %");
    expect(plain(format.quantity(100, "%", "cs"))).toBe("100 %");
    expect(plain(format.points(0.0004, "cs"))).toBe("+0,04 p. b.");
    expect(plain(format.points(0, "cs"))).toBe("0 p. b.");
  });
  test("numbers are grouped and keep no idle zeros", () => {
    expect(plain(format.number(1234.5, "cs"))).toBe("1 234,5");
    expect(plain(format.number(-0.001, "cs"))).toBe("0");
    expect(plain(format.signedNumber(3, "cs"))).toBe("+3");
  });
  test("hours come from minutes", () => expect(plain(format.hours(450, "cs"))).toBe("7,5 h"));
  test.each([
    [14_200_000, "14,2 MB"],
    [500_000, "500 kB"],
    [26_214_400, "25 MiB"],
    [0, "0 B"],
  ])("%i bytes are %s", (size, text) => expect(plain(format.bytes(size, "cs"))).toBe(text));
});

describe("days", () => {
  test("a day", () => {
    expect(plain(format.day("2025-03-10", "cs"))).toBe("10. 3. 2025");
    expect(plain(format.day("2025-03-10", "en"))).toBe("10 Mar 2025");
    expect(plain(format.longDay("2025-03-10", "cs"))).toBe("10. března 2025");
    expect(plain(format.longDay("2025-03-10", "en"))).toBe("10 March 2025");
  });
  test("a range writes the year once", () => {
    expect(plain(format.dayRange("2025-03-10", "2025-04-12", "cs"))).toBe("10. 3. – 12. 4. 2025");
    expect(plain(format.dayRange("2023-04-01", "2026-03-31", "cs"))).toBe("1. 4. 2023 – 31. 3. 2026");
    expect(plain(format.dayRange("2025-03-10", "2025-03-10", "cs"))).toBe("10. 3. 2025");
  });
  test("months and weekdays", () => {
    expect(plain(format.month("2025-03", "cs"))).toBe("březen 2025");
    expect(plain(format.month("2025-03-31", "en"))).toBe("March 2025");
    expect(format.shortMonth("2025-03-31")).toBe("3/2025");
    expect(format.weekday("2025-02-15", "cs")).toBe("sobota");
  });
  test("an instant is told in Prague, in winter and in summer", () => {
    expect(plain(format.instant("2025-02-15T13:32:00Z", "cs"))).toBe("15. 2. 2025 14:32");
    expect(plain(format.instant("2025-07-15T22:05:00Z", "cs"))).toBe("16. 7. 2025 0:05");
    expect(plain(format.instant("2025-02-15T08:05:00Z", "en"))).toBe("15 Feb 2025 9:05");
  });
});

test("one-letter words stay with the next one, days with their month", () => {
  expect(format.typeset("Práce v terénu a s lidmi, 12 h i víc")).toBe(
    "Práce v\u00a0terénu a\u00a0s\u00a0lidmi, 12\u00a0h i\u00a0víc",
  );
  expect(format.typeset("od 1. 4. 2023")).toBe("od 1.\u00a04.\u00a02023");
});

test("sentences are set in their place, in pieces of the build too", () => {
  const pieces = {
    a: { one: "z městské kasy" },
    b: ["Uloženo v ", ["place"], [["count", 2, { one: "a # další", other: "k # dalším" }]]],
  };
  format.typesetAll(pieces);
  expect(pieces).toEqual({
    a: { one: "z\u00a0městské kasy" },
    b: ["Uloženo v\u00a0", ["place"], [["count", 2, { one: "a\u00a0# další", other: "k\u00a0# dalším" }]]],
  });
});

test("Czech sorts ch after h", () => {
  expect(["chata", "hora", "cibule", "čáp"].sort(format.collator("cs").compare)).toEqual([
    "cibule",
    "čáp",
    "hora",
    "chata",
  ]);
});
