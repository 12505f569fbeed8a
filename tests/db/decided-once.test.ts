import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { sqlState } from "@/db/failure";
import { type Credential, withActor } from "@/db/gate";
import { plusDays } from "@/lib/domain/day";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";
import { measuredIndicator, row } from "../support/project";

let cast: Cast;
let field: Field;
let mentor: Credential;
let manager: Credential;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
});

let days = 0;
/** A shift of a day of its own, so that no two lie over each other. */
const log = async (submit: boolean) => {
  days += 1;
  const input = {
    projectId: cast.north.projectId,
    happenedOn: plusDays("2024-05-01", days),
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 1),
    counts: [{ kind: "counselling", count: 2 }],
    submit,
  };
  return (await send<{ activityId: string }>(mentor, "activity.log", input)).activityId;
};

/** Statements of one transaction, past the commands. */
const inOne = (who: Credential, ...statements: SQL[]) =>
  withActor(
    who,
    "write",
    async (tx) => {
      for (const statement of statements) await tx.execute(statement);
    },
    { id: randomUUID(), name: "test.write" },
  ).then(
    () => "let in",
    (error: unknown) => sqlState(error),
  );
const decided = (activityId: string, decision: string) => sql`
  insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
  select organisation_id, project_id, id, ${decision}, sec.user_id() from activities where id = ${activityId}`;
const moved = (activityId: string, decision: string) => sql`
  with moved as (update activities set state = ${decision} where id = ${activityId} returning id, organisation_id, project_id)
  insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
  select organisation_id, project_id, id, ${decision}, sec.user_id() from moved`;
const recount = (activityId: string) => sql`update activity_counts set count = 500 where activity_id = ${activityId}`;
const countOf = (activityId: string) =>
  row(
    manager,
    sql`select a.state, c.count from activities a join activity_counts c on c.activity_id = a.id where a.id = ${activityId}`,
  );
const refused = { code: "23514", constraint: "decided_once" };

test("a decision that moves nothing does not open again what was handed in", async () => {
  const [approved, waits, draft] = [await log(true), await log(true), await log(false)];
  await send(manager, "activity.approve", { activities: [{ activityId: approved }] });
  for (const who of [mentor, manager]) {
    expect(await inOne(who, decided(approved, "submitted"), recount(approved))).toMatchObject(refused);
    expect(await inOne(who, decided(waits, "submitted"), recount(waits))).toMatchObject(refused);
    expect(await inOne(who, decided(draft, "submitted"))).toMatchObject(refused);
  }
  expect(await inOne(manager, decided(approved, "approved"))).toMatchObject(refused);
  expect(await countOf(approved)).toEqual({ state: "approved", count: 2 });
  expect(await countOf(waits)).toEqual({ state: "submitted", count: 2 });
  expect(await inOne(mentor, moved(draft, "submitted"), recount(draft))).toBe("let in");
  expect(await countOf(draft)).toEqual({ state: "submitted", count: 500 });
});

test("nobody decides first and writes afterwards what he decided on", async () => {
  const [draft, waits] = [await log(false), await log(true)];
  const approve = (activityId: string) => sql`update activities set state = 'approved' where id = ${activityId}`;
  expect(
    await inOne(manager, decided(draft, "approved"), recount(draft), moved(draft, "submitted"), approve(draft)),
  ).toMatchObject(refused);
  expect(await inOne(mentor, moved(waits, "draft"), recount(waits), moved(waits, "submitted"))).toMatchObject(refused);
  expect(await inOne(manager, decided(waits, "approved"), approve(waits))).toMatchObject(refused);
  expect(await countOf(draft)).toEqual({ state: "draft", count: 2 });
  expect(await countOf(waits)).toEqual({ state: "submitted", count: 2 });
  const indicatorId = await measuredIndicator(manager, cast.north.projectId);
  const { measurementId = "" } = await send(mentor, "measurement.record", {
    indicatorId,
    measuredOn: "2024-05-02",
    value: 61,
  });
  const ownVerified = sql`
    with made as (
      insert into indicator_measurements (organisation_id, project_id, indicator_id, measured_on, value, author_id, state)
      select organisation_id, project_id, id, '2024-07-02', 900, sec.user_id(), 'verified' from indicators where id = ${indicatorId}
      returning id, organisation_id, project_id
    )
    insert into measurement_decisions (organisation_id, project_id, measurement_id, decision, decided_by)
    select organisation_id, project_id, id, 'verified', sec.user_id() from made`;
  expect(await inOne(manager, ownVerified)).toMatchObject({ code: "42501" });
  const verified = sql`insert into measurement_decisions (organisation_id, project_id, measurement_id, decision, decided_by)
    select organisation_id, project_id, id, 'verified', sec.user_id() from indicator_measurements where id = ${measurementId}`;
  const change = (set: SQL) => sql`update indicator_measurements set ${set} where id = ${measurementId}`;
  expect(
    await inOne(
      manager,
      verified,
      change(sql`value = 900, author_id = sec.user_id()`),
      change(sql`state = 'verified'`),
    ),
  ).toMatchObject(refused);
  expect(await row(manager, sql`select state, value from indicator_measurements where id = ${measurementId}`)).toEqual({
    state: "submitted",
    value: "61.000",
  });
});
