import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "@/db/accounts/sign-in";
import { type Credential, withActor } from "@/db/gate";
import { changeView } from "@/db/mutations/delegations";
import { findActivity } from "@/db/queries/activities";
import { listActivities } from "@/db/queries/activity-list";
import { type ActivityRecord, listActivityRecords } from "@/db/queries/project-records";
import { plusDays } from "@/lib/domain/day";
import { rememberedAnswer } from "@/server/api";
import { type Cast, makeCast, password, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip, type Field } from "../support/field";
import { said } from "../support/said";

let cast: Cast;
let field: Field;
let mentor: Credential;
let manager: Credential;
let finance: Credential;
/** A mentor of the same city who wrote nothing, and a manager of the one project. */
let colleague: Credential;
let ofProject: Credential;
const operator: Credential = { kind: "operator" };
const asOperator = (statement: SQL) =>
  withActor(operator, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.fill" });

beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  finance = person(cast.north, "finance").credential;
  colleague = person(cast.south, "mentor").credential;
  ofProject = person(cast.south, "finance").credential;
  await asOperator(sql`insert into role_assignments (organisation_id, user_id, role, project_id, valid_from) values
    (${cast.north.id}, ${person(cast.south, "mentor").id}, 'mentor', null, '2020-01-01'),
    (${cast.north.id}, ${person(cast.south, "finance").id}, 'manager', ${cast.north.projectId}, '2020-01-01')`);
}, 60_000);

const shift = (more: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  happenedOn: "2025-02-14",
  startsAt: "07:00",
  endsAt: "15:00",
  localityId: field.localityId,
  keyActivityId: field.keyActivityId,
  assistantIds: field.assistants.slice(0, 1),
  counts: [{ kind: "counselling", count: 2 }],
  ...more,
});
/** The day of each shift, so that no two lie over each other. */
const dayOf = new Map<string, string>();
const log = async (more: Record<string, unknown> = {}) => {
  const happenedOn = plusDays("2024-05-01", dayOf.size);
  const { activityId } = await send<{ activityId: string }>(mentor, "activity.log", shift({ happenedOn, ...more }));
  dayOf.set(activityId, happenedOn);
  return activityId;
};
const changed = (activityId: string, more: Record<string, unknown> = {}) =>
  shift({ activityId, happenedOn: dayOf.get(activityId), ...more });
const approve = (activityId: string) => send(manager, "activity.approve", { activities: [{ activityId }] });
const back = (activityId: string) =>
  send(manager, "activity.return", { activityId, reason: "other", note: "Bez jmen, prosím." });
/** The version of a record in the eyes of who looks. */
const versionFor = async (who: Credential, activityId: string) =>
  (await withActor(who, "read", (tx) => findActivity(tx, cast.north.slug, activityId, "cs")))?.version;

/** A session of somebody, to look otherwise in it. */
async function sessionOf(email: string) {
  const entered = await signIn(email, password);
  if (!("token" in entered)) throw new Error(`${email} cannot sign in`);
  return { kind: "session", token: entered.token } as const;
}
/** A text that stands nowhere else. */

/** The note in the table, on the list, on the page and in the API, as somebody reads it; each of them the same. */
async function readNote(who: Credential, activityId: string): Promise<string | null | undefined> {
  const { slug, projectId } = cast.north;
  const ask = { projectId, filter: {}, asOf: "2025-02-15", today: "2025-02-15", locale: "cs" as const };
  const [rows, list, page, api] = await withActor(who, "read", (tx) =>
    Promise.all([
      tx.execute<{ note: string }>(sql`select note from activity_notes where activity_id = ${activityId}`),
      listActivities(tx, ask, null),
      findActivity(tx, slug, activityId, "cs"),
      listActivityRecords(tx, slug, "2025-02-15", null, 200),
    ]),
  );
  const shown = page?.note;
  expect(list.find(({ id }) => id === activityId)?.note).toBe(shown);
  expect(api.find(({ id }) => id === activityId)?.note).toBe(shown);
  expect(rows[0]?.note).toBe(shown || undefined);
  return shown;
}

const everybody = (): Record<string, Credential> => ({
  mentor,
  manager,
  ofProject,
  colleague,
  finance,
  dpo: person(cast.north, "dpo").credential,
  auditor: cast.ministry.auditor.credential,
  admin: cast.admin.credential,
  stranger: person(cast.south, "manager").credential,
});
const readBy = async (activityId: string) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(everybody()).map(async ([name, who]) => [name, await readNote(who, activityId)] as const),
    ),
  );
const kept = (note: string) => ({
  mentor: note,
  manager: note,
  ofProject: note,
  colleague: null,
  finance: null,
  dpo: null,
  auditor: null,
  admin: null,
  stranger: undefined,
});
const open = (note: string) => ({
  ...Object.fromEntries(Object.keys(kept(note)).map((name) => [name, note])),
  stranger: undefined,
});

test("until a shift is approved its note is read by its author and by who approves; then by whoever sees the shift", async () => {
  const note = said();
  const activityId = await log({ note });
  expect(["draft", await readBy(activityId)]).toEqual(["draft", kept(note)]);
  await send(mentor, "activity.submit", { activityId });
  expect(["submitted", await readBy(activityId)]).toEqual(["submitted", kept(note)]);
  await back(activityId);
  expect(["returned", await readBy(activityId)]).toEqual(["returned", kept(note)]);
  await send(mentor, "activity.submit", { activityId });
  await approve(activityId);
  expect(["approved", await readBy(activityId)]).toEqual(["approved", open(note)]);
  // No command takes an approval back; whoever does it behind the product closes the note again.
  await asOperator(sql`update activities set state = 'returned' where id = ${activityId}`);
  expect(["taken back", await readBy(activityId)]).toEqual(["taken back", kept(note)]);
});

test("a shift without a note looks the same as one whose note is kept, and says so once it is approved", async () => {
  const activityId = await log({ submit: true });
  expect(await readBy(activityId)).toEqual(kept(""));
  await approve(activityId);
  expect(await readBy(activityId)).toEqual(open(""));
});

test("what the interface remembers for one reader is given to no other, whoever asks first", async () => {
  const note = said();
  const activityId = await log({ note, submit: true });
  const { slug } = cast.north;
  const answered = async (who: Credential) => {
    const text = await rememberedAnswer(who, slug, "the same address", (tx) =>
      listActivityRecords(tx, slug, "2025-02-15", null, 200),
    );
    const rows: ActivityRecord[] | null = JSON.parse(text ?? "null");
    return rows?.find(({ id }) => id === activityId)?.note;
  };
  for (const first of ["manager", "finance"] as const)
    for (const name of [first, ...Object.keys(everybody())])
      expect([first, name, await answered(everybody()[name] ?? operator)]).toEqual([
        first,
        name,
        Object.entries(kept(note)).find(([one]) => one === name)?.[1],
      ]);
  const viewed = await changeView(await sessionOf(cast.admin.email), {
    role: "manager",
    organisationId: cast.north.id,
  });
  expect(await answered({ kind: "session", token: viewed })).toBeNull();
  await approve(activityId);
  expect(await answered(finance)).toBe(note);
});

test("a deputy reads what the person reads for whom he stands in", async () => {
  const note = said();
  const activityId = await log({ note, submit: true });
  const deputy = person(cast.north, "dpo");
  const [now] = await asOperator(sql`select sec.rights_day()::text as day`);
  const stand = async (role: "mentor" | "manager" | "finance") => {
    const { delegationId = "" } = await send(person(cast.north, role).credential, "delegation.add", {
      organisationId: cast.north.id,
      principalId: person(cast.north, role).id,
      deputyId: deputy.id,
      validFrom: now?.day,
      validTo: now?.day,
      reason: "dovolená",
    });
    const token = await changeView(await sessionOf(deputy.email), { delegationId });
    return readNote({ kind: "session", token }, activityId);
  };
  expect([await stand("mentor"), await stand("manager"), await stand("finance")]).toEqual([note, note, null]);
});

test("who may change a shift but not read its note leaves it; what he writes himself, the author reads too", async () => {
  const note = said();
  const activityId = await log({ note });
  const notes = () => asOperator(sql`select 1 from activity_notes where activity_id = ${activityId}`);
  const change = async (id: string, more: Record<string, unknown>) =>
    send(colleague, "activity.log", changed(id, { version: await versionFor(colleague, id), ...more }));
  await change(activityId, { counts: [{ kind: "counselling", count: 3 }] });
  expect(await readBy(activityId)).toEqual(kept(note));
  expect(await refusal(change(activityId, { note: "Jinak." }))).toMatchObject({
    status: 422,
    fields: { note: "noteOfAnother" },
  });
  expect(await readNote(manager, activityId)).toBe(note);
  const bare = await log();
  await change(bare, { note });
  expect(await readBy(bare)).toEqual({ ...kept(note), colleague: note });
  expect(await notes()).toHaveLength(1);
  await send(colleague, "activity.delete", { activityId });
  expect(await notes()).toHaveLength(0);
});

test("a note that changed after somebody looked stops his decision, also when it was changed past the commands", async () => {
  const outdated = { key: "changedMeanwhile", status: 409 };
  const activityId = await log({ note: said() });
  const seen = await versionFor(manager, activityId);
  const raw = (statement: SQL) =>
    withActor(mentor, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.raw" });
  await raw(sql`update activity_notes set note = 'Jinak.' where activity_id = ${activityId}`);
  const changed = await versionFor(manager, activityId);
  await raw(sql`delete from activity_notes where activity_id = ${activityId}`);
  const gone = await versionFor(manager, activityId);
  await raw(sql`insert into activity_notes (organisation_id, project_id, activity_id, note)
    select organisation_id, project_id, id, 'Znovu.' from activities where id = ${activityId}`);
  const anew = await versionFor(manager, activityId);
  expect(new Set([seen, changed, gone, anew]).size).toBe(4);
  expect(await refusal(send(manager, "activity.submit", { activityId, version: gone }))).toMatchObject(outdated);
});

test("as the role of run time a mentor opens no note, hands none to others and changes none that was handed in", async () => {
  const draft = await log({ note: said() });
  const waits = await log({ note: said(), submit: true });
  const bare = await log({ submit: true });
  const refused: [string, SQL][] = [
    ["opened", sql`update activity_notes set approved = true where activity_id = ${draft}`],
    ["given away", sql`update activity_notes set author_ids = '{}' where activity_id = ${draft}`],
    ["moved", sql`update activity_notes set activity_id = ${bare} where activity_id = ${draft}`],
    ["changed", sql`update activity_notes set note = 'x' where activity_id = ${waits}`],
    ["taken away", sql`delete from activity_notes where activity_id = ${waits}`],
    [
      "added",
      sql`insert into activity_notes (organisation_id, project_id, activity_id, note)
      select organisation_id, project_id, id, 'x' from activities where id = ${bare}`,
    ],
  ];
  for (const [what, statement] of refused) {
    const work = withActor(mentor, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.raw" });
    expect([
      what,
      await work.then(
        () => "let in",
        (error) => error.cause?.code,
      ),
    ]).toEqual([what, "42501"]);
  }
  const other = await log();
  await withActor(
    mentor,
    "write",
    (tx) =>
      tx.execute(sql`insert into activity_notes (organisation_id, project_id, activity_id, note, approved, author_ids)
        select organisation_id, project_id, id, 'Otevřená.', true, array[${person(cast.north, "finance").id}::uuid] from activities where id = ${other}`),
    { id: randomUUID(), name: "test.raw" },
  );
  expect(await readBy(other)).toEqual(kept("Otevřená."));
});

test("who writes or takes away a note has written in its shift and does not approve it; who approves has not", async () => {
  const own = { key: "ownRecord", status: 403 };
  const activityId = await log({ note: said() });
  await send(manager, "activity.log", changed(activityId, { note: "" }));
  await send(mentor, "activity.submit", { activityId });
  expect(await refusal(approve(activityId))).toMatchObject(own);
  const other = await log({ note: said(), submit: true });
  await approve(other);
  const [writers] = await asOperator(
    sql`select array_agg(user_id) as ids from record_writers where activity_id = ${other}`,
  );
  expect(writers?.ids).toEqual([person(cast.north, "mentor").id]);
});
