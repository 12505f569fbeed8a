import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf, hourOf, instantsOf, minutesUntil, shownAt } from "@/lib/domain/clock";
import { plusDays } from "@/lib/domain/day";
import { type ServedShift, shiftTime, shiftWarnings } from "@/lib/domain/shift";

const at = (iso: string) => new Date(iso);
const two = (number: number) => String(number).padStart(2, "0");

describe("an hour of Prague is one instant, two in autumn, none in spring", () => {
  test.each([
    ["2025-02-15", "14:30", ["2025-02-15T13:30:00.000Z"]],
    ["2025-07-15", "14:30", ["2025-07-15T12:30:00.000Z"]],
    ["2024-03-31", "01:59", ["2024-03-31T00:59:00.000Z"]],
    ["2024-03-31", "02:00", []],
    ["2024-03-31", "02:59", []],
    ["2024-03-31", "03:00", ["2024-03-31T01:00:00.000Z"]],
    ["2024-10-27", "01:59", ["2024-10-26T23:59:00.000Z"]],
    ["2024-10-27", "02:00", ["2024-10-27T00:00:00.000Z", "2024-10-27T01:00:00.000Z"]],
    ["2024-10-27", "02:59", ["2024-10-27T00:59:00.000Z", "2024-10-27T01:59:00.000Z"]],
    ["2024-10-27", "03:00", ["2024-10-27T02:00:00.000Z"]],
    ["", "07:00", []],
    ["2025-02-15", "", []],
  ])("%s %s", (day, time, instants) => {
    expect(instantsOf(day, time).map((instant) => instant.toISOString())).toEqual(instants);
  });
  test("every instant is found by what the clocks show at it", () => {
    const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2099, 11, 31) / 60_000 });
    fc.assert(
      fc.property(minutes, (since) => {
        const { day, time } = shownAt(new Date(since * 60_000));
        expect(instantsOf(day, time).map((instant) => instant.getTime())).toContain(since * 60_000);
      }),
    );
  });
  test("the zone of the process decides nothing", () => {
    const script = `import("./lib/domain/shift.ts").then(({ shiftTime }) => console.log(JSON.stringify(
      [shiftTime("2024-03-30", "22:00", "06:00"), shiftTime("2024-10-27", "02:30", "02:30")])))`;
    const told = ["UTC", "Europe/Prague", "America/New_York"].map((TZ) =>
      execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
        env: { ...process.env, TZ },
        encoding: "utf8",
      }),
    );
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toContain('"minutes":420');
  });
});

test("what is remembered of an hour is what a formatter says of each instant in it", () => {
  const said = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Prague", dateStyle: "short", timeStyle: "short" });
  const changes = fc
    .integer({ min: 1950, max: 2100 })
    .chain((year) =>
      fc
        .constantFrom(Date.UTC(year, 2, 31), Date.UTC(year, 9, 28), Date.UTC(year, 0, 1))
        .chain((near) => fc.integer({ min: near - 7 * 864e5, max: near + 2 * 864e5 })),
    );
  fc.assert(
    fc.property(changes, fc.integer({ min: 0, max: 3_599_999 }), (first, later) => {
      for (const instant of [first, first - (first % 3_600_000) + later, first]) {
        const { day, time } = shownAt(new Date(instant));
        expect(`${day} ${time}`).toBe(said.format(instant));
      }
    }),
    { numRuns: 2_000 },
  );
  expect(() => shownAt(new Date(Number.NaN))).toThrow(RangeError);
});

test("today and the hour are Prague's", () => {
  expect(dayOf(at("2025-07-15T22:05:00Z"))).toBe("2025-07-16");
  expect(hourOf(at("2025-07-15T22:05:00Z"))).toBe(0);
});

test.each([
  ["2025-02-15T05:59:30Z", 7, 1],
  ["2025-02-15T06:00:00Z", 7, 1440],
  ["2025-02-15T06:00:30Z", 7, 1440],
  ["2024-03-30T06:00:00Z", 7, 1380],
  ["2024-10-26T05:00:00Z", 7, 1500],
  ["2024-03-30T22:30:00Z", 7, 390],
])("from %s to the next seven o'clock", (from, hour, minutes) => {
  expect(minutesUntil(at(from), hour)).toBe(minutes);
});

describe("a shift lasts as long as time passes", () => {
  test.each([
    ["2024-03-30", "22:00", "06:00", 420],
    ["2024-10-26", "22:00", "06:00", 540],
    ["2024-10-27", "01:30", "02:30", 120],
    ["2024-10-27", "02:30", "03:00", 90],
    ["2024-10-27", "02:30", "02:30", 60],
    ["2024-10-27", "02:45", "02:15", 30],
    ["2024-10-27", "22:00", "02:30", 270],
    ["2024-03-31", "01:30", "03:30", 60],
    ["2025-02-14", "08:00", "08:00", 0],
  ])("on %s from %s to %s", (day, from, to, minutes) => {
    expect(shiftTime(day, from, to)).toMatchObject({ minutes });
  });
  test.each([
    ["2024-03-31", "02:30", "10:00", "startsAt"],
    ["2024-03-31", "00:00", "02:30", "endsAt"],
    ["2024-03-30", "22:00", "02:00", "endsAt"],
  ])("there is no such hour on %s from %s to %s", (day, from, to, missing) => {
    expect(shiftTime(day, from, to)).toEqual({ missing });
  });
  test("it is what the clocks say but for an hour more in autumn and one less in spring, and never more than a day", () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
    const day = fc.integer({ min: 0, max: 2000 }).map((days) => plusDays("2023-01-01", days));
    fc.assert(
      fc.property(day, time, time, (on, from, to) => {
        const found = shiftTime(on, from, to);
        if ("missing" in found) return;
        const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
        const written = (clock(to) - clock(from) + 1440) % 1440;
        expect([0, 60, 1380]).toContain((found.minutes - written + 1440) % 1440);
        expect(found.minutes).toBeGreaterThanOrEqual(0);
        expect(found.minutes).toBeLessThanOrEqual(1500);
        expect(shownAt(found.from)).toEqual({ day: on, time: from });
        expect(shownAt(found.to).time).toBe(to);
      }),
    );
  });
});

describe("what the Labour Code says against a shift", () => {
  const served = (on: string, startsAt: string, endsAt: string, people = ["anna"], id?: string): ServedShift => ({
    ...(id && { id }),
    on,
    startsAt,
    endsAt,
    localityId: "1",
    people,
  });
  const shift = { ...served("2025-02-14", "07:00", "15:00", ["anna", "bara"], "own"), breakMinutes: 30 };
  test.each<[string, Partial<typeof shift>, ServedShift[], unknown[]]>([
    ["nothing", {}, [served("2025-02-13", "07:00", "15:00")], []],
    ["exactly eleven hours of rest", {}, [served("2025-02-13", "12:00", "20:00")], []],
    ["a minute less", {}, [served("2025-02-13", "12:00", "20:01")], [["anna", 659, "2025-02-13"]]],
    ["less before the next one", {}, [served("2025-02-14", "22:00", "06:00", ["bara"])], [["bara", 420, "2025-02-14"]]],
    [
      "the shorter of two rests",
      {},
      [served("2025-02-13", "14:00", "22:00"), served("2025-02-14", "18:00", "20:00")],
      [["anna", 180, "2025-02-14"]],
    ],
    ["somebody else's shift", {}, [served("2025-02-13", "14:00", "22:00", ["cyril"])], []],
    ["itself", {}, [served("2025-02-14", "15:00", "20:00", ["anna"], "own")], []],
    ["what lies over it", {}, [served("2025-02-14", "08:00", "09:00")], []],
    ["twelve hours of work and the break", { endsAt: "19:30" }, [], []],
    ["a minute more", { endsAt: "19:31" }, [], [["work", 721]]],
    ["an hour that is not there", { on: "2024-03-31", startsAt: "02:30" }, [], []],
  ])("%s", (_, change, others, expected) => {
    const found = shiftWarnings({ ...shift, ...change }, others).map((warning) =>
      warning.key === "longWork" ? ["work", warning.minutes] : [warning.personId, warning.rest, warning.on],
    );
    expect(found).toEqual(expected);
  });
  test("the night when the clocks go forward is an hour shorter", () => {
    const morning = { ...shift, on: "2024-03-31", startsAt: "08:00", endsAt: "14:00" };
    const evening = served("2024-03-30", "13:00", "21:30");
    expect(shiftWarnings(morning, [evening])).toEqual([
      { key: "shortRest", personId: "anna", rest: 570, on: "2024-03-30" },
    ]);
    expect(shiftWarnings({ ...morning, on: "2024-03-24" }, [{ ...evening, on: "2024-03-23" }])).toMatchObject([
      { rest: 630 },
    ]);
  });
});
