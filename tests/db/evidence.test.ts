import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { submitActivity } from "@/db/mutations/activities";
import { seenActivity } from "@/lib/domain/activity";
import { attachFile, type FileSubject } from "../support/attach";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";
import { asSeen } from "../support/seen";

let cast: Cast;
let field: Field;
let mentor: Credential;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  mentor = person(cast.north, "mentor").credential;
});

/** A draft with a file; its ids. */
async function draftWithFile() {
  const activityId = randomUUID();
  await send(mentor, "activity.log", {
    activityId,
    projectId: cast.north.projectId,
    happenedOn: "2025-02-14",
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 1),
    counts: [{ kind: "patrol", count: 1 }],
    another: true,
  });
  return { activityId, evidenceId: (await attach(mentor, activityId)).evidenceId };
}
const attach = (who: Credential, activityId: string, projectId = cast.north.projectId, sha256?: string) =>
  attachFile(who, projectId, { activityId }, sha256);
const attachTo = (who: Credential, subject: FileSubject, projectId = cast.north.projectId) =>
  attachFile(who, projectId, subject);

test("a file is attached once, taken off a draft, and not off what was handed in", async () => {
  const { activityId, evidenceId } = await draftWithFile();
  expect(await attach(mentor, activityId)).toEqual({ evidenceId });
  await send(mentor, "evidence.remove", { evidenceId });
  await expect(send(mentor, "evidence.remove", { evidenceId })).rejects.toMatchObject({ status: 404 });
  const again = (await attach(mentor, activityId)).evidenceId;
  await send(mentor, "activity.submit", { activityId });
  await expect(send(mentor, "evidence.remove", { evidenceId: again })).rejects.toMatchObject({
    status: 409,
    key: "activityWrongState",
  });
});

test("a draft is deleted with its file's row", async () => {
  const { activityId, evidenceId } = await draftWithFile();
  await send(mentor, "activity.delete", { activityId });
  await expect(send(mentor, "evidence.remove", { evidenceId })).rejects.toMatchObject({ status: 404 });
});

test("a stranger finds nothing, a role without the right is refused", async () => {
  const { activityId, evidenceId } = await draftWithFile();
  const stranger = person(cast.south, "mentor").credential;
  await expect(send(stranger, "evidence.remove", { evidenceId })).rejects.toMatchObject({ status: 404 });
  await expect(attach(stranger, activityId)).rejects.toMatchObject({ status: 404 });
  await expect(attach(mentor, activityId, cast.south.projectId)).rejects.toMatchObject({ status: 404 });
  const finance = person(cast.north, "finance").credential;
  await expect(attach(finance, activityId)).rejects.toMatchObject({ status: 403 });
  await expect(send(finance, "evidence.remove", { evidenceId })).rejects.toMatchObject({ status: 403 });
  await expect(send(cast.ministry.auditor.credential, "evidence.remove", { evidenceId })).rejects.toMatchObject({
    status: 403,
  });
});

test("nor off a shift that is being handed in at that moment, nor on it", async () => {
  const { activityId, evidenceId } = await draftWithFile();
  let removing: Promise<unknown> = Promise.resolve();
  let attaching: Promise<unknown> = Promise.resolve();
  const seen = seenActivity.parse(await asSeen("activity.submit", { activityId }));
  await withActor(
    mentor,
    "write",
    async (tx, me) => {
      await submitActivity(tx, me, seen);
      removing = send(mentor, "evidence.remove", { evidenceId }).catch((error: unknown) => error);
      attaching = attach(mentor, activityId, cast.north.projectId, "cd".repeat(32)).catch((error: unknown) => error);
      await sleep(400);
    },
    { id: randomUUID(), name: "test.submit" },
  );
  expect(await removing).toMatchObject({ status: 409, key: "activityWrongState" });
  expect(await attaching).toMatchObject({ status: 409, key: "activityWaits" });
});

test("a shift that waits is decided with the files that it has; taken back or approved it takes another", async () => {
  const { activityId } = await draftWithFile();
  const manager = person(cast.north, "manager").credential;
  const late = () => attach(mentor, activityId, cast.north.projectId, randomUUID().replaceAll("-", "").repeat(2));
  await send(mentor, "activity.submit", { activityId });
  await expect(late()).rejects.toMatchObject({ status: 409, key: "activityWaits" });
  await send(mentor, "activity.withdraw", { activityId });
  await late();
  await send(mentor, "activity.submit", { activityId });
  await send(manager, "activity.approve", { activities: [{ activityId }] });
  await late();
});

test("nor off a value once it is verified, nor off an expense in a claim", async () => {
  const manager = person(cast.north, "manager").credential;
  const finance = person(cast.north, "finance").credential;
  const { id: organisationId, projectId } = cast.north;
  const [indicatorId, claimId] = [randomUUID(), randomUUID()];
  await withActor(manager, "write", async (tx) => {
    const own = sql`${organisationId}::uuid, ${projectId}::uuid`;
    await tx.execute(sql`insert into indicators (id, organisation_id, project_id, code, name, unit, kind, rule)
      values (${indicatorId}, ${own}, 'E-1', 'Pocit bezpečí', '%', 'own', 'measured')`);
    await tx.execute(
      sql`insert into claims (id, organisation_id, project_id, number) values (${claimId}, ${own}, 901)`,
    );
  });
  const { budgetLineId } = (await send(finance, "budget-line.add", {
    projectId,
    code: "9",
    name: "Služby",
    leaf: "direct",
    amountHalere: 100_00,
  })) as { budgetLineId: string };
  const { expenseId } = (await send(finance, "expense.record", {
    projectId,
    budgetLineId,
    kind: "document",
    documentNumber: "FA-E",
    description: "Kurz",
    issuedOn: "2024-05-02",
    amountHalere: 100,
  })) as { expenseId: string };
  const { measurementId } = (await send(mentor, "measurement.record", {
    indicatorId,
    measuredOn: "2024-05-02",
    value: 61,
  })) as { measurementId: string };
  const [survey, invoice] = [await attachTo(mentor, { measurementId }), await attachTo(finance, { expenseId })];
  await send(mentor, "evidence.remove", survey);
  const again = await attachTo(mentor, { measurementId });
  await send(manager, "measurement.verify", { measurementId });
  await expect(send(mentor, "evidence.remove", again)).rejects.toMatchObject({ key: "measurementWrongState" });
  await withActor(manager, "write", (tx) =>
    tx.execute(sql`insert into claim_items (organisation_id, project_id, claim_id, expense_id, claimed_halere)
      values (${organisationId}, ${projectId}, ${claimId}, ${expenseId}, 100)`),
  );
  await expect(send(finance, "evidence.remove", invoice)).rejects.toMatchObject({ key: "expenseClaimed" });
});
