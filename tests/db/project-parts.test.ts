import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Credential } from "@/db/gate";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { decided, freshProject, type Input, projectDays, row } from "../support/project";

let cast: Cast;
let manager: Credential;
let projectId: string;
const ids: Record<string, string> = {};

const one = (query: ReturnType<typeof sql>) => row(manager, query);

beforeAll(async () => {
  cast = await makeCast();
  manager = person(cast.north, "manager").credential;
  projectId = await freshProject(cast);
  const found = await one(sql`select
    (select id from goals where project_id = ${projectId}) as goal,
    (select id from key_activities where project_id = ${projectId} and code = 'KA 01') as activity,
    (select id from monitoring_periods where project_id = ${projectId} and number = 6) as period,
    (select id from posts where project_id = ${projectId} and number = 1) as post`);
  Object.assign(ids, found);
  const locality = await send(manager, "locality.add", { projectId, name: "U nádraží" });
  const milestone = await send(manager, "milestone.add", { projectId, ...event });
  const indicator = await send(manager, "indicator.add", { projectId, ...measured });
  const area = await send(manager, "training-area.add", { projectId, name: "Mediace" });
  Object.assign(ids, { area: area.areaId });
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
    { projectId, code: "KA 03", name: "Mentoring", ...projectDays },
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
  ["post.add", { projectId, ...projectDays }, [[{ startsOn: "2023-03-31" }, "startsOn", "outsideProjectDays"]]],
  [
    "post.change",
    { postId: ids.post, startsOn: "2023-05-01", endsOn: "2026-03-31" },
    [[{ endsOn: "2023-04-30" }, "endsOn", "endBeforeStart"]],
  ],
  ["training-area.add", { projectId, name: "Finanční gramotnost" }, [[{ name: " " }, "name", "required"]]],
  ["training-area.change", { areaId: ids.area, name: "Mediační dovednosti" }, [[{ name: "" }, "name", "required"]]],
  ["training-area.remove", { areaId: ids.area }, []],
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
    (select jsonb_agg(number || ' ' || name) from training_areas where project_id = ${projectId}) as areas,
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
    areas: ["2 Finanční gramotnost"],
    origins: ["entered"],
  });
});
