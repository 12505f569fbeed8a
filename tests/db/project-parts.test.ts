import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { execute } from "@/lib/command";
import { commands } from "@/lib/commands";
import { DomainError } from "@/lib/domain/error";
import { type Cast, makeCast, person } from "../support/cast";

type Input = Record<string, unknown>;
let cast: Cast;
let manager: Credential;
let projectId: string;
const ids: Record<string, string> = {};

const send = (credential: Credential, name: string, input: unknown, id: string = randomUUID()) => {
  const of = commands[name];
  if (!of) throw new Error(`no command ${name}`);
  return execute(credential, of, name, id, input) as Promise<Record<string, string>>;
};
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  const { key, status, fields } = error as DomainError;
  return {
    key,
    status,
    fields: Object.fromEntries(Object.entries(fields).map(([path, { key: word }]) => [path, word])),
  };
};
const one = (query: ReturnType<typeof sql>) =>
  withActor(manager, "read", async (tx) => (await tx.execute<Record<string, unknown>>(query))[0]);
const days = { startsOn: "2023-04-01", endsOn: "2026-03-31" };
const decided = (more: Input = {}) => ({
  slug: `p-${randomUUID().slice(0, 8)}`,
  name: "Projekt",
  registrationNumber: null,
  beneficiary: "město Sever",
  ...days,
  totalHalere: 3_600_000,
  ...more,
});

/** A new project of two posts, two key activities and six half-years. */
async function fresh(more: Input = {}) {
  const made = await send(manager, "project.create", {
    organisationId: cast.north.id,
    ...decided(),
    assistants: 2,
    keyActivities: [
      { code: "KA 01", name: "Výběr" },
      { code: "KA 02", name: "Monitoring" },
    ],
    goals: [{ number: 1, text: "Cíl" }],
    ...more,
  });
  return made.projectId ?? "";
}

beforeAll(async () => {
  cast = await makeCast();
  manager = person(cast.north, "manager").credential;
  projectId = await fresh();
  const found = await one(sql`select
    (select id from goals where project_id = ${projectId}) as goal,
    (select id from key_activities where project_id = ${projectId} and code = 'KA 01') as activity,
    (select id from monitoring_periods where project_id = ${projectId} and number = 6) as period,
    (select id from posts where project_id = ${projectId} and number = 1) as post`);
  Object.assign(ids, found);
  const locality = await send(manager, "locality.add", { projectId, name: "U nádraží" });
  const milestone = await send(manager, "milestone.add", { projectId, ...event });
  const indicator = await send(manager, "indicator.add", { projectId, ...measured });
  const mentor = await send(manager, "mentor.assign", {
    projectId,
    userId: person(cast.north, "mentor").id,
    startsOn: "2023-04-01",
    endsOn: "2024-12-31",
  });
  Object.assign(ids, { locality: locality.localityId, milestone: milestone.milestoneId });
  Object.assign(ids, { indicator: indicator.indicatorId, mentor: mentor.projectMentorId });
});

const event = { kind: "training", title: "Kurz", dueOn: "2024-05-02", doneOn: "2024-05-02" };
const measured = {
  code: "SF-1",
  name: "Přestupky",
  unit: "přestupky",
  kind: "own",
  direction: "down",
  rule: "measured",
  baseline: 300,
  baselineOn: "2022-12-31",
  target: 270.5,
  targetOn: "2026-03-31",
};
const half = { startsOn: "2025-10-01", endsOn: "2026-03-31", reportDueOn: "2026-05-30", claimDueOn: "2026-05-31" };

/** Every verb with an input that it takes; what it should be refused for, by field. */
const verbs = (): [name: string, input: Input, wrong: [change: Input, field: string, key: string][]][] => [
  [
    "project.change",
    { projectId, ...decided({ name: "Nový název" }), state: "running" },
    [
      [{ endsOn: "2023-03-31" }, "endsOn", "endBeforeStart"],
      [{ state: "closed" }, "state", "notOffered"],
    ],
  ],
  [
    "source.change",
    { projectId, sources: [{ kind: "eu", ratePer100000: 90_000, amountHalere: 3_240_000 }] },
    [
      [
        {
          sources: [
            { kind: "eu", ratePer100000: 90_000, amountHalere: 1 },
            { kind: "own", ratePer100000: 10_001, amountHalere: 1 },
          ],
        },
        "sources.1.ratePer100000",
        "ratesOverWhole",
      ],
      [{ sources: [{ kind: "eu", ratePer100000: -1, amountHalere: 1 }] }, "sources.0.ratePer100000", "tooSmall"],
    ],
  ],
  [
    "goal.add",
    { projectId, number: 2, text: "Druhý cíl", rule: "measures" },
    [[{ number: 1 }, "number", "numberTaken"]],
  ],
  [
    "goal.change",
    { goalId: ids.goal, number: 1, text: "Jinak řečeno", rule: "assessments" },
    [[{ text: " " }, "text", "required"]],
  ],
  [
    "key-activity.add",
    { projectId, code: "KA 03", name: "Mentoring", ...days },
    [
      [{ code: "KA 02" }, "code", "codeTaken"],
      [{ endsOn: "2026-04-01" }, "endsOn", "outsideProjectDays"],
    ],
  ],
  [
    "key-activity.change",
    {
      keyActivityId: ids.activity,
      code: "KA 01",
      name: "Výběr a motivace",
      startsOn: "2023-04-01",
      endsOn: "2023-06-30",
    },
    [[{ startsOn: "2023-07-01" }, "endsOn", "endBeforeStart"]],
  ],
  ["locality.add", { projectId, name: "Na Sídlišti" }, [[{ name: "U nádraží" }, "name", "localityTaken"]]],
  [
    "locality.change",
    { localityId: ids.locality, name: "U nádraží", active: false },
    [[{ active: "ano" }, "active", "wrongType"]],
  ],
  [
    "period.change",
    { periodId: ids.period, ...half, reportSubmittedOn: null },
    [
      [{ startsOn: "2025-09-30" }, "startsOn", "periodsOverlap"],
      [{ claimDueOn: "2026-03-31" }, "claimDueOn", "dueBeforeEnd"],
      [{ reportSubmittedOn: "2025-01-01" }, "reportSubmittedOn", "submittedBefore"],
    ],
  ],
  ["period.add", { projectId, ...half }, [[{ endsOn: "2026-04-30" }, "endsOn", "outsideProjectDays"]]],
  [
    "milestone.add",
    { projectId, ...event },
    [
      [{ dueOn: "2026-04-01" }, "dueOn", "outsideProjectDays"],
      [{ keyActivityId: randomUUID() }, "keyActivityId", "keyActivityMissing"],
    ],
  ],
  [
    "milestone.change",
    { milestoneId: ids.milestone, ...event, kind: "claim", dueOn: "2026-05-31", doneOn: null },
    [[{ kind: "party" }, "kind", "notOffered"]],
  ],
  [
    "indicator.add",
    { projectId, ...measured, code: "SF-2" },
    [
      [{ code: "SF-1" }, "code", "codeTaken"],
      [{ target: 301 }, "target", "againstDirection"],
      [{ goalId: randomUUID() }, "goalId", "goalMissing"],
      [{ target: 1.23456 }, "target", "tooManyDecimals"],
    ],
  ],
  [
    "indicator.change",
    { indicatorId: ids.indicator, ...measured, goalId: ids.goal },
    [[{ targetOn: "2026-04-01" }, "targetOn", "outsideProjectDays"]],
  ],
  [
    "indicator-target.set",
    { indicatorId: ids.indicator, dueOn: "2024-12-31", value: 285 },
    [[{ dueOn: "2022-12-31" }, "dueOn", "outsideProjectDays"]],
  ],
  [
    "mentor.assign",
    { projectId, userId: person(cast.north, "mentor").id, startsOn: "2025-01-01" },
    [
      [{ startsOn: "2024-12-01" }, "userId", "mentorTwice"],
      [{ userId: person(cast.north, "finance").id }, "userId", "notMentor"],
      [{ userId: person(cast.south, "mentor").id }, "userId", "notMentor"],
    ],
  ],
  [
    "mentor.end",
    { projectMentorId: ids.mentor, endsOn: "2024-06-30" },
    [[{ endsOn: "2023-03-01" }, "endsOn", "outsideProjectDays"]],
  ],
  ["post.add", { projectId, ...days }, [[{ startsOn: "2023-03-31" }, "startsOn", "outsideProjectDays"]]],
  [
    "post.change",
    { postId: ids.post, startsOn: "2023-05-01", endsOn: "2026-03-31" },
    [[{ endsOn: "2023-04-30" }, "endsOn", "endBeforeStart"]],
  ],
  ["milestone.remove", { milestoneId: ids.milestone }, []],
];

test("every verb refuses strangers, other roles and what cannot be, and does its work once", async () => {
  const stranger = person(cast.south, "manager").credential;
  for (const [name, input, wrong] of verbs()) {
    expect([name, await refusal(send(stranger, name, input))]).toMatchObject([name, { key: "notFound", status: 404 }]);
    for (const other of [person(cast.north, "mentor"), person(cast.north, "finance"), cast.ministry.auditor])
      expect([name, await refusal(send(other.credential, name, input))]).toMatchObject([name, { status: 403 }]);
    for (const [change, field, key] of wrong) {
      const found = await refusal(send(manager, name, { ...input, ...change }));
      expect([name, field, found.fields[field]]).toEqual([name, field, key]);
    }
    expect((await refusal(send(manager, name, { ...input, extra: 1 }))).fields).toEqual({ "": "unknownField" });
    if (name === "period.add") continue;
    const id = randomUUID();
    const first = await send(manager, name, input, id);
    expect([name, await send(manager, name, input, id)]).toEqual([name, first]);
  }
  const made = await one(sql`select
    (select name from projects where id = ${projectId}) as name,
    (select count(*) from goals where project_id = ${projectId}) as goals,
    (select rule from goals where id = ${ids.goal}) as rule,
    (select ends_on::text from key_activities where id = ${ids.activity}) as activity_end,
    (select active from localities where id = ${ids.locality}) as active,
    (select value::text from indicator_targets where indicator_id = ${ids.indicator}) as point,
    (select ends_on::text from project_mentors where id = ${ids.mentor}) as mentor_end,
    (select count(*) from posts where project_id = ${projectId}) as posts,
    (select count(*) from milestones where project_id = ${projectId}) as milestones,
    (select jsonb_agg(origin) from funding_sources where project_id = ${projectId}) as origins`);
  expect(made).toEqual({
    name: "Nový název",
    goals: 2,
    rule: "assessments",
    activity_end: "2023-06-30",
    active: false,
    point: "285.000",
    mentor_end: "2024-06-30",
    posts: 3,
    milestones: 1,
    origins: ["entered"],
  });
});

test("a longer project takes along what ended with it, and there is room for another period", async () => {
  const id = await fresh();
  await send(manager, "project.change", { projectId: id, ...decided({ endsOn: "2026-09-30" }), state: "running" });
  expect(
    await one(sql`select (select min(ends_on)::text from key_activities where project_id = ${id}) as activities,
      (select min(ends_on)::text from posts where project_id = ${id}) as posts,
      (select max(report_due_on)::text from monitoring_periods where project_id = ${id}) as due`),
  ).toEqual({ activities: "2026-09-30", posts: "2026-09-30", due: "2026-11-29" });
  const [last] = [await one(sql`select id from monitoring_periods where project_id = ${id} and number = 6`)];
  await send(manager, "period.change", { periodId: last?.id, ...half });
  const added = { startsOn: "2026-04-01", endsOn: "2026-09-30", reportDueOn: "2026-11-29", claimDueOn: "2026-11-29" };
  await send(manager, "period.add", { projectId: id, ...added });
});

test("a shorter project keeps its plan to the haléř and leaves nothing outside", async () => {
  const id = await fresh();
  const shorter = (endsOn: string) =>
    send(manager, "project.change", {
      projectId: id,
      ...decided({ endsOn, totalHalere: 7_200_000 }),
      state: "running",
    });
  await shorter("2026-02-28");
  expect(
    await one(sql`select max(month)::text as last, count(*) as months, sum(planned_halere)::int as sum,
      (select jsonb_agg(amount_halere) from budget_lines where project_id = ${id}) as lines
      from plan_months where project_id = ${id}`),
  ).toEqual({ last: "2026-02-01", months: 35, sum: 7_200_000, lines: [7_200_000] });
  expect((await refusal(shorter("2025-03-31"))).fields).toEqual({ endsOn: "recordsOutside" });
});

test("a closed project changes no more until it is opened again", async () => {
  const id = await fresh();
  const close = { projectId: id, closedOn: "2025-02-01", closingNote: "Závěrečná zpráva schválena." };
  const stranger = person(cast.south, "manager").credential;
  expect(await refusal(send(stranger, "project.close", close))).toMatchObject({ key: "notFound" });
  expect(await refusal(send(person(cast.north, "mentor").credential, "project.close", close))).toMatchObject({
    status: 403,
  });
  expect((await refusal(send(manager, "project.close", { ...close, closingNote: "" }))).fields).toEqual({
    closingNote: "required",
  });
  expect((await refusal(send(manager, "project.close", { ...close, closedOn: "2100-01-01" }))).fields).toEqual({
    closedOn: "dayAhead",
  });
  expect(await refusal(send(manager, "project.reopen", { projectId: id }))).toMatchObject({ key: "projectNotClosed" });
  const commandId = randomUUID();
  await send(manager, "project.close", close, commandId);
  await send(manager, "project.close", close, commandId);
  expect(await refusal(send(manager, "project.close", close))).toMatchObject({ key: "projectClosed", status: 409 });
  const change = { projectId: id, ...decided(), state: "running" };
  expect(await refusal(send(manager, "project.change", change))).toMatchObject({ key: "projectClosed" });
  expect(await refusal(send(manager, "locality.add", { projectId: id, name: "X" }))).toMatchObject({
    key: "projectClosed",
  });
  expect(await refusal(send(stranger, "project.reopen", { projectId: id }))).toMatchObject({ key: "notFound" });
  await send(cast.admin.credential, "project.reopen", { projectId: id });
  await send(manager, "project.change", change);
});

test("an amount that was printed stays printed while only its rate is changed", async () => {
  const id = await fresh({ sources: [{ kind: "eu", ratePer100000: 100_000, amountHalere: 5, origin: "published" }] });
  const set = (amountHalere: number, kind = "eu") =>
    send(manager, "source.change", { projectId: id, sources: [{ kind, ratePer100000: 90_000, amountHalere }] });
  const stored = () =>
    one(
      sql`select jsonb_agg(kind || ' ' || amount_halere || ' ' || origin) as all from funding_sources where project_id = ${id}`,
    );
  await set(5);
  expect(await stored()).toEqual({ all: ["eu 5 published"] });
  await set(6);
  expect(await stored()).toEqual({ all: ["eu 6 entered"] });
  await set(7, "own");
  expect(await stored()).toEqual({ all: ["own 7 entered"] });
});
