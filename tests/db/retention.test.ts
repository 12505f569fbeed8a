import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findPerson, retentionClock } from "@/db/queries/privacy";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { freshProject, row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

test("papers are kept from the last day on which money moved, payroll longer", async () => {
  const manager = person(cast.north, "manager").credential;
  const projectId = await freshProject(cast);
  const { assistantId = "" } = await send(manager, "assistant.add", { projectId, name: "Karla Placená" });
  const post = await row(manager, sql`select id from posts where project_id = ${projectId} order by number limit 1`);
  await send(manager, "occupancy.start", { assistantId, postId: String(post?.id), startsOn: "2024-01-01" });
  const told = async () => {
    const [clock, who] = await withActor(person(cast.north, "dpo").credential, "read", (tx) =>
      Promise.all([retentionClock(tx), findPerson(tx, "assistant", assistantId)]),
    );
    const slug = (await row(manager, sql`select slug from projects where id = ${projectId}`))?.slug;
    const line = clock.projects.find((project) => project.slug === slug);
    return [line?.lastMoneyOn, line?.until, line?.payrollUntil, who?.keptUntil];
  };
  expect(await told()).toEqual(["2026-03-31", "2036-12-31", "2056-12-31", "2036-12-31"]);
  await withActor(
    { kind: "operator" },
    "write",
    (tx) =>
      tx.execute(sql`insert into claims (organisation_id, project_id, number, submitted_on, approved_on)
        values (${cast.north.id}, ${projectId}, 1, '2026-12-20', '2027-02-10')`),
    { id: randomUUID(), name: "test.claim" },
  );
  expect(await told()).toEqual(["2027-02-10", "2037-12-31", "2057-12-31", "2037-12-31"]);
  const asked = (who: "dpo" | "mentor", city = cast.north) =>
    row(person(city, who).credential, sql`select sec.last_money(${projectId}) as day`);
  expect([await asked("dpo"), await asked("mentor"), await asked("dpo", cast.south)]).toEqual([
    { day: "2027-02-10" },
    { day: null },
    { day: null },
  ]);
});
