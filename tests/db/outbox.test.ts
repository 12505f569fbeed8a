import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { execute, type Round } from "@/server/command";
import { commands } from "@/server/commands";
import { makeCast, person } from "../support/cast";
import { refusal } from "../support/command";
import { equip } from "../support/field";
import { row } from "../support/project";

test("what a phone kept is carried out for who wrote it and for nobody else who is signed in, and its replay is told as one", async () => {
  const cast = await makeCast();
  const field = await equip(cast.south);
  const [mentor, manager] = [person(cast.south, "mentor"), person(cast.south, "manager")];
  const commandId = randomUUID();
  const input = {
    activityId: randomUUID(),
    projectId: cast.south.projectId,
    happenedOn: "2025-02-14",
    startsAt: "08:00",
    endsAt: "12:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    note: "z telefonu",
  };
  const command = commands["activity.log"];
  if (!command) throw new Error("no such command");
  const log = (as: typeof mentor, round: Round) =>
    execute(as.credential, command, "activity.log", commandId, input, round);
  expect(await refusal(log(manager, { userId: mentor.id }))).toMatchObject({ key: "commandOtherUser" });
  const [first, again]: Round[] = [{ userId: mentor.id }, { userId: mentor.id }];
  const made = await log(mentor, first ?? {});
  expect(await log(mentor, again ?? {})).toEqual(made);
  expect([first?.replayed, again?.replayed]).toEqual([undefined, true]);
  expect(await refusal(log(manager, { userId: mentor.id }))).toMatchObject({ key: "commandOtherUser" });
  const found = await row(
    mentor.credential,
    sql`select count(*)::int as n from activities where id = ${input.activityId}`,
  );
  expect(found?.n).toBe(1);
});
