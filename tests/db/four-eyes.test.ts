import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { sqlState } from "@/db/failure";
import { type Credential, withActor } from "@/db/gate";
import { findActivity } from "@/db/queries/activities";
import { listMeasurements } from "@/db/queries/indicator";
import { fillWriters } from "@/db/reference/writers";
import { plusDays } from "@/lib/domain/day";
import { attachFile, type FileSubject } from "../support/attach";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip, type Field } from "../support/field";
import { measuredIndicator, row } from "../support/project";

let cast: Cast;
let field: Field;
let mentor: Credential;
let manager: Credential;
let finance: Credential;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  finance = person(cast.north, "finance").credential;
});

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
let days = 0;
/** A shift of a day of its own, so that no two lie over each other. */
const log = async (more: Record<string, unknown> = {}) => {
  days += 1;
  const input = shift({ happenedOn: plusDays("2024-05-01", days), ...more });
  return (await send<{ activityId: string }>(mentor, "activity.log", input)).activityId;
};
const attach = (who: Credential, subject: FileSubject) => attachFile(who, cast.north.projectId, subject);
const approve = (activityId: string) => send(manager, "activity.approve", { activities: [{ activityId }] });
const own = { key: "ownRecord", status: 403 };

test("whoever wrote a count, a person, a note or a file of a shift does not approve it, whoever is its author", async () => {
  const writes: [string, (activityId: string) => Promise<unknown>][] = [
    [
      "count",
      (activityId) =>
        send(manager, "activity.log", shift({ activityId, counts: [{ kind: "counselling", count: 500 }] })),
    ],
    ["people", (activityId) => send(manager, "activity.log", shift({ activityId, assistantIds: field.assistants }))],
    ["note", (activityId) => send(manager, "activity.log", shift({ activityId, note: "Jinak." }))],
    ["file", (activityId) => attach(manager, { activityId })],
    [
      "file taken off",
      async (activityId) => {
        const { evidenceId } = await attach(mentor, { activityId });
        await send(manager, "evidence.remove", { evidenceId });
      },
    ],
    ["handing in", (activityId) => send(manager, "activity.submit", { activityId })],
  ];
  for (const [what, write] of writes) {
    const activityId = await log();
    await write(activityId);
    if (what !== "handing in") await send(mentor, "activity.submit", { activityId });
    expect([what, await refusal(approve(activityId))]).toMatchObject([what, own]);
    const past = withActor(manager, "write", (tx, me) =>
      tx.execute(sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
        select organisation_id, project_id, id, 'approved', ${me.userId}::uuid from activities where id = ${activityId}`),
    );
    await expect(past).rejects.toMatchObject({ cause: { constraint_name: "four_eyes" } });
  }
  const untouched = await log({ submit: true });
  await send(manager, "activity.return", { activityId: untouched, reason: "other", note: "Doplňte." });
  await send(mentor, "activity.submit", { activityId: untouched });
  expect(await approve(untouched)).toEqual({ approved: 1 });
});

test("who typed a value first or proved it does not verify it, though another typed it last", async () => {
  const indicatorId = await measuredIndicator(manager, cast.north.projectId);
  const value = { indicatorId, measuredOn: "2024-05-02", value: 61 };
  const { measurementId = "", version } = await send(manager, "measurement.record", value);
  await send(mentor, "measurement.record", { ...value, value: 62, version });
  expect(await refusal(send(manager, "measurement.verify", { measurementId }))).toMatchObject(own);
  const other = (await send(mentor, "measurement.record", { ...value, measuredOn: "2024-06-02" })).measurementId ?? "";
  await attach(manager, { measurementId: other });
  expect(await refusal(send(manager, "measurement.verify", { measurementId: other }))).toMatchObject(own);
});

test("the page says who may decide instead", async () => {
  const activityId = await log();
  await attach(manager, { activityId });
  await send(mentor, "activity.submit", { activityId });
  const found = () => withActor(manager, "read", (tx) => findActivity(tx, cast.north.slug, activityId, "cs"));
  expect(await found()).toMatchObject({ own: true, deciders: [] });
  const indicatorId = await measuredIndicator(manager, cast.north.projectId);
  await send(manager, "measurement.record", { indicatorId, measuredOn: "2024-05-02", value: 61 });
  const email = `druha-${randomUUID().slice(0, 8)}@north.example`;
  await send(manager, "user.invite", {
    organisationId: cast.north.id,
    email,
    name: "Druhá Manažerka",
    role: "manager",
  });
  const accept = sql`update users set active = true where email = ${email}`;
  await withActor({ kind: "operator" }, "write", (tx) => tx.execute(accept), { id: randomUUID(), name: "test.accept" });
  expect(await found()).toMatchObject({ own: true, deciders: ["Druhá Manažerka"] });
  const listed = await withActor(manager, "read", (tx) => listMeasurements(tx, indicatorId, "2024-12-31"));
  expect(listed).toMatchObject([{ own: true, deciders: ["Druhá Manažerka"] }]);
});

/** No right to it, or four eyes, which are asked first. */
const refusals = /^(42501|23514)$/;
const foreign = (who: Credential, statement: SQL) =>
  withActor(who, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "activity.log" }).then(
    (rows) => `${rows.count} rows`,
    (error: unknown) => sqlState(error)?.code,
  );

test("the database refuses a mentor states, decisions, other people's names and files that are not his to write", async () => {
  const [draft, submitted, waits] = [await log(), await log({ submit: true }), await log({ submit: true })];
  const approved = await log({ submit: true });
  await approve(approved);
  const indicatorId = await measuredIndicator(manager, cast.north.projectId);
  const value = { indicatorId, measuredOn: "2024-05-02", value: 61 };
  const { measurementId = "" } = await send(mentor, "measurement.record", value);
  const { budgetLineId = "" } = await send(finance, "budget-line.add", {
    projectId: cast.north.projectId,
    code: "8",
    name: "Služby",
    leaf: "direct",
    amountHalere: 100_00,
  });
  const { expenseId = "" } = await send(finance, "expense.record", {
    projectId: cast.north.projectId,
    budgetLineId,
    kind: "document",
    documentNumber: "FA-8",
    description: "Kurz",
    issuedOn: "2024-05-02",
    amountHalere: 100,
  });
  await attach(finance, { expenseId });
  const me = sql`${person(cast.north, "mentor").id}::uuid`;
  const boss = sql`${person(cast.north, "manager").id}::uuid`;
  const part = sql`organisation_id, project_id, id`;
  const decision = sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by, decided_at)`;
  const refused: [string, SQL][] = [
    ["a state", sql`update activities set state = 'approved' where id = ${submitted}`],
    ["handed in without a word", sql`update activities set state = 'submitted' where id = ${draft}`],
    ["back to a draft", sql`update activities set state = 'draft' where id = ${submitted}`],
    [
      "a file of what waits",
      sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, activity_id, uploaded_by)
      select organisation_id, project_id, ${"cd".repeat(32)}, 'x.pdf', 'application/pdf', 3, id, ${me} from activities where id = ${waits}`,
    ],
    ["an approval", sql`${decision} select ${part}, 'approved', ${me}, now() from activities where id = ${submitted}`],
    [
      "another's approval",
      sql`${decision} select ${part}, 'approved', ${boss}, now() from activities where id = ${submitted}`,
    ],
    [
      "another's handing in",
      sql`${decision} select ${part}, 'submitted', ${boss}, now() from activities where id = ${draft}`,
    ],
    [
      "a handing in of yesterday",
      sql`${decision} select ${part}, 'submitted', ${me}, now() - interval '1 day' from activities where id = ${draft}`,
    ],
    ["a decision taken away", sql`delete from activity_decisions where activity_id = ${approved}`],
    ["a decision changed", sql`update activity_decisions set decided_by = ${me} where activity_id = ${approved}`],
    ["values of what is approved", sql`update activities set minutes = 1 where id = ${approved}`],
    ["counts of what is approved", sql`update activity_counts set count = 500 where activity_id = ${approved}`],
    ["counts of what waits", sql`delete from activity_counts where activity_id = ${waits}`],
    ["people of what waits", sql`delete from activity_assistants where activity_id = ${waits}`],
    ["an author", sql`update activities set author_id = ${boss} where id = ${draft}`],
    [
      "another's shift",
      sql`insert into activities select (jsonb_populate_record(a, jsonb_build_object('id', ${randomUUID()}::text,
      'author_id', ${boss}))).* from activities a where id = ${draft}`,
    ],
    [
      "an approved shift",
      sql`insert into activities select (jsonb_populate_record(a, jsonb_build_object('id', ${randomUUID()}::text,
      'author_id', ${me}))).* from activities a where id = ${approved}`,
    ],
    ["a verified value", sql`update indicator_measurements set state = 'verified' where id = ${measurementId}`],
    [
      "a verification",
      sql`insert into measurement_decisions (organisation_id, project_id, measurement_id, decision, decided_by)
      select ${part}, 'verified', ${me} from indicator_measurements where id = ${measurementId}`,
    ],
    [
      "a value in another's name",
      sql`update indicator_measurements set value = 1, author_id = ${boss} where id = ${measurementId}`,
    ],
    [
      "a file in another's name",
      sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, activity_id, uploaded_by)
      select organisation_id, project_id, ${"cd".repeat(32)}, 'x.pdf', 'application/pdf', 3, id, ${boss} from activities where id = ${draft}`,
    ],
    [
      "a file of finance",
      sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, expense_id, uploaded_by)
      select organisation_id, project_id, ${"cd".repeat(32)}, 'x.pdf', 'application/pdf', 3, id, ${me} from expenses where id = ${expenseId}`,
    ],
    ["a writer", sql`delete from record_writers`],
    ["somebody of the team", sql`delete from assistants`],
  ];
  for (const [what, statement] of refused)
    expect([what, await foreign(mentor, statement)]).toEqual([what, expect.stringMatching(refusals)]);
  for (const [what, statement] of [
    ["files of finance", sql`delete from evidence where expense_id is not null`],
    ["a shift that waits", sql`delete from activities where id = ${waits}`],
  ] as const)
    expect([what, await foreign(mentor, statement)]).toEqual([what, "0 rows"]);
  const left = await row(
    manager,
    sql`select (select count(*)::int from evidence where expense_id = ${expenseId}) as files,
    (select jsonb_agg(state order by state) from activities where id in (${draft}, ${submitted}, ${waits}, ${approved})) as states`,
  );
  expect(left).toEqual({ files: 1, states: ["approved", "draft", "submitted", "submitted"] });
});

test("nor does a manager decide past his decision, or for another", async () => {
  const [submitted, approved] = [await log({ submit: true }), await log({ submit: true })];
  await approve(approved);
  const mentorId = sql`${person(cast.north, "mentor").id}::uuid`;
  const refused: [string, SQL][] = [
    ["a state alone", sql`update activities set state = 'approved' where id = ${submitted}`],
    ["back to what was handed in", sql`update activities set state = 'submitted' where id = ${approved}`],
    [
      "in another's name",
      sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
      select organisation_id, project_id, id, 'approved', ${mentorId} from activities where id = ${submitted}`,
    ],
    ["a decision taken away", sql`delete from activity_decisions`],
    [
      "values while deciding",
      sql`with decided as (insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
        select organisation_id, project_id, id, 'approved', sec.user_id() from activities where id = ${submitted})
      update activities set state = 'approved', minutes = 1 where id = ${submitted}`,
    ],
  ];
  for (const [what, statement] of refused)
    expect([what, await foreign(manager, statement)]).toEqual([what, expect.stringMatching(refusals)]);
  expect(await approve(submitted)).toEqual({ approved: 1 });
});

test("who wrote before writers were noted is found in the log", async () => {
  const activityId = await log();
  await send(manager, "activity.log", shift({ activityId, note: "Jinak." }));
  await attach(mentor, { activityId });
  await send(mentor, "activity.submit", { activityId });
  const other = await log({ submit: true });
  await approve(other);
  const indicatorId = await measuredIndicator(manager, cast.north.projectId);
  const value = { indicatorId, measuredOn: "2024-05-02", value: 61 };
  const { version } = await send(manager, "measurement.record", value);
  await send(mentor, "measurement.record", { ...value, value: 62, version });
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  await drizzle(superuser).transaction(async (tx) => {
    const noted = () =>
      tx.execute(sql`select activity_id, measurement_id, user_id from record_writers
        where project_id = ${cast.north.projectId} order by 1, 2, 3`);
    const before = [...(await noted())];
    expect(before.filter((writer) => writer.activity_id === activityId)).toHaveLength(2);
    expect(before.filter((writer) => writer.activity_id === other)).toHaveLength(1);
    await tx.execute(sql`delete from record_writers`);
    await fillWriters(tx);
    expect([...(await noted())]).toEqual(before);
  });
  await superuser.end();
});
