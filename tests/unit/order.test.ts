import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCodes } from "@/lib/domain/budget";
import { nearestFirst } from "@/lib/domain/deadline";
import { by, inTurn, type Order, reverse } from "@/lib/domain/order";
import { latestDayFirst } from "@/lib/domain/shift";
import { collator } from "@/lib/format";

const text = fc.constantFrom("", "a", "b", "ch", "č", "10", "9", "2025-02-14", "2025-02-15");
const day = fc.constantFrom("2025-02-13", "2025-02-14", "2025-02-15");
const code = fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
const served = fc.record({
  on: day,
  startsAt: fc.constantFrom("07:00", "14:00"),
  endsAt: fc.constant("15:00"),
  localityId: fc.constant("1"),
  people: fc.array(text, { maxLength: 2 }),
});
const pair = fc.record({ name: text, size: fc.integer({ min: -3, max: 3 }) });

/** What every order owes: nothing before itself, two ways told alike, and no circle among three. */
function holds<T>(order: Order<T>, one: fc.Arbitrary<T>) {
  fc.assert(
    fc.property(one, one, one, (a, b, c) => {
      expect(order(a, a)).toBe(0);
      expect(Math.sign(order(a, b))).toBe(0 - Math.sign(order(b, a)));
      if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
    }),
  );
}

describe("whatever is sorted, every engine sorts alike", () => {
  test("by keys, in turn and from the end", () => {
    const byName = by<{ name: string; size: number }>(({ name }) => name);
    const bySize = by<{ name: string; size: number }>(({ size }) => size);
    for (const order of [byName, reverse(bySize), inTurn(byName, reverse(bySize)), by(...[byName].map(() => () => 1))])
      holds(order, pair);
  });
  test("shifts, the latest day first", () => holds(latestDayFirst, served));
  test("deadlines, the nearest first", () =>
    holds(
      nearestFirst,
      fc.record({ daysLeft: fc.integer({ min: -2, max: 2 }), kind: fc.constantFrom("report", "claim") }),
    ));
  test("codes of a budget", () => holds(compareCodes, code));
  test("names as people read them", () => {
    for (const locale of ["cs", "en"] as const) holds(collator(locale).compare, text);
  });
});

test("the first key decides, then the second; texts go by their letters and numbers by their size", () => {
  const rows = [
    { on: "2025-02-14", size: 10 },
    { on: "2025-02-13", size: 9 },
    { on: "2025-02-14", size: 9 },
  ];
  const sorted = rows.sort(
    by(
      ({ on }) => on,
      ({ size }) => size,
    ),
  );
  expect(sorted.map(({ on, size }) => `${on} ${size}`)).toEqual(["2025-02-13 9", "2025-02-14 9", "2025-02-14 10"]);
});

test("two shifts that began together stay as they came, however the engine asks", () => {
  const shift = { on: "2025-02-14", startsAt: "07:00", endsAt: "15:00", localityId: "1", people: [] };
  expect(latestDayFirst(shift, { ...shift, people: ["a"] })).toBe(0);
  expect(latestDayFirst({ ...shift, people: ["a"] }, shift)).toBe(0);
});
