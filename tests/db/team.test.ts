import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { isInOrder } from "@/lib/domain/assessment";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

type Input = Record<string, unknown>;
let cast: Cast;
let mentor: Credential;
let manager: Credential;
const ids: Record<string, string> = {};

const one = (query: ReturnType<typeof sql>) =>
  withActor(manager, "read", async (tx) => (await tx.execute<Record<string, unknown>>(query))[0]);
const projectOf = async (credential: Credential, organisationId: string) =>
  (
    await send(credential, "project.create", {
      organisationId,
      slug: `t-${randomUUID().slice(0, 8)}`,
      name: "Projekt",
      beneficiary: "město",
      startsOn: "2023-04-01",
      endsOn: "2026-03-31",
      totalHalere: 1000,
      assistants: 4,
      trainingAreas: ["finanční gramotnost", "mediace"],
    })
  ).projectId ?? "";

beforeAll(async () => {
  cast = await makeCast();
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  ids.project = await projectOf(manager, cast.north.id);
  const southManager = person(cast.south, "manager").credential;
  const foreign = await projectOf(southManager, cast.south.id);
  const found = await one(sql`select
    (select jsonb_agg(id order by number) from posts where project_id = ${ids.project}) as posts,
    (select id from training_areas where project_id = ${ids.project} and number = 1) as area`);
  const posts = found?.posts as string[];
  Object.assign(ids, { area: found?.area, post1: posts[0], post2: posts[1], post3: posts[2], post4: posts[3] });
  const foreignPosts = await withActor(southManager, "read", (tx) =>
    tx.execute<{ id: string }>(sql`select id from posts where project_id = ${foreign} limit 1`),
  );
  ids.foreignPost = foreignPosts[0]?.id ?? "";
  const add = async (name: string, postId: string, startsOn: string) =>
    (await send(mentor, "assistant.add", { projectId: ids.project, name, postId, startsOn })).assistantId ?? "";
  ids.anna = await add("Anna", ids.post1 ?? "", "2023-05-01");
  ids.free = (await send(mentor, "assistant.add", { projectId: ids.project, name: "Volná" })).assistantId ?? "";
  ids.held = String((await one(sql`select id from post_occupancies where assistant_id = ${ids.anna}`))?.id);
});

/** Every verb with an input that it takes, and what it is refused for by field. */
const verbs = (): [name: string, input: Input, wrong: [change: Input, field: string, key: string][]][] => [
  [
    "assistant.add",
    {
      projectId: ids.project,
      name: "Bára",
      postId: ids.post2,
      startsOn: "2023-06-01",
      contract: "dpc",
      ftePercent: 50,
    },
    [
      [{ startsOn: null }, "startsOn", "required"],
      [{ postId: ids.foreignPost }, "postId", "postMissing"],
      [{ postId: ids.post1 }, "startsOn", "postTaken"],
      [{ startsOn: "2023-03-31" }, "startsOn", "outsidePostDays"],
      [{ ftePercent: 101 }, "ftePercent", "tooBig"],
      [{ contract: "slavery" }, "contract", "notOffered"],
    ],
  ],
  ["assistant.rename", { assistantId: ids.anna, name: "Anna Nová" }, [[{ name: " " }, "name", "required"]]],
  [
    "occupancy.start",
    { assistantId: ids.free, postId: ids.post3, startsOn: "2024-01-01", endsOn: "2024-12-31" },
    [
      [{ assistantId: ids.anna }, "assistantId", "assistantTaken"],
      [{ postId: ids.post1 }, "startsOn", "postTaken"],
      [{ endsOn: "2023-12-31" }, "endsOn", "endBeforeStart"],
      [{ endsOn: "2026-04-01" }, "endsOn", "outsidePostDays"],
      [{ postId: ids.foreignPost }, "postId", "postMissing"],
    ],
  ],
  [
    "assessment.record",
    { assistantId: ids.anna, areaId: ids.area, phase: "mid", assessedOn: "2024-05-01", score: 60, note: "" },
    [
      [{ assessedOn: "2023-04-30" }, "assessedOn", "assessedBeforePost"],
      [{ assessedOn: "2099-01-01" }, "assessedOn", "dayAhead"],
      [{ score: 101 }, "score", "tooBig"],
      [{ areaId: randomUUID() }, "areaId", "areaMissing"],
      [{ phase: "final" }, "phase", "notOffered"],
    ],
  ],
  [
    "occupancy.end",
    { occupancyId: ids.held, endsOn: "2024-09-30" },
    [[{ endsOn: "2023-04-30" }, "endsOn", "endBeforeStart"]],
  ],
];

test("every verb refuses strangers, other roles and what cannot be, and does its work once", async () => {
  for (const [name, input, wrong] of verbs()) {
    const stranger = person(cast.south, "mentor").credential;
    expect([name, await refusal(send(stranger, name, input))]).toMatchObject([name, { key: "notFound", status: 404 }]);
    for (const other of [person(cast.north, "finance"), cast.ministry.auditor, cast.admin])
      expect([name, await refusal(send(other.credential, name, input))]).toMatchObject([name, { status: 403 }]);
    for (const [change, field, key] of wrong)
      expect([name, field, (await refusal(send(mentor, name, { ...input, ...change }))).fields[field]]).toEqual([
        name,
        field,
        key,
      ]);
    const id = randomUUID();
    const first = await send(mentor, name, input, id);
    expect([name, await send(mentor, name, input, id)]).toEqual([name, first]);
  }
  expect(
    await one(sql`select (select name from assistants where id = ${ids.anna}) as name,
      (select count(*) from assistants where project_id = ${ids.project}) as people,
      (select count(*) from assessments where project_id = ${ids.project}) as scores,
      (select ends_on::text from post_occupancies where id = ${ids.held}) as until,
      (select fte_percent from post_occupancies where post_id = ${ids.post2}) as fte`),
  ).toEqual({ name: "Anna Nová", people: 3, scores: 1, until: "2024-09-30", fte: 50 });
});

test("a score is recorded once a phase, corrected by a change, and keeps the order of the phases", async () => {
  const record = (phase: string, assessedOn: string) =>
    send(mentor, "assessment.record", { assistantId: ids.anna, areaId: ids.area, phase, assessedOn, score: 40 });
  expect((await refusal(record("mid", "2024-05-01"))).fields).toEqual({ phase: "assessedAlready" });
  expect((await refusal(record("entry", "2024-05-02"))).fields).toEqual({ assessedOn: "phaseOrder" });
  const { assessmentId } = await record("entry", "2023-05-10");
  const change = { assessmentId, assessedOn: "2023-05-11", score: 45, note: "Opraveno podle listu." };
  expect(await refusal(send(person(cast.south, "mentor").credential, "assessment.change", change))).toMatchObject({
    key: "notFound",
  });
  expect(await refusal(send(person(cast.north, "finance").credential, "assessment.change", change))).toMatchObject({
    status: 403,
  });
  expect((await refusal(send(mentor, "assessment.change", { ...change, assessedOn: "2024-06-01" }))).fields).toEqual({
    assessedOn: "phaseOrder",
  });
  const id = randomUUID();
  await send(mentor, "assessment.change", change, id);
  await send(mentor, "assessment.change", change, id);
  expect(await one(sql`select score, assessed_on::text as day from assessments where id = ${assessmentId}`)).toEqual({
    score: 45,
    day: "2023-05-11",
  });
});

test("nobody leaves a post before the last shift that he served in it", async () => {
  const { assistantId } = await send(mentor, "assistant.add", {
    projectId: ids.project,
    name: "Cyril",
    postId: ids.post4,
    startsOn: "2024-01-01",
  });
  const own = sql`${cast.north.id}::uuid, ${ids.project}::uuid`;
  const [activity, locality, keyActivity] = [randomUUID(), randomUUID(), randomUUID()];
  await withActor({ kind: "operator" }, "write", async (tx) => {
    await tx.execute(
      sql`insert into localities (id, organisation_id, project_id, name) values (${locality}, ${own}, 'L')`,
    );
    await tx.execute(sql`insert into key_activities (id, organisation_id, project_id, code, name, starts_on, ends_on)
      values (${keyActivity}, ${own}, 'KA', 'KA', '2023-04-01', '2026-03-31')`);
    await tx.execute(sql`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes,
        locality_id, key_activity_id, author_id)
      values (${activity}, ${own}, '2024-03-05', '08:00', '16:00', 450, ${locality}, ${keyActivity},
        ${person(cast.north, "mentor").id})`);
    await tx.execute(sql`insert into activity_assistants (organisation_id, project_id, activity_id, assistant_id)
      values (${own}, ${activity}, ${assistantId})`);
  });
  const held = await one(sql`select id from post_occupancies where assistant_id = ${assistantId}`);
  const end = (endsOn: string) => send(mentor, "occupancy.end", { occupancyId: held?.id, endsOn });
  expect((await refusal(end("2024-03-04"))).fields).toEqual({ endsOn: "activitiesAfter" });
  await end("2024-03-05");
});

test("phases follow one another, the same day is enough", () => {
  const others = [
    { phase: "entry", on: "2023-05-01" },
    { phase: "exit", on: "2025-05-01" },
  ] as const;
  expect(isInOrder("mid", "2023-05-01", others)).toBe(true);
  expect(isInOrder("mid", "2023-04-30", others)).toBe(false);
  expect(isInOrder("mid", "2025-05-02", others)).toBe(false);
});
