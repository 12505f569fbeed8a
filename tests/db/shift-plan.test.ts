import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { readShiftPlan } from "@/server/views/shift-plan";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
let mentor: Credential;
let manager: Credential;
const slug = `t-${randomUUID().slice(0, 8)}`;
const ids: Record<string, string> = {};
const look = (week: string) => withActor(mentor, "read", (tx) => readShiftPlan(tx, slug, week, "2024-06-12"));
const inLog = (id: string | undefined) =>
  withActor(manager, "read", (tx) =>
    tx.execute<{ op: string }>(
      sql`select op from audit_entries where table_name = 'planned_shifts' and row_id = ${id} order by id`,
    ),
  );

beforeAll(async () => {
  cast = await makeCast();
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  ids.project =
    (
      await send(manager, "project.create", {
        organisationId: cast.north.id,
        slug,
        name: "Projekt",
        beneficiary: "město",
        startsOn: "2023-04-01",
        endsOn: "2026-03-31",
        totalHalere: 1000,
        assistants: 2,
        trainingAreas: ["mediace"],
      })
    ).projectId ?? "";
  ids.place = (await send(manager, "locality.add", { projectId: ids.project, name: "Sever" })).localityId ?? "";
  const posts = await withActor(manager, "read", (tx) =>
    tx.execute<{ id: string }>(sql`select id from posts where project_id = ${ids.project} order by number`),
  );
  for (const [index, name] of ["Anna", "Bára"].entries())
    ids[name] =
      (
        await send(mentor, "assistant.add", {
          projectId: ids.project,
          name,
          postId: posts[index]?.id,
          startsOn: "2024-01-01",
        })
      ).assistantId ?? "";
});

const shift = (over = {}) => ({
  projectId: ids.project,
  plannedOn: "2024-06-10",
  startsAt: "07:00",
  endsAt: "15:00",
  localityId: ids.place,
  assistantIds: [ids.Anna, ids.Bára],
  task: "U školy",
  ...over,
});

test("a shift is planned, planned otherwise and taken out; strangers and other roles do not, and the same twice is one", async () => {
  const id = randomUUID();
  const added = await send(mentor, "planned-shift.add", shift(), id);
  expect(await send(mentor, "planned-shift.add", shift(), id)).toEqual(added);
  const { plannedShiftId } = added;
  const week = await look("2024-06-12");
  expect(week?.days[0]?.shifts).toMatchObject([
    { id: plannedShiftId, startsAt: "07:00", endsAt: "15:00", breakMinutes: 30, task: "U školy", state: "open" },
  ]);
  expect(await refusal(send(mentor, "planned-shift.add", shift({ startsAt: "14:00", endsAt: "22:00" })))).toEqual({
    key: "invalidInput",
    status: 422,
    fields: { assistantIds: "plannedElsewhere" },
  });
  const { projectId: _, ...rest } = shift({ endsAt: "13:00", assistantIds: [ids.Anna] });
  const changed = { ...rest, plannedShiftId };
  for (const [who, status] of [
    [person(cast.north, "finance").credential, 403],
    [person(cast.south, "mentor").credential, 404],
  ] as const) {
    expect(await refusal(send(who, "planned-shift.add", shift()))).toMatchObject({ status });
    expect(await refusal(send(who, "planned-shift.change", { ...changed, version: "1" }))).toMatchObject({ status });
    expect(await refusal(send(who, "planned-shift.remove", { plannedShiftId, version: "1" }))).toMatchObject({
      status,
    });
    expect(
      await refusal(
        send(who, "planned-day.change", { projectId: ids.project, plannedOn: "2024-06-10", priorities: "Škola" }),
      ),
    ).toMatchObject({ status });
    expect(
      await refusal(send(who, "planned-week.copy", { projectId: ids.project, from: "2024-06-10", to: "2024-06-17" })),
    ).toMatchObject({ status });
  }
  const stale = week?.days[0]?.shifts[0]?.version;
  const command = randomUUID();
  const once = await send(mentor, "planned-shift.change", changed, command);
  expect(await send(mentor, "planned-shift.change", changed, command)).toEqual(once);
  expect(await refusal(send(mentor, "planned-shift.change", { ...changed, version: stale }))).toMatchObject({
    key: "changedMeanwhile",
    status: 409,
  });
  const after = await look("2024-06-10");
  expect(after?.days[0]?.shifts).toMatchObject([{ endsAt: "13:00", people: [ids.Anna], breakMinutes: 0 }]);
  expect(after?.days[0]?.free).toEqual([ids.Bára]);
  await send(mentor, "planned-shift.remove", { plannedShiftId });
  expect((await look("2024-06-10"))?.days[0]?.shifts).toEqual([]);
  expect((await inLog(plannedShiftId)).map(({ op }) => op)).toEqual(["insert", "update", "delete"]);
});

test("what matters on a day is said, changed by who saw it, and taken back", async () => {
  const day = { projectId: ids.project, plannedOn: "2024-06-11" };
  await send(mentor, "planned-day.change", { ...day, priorities: "Odvoz odpadu" });
  const said = (await look("2024-06-11"))?.days[1]?.note;
  expect(said?.priorities).toBe("Odvoz odpadu");
  expect(await refusal(send(mentor, "planned-day.change", { ...day, priorities: "Jiné" }))).toMatchObject({
    fields: { version: "versionNeeded" },
    status: 422,
  });
  await send(manager, "planned-day.change", { ...day, priorities: "Jiné", version: said?.version });
  expect(
    await refusal(send(mentor, "planned-day.change", { ...day, priorities: "", version: said?.version })),
  ).toMatchObject({ status: 409 });
  const now = (await look("2024-06-11"))?.days[1]?.note;
  await send(mentor, "planned-day.change", { ...day, priorities: "", version: now?.version });
  expect((await look("2024-06-11"))?.days[1]?.note).toBeUndefined();
  expect(
    await refusal(
      send(mentor, "planned-day.change", { projectId: ids.project, plannedOn: "2026-04-01", priorities: "Po konci" }),
    ),
  ).toMatchObject({ fields: { plannedOn: "outsideProjectDays" } });
});

test("a week is copied once, whoever presses twice; who is away is told before and left out", async () => {
  for (const plannedOn of ["2024-06-17", "2024-06-18"]) await send(mentor, "planned-shift.add", shift({ plannedOn }));
  await send(mentor, "leave.start", {
    assistantId: ids.Bára,
    kind: "sick",
    startsOn: "2024-06-25",
    endsOn: "2024-07-20",
  });
  const offered = (await look("2024-06-24"))?.copy;
  expect(offered?.left).toEqual([{ on: "2024-06-25", personId: ids.Bára, reason: "leave" }]);
  const copy = { projectId: ids.project, from: "2024-06-19", to: "2024-06-24" };
  const [first, second] = await Promise.all([
    send<{ copied: number }>(mentor, "planned-week.copy", copy),
    send<{ copied: number }>(manager, "planned-week.copy", copy),
  ]);
  expect(first.copied + second.copied).toBe(2);
  const week = await look("2024-06-24");
  expect(week?.days.map(({ shifts }) => shifts.map(({ people }) => people))).toEqual([
    [[ids.Anna, ids.Bára].sort()],
    [[ids.Anna]],
    [],
    [],
    [],
    [],
    [],
  ]);
  expect(week?.days[1]?.away).toEqual([ids.Bára]);
  expect((await look("2024-06-17"))?.days.flatMap(({ shifts }) => shifts)).toHaveLength(2);
  expect(await refusal(send(mentor, "planned-week.copy", { ...copy, to: "2024-06-23" }))).toMatchObject({
    fields: { to: "sameWeek" },
  });
});

test("two who plan one person at the same time do not put him in two places", async () => {
  const tries = await Promise.allSettled(
    [mentor, manager].map((who) =>
      send(who, "planned-shift.add", shift({ plannedOn: "2024-07-22", assistantIds: [ids.Anna] })),
    ),
  );
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a closed project is not planned", async () => {
  await send(manager, "project.close", { projectId: ids.project, closedOn: "2025-01-31", closingNote: "Konec" });
  expect(await refusal(send(mentor, "planned-shift.add", shift({ plannedOn: "2024-08-01" })))).toMatchObject({
    key: "projectClosed",
    status: 409,
  });
});
