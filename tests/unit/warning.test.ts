import { expect, test } from "vitest";
import { type WarningInput, warnings } from "@/lib/domain/warning";

const calm: WarningInput = {
  asOf: "2025-02-15",
  startsOn: "2023-04-01",
  running: true,
  ended: false,
  totalHalere: 1_367_629_200,
  registrationKnown: true,
  registrationNumber: "CZ.03.02.01/00/22_018/0000388",
  sources: [
    { kind: "eu", ratePer100000: 76_735, amountHalere: 1_049_450_267 },
    { kind: "state", ratePer100000: 13_265, amountHalere: 181_416_013 },
    { kind: "own", ratePer100000: 10_000, amountHalere: 136_762_920 },
  ],
  paidHalere: 100_000,
  plannedHalere: 100_000,
  posts: [
    {
      number: 1,
      startsOn: "2023-04-01",
      endsOn: "2026-03-31",
      held: [{ from: "2023-04-01", to: null, percent: 100 }],
      away: [],
      heldUntil: null,
    },
  ],
  periods: [
    { number: 3, reportDueOn: "2024-10-30", claimDueOn: "2024-10-30", reportSubmittedOn: "2024-10-27" },
    { number: 4, reportDueOn: "2025-04-30", claimDueOn: "2025-04-30", reportSubmittedOn: null },
  ],
  claims: [{ periodNumber: 3, submittedOn: "2024-10-27" }],
  milestones: [{ kind: "training", title: "Course", dueOn: "2025-01-20", doneOn: "2025-01-20" }],
  indicators: [],
  facts: {
    lastActivityOn: "2025-02-14",
    returnedActivities: 0,
    doubleShifts: 0,
    documentsWithoutFile: 0,
    withoutFileHalere: 0,
    overdrawnLines: [],
    servedTowns: [],
  },
  settings: {},
};
const found = (changes: Partial<WarningInput>) =>
  warnings({ ...calm, ...changes }).map(({ id, severity, values }) => ({ id, severity, values }));
const facts = (changes: Partial<WarningInput["facts"]>) => ({ facts: { ...calm.facts, ...changes } });

test("a project in order has no warning", () => {
  expect(warnings(calm)).toEqual([]);
});

test("thirty-one days before the due day nothing, thirty before it a warning, a day after it an overdue one", () => {
  const on = (asOf: string) =>
    warnings({ ...calm, asOf, ...facts({ lastActivityOn: asOf }) }).map(({ id, severity, values }) => [
      id,
      severity,
      values.days,
    ]);
  expect(on("2025-03-30")).toEqual([]);
  expect(on("2025-03-31")).toEqual([
    ["reportDue4", "warn", 30],
    ["claimDue4", "warn", 30],
  ]);
  expect(on("2025-05-01")).toEqual([
    ["reportOverdue4", "bad", 1],
    ["claimOverdue4", "bad", 1],
  ]);
});

test("a report handed in after the day asked was not handed in on it", () => {
  const periods = [{ number: 1, reportDueOn: "2025-02-10", claimDueOn: "2025-05-10", reportSubmittedOn: "2025-02-20" }];
  expect(found({ periods })).toEqual([
    { id: "reportOverdue1", severity: "bad", values: { number: 1, dueOn: "2025-02-10", days: 5 } },
  ]);
});

test.each([
  [90_000, []],
  [89_999, [{ id: "drawdownBehind", severity: "warn", values: { offHalere: 10_001, percent: 10.001, limit: 10 } }]],
  [110_001, [{ id: "drawdownAhead", severity: "warn", values: { offHalere: 10_001, percent: 10.001, limit: 10 } }]],
  [87_650, [{ id: "drawdownBehind", severity: "warn", values: { offHalere: 12_350, percent: 12.4, limit: 10 } }]],
])("paid %s of planned 100 000 with a border of ten percent", (paidHalere, expected) => {
  expect(found({ paidHalere })).toEqual(expected);
});

test("an overdrawn budget line says by how much", () => {
  const overdrawnLines = [{ code: "1.2.3", name: "Equipment", overHalere: 500 }];
  expect(found(facts({ overdrawnLines }))).toEqual([
    { id: "lineOverdrawn1.2.3", severity: "bad", values: { code: "1.2.3", name: "Equipment", overHalere: 500 } },
  ]);
});

test("a post without anybody for thirty days", () => {
  const posts = [
    {
      number: 4,
      startsOn: "2023-04-01",
      endsOn: "2026-03-31",
      held: [{ from: "2023-04-01", to: "2025-01-16", percent: 100 }],
      away: [],
      heldUntil: null,
    },
  ];
  expect(found({ posts })).toEqual([
    { id: "vacancy4", severity: "warn", values: { number: 4, sinceOn: "2025-01-17", days: 30 } },
  ]);
});

test("five days without a shift, and a project without any", () => {
  expect(found(facts({ lastActivityOn: "2025-02-11" }))).toEqual([]);
  expect(found(facts({ lastActivityOn: "2025-02-10" }))).toEqual([
    { id: "noActivity", severity: "warn", values: { days: 5, lastOn: "2025-02-10" } },
  ]);
  expect(found({ ...facts({ lastActivityOn: null }), startsOn: "2025-02-01" })).toEqual([
    { id: "noActivityYet", severity: "warn", values: { days: 14 } },
  ]);
});

test("an event that did not take place, the oldest named", () => {
  const milestones = [
    { kind: "supervision", title: "Supervision", dueOn: "2024-11-08", doneOn: null },
    { kind: "training", title: "Course", dueOn: "2025-01-20", doneOn: null },
    { kind: "meeting", title: "Meeting", dueOn: "2025-03-10", doneOn: null },
  ];
  expect(found({ milestones })).toEqual([
    { id: "eventsMissed", severity: "warn", values: { count: 2, first: "Supervision", firstOn: "2024-11-08" } },
  ]);
});

test("returned shifts and documents without a file wait for somebody", () => {
  const some = { returnedActivities: 2, doubleShifts: 3, documentsWithoutFile: 1, withoutFileHalere: 222_291 };
  expect(found(facts(some))).toEqual([
    { id: "returnedActivities", severity: "warn", values: { count: 2 } },
    { id: "doubleShifts", severity: "warn", values: { count: 3 } },
    { id: "documentsWithoutFile", severity: "warn", values: { count: 1, sumHalere: 222_291 } },
  ]);
});

test("an indicator off its path; goal 1 says goal", () => {
  const indicator = {
    code: "C1",
    name: "Improved",
    value: 5,
    plannedNow: 6,
    goalNumber: 1,
    standing: "off-track",
  } as const;
  expect(found({ indicators: [{ ...indicator, rule: "people-improved" }] }).map(({ id }) => id)).toEqual([
    "goalBehindC1",
  ]);
  expect(found({ indicators: [{ ...indicator, rule: "contacts" }] }).map(({ id }) => id)).toEqual([
    "indicatorBehindC1",
  ]);
  expect(found({ indicators: [{ ...indicator, rule: "contacts", standing: "on-track" }] })).toEqual([]);
});

test("a share off by a haléř is told, by more is a warning, and a sum that does not fit is one too", () => {
  const [eu, state, own] = calm.sources;
  if (!eu || !state || !own) throw new Error("three sources");
  const shifted = (by: number) => [{ ...eu, amountHalere: eu.amountHalere + by }, state, own];
  expect(
    found({ sources: [...shifted(1).slice(0, 1), { ...state, amountHalere: state.amountHalere - 1 }, own] }),
  ).toEqual([
    { id: "shareRoundedeu", severity: "info", values: { kind: "eu", offHalere: 1 } },
    { id: "shareRoundedstate", severity: "info", values: { kind: "state", offHalere: -1 } },
  ]);
  expect(found({ sources: shifted(-100_000) })).toEqual([
    { id: "sourcesSum", severity: "bad", values: { offHalere: -100_000 } },
    { id: "shareDifferseu", severity: "bad", values: { kind: "eu", offHalere: -100_000 } },
  ]);
});

test("a misprinted registration number is told, a missing one is not", () => {
  expect(found({ registrationKnown: false }).map(({ id }) => id)).toEqual(["registrationMisprint"]);
  expect(found({ registrationKnown: null, registrationNumber: null })).toEqual([]);
});

test("after its end a project is not chased for time, only its figures stay", () => {
  const late = { asOf: "2027-01-01", running: false, ...facts({ returnedActivities: 1 }) };
  expect(found(late).map(({ id }) => id)).toEqual(["returnedActivities"]);
});

test("the worst comes first", () => {
  const both = {
    ...facts({ lastActivityOn: "2025-01-01", overdrawnLines: [{ code: "1", name: "x", overHalere: 1 }] }),
  };
  expect(found(both).map(({ severity }) => severity)).toEqual(["bad", "warn"]);
});

test("after its last day a project is asked for reports and claims alone; what it did not reach is a note", () => {
  const indicators = [
    { code: "C1", name: "Contacts", rule: "contacts", standing: "off-track", value: 1, plannedNow: 9, goalNumber: 1 },
  ] as const;
  const after = {
    asOf: "2026-05-15",
    ended: true,
    plannedHalere: 900_000,
    posts: [{ number: 1, startsOn: "2023-04-01", endsOn: "2026-03-31", held: [], away: [], heldUntil: null }],
    milestones: [{ kind: "training", title: "Course", dueOn: "2025-01-20", doneOn: null }],
    indicators,
  };
  expect(found(after).map(({ id, severity }) => [id, severity])).toEqual([
    ["reportOverdue4", "bad"],
    ["claimOverdue4", "bad"],
    ["indicatorBehindC1", "info"],
  ]);
});

test("a post whose last contract ends within thirty days is told, unless the project ends or somebody follows", () => {
  const post = (number: number, heldUntil: string | null) => ({
    number,
    startsOn: "2023-04-01",
    endsOn: "2026-03-31",
    held: [{ from: "2023-04-01", to: null, percent: 100 }],
    away: [],
    heldUntil,
  });
  const posts = [post(1, "2025-03-17"), post(2, "2025-03-18"), post(3, null), post(4, "2026-03-31")];
  expect(warnings({ ...calm, asOf: "2025-02-15", posts }).map(({ id, values }) => [id, values])).toEqual([
    ["contractEnds1", { number: 1, untilOn: "2025-03-17", days: 30 }],
  ]);
});

test("a mentor serves towns of his region alone, with consent, and hears of the end thirty days before", () => {
  const town = (municipality: string, more: Partial<WarningInput["facts"]["servedTowns"][number]>) => ({
    municipality,
    sameRegion: true,
    from: "2024-01-01",
    to: null,
    consentedOn: "2023-12-11",
    ...more,
  });
  const servedTowns = [
    town("V pořádku", {}),
    town("Jinde", { sameRegion: false }),
    town("Nevíme", { sameRegion: null }),
    town("Bez souhlasu", { consentedOn: null }),
    town("Končí", { to: "2025-03-17" }),
    town("Skončila", { to: "2025-02-14", sameRegion: false }),
  ];
  expect(
    warnings({ ...calm, asOf: "2025-02-15", ...facts({ servedTowns }) }).map(({ key, severity, values }) => [
      key,
      severity,
      values.municipality,
    ]),
  ).toEqual([
    ["townOtherRegion", "bad", "Jinde"],
    ["townNoConsent", "warn", "Bez souhlasu"],
    ["townEnds", "warn", "Končí"],
  ]);
});
