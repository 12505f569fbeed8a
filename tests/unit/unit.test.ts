import { expect, test } from "vitest";
import { unitFor, unitName } from "@/lib/domain/unit";
import { quantity } from "@/lib/format";

test.each([
  [1, "přestupky za čtvrtletí", "přestupek za čtvrtletí", "offence per quarter"],
  [2, "přestupky za čtvrtletí", "přestupky za čtvrtletí", "offences per quarter"],
  [4, "případy za pololetí", "případy za pololetí", "cases per half-year"],
  [5, "případy za pololetí", "případů za pololetí", "cases per half-year"],
  [22, "případ za rok", "případů za rok", "cases per year"],
  [0, "osoby", "osob", "people"],
  [1.5, "hodin", "hodiny", "hours"],
  [102, "Směny", "směn", "shifts"],
  [-1, "kontakt", "kontakt", "contact"],
])("%s takes the right form of “%s”", (value, unit, cs, en) => {
  expect([unitFor(value, unit, "cs"), unitFor(value, unit, "en")]).toEqual([cs, en]);
});

test("a unit nobody listed is shown as it was typed", () => {
  for (const unit of ["%", "Kč", "osoby za směnu", "zprávy"]) {
    expect([unitFor(5, unit, "cs"), unitFor(1, unit, "en"), unitName(unit, "cs")]).toEqual([unit, unit, unit]);
  }
});

test("a label names the unit in the plural", () => {
  expect(unitName("případů za čtvrtletí", "cs")).toBe("případy za čtvrtletí");
  expect(unitName("osoba", "en")).toBe("people");
});

test("the form follows the number as it is shown, not the one behind it", () => {
  expect(quantity(28_467.004, "hodiny", "cs")).toBe("28\u00a0467\u00a0hodin");
  expect(quantity(1.5, "hodiny", "cs")).toBe("1,5\u00a0hodiny");
  expect(quantity(10_762, "kontakty", "en")).toBe("10,762\u00a0contacts");
  expect(quantity(55, "%", "cs")).toBe("55\u00a0%");
  expect(quantity(55, "%", "en")).toBe("55%");
});
