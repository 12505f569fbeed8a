import { describe, expect, test } from "vitest";
import {
  type ActivityFacts,
  activityStates,
  assertComplete,
  assertEditable,
  assertMove,
  checkActivity,
  type LogActivity,
  logActivityInput,
} from "@/lib/domain/activity";
import { DomainError } from "@/lib/domain/error";
import {
  countsTogether,
  recentGroups,
  type ServedShift,
  shiftEffect,
  shiftMinutes,
  usualBreak,
} from "@/lib/domain/shift";

const anna = "11111111-1111-4111-8111-111111111111";
const bara = "22222222-2222-4222-8222-222222222222";
const patrol = "33333333-3333-4333-8333-333333333333";
const truancy = "44444444-4444-4444-8444-444444444444";
const somewhere = "55555555-5555-4555-8555-555555555555";

const elsewhere = "66666666-6666-4666-8666-666666666666";

const facts: ActivityFacts = {
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  projectState: "running",
  localities: [somewhere, elsewhere],
  keyActivityRuns: true,
  inPost: [anna, bara],
  kinds: { patrol, truancy },
};
const shift: LogActivity = {
  projectId: somewhere,
  happenedOn: "2025-02-14",
  startsAt: "07:00",
  endsAt: "15:00",
  localityId: somewhere,
  keyActivityId: somewhere,
  assistantIds: [anna, bara],
  counts: [{ kind: "patrol", count: 3 }],
  places: [],
  another: false,
  note: "",
  submit: true,
};

test.each([
  ["07:00", "15:00", 480],
  ["14:00", "22:00", 480],
  ["22:00", "06:00", 480],
  ["23:30", "00:15", 45],
  ["08:30", "15:30", 420],
  ["08:00", "08:00", 0],
])("a shift from %s to %s spans %i minutes", (from, to, minutes) => {
  expect(shiftMinutes("2025-02-14", from, to)).toBe(minutes);
});

test.each([
  [480, 30],
  [361, 30],
  [360, 0],
  [240, 0],
])("a shift of %i minutes has a break of %i", (minutes, pause) => {
  expect(usualBreak(minutes)).toBe(pause);
});

/** The day in the project on which the clocks go forward. */
const spring = { happenedOn: "2024-03-31", endsAt: "10:00" };

test.each([
  ["over the night when the clocks go forward", { happenedOn: "2024-03-30", breakMinutes: 30 }, 390],
  ["over the night when they go back", { happenedOn: "2024-10-26", breakMinutes: 30 }, 510],
  ["over any other night, with the usual break", { happenedOn: "2024-10-28" }, 450],
])("a shift from ten to six %s", (_, change, minutes) => {
  const night = { ...shift, startsAt: "22:00", endsAt: "06:00", ...change };
  expect(checkActivity(night, facts, "2025-02-15").minutes).toBe(minutes);
  const shown = { breakMinutes: 30, ...night };
  expect(shiftEffect(shown, {}, []).each).toBe(minutes);
});

/** The refused fields of a shift and their keys. */
function refused(change: Partial<LogActivity>, other: Partial<ActivityFacts> = {}) {
  try {
    checkActivity({ ...shift, ...change }, { ...facts, ...other }, "2025-02-15");
    return {};
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return Object.fromEntries(Object.entries(error.fields).map(([field, { key }]) => [field, key]));
  }
}

describe("a shift is checked as a whole", () => {
  test("a good one gives worked minutes and counts by id, zero counts left out", () => {
    const counts = [
      { kind: "patrol", count: 3 },
      { kind: "truancy", count: 0 },
    ];
    expect(checkActivity({ ...shift, counts }, facts, "2025-02-15")).toEqual({
      minutes: 450,
      counts: [{ kindId: patrol, count: 3, placeAt: null }],
    });
  });
  test("counts of a further place stand with it, one kind may occur at several", () => {
    const places = [{ localityId: elsewhere, counts: [{ kind: "patrol", count: 2 }] }];
    expect(checkActivity({ ...shift, places }, facts, "2025-02-15").counts).toEqual([
      { kindId: patrol, count: 3, placeAt: null },
      { kindId: patrol, count: 2, placeAt: elsewhere },
    ]);
  });
  test("what was done at a further place alone is enough", () => {
    const places = [{ localityId: elsewhere, counts: [{ kind: "patrol", count: 2 }] }];
    expect(refused({ counts: [], places })).toEqual({});
  });
  test.each<[string, Partial<LogActivity>, Partial<ActivityFacts>, Record<string, string>]>([
    ["a day to come", { happenedOn: "2025-02-16" }, {}, { happenedOn: "dayAhead" }],
    ["a day before the project", { happenedOn: "2023-03-31" }, {}, { happenedOn: "outsideProjectDays" }],
    ["no time at all", { endsAt: "07:00" }, {}, { endsAt: "shiftEmpty" }],
    ["seventeen hours", { endsAt: "00:00" }, {}, { endsAt: "shiftTooLong" }],
    ["a start that spring leaves out", { ...spring, startsAt: "02:30" }, {}, { startsAt: "hourMissing" }],
    ["an end that spring leaves out", { ...spring, startsAt: "00:00", endsAt: "02:59" }, {}, { endsAt: "hourMissing" }],
    ["a break of the whole shift", { endsAt: "08:00", breakMinutes: 60 }, {}, { breakMinutes: "breakTooLong" }],
    ["a foreign locality", {}, { localities: [elsewhere] }, { localityId: "notOffered" }],
    ["a foreign key activity", {}, { keyActivityRuns: null }, { keyActivityId: "notOffered" }],
    ["a key activity not running", {}, { keyActivityRuns: false }, { keyActivityId: "keyActivityNotThen" }],
    ["one person twice", { assistantIds: [anna, anna] }, {}, { assistantIds: "assistantTwice" }],
    ["somebody without a post", {}, { inPost: [anna] }, { assistantIds: "assistantNotInPost" }],
    ["nobody", { assistantIds: [] }, {}, { assistantIds: "assistantsNeeded" }],
    ["nothing done", { counts: [] }, {}, { counts: "countsNeeded" }],
    ["only zeros", { counts: [{ kind: "patrol", count: 0 }] }, {}, { counts: "countsNeeded" }],
    ["a kind not valid", { counts: [{ kind: "toString", count: 1 }] }, {}, { counts: "kindNotValid" }],
    [
      "a kind twice",
      {
        counts: [
          { kind: "patrol", count: 1 },
          { kind: "patrol", count: 1 },
        ],
      },
      {},
      { counts: "kindTwice" },
    ],
    [
      "the same place again",
      { places: [{ localityId: somewhere, counts: [] }] },
      {},
      { "places.0.localityId": "placeTwice" },
    ],
    [
      "a kind not valid at a further place",
      { places: [{ localityId: elsewhere, counts: [{ kind: "fishing", count: 1 }] }] },
      {},
      { "places.0.counts": "kindNotValid" },
    ],
    [
      "several things at once",
      { happenedOn: "2025-02-16", assistantIds: [], counts: [] },
      {},
      { happenedOn: "dayAhead", assistantIds: "assistantsNeeded", counts: "countsNeeded" },
    ],
  ])("refused: %s", (_, change, other, fields) => {
    expect(refused(change, other)).toEqual(fields);
  });
  test("a draft may lack people and counts", () => {
    expect(refused({ submit: false, assistantIds: [], counts: [] })).toEqual({});
  });
  test("a closed project takes nothing", () => {
    expect(() => checkActivity(shift, { ...facts, projectState: "closed" }, "2025-02-15")).toThrow("projectClosed");
  });
});

test("what was done at several places is added up by kind", () => {
  expect(countsTogether([{ patrol: 1, truancy: 2 }, { patrol: 3 }, {}])).toEqual({ patrol: 4, truancy: 2 });
});

test("only these moves are possible", () => {
  const possible = activityStates.flatMap((from) =>
    activityStates
      .filter((to) => {
        try {
          assertMove(from, to);
          return true;
        } catch {
          return false;
        }
      })
      .map((to) => `${from} → ${to}`),
  );
  expect(possible).toEqual([
    "draft → submitted",
    "submitted → draft",
    "submitted → returned",
    "submitted → approved",
    "returned → submitted",
  ]);
});

test("what is submitted or approved is not edited", () => {
  for (const state of ["draft", "returned"] as const) expect(() => assertEditable(state)).not.toThrow();
  for (const state of ["submitted", "approved"] as const) expect(() => assertEditable(state)).toThrow();
});

test("a record without people or counts is not complete", () => {
  expect(() => assertComplete(2, 1)).not.toThrow();
  expect(() => assertComplete(0, 1)).toThrow("activityIncomplete");
  expect(() => assertComplete(1, 0)).toThrow("activityIncomplete");
});

test.each([
  [{ startsAt: "24:00" }, "startsAt"],
  [{ endsAt: "7:00" }, "endsAt"],
  [{ happenedOn: "2025-02-30" }, "happenedOn"],
  [{ assistantIds: [anna, bara, patrol, truancy, somewhere] }, "assistantIds"],
  [{ counts: [{ kind: "patrol", count: 10_000 }] }, "counts"],
  [{ counts: [{ kind: "patrol", count: 1.5 }] }, "counts"],
  [{ note: "x".repeat(4001) }, "note"],
  [{ handedTo: "nobody" }, "handedTo"],
  [{ citizen: "Jan Novák" }, ""],
])("input %j is refused at %s", (change, path) => {
  const parsed = logActivityInput.safeParse({ ...shift, ...change });
  expect(parsed.success).toBe(false);
  expect(String(parsed.error?.issues[0]?.path[0] ?? "")).toBe(path);
});

test("a shift adds hours of everybody and counts of those who were talked to", () => {
  const kinds = [
    { code: "patrol", contact: false },
    { code: "counselling", contact: true },
  ];
  const pair = {
    happenedOn: "2025-02-14",
    startsAt: "22:00",
    endsAt: "06:00",
    breakMinutes: 30,
    assistantIds: [anna, bara],
  };
  expect(shiftEffect(pair, { patrol: 3, counselling: 4 }, kinds)).toEqual({
    each: 450,
    together: 900,
    contacts: 4,
    all: 7,
  });
});

describe("a new record starts from who served last", () => {
  const served = (on: string, people: string[], startsAt = "07:00"): ServedShift => ({
    on,
    startsAt,
    endsAt: "15:00",
    localityId: somewhere,
    people,
  });
  const people = [anna, bara, patrol, truancy].map((id) => ({ id, from: "2023-04-01", to: null as string | null }));
  const groups = (shifts: ServedShift[], members = people) =>
    recentGroups(shifts, members, "2025-02-15").map(({ people: who }) => who);

  test("the latest day first, earlier shifts of it first, each group once", () => {
    expect(
      groups([
        served("2025-02-13", [anna, bara]),
        served("2025-02-14", [patrol, truancy], "14:00"),
        served("2025-02-14", [bara, anna]),
      ]),
    ).toEqual([
      [bara, anna],
      [patrol, truancy],
    ]);
  });
  test("who is logged on the day already, or has left, is not offered", () => {
    const yesterday = [served("2025-02-14", [anna, bara]), served("2025-02-14", [patrol, truancy])];
    expect(groups([...yesterday, served("2025-02-15", [bara, patrol])])).toEqual([]);
    const left = people.map((member) => (member.id === anna ? { ...member, to: "2025-02-14" } : member));
    expect(groups(yesterday, left)).toEqual([[patrol, truancy]]);
  });
});
