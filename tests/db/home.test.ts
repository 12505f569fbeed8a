import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withActor } from "@/db/gate";
import type { Role } from "@/lib/domain/actor";
import { readHome } from "@/server/views/home";
import { makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip } from "../support/field";

test("on Home two projects of one city that are called alike are told apart in every list", async () => {
  const cast = await makeCast();
  const { north } = cast;
  const name = `Canary project ${north.slug}`;
  const slug = `p-${randomUUID().slice(0, 8)}`;
  const projectId = randomUUID();
  await withActor(
    { kind: "operator" },
    "write",
    (tx) =>
      tx.execute(sql`insert into projects (id, organisation_id, slug, name, beneficiary, starts_on, ends_on, total_halere, origin)
        values (${projectId}, ${north.id}, ${slug}, ${name}, ${north.slug}, '2023-04-01', '2026-03-31', 100000000, 'invented')`),
    { id: randomUUID(), name: "test.second" },
  );
  const read = (role: Role) =>
    withActor(person(north, role).credential, "read", async (tx, me) => ({
      today: me.today,
      ...(await readHome(tx, me, "cs")),
    }));
  const { today } = await read("mentor");
  for (const city of [north, { ...north, projectId }]) {
    const { localityId, keyActivityId, assistants } = await equip(city);
    for (const submit of [true, false])
      await send(person(north, "mentor").credential, "activity.log", {
        activityId: randomUUID(),
        projectId: city.projectId,
        localityId,
        keyActivityId,
        happenedOn: today,
        assistantIds: [assistants[submit ? 0 : 1]],
        startsAt: "08:00",
        endsAt: "12:00",
        breakMinutes: 0,
        counts: [{ kind: "patrol", count: 1 }],
        submit,
      });
  }

  const both = [`${name} (CZ.03.02.01/00/22_018/${north.slug})`, `${name} (${slug})`].sort();
  const [mentor, manager, finance] = [await read("mentor"), await read("manager"), await read("finance")];
  const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name).sort();
  expect(names(mentor.weeks)).toEqual(both);
  expect(mentor.open.map(({ project }) => project).sort()).toEqual(both);
  expect(names(manager.waiting)).toEqual(both);
  for (const { projects } of [mentor, manager, finance]) expect(names(projects)).toEqual(both);
});
