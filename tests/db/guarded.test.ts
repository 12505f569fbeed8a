import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { listOverrules } from "@/db/queries/overrules";
import { makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip } from "../support/field";
import { row } from "../support/project";

const cast = await makeCast();
const field = await equip(cast.north);
const [mentor, manager] = [person(cast.north, "mentor").credential, person(cast.north, "manager").credential];
const shift = (note: string) => ({
  activityId: randomUUID(),
  projectId: cast.north.projectId,
  happenedOn: "2025-02-14",
  startsAt: "07:00",
  endsAt: "15:00",
  localityId: field.localityId,
  keyActivityId: field.keyActivityId,
  assistantIds: field.assistants.slice(0, 2),
  counts: [{ kind: "patrol", count: 2 }],
  note,
  another: true,
});
const overrules = (as = manager) => withActor(as, "read", (tx) => listOverrules(tx, cast.north.projectId));
const overrule = { reason: "Veřejná linka úřadu" };

test("a shift whose note holds a phone is refused with the field, and nothing of it is written", async () => {
  const written = shift("Zavolat na 602 000 111.");
  expect(await refusal(send(mentor, "activity.log", written))).toEqual({
    key: "personalFound",
    status: 422,
    fields: { note: "personal_phone" },
  });
  const there = await row(mentor, sql`select count(*)::int as n from activities where id = ${written.activityId}`);
  expect(there?.n).toBe(0);
  expect((await overrules()).count).toBe(0);
});

test("with a reason it is taken, counted once with the reason and without the number; the same again counts nothing", async () => {
  const written = shift("Zavolat na 602 000 111.");
  const id = randomUUID();
  await send(mentor, "activity.log", written, id, { overrule });
  await send(mentor, "activity.log", written, id);
  const { rows, count } = await overrules();
  expect(count).toBe(1);
  expect(rows).toMatchObject([{ verb: "activity.log", field: "note", kind: "phone", reason: overrule.reason }]);
  expect(JSON.stringify(rows)).not.toContain("602");
});

test("a reason that names somebody is asked about in its turn", async () => {
  const asked = send(mentor, "activity.log", shift("Přišel pan Novák."), randomUUID(), {
    overrule: { reason: "Chtěl to pan Novák" },
  });
  expect(await refusal(asked)).toMatchObject({ key: "personalFound", fields: { "overrule.reason": "personal_name" } });
});

test("what is counted is read in its project, by nobody of another city, and written by no hand", async () => {
  expect((await overrules(person(cast.south, "manager").credential)).count).toBe(0);
  const own = withActor(manager, "write", (tx) => tx.execute(sql`delete from personal_overrules`));
  await expect(own).rejects.toThrow();
  expect((await overrules()).count).toBe(1);
});

test("a reason of returning is looked through as well, and counted in the project of the shift", async () => {
  const { activityId } = await send(mentor, "activity.log", { ...shift("Klid."), submit: true });
  const back = { activityId, reason: "incomplete", note: "Doplňte, co řekla paní Dvořáková." };
  expect(await refusal(send(manager, "activity.return", back))).toMatchObject({ fields: { note: "personal_name" } });
  await send(manager, "activity.return", back, randomUUID(), { overrule });
  expect((await overrules()).rows).toContainEqual(expect.objectContaining({ verb: "activity.return", kind: "name" }));
});
