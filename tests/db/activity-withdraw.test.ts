import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { sqlState } from "@/db/failure";
import { withActor } from "@/db/gate";
import { makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip } from "../support/field";
import { row } from "../support/project";

test("a sent shift that nobody has decided is taken back by who wrote it, and changed; the decision stays as a row", async () => {
  const cast = await makeCast();
  const field = await equip(cast.north);
  const [mentor, manager] = [person(cast.north, "mentor").credential, person(cast.north, "manager").credential];
  const activityId = randomUUID();
  const shift = {
    activityId,
    projectId: cast.north.projectId,
    happenedOn: "2025-02-14",
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 2),
    counts: [{ kind: "patrol", count: 2 }],
    submit: true,
  };
  const refused = (who: typeof mentor) => refusal(send(who, "activity.withdraw", { activityId }));
  await send(mentor, "activity.log", shift);
  expect((await refused(person(cast.south, "mentor").credential)).status).toBe(404);
  expect((await refused(person(cast.north, "finance").credential)).status).toBe(403);
  expect((await refused(manager)).status).toBe(403);
  expect(await send(mentor, "activity.withdraw", { activityId })).toMatchObject({ activityId, state: "draft" });
  await send(mentor, "activity.log", { ...shift, note: "Opraveno." });
  const told = sql`select a.state, (select n.note from activity_notes n where n.activity_id = a.id) as note, (select jsonb_agg(d.decision order by d.decided_at) from activity_decisions d
    where d.activity_id = a.id) as decisions from activities a where a.id = ${activityId}`;
  const decisions = ["submitted", "draft", "submitted"];
  expect(await row(manager, told)).toEqual({ state: "submitted", note: "Opraveno.", decisions });
  await send(manager, "activity.approve", { activities: [{ activityId }] });
  expect(await refused(mentor)).toMatchObject({ status: 409, key: "activityWrongState" });
});

test("a shift that was taken back keeps its decisions, so it is not deleted; and nobody takes back another's, not even by SQL", async () => {
  const cast = await makeCast();
  const field = await equip(cast.north);
  const [mentor, manager] = [person(cast.north, "mentor").credential, person(cast.north, "manager").credential];
  const shift = {
    projectId: cast.north.projectId,
    happenedOn: "2025-02-14",
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 2),
    counts: [{ kind: "patrol", count: 2 }],
    submit: true,
  };
  const { activityId } = await send(mentor, "activity.log", shift);
  const takeBack = withActor(
    manager,
    "write",
    (tx, me) =>
      tx.execute(sql`with moved as (update activities set state = 'draft' where id = ${activityId} returning id, organisation_id, project_id)
        insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
        select organisation_id, project_id, id, 'draft', ${me.userId}::uuid from moved`),
    { id: randomUUID(), name: "activity.withdraw" },
  );
  expect(sqlState(await takeBack.catch((error: unknown) => error))).toMatchObject({ code: "42501" });
  await send(mentor, "activity.withdraw", { activityId });
  expect(await refusal(send(mentor, "activity.delete", { activityId }))).toMatchObject({
    key: "activityWasSent",
    status: 409,
  });
  expect(await row(manager, sql`select state from activities where id = ${activityId}`)).toEqual({ state: "draft" });
});
