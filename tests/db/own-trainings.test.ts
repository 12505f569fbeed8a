import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { listTrainings } from "@/db/queries/trainings";
import { supportHours } from "@/lib/domain/training";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
let mentor: Credential;
let manager: Credential;
const ids: Record<string, string> = {};
const record = (asOf = "2025-02-15") => withActor(mentor, "read", (tx) => listTrainings(tx, ids.project ?? "", asOf));

beforeAll(async () => {
  cast = await makeCast();
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  const { projectId } = await send(manager, "project.create", {
    organisationId: cast.north.id,
    slug: `t-${randomUUID().slice(0, 8)}`,
    name: "Projekt",
    beneficiary: "město",
    startsOn: "2023-04-01",
    endsOn: "2026-03-31",
    totalHalere: 1000,
    assistants: 2,
    trainingAreas: ["mediace", "právo"],
  });
  ids.project = projectId ?? "";
  const [found] = await withActor(manager, "read", (tx) =>
    tx.execute<{ posts: string[]; areas: string[] }>(sql`
      select (select jsonb_agg(id order by number) from posts where project_id = ${projectId}) as posts,
        (select jsonb_agg(id order by number) from training_areas where project_id = ${projectId}) as areas`),
  );
  [ids.mediation, ids.law] = [found?.areas[0] ?? "", found?.areas[1] ?? ""];
  for (const [index, name] of ["Anna", "Bára"].entries())
    ids[name] =
      (
        await send(mentor, "assistant.add", {
          projectId,
          name,
          postId: found?.posts[index],
          startsOn: index === 0 ? "2023-04-01" : "2024-06-01",
        })
      ).assistantId ?? "";
});

const course = (over = {}) => ({
  projectId: ids.project,
  title: "Mediace v praxi",
  provider: "krajská agentura",
  startsOn: "2024-09-10",
  endsOn: "2024-09-11",
  parts: [
    { areaId: ids.mediation, minutes: 600 },
    { areaId: ids.law, minutes: 120 },
    { areaId: null, minutes: 0 },
  ],
  assistantIds: [ids.Anna, ids.Bára],
  ...over,
});

test("a training is recorded with who attended, corrected and taken out; others do not, and the same twice is one", async () => {
  const command = randomUUID();
  const once = await send(mentor, "training.record", course(), command);
  expect(await send(mentor, "training.record", course(), command)).toEqual(once);
  const rows = await record();
  expect(rows.map(({ name, minutes, counts, kind, source }) => [name, minutes, counts, kind, source])).toEqual([
    ["Anna", 720, true, "training", "own"],
    ["Bára", 720, true, "training", "own"],
  ]);
  expect(rows[0]?.parts.map(({ area, minutes }) => [area, minutes])).toEqual([
    [1, 600],
    [2, 120],
  ]);
  const [trainingId, version] = [rows[0]?.trainingId, rows[0]?.version];
  const { projectId: _, ...rest } = course({ kind: "supervision", form: "electronic", assistantIds: [ids.Anna] });
  const changed = { ...rest, trainingId, parts: [{ areaId: null, minutes: 180 }] };
  for (const [who, status] of [
    [person(cast.north, "finance").credential, 403],
    [person(cast.south, "mentor").credential, 404],
  ] as const) {
    expect(await refusal(send(who, "training.record", course({ title: "Jiné" })))).toMatchObject({ status });
    expect(await refusal(send(who, "training.change", { ...changed, version: "1" }))).toMatchObject({ status });
    expect(await refusal(send(who, "training.remove", { trainingId, version: "1" }))).toMatchObject({ status });
  }
  await send(mentor, "training.change", changed);
  expect(await refusal(send(mentor, "training.change", { ...changed, version }))).toMatchObject({
    key: "changedMeanwhile",
    status: 409,
  });
  const after = await record();
  expect(after.map(({ name, minutes, form, kind }) => [name, minutes, form, kind])).toEqual([
    ["Anna", 180, "electronic", "supervision"],
  ]);
  expect(supportHours(after)).toMatchObject([{ name: "Anna", present: 0, electronic: 180, leftOut: 0 }]);
  await send(mentor, "training.remove", { trainingId });
  expect(await record()).toEqual([]);
});

test("what cannot be is said at its field, and nothing is written", async () => {
  const wrong: [over: object, field: string, key: string][] = [
    [{ parts: [] }, "parts", "minutesNeeded"],
    [
      {
        parts: [
          { areaId: ids.law, minutes: 60 },
          { areaId: ids.law, minutes: 30 },
        ],
      },
      "parts",
      "areaTwice",
    ],
    [{ parts: [{ areaId: randomUUID(), minutes: 60 }] }, "parts", "areaMissing"],
    [{ assistantIds: [] }, "assistantIds", "assistantsNeeded"],
    [{ assistantIds: [ids.Anna, ids.Anna] }, "assistantIds", "assistantTwice"],
    [{ startsOn: "2024-02-01", endsOn: null }, "assistantIds", "assistantNotInPost"],
    [{ endsOn: "2024-09-09" }, "endsOn", "endBeforeStart"],
    [{ startsOn: "2099-01-01", endsOn: null }, "startsOn", "dayAhead"],
    [{ startsOn: "2023-03-30", endsOn: "2023-03-31", assistantIds: [ids.Anna] }, "startsOn", "outsideProjectDays"],
    [{ title: " " }, "title", "required"],
  ];
  for (const [over, field, key] of wrong)
    expect(await refusal(send(mentor, "training.record", course(over)))).toMatchObject({
      status: 422,
      fields: { [field]: key },
    });
  expect(await record()).toEqual([]);
});

test("the same training of a day is recorded once; of two who record it at the same time one is told", async () => {
  const tries = await Promise.allSettled(
    [mentor, manager].map((who) => send(who, "training.record", course({ title: "Právní minimum" }))),
  );
  const done = tries.filter(({ status }) => status === "fulfilled").length;
  expect(done).toBe(1);
  expect(await refusal(send(mentor, "training.record", course({ title: " právní MINIMUM " })))).toMatchObject({
    fields: { title: "trainingTwice" },
  });
});

test("a decision on the hours is told from its day on, not before", async () => {
  const [row] = (await record("2099-01-01")).filter(({ name }) => name === "Anna");
  await send(mentor, "training.support", {
    trainingId: row?.trainingId,
    assistantId: row?.assistantId,
    counts: false,
    note: "Platil to někdo jiný.",
    seen: "none",
  });
  const counted = async (asOf: string) => (await record(asOf)).find(({ name }) => name === "Anna")?.counts;
  expect(await counted("2099-01-01")).toBe(false);
  expect(await counted("2024-12-31")).toBe(true);
});

test("a closed project records none", async () => {
  await send(manager, "project.close", { projectId: ids.project, closedOn: "2025-01-31", closingNote: "Konec" });
  expect(await refusal(send(mentor, "training.record", course({ title: "Po konci" })))).toMatchObject({
    key: "projectClosed",
    status: 409,
  });
});
