import { describe, expect, test } from "vitest";
import { DomainError } from "@/lib/domain/error";
import { type PlannedShift, planFor, shiftMinutes } from "@/lib/domain/shift";
import { type CopyFacts, checkPlanned, copyWeek, plannedState } from "@/lib/domain/shift-plan";
import { weekBoard } from "@/lib/domain/week";

const place = "11111111-1111-4111-8111-111111111111";
const shift = (id: string, on: string, people: string[], startsAt = "07:00", endsAt = "15:00"): PlannedShift => ({
  id,
  on,
  startsAt,
  endsAt,
  breakMinutes: 30,
  localityId: place,
  people,
  task: "Dohled u školy",
});
const facts = (over: Partial<CopyFacts> = {}): CopyFacts => ({
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  localities: [place],
  people: ["anna", "bara", "cyril"].map((id) => ({ id, from: "2023-04-01", to: null })),
  planned: [],
  holidays: ["2025-04-18", "2025-04-21"],
  leaves: [],
  ...over,
});
const input = (over = {}) => ({
  plannedOn: "2025-02-17",
  startsAt: "07:00",
  endsAt: "15:00",
  localityId: place,
  assistantIds: ["anna", "bara"],
  task: "",
  ...over,
});

const refused = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.fields;
    throw error;
  }
  throw new Error("it was not refused");
};

describe("a week that is copied", () => {
  test("leaves out a holiday, a leave and an ended post, each with its reason; who is left serves alone", () => {
    const week = [
      shift("a", "2025-04-08", ["anna", "bara"]),
      shift("b", "2025-04-09", ["anna", "bara"]),
      shift("c", "2025-04-11", ["anna", "cyril"]),
      shift("d", "2025-04-12", ["bara", "cyril"]),
    ];
    const { shifts, left } = copyWeek(week, "2025-04-09", "2025-04-16", {
      ...facts(),
      people: [
        { id: "anna", from: "2023-04-01", to: "2025-04-15" },
        { id: "bara", from: "2023-04-01", to: null },
        { id: "cyril", from: "2023-04-01", to: "2025-04-17" },
      ],
      leaves: [{ id: "anna", from: "2025-04-16", to: null }],
    });
    expect(shifts.map(({ on, people, from }) => [on, people, from])).toEqual([
      ["2025-04-15", ["anna", "bara"], "a"],
      ["2025-04-16", ["bara"], "b"],
      ["2025-04-19", ["bara"], "d"],
    ]);
    expect(left).toEqual([
      { on: "2025-04-16", personId: "anna", reason: "leave" },
      { on: "2025-04-18", personId: "anna", reason: "holiday" },
      { on: "2025-04-18", personId: "cyril", reason: "holiday" },
      { on: "2025-04-19", personId: "cyril", reason: "notInPost" },
    ]);
  });

  test("twice makes nothing more, and does not touch where it came from", () => {
    const week = [shift("a", "2025-02-10", ["anna", "bara"])];
    const kept = structuredClone(week);
    const once = copyWeek(week, "2025-02-10", "2025-02-17", facts());
    const there = once.shifts.map(({ from: _, ...rest }) => ({ ...rest, id: "new" }));
    const again = copyWeek(week, "2025-02-10", "2025-02-17", facts({ planned: there }));
    expect(once.shifts).toHaveLength(1);
    expect(again.shifts).toEqual([]);
    expect(again.left.map(({ reason }) => reason)).toEqual(["planned", "planned"]);
    expect(week).toEqual(kept);
  });

  test("keeps nights by the clock when the clocks change: 29 March 2025 lasts seven hours", () => {
    const week = ["2025-03-17", "2025-03-22", "2025-03-23"].map((on) => shift(on, on, ["anna"], "22:00", "06:00"));
    const { shifts, left } = copyWeek(week, "2025-03-17", "2025-03-24", facts());
    expect(shifts.map(({ on, startsAt, endsAt }) => [on, shiftMinutes(on, startsAt, endsAt)])).toEqual([
      ["2025-03-24", 480],
      ["2025-03-29", 420],
      ["2025-03-30", 480],
    ]);
    expect(left).toEqual([]);
  });

  test("leaves out an hour that does not exist, a place out of use and a day beyond the project", () => {
    const week = [
      shift("a", "2025-03-23", ["anna"], "02:30", "08:00"),
      { ...shift("b", "2025-03-18", ["bara"]), localityId: "22222222-2222-4222-8222-222222222222" },
      shift("c", "2025-03-17", ["cyril"]),
    ];
    const { shifts, left } = copyWeek(week, "2025-03-17", "2025-03-24", facts({ startsOn: "2025-03-25" }));
    expect(shifts).toEqual([]);
    expect(left.map(({ reason }) => reason)).toEqual(["hour", "place", "outside"]);
  });
});

describe("a planned shift", () => {
  test("has the law's break unless told, and its hours are checked as a logged one's", () => {
    expect(checkPlanned(input(), facts())).toBe(30);
    expect(checkPlanned(input({ endsAt: "12:00" }), facts())).toBe(0);
    expect(checkPlanned(input({ breakMinutes: 45 }), facts())).toBe(45);
    const wrong = (over: object, over2: Partial<CopyFacts> = {}) =>
      refused(() => checkPlanned(input(over), facts(over2)));
    expect(wrong({ endsAt: "23:30" })).toMatchObject({ endsAt: { key: "shiftTooLong" } });
    expect(wrong({ endsAt: "07:00" })).toMatchObject({ endsAt: { key: "shiftEmpty" } });
    expect(wrong({ plannedOn: "2026-04-01" })).toMatchObject({ plannedOn: { key: "outsideProjectDays" } });
    expect(wrong({ localityId: "33333333-3333-4333-8333-333333333333" })).toMatchObject({
      localityId: { key: "notOffered" },
    });
    expect(wrong({ assistantIds: ["anna", "anna"] })).toMatchObject({ assistantIds: { key: "assistantTwice" } });
    expect(wrong({ assistantIds: ["dana"] })).toMatchObject({ assistantIds: { key: "assistantNotInPost" } });
  });

  test("does not lie over another one of the same person, over midnight neither; itself does not count", () => {
    const night = shift("n", "2025-02-16", ["bara"], "22:00", "06:00");
    const planned = [night, shift("d", "2025-02-17", ["cyril"])];
    expect(checkPlanned(input(), facts({ planned }))).toBe(30);
    const early = refused(() => checkPlanned(input({ startsAt: "05:00", endsAt: "13:00" }), facts({ planned })));
    expect(early).toEqual({
      assistantIds: { key: "plannedElsewhere", values: { day: "2025-02-16", from: "22:00", to: "06:00" } },
    });
    expect(checkPlanned(input({ assistantIds: ["cyril"] }), facts({ planned }), "d")).toBe(30);
  });

  test("is logged once each of its people has a record over it, partly once one has, open when its day is over", () => {
    const planned = shift("p", "2025-02-14", ["anna", "bara"]);
    const served = (people: string[]) => [
      { id: "s", on: "2025-02-14", startsAt: "08:00", endsAt: "16:00", localityId: place, people },
    ];
    const states = [[], ["anna"], ["anna", "bara"]].map((people) =>
      plannedState(planned, served(people), "2025-02-15"),
    );
    expect(states).toEqual(["open", "partly", "logged"]);
    expect(plannedState(planned, [], "2025-02-14")).toBe("ahead");
  });

  test("is what a new record of its day begins with, until one of its people is logged", () => {
    const people = facts().people;
    const planned = [shift("p", "2025-02-14", ["anna", "bara"]), shift("q", "2025-02-14", ["cyril"], "14:00", "22:00")];
    const served = [
      { id: "s", on: "2025-02-14", startsAt: "08:00", endsAt: "16:00", localityId: place, people: ["anna"] },
    ];
    expect(planFor(planned, [], people, "2025-02-14").map(({ id }) => id)).toEqual(["p", "q"]);
    expect(planFor(planned, served, people, "2025-02-14").map(({ id }) => id)).toEqual(["q"]);
    expect(planFor(planned, [], people, "2025-02-13")).toEqual([]);
  });
});

test("a planned week misses whom the plan means, on a weekend too; who is free is not missed", () => {
  const people = facts().people;
  const plan = [shift("p", "2025-02-13", ["anna", "bara"]), shift("q", "2025-02-15", ["cyril"])];
  const served = [
    { id: "s", on: "2025-02-13", startsAt: "07:00", endsAt: "15:00", localityId: place, people: ["anna"] },
  ];
  const missing = (planned: typeof plan) =>
    weekBoard("2025-02-15", served, people, planned).map(({ day, missing: who }) => [day.slice(8), who]);
  expect(missing(plan).filter(([, who]) => who?.length)).toEqual([
    ["13", ["bara"]],
    ["15", ["cyril"]],
  ]);
  expect(missing([])).toHaveLength(6);
  expect(missing([]).find(([day]) => day === "14")).toEqual(["14", ["anna", "bara", "cyril"]]);
});
