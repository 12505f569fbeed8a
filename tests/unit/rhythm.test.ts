import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fullest, gapsOf, gridMinutes, hourCells, kindMonths, nightShare, rhythmOf } from "@/lib/domain/rhythm";
import { shiftMinutes, shiftTime } from "@/lib/domain/shift";

const shift = (on: string, startsAt: string, endsAt: string) => ({ on, startsAt, endsAt });

describe("hours of a shift", () => {
  test("a night of Saturday lies in two days, cell by cell", () => {
    expect(hourCells(shift("2025-02-15", "22:00", "02:00"))).toEqual([
      { day: "2025-02-15", hour: 22, minutes: 60 },
      { day: "2025-02-15", hour: 23, minutes: 60 },
      { day: "2025-02-16", hour: 0, minutes: 60 },
      { day: "2025-02-16", hour: 1, minutes: 60 },
    ]);
  });

  test("the hour that comes twice holds two, the one that is left out none; parts of hours are parts", () => {
    const autumn = hourCells(shift("2025-10-26", "01:00", "04:00"));
    expect(autumn.map(({ hour, minutes }) => [hour, minutes])).toEqual([
      [1, 60],
      [2, 120],
      [3, 60],
    ]);
    const spring = hourCells(shift("2025-03-30", "01:00", "04:00"));
    expect(spring.map(({ hour, minutes }) => [hour, minutes])).toEqual([
      [1, 60],
      [3, 60],
    ]);
    expect(hourCells(shift("2025-02-15", "07:45", "08:15")).map(({ minutes }) => minutes)).toEqual([15, 15]);
  });

  test("add up to what really passes, whatever the shift (property)", () => {
    const day = fc.date({ min: new Date("2023-01-01"), max: new Date("2026-12-31"), noInvalidDate: true });
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((of) => of.map((part) => String(part).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(day, time, time, (date, startsAt, endsAt) => {
        const on = date.toISOString().slice(0, 10);
        const sum = hourCells(shift(on, startsAt, endsAt)).reduce((all, { minutes }) => all + minutes, 0);
        expect(sum).toBe("missing" in shiftTime(on, startsAt, endsAt) ? 0 : shiftMinutes(on, startsAt, endsAt));
      }),
      { numRuns: 2000 },
    );
  });

  test("are the same on a machine that runs in another zone", () => {
    const code = `const { hourCells } = await import("./lib/domain/rhythm.ts");
      console.log(JSON.stringify(hourCells({ on: "2025-10-25", startsAt: "22:00", endsAt: "06:00" })));`;
    const inZone = (TZ: string) =>
      execFileSync("npx", ["tsx", "--input-type=module", "-e", code], { env: { ...process.env, TZ } }).toString();
    expect(inZone("UTC")).toBe(inZone("Pacific/Kiritimati"));
    expect(JSON.parse(inZone("UTC"))).toEqual(hourCells(shift("2025-10-25", "22:00", "06:00")));
  }, 60_000);
});

test("a shift of several places counts whole at each and once in all; the night's share is that of 22 to 6", () => {
  const { all, at } = rhythmOf([
    { ...shift("2025-02-10", "20:00", "04:00"), places: ["a", "b"], shifts: 2 },
    { ...shift("2025-02-12", "08:00", "12:00"), places: ["a"], shifts: 1 },
  ]);
  expect(gridMinutes(all)).toBe(2 * 480 + 240);
  expect([at.get("a"), at.get("b")].map((grid) => grid && gridMinutes(grid))).toEqual([1200, 960]);
  expect(nightShare(all)).toBe((2 * 360) / 1200);
  expect(fullest(all)).toEqual({ weekday: 0, hour: 20, minutes: 120 });
  expect(fullest(rhythmOf([]).all)).toBeNull();
});

test("a month is usual against whole months alone", () => {
  const months = ["2024-10", "2024-11", "2024-12", "2025-01", "2025-02"];
  const row = (month: string, count: number) => ({ code: "patrol", name: "Obchůzka", month, count });
  const [kind] = kindMonths(months, months.slice(1, 4), [
    row("2024-10", 5),
    row("2024-11", 20),
    row("2024-12", 30),
    row("2025-01", 60),
    row("2025-02", 7),
  ]);
  expect(kind).toEqual({ code: "patrol", name: "Obchůzka", counts: [5, 20, 30, 60, 7], last: 60, usual: 25 });
  expect(kindMonths(months, ["2025-01"], [row("2025-01", 3)])[0]?.usual).toBeNull();
});

describe("gaps", () => {
  const people = ["anna", "bara"].map((id) => ({ id, from: "2025-01-01", to: null as string | null }));
  const served = (on: string, who: string[]) => ({
    id: on,
    ...shift(on, "07:00", "15:00"),
    localityId: "p",
    people: who,
  });
  const none = { people, planned: [], served: [], holidays: [] };

  test("working days without a record are counted over a weekend, a pair together", () => {
    const gaps = gapsOf("2025-02-03", "2025-02-12", {
      ...none,
      served: ["2025-02-03", "2025-02-04", "2025-02-05", "2025-02-06"].map((on) => served(on, ["anna", "bara"])),
    });
    expect(gaps).toEqual([{ people: ["anna", "bara"], from: "2025-02-07", to: "2025-02-12", days: 4 }]);
  });

  test("two days are none, a record ends a gap, holidays and leaves are passed over", () => {
    const all = { ...none, holidays: ["2025-04-18", "2025-04-21"] };
    // Thursday, then Friday and Monday off, then Tuesday: two working days.
    expect(gapsOf("2025-04-17", "2025-04-22", all)).toEqual([]);
    expect(gapsOf("2025-04-17", "2025-04-23", all)[0]).toMatchObject({ days: 3 });
    const away = [
      { id: "anna", from: "2025-01-01", to: "2025-04-16" },
      { id: "anna", from: "2025-04-24", to: null },
    ];
    expect(gapsOf("2025-04-14", "2025-04-25", { ...all, people: away })[0]).toEqual({
      people: ["anna"],
      from: "2025-04-14",
      to: "2025-04-25",
      days: 5,
    });
  });

  test("a week with a plan asks the plan: free days are no gap, a planned weekend is", () => {
    const shiftOf = (on: string) => ({ ...served(on, ["anna"]), breakMinutes: 30, task: "" });
    const planned = ["2025-02-08", "2025-02-09", "2025-02-03"].map(shiftOf);
    expect(gapsOf("2025-02-03", "2025-02-09", { ...none, planned })).toEqual([
      { people: ["anna"], from: "2025-02-03", to: "2025-02-09", days: 3 },
    ]);
  });
});
