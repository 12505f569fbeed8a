import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { plusDays } from "@/lib/domain/day";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip, type Field } from "../support/field";

let cast: Cast;
let north: Field;
let south: Field;
let mentor: Credential;
let manager: Credential;
beforeAll(async () => {
  cast = await makeCast();
  [north, south] = [await equip(cast.north), await equip(cast.south)];
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
});

/** Status, key and the names of the fields that a command is refused with. */
async function refusalOf(who: Credential, name: string, input: unknown): Promise<[number, string, string[]]> {
  const { status, key, fields } = await refusal(send(who, name, input));
  return [status, key, Object.keys(fields)];
}

const shift = (change: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  happenedOn: "2025-02-14",
  startsAt: "22:00",
  endsAt: "06:00",
  localityId: north.localityId,
  keyActivityId: north.keyActivityId,
  assistantIds: north.assistants.slice(0, 2),
  counts: [
    { kind: "patrol", count: 2 },
    { kind: "counselling", count: 5 },
  ],
  note: "Klidná směna.",
  another: true,
  ...change,
});
let days = 0;
/** A shift of a day of its own, so that no two lie over each other. */
const log = async (change: Record<string, unknown> = {}): Promise<string> => {
  days += 2;
  const input = shift({ happenedOn: plusDays("2024-05-01", days), ...change });
  return (await send<{ activityId: string }>(mentor, "activity.log", input)).activityId;
};

type Stored = { state: string; minutes: number; note: string; people: number; counts: number; decisions: string[] };
async function stored(id: string): Promise<Stored | undefined> {
  const [row] = await withActor(manager, "read", (tx) =>
    tx.execute<Stored>(sql`
      select a.state, a.minutes, coalesce((select note from activity_notes where activity_id = a.id), '') as note,
        (select count(*) from activity_assistants where activity_id = a.id)::int as people,
        (select coalesce(sum(count), 0) from activity_counts where activity_id = a.id)::int as counts,
        (select coalesce(jsonb_agg(decision order by decided_at), '[]') from activity_decisions where activity_id = a.id) as decisions
      from activities a where a.id = ${id}`),
  );
  return row;
}

test("a shift is logged as a draft, changed, submitted, returned, mended and approved", async () => {
  const activityId = await log();
  expect(await stored(activityId)).toEqual({
    state: "draft",
    minutes: 450,
    note: "Klidná směna.",
    people: 2,
    counts: 7,
    decisions: [],
  });
  await send(
    mentor,
    "activity.log",
    shift({
      activityId,
      assistantIds: north.assistants,
      counts: [{ kind: "patrol", count: 4 }],
      endsAt: "02:00",
      note: "",
    }),
  );
  expect(await stored(activityId)).toEqual({
    state: "draft",
    minutes: 240,
    note: "",
    people: 3,
    counts: 4,
    decisions: [],
  });
  await send(mentor, "activity.submit", { activityId });
  await send(manager, "activity.return", { activityId, reason: "counts", note: "Nesouhlasí s docházkou." });
  expect((await stored(activityId))?.state).toBe("returned");
  await send(mentor, "activity.log", shift({ activityId, counts: [{ kind: "patrol", count: 3 }], submit: true }));
  await send(manager, "activity.approve", { activities: [{ activityId }] });
  expect(await stored(activityId)).toMatchObject({
    state: "approved",
    counts: 3,
    decisions: ["submitted", "returned", "submitted", "approved"],
  });
});

test("logging and submitting is one command", async () => {
  const activityId = randomUUID();
  expect(await send(mentor, "activity.log", shift({ activityId, submit: true }))).toMatchObject({
    activityId,
    state: "submitted",
  });
  expect(await stored(activityId)).toMatchObject({ state: "submitted", decisions: ["submitted"] });
});

test("every change is in the audit log under its command", async () => {
  const activityId = await log();
  const entries = await withActor(cast.ministry.auditor.credential, "read", (tx) =>
    tx.execute<{ action: string; tables: string[] }>(sql`
      select action, jsonb_agg(distinct table_name order by table_name) as tables from audit_entries
      where command_id = (select e.command_id from audit_entries e where e.row_id = ${activityId} limit 1) group by action`),
  );
  expect(entries).toEqual([
    { action: "activity.log", tables: ["activities", "activity_assistants", "activity_counts", "activity_notes"] },
  ]);
});

test("the same command twice changes nothing more, another content under its id is refused", async () => {
  const id = randomUUID();
  const first = await send(mentor, "activity.log", shift(), id);
  expect(await send(mentor, "activity.log", shift(), id)).toEqual(first);
  await expect(send(mentor, "activity.log", shift({ note: "jiná" }), id)).rejects.toMatchObject({
    status: 409,
    key: "commandReused",
  });
});

test("a stranger's project and activity are not found", async () => {
  const activityId = await log({ submit: true });
  const strangerMentor = person(cast.south, "mentor").credential;
  const strangerManager = person(cast.south, "manager").credential;
  const nothing = [404, "notFound", []];
  expect(await refusalOf(strangerMentor, "activity.log", shift())).toEqual(nothing);
  const own = {
    projectId: cast.south.projectId,
    localityId: south.localityId,
    keyActivityId: south.keyActivityId,
    assistantIds: south.assistants,
  };
  expect(await refusalOf(strangerMentor, "activity.log", shift({ ...own, activityId }))).toEqual(nothing);
  expect(await refusalOf(strangerMentor, "activity.submit", { activityId })).toEqual(nothing);
  expect(await refusalOf(strangerMentor, "activity.delete", { activityId })).toEqual(nothing);
  expect(await refusalOf(strangerManager, "activity.return", { activityId, reason: "other", note: "x" })).toEqual(
    nothing,
  );
  const mine = (await send(strangerMentor, "activity.log", shift({ ...own, submit: true }))).activityId;
  expect(
    await refusalOf(strangerManager, "activity.approve", { activities: [{ activityId: mine }, { activityId }] }),
  ).toEqual(nothing);
  expect(await stored(activityId)).toMatchObject({ state: "submitted", decisions: ["submitted"] });
});

test("people and places of another city are not offered", async () => {
  expect(
    await refusalOf(
      mentor,
      "activity.log",
      shift({ localityId: south.localityId, keyActivityId: south.keyActivityId, assistantIds: south.assistants }),
    ),
  ).toEqual([422, "invalidInput", ["localityId", "keyActivityId", "assistantIds"]]);
  expect(await refusalOf(mentor, "activity.log", shift({ assistantIds: [north.left] }))).toEqual([
    422,
    "invalidInput",
    ["assistantIds"],
  ]);
  expect(await log({ assistantIds: [north.left], happenedOn: "2024-01-31" })).toBeTruthy();
});

test("roles without the right are refused before anything is looked up", async () => {
  const activityId = await log({ submit: true });
  const finance = person(cast.north, "finance").credential;
  const auditor = cast.ministry.auditor.credential;
  for (const who of [finance, auditor]) {
    expect((await refusalOf(who, "activity.log", shift()))[0]).toBe(403);
    expect((await refusalOf(who, "activity.submit", { activityId }))[0]).toBe(403);
    expect((await refusalOf(who, "activity.delete", { activityId: randomUUID() }))[0]).toBe(403);
  }
  expect((await refusalOf(mentor, "activity.approve", { activities: [{ activityId }] }))[0]).toBe(403);
  expect((await refusalOf(mentor, "activity.return", { activityId, reason: "other", note: "x" }))[0]).toBe(403);
});

test("a wrong state is a conflict", async () => {
  const conflict = [409, "activityWrongState", []];
  const draft = await log();
  expect(await refusalOf(manager, "activity.approve", { activities: [{ activityId: draft }] })).toEqual(conflict);
  expect(await refusalOf(manager, "activity.return", { activityId: draft, reason: "other", note: "x" })).toEqual(
    conflict,
  );
  const submitted = await log({ submit: true });
  expect(await refusalOf(mentor, "activity.submit", { activityId: submitted })).toEqual(conflict);
  expect(await refusalOf(mentor, "activity.delete", { activityId: submitted })).toEqual(conflict);
  expect(await refusalOf(mentor, "activity.log", shift({ activityId: submitted }))).toEqual(conflict);
  expect(
    await refusalOf(manager, "activity.approve", { activities: [{ activityId: submitted }, { activityId: draft }] }),
  ).toEqual(conflict);
  expect((await stored(submitted))?.state).toBe("submitted");
});

test("nobody approves what he logged or submitted himself, not even by SQL", async () => {
  const own = (await send(manager, "activity.log", shift({ submit: true }))).activityId;
  const others = await log({ submit: true });
  expect(
    await refusalOf(manager, "activity.approve", { activities: [{ activityId: others }, { activityId: own }] }),
  ).toEqual([403, "ownRecord", []]);
  expect((await stored(others))?.state).toBe("submitted");
  const sent = await log();
  await send(manager, "activity.submit", { activityId: sent });
  expect(await refusalOf(manager, "activity.approve", { activities: [{ activityId: sent }] })).toEqual([
    403,
    "ownRecord",
    [],
  ]);
  await send(manager, "activity.return", { activityId: own, reason: "other", note: "Doplním." });
  const past = withActor(manager, "write", (tx, me) =>
    tx.execute(sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
      select organisation_id, project_id, id, 'approved', ${me.userId}::uuid from activities where id = ${own}`),
  );
  await expect(past).rejects.toMatchObject({ cause: { constraint_name: "four_eyes" } });
  await send(manager, "activity.approve", { activities: [{ activityId: others }] });
});

test("nor by submitting and approving at the same moment", async () => {
  for (let round = 0; round < 12; round += 1) {
    const activityId = await log({ submit: true });
    await send(manager, "activity.return", { activityId, reason: "other", note: "Doplňte." });
    await Promise.allSettled([
      send(manager, "activity.submit", { activityId }),
      ...[1, 2, 3].map(() => send(manager, "activity.approve", { activities: [{ activityId }] })),
    ]);
    expect((await stored(activityId))?.state).toBe("submitted");
  }
});

test("in a closed project nothing is decided, submitted, deleted or written", async () => {
  const [draft, submitted] = [await log(), await log({ submit: true })];
  const set = (state: string, on: string | null) =>
    withActor(manager, "write", (tx) =>
      tx.execute(sql`update projects set state = ${state}, closed_on = ${on} where id = ${cast.north.projectId}`),
    );
  await set("closed", "2025-02-14");
  const closed = [409, "projectClosed", []];
  expect(await refusalOf(mentor, "activity.log", shift())).toEqual(closed);
  expect(await refusalOf(mentor, "activity.submit", { activityId: draft })).toEqual(closed);
  expect(await refusalOf(mentor, "activity.delete", { activityId: draft })).toEqual(closed);
  expect(await refusalOf(manager, "activity.approve", { activities: [{ activityId: submitted }] })).toEqual(closed);
  const back = { activityId: submitted, reason: "other", note: "x" };
  expect(await refusalOf(manager, "activity.return", back)).toEqual(closed);
  await set("running", null);
});

test("a draft may be half empty, submitting it is refused with what is missing", async () => {
  const activityId = await log({ assistantIds: [], counts: [] });
  expect(await refusalOf(mentor, "activity.submit", { activityId })).toEqual([
    422,
    "activityIncomplete",
    ["assistantIds", "counts"],
  ]);
  await send(mentor, "activity.delete", { activityId });
  expect(await stored(activityId)).toBeUndefined();
});

test("a return needs a coded reason and a text", async () => {
  const activityId = await log({ submit: true });
  expect(await refusalOf(manager, "activity.return", { activityId, reason: "nelíbí", note: "x" })).toEqual([
    422,
    "invalidInput",
    ["reason"],
  ]);
  expect(await refusalOf(manager, "activity.return", { activityId, reason: "other", note: "  " })).toEqual([
    422,
    "invalidInput",
    ["note"],
  ]);
});

test("of two who approve the same shift at once one wins and the other is told", async () => {
  const ids = [await log({ submit: true }), await log({ submit: true })];
  const outcomes = await Promise.allSettled([
    send(manager, "activity.approve", { activities: ids.map((activityId) => ({ activityId })) }),
    send(manager, "activity.approve", { activities: [...ids].reverse().map((activityId) => ({ activityId })) }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  for (const id of ids) expect((await stored(id))?.decisions).toEqual(["submitted", "approved"]);
});
