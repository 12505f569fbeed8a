import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { reckonMinutes } from "@/db/reference/minutes";
import { type Cast, makeCast, person } from "../support/cast";
import { equip } from "../support/field";

let cast: Cast;
let field: Awaited<ReturnType<typeof equip>>;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
});

const shifts = [
  { what: "spring, draft", on: "2024-03-30", from: "22:00", to: "06:00", minutes: 450, state: "draft", after: 390 },
  { what: "spring, sent", on: "2024-03-30", from: "22:00", to: "06:00", minutes: 480, state: "submitted", after: 420 },
  {
    what: "spring, approved",
    on: "2024-03-30",
    from: "22:00",
    to: "06:00",
    minutes: 450,
    state: "approved",
    after: 450,
  },
  {
    what: "autumn, returned",
    on: "2024-10-26",
    from: "22:00",
    to: "06:00",
    minutes: 450,
    state: "returned",
    after: 510,
  },
  { what: "no such hour", on: "2024-03-31", from: "02:30", to: "10:00", minutes: 420, state: "draft", after: 420 },
  { what: "the night before", on: "2024-03-29", from: "22:00", to: "06:00", minutes: 450, state: "draft", after: 450 },
  { what: "the morning after", on: "2024-10-27", from: "08:00", to: "16:00", minutes: 450, state: "draft", after: 450 },
].map((shift) => ({ ...shift, id: randomUUID() }));
const idOf = (what: string) => shifts.find((shift) => shift.what === what)?.id ?? "";

test("shifts of the nights when the clocks change get the minutes that passed; approved ones are only named", async () => {
  const own = sql`${cast.north.id}::uuid, ${cast.north.projectId}::uuid`;
  const operator = <T>(name: string, run: Parameters<typeof withActor<T>>[2]) =>
    withActor({ kind: "operator" }, "write", run, { id: randomUUID(), name });
  await operator("test.fill", async (tx) => {
    for (const { id, on, from, to, minutes, state } of shifts)
      await tx.execute(sql`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, state, author_id)
        values (${id}, ${own}, ${on}, ${from}, ${to}, ${minutes}, ${field.localityId}, ${field.keyActivityId}, ${state}, ${person(cast.north, "mentor").id})`);
  });
  const named = (await operator("test.step", reckonMinutes)).filter((line) =>
    shifts.some(({ id }) => line.includes(id)),
  );
  expect(named).toEqual([
    `Shift ${idOf("spring, approved")} of 2024-03-30 has 450 minutes; 390 minutes passed. Left as it is.`,
    `Shift ${idOf("no such hour")} of 2024-03-31 has 420 minutes; no minutes passed. Left as it is.`,
  ]);
  const [stored, logged] = await operator("test.look", (tx) =>
    Promise.all([
      tx.execute<{ id: string; minutes: number }>(
        sql`select id, minutes from activities where project_id = ${cast.north.projectId}`,
      ),
      tx.execute<{ id: string }>(sql`select row_id as id from audit_entries where action = 'test.step'
        and organisation_id = ${cast.north.id}`),
    ]),
  );
  const minutes = new Map(stored.map((row) => [row.id, row.minutes]));
  expect(shifts.map(({ what, id }) => [what, minutes.get(id)])).toEqual(shifts.map(({ what, after }) => [what, after]));
  expect(logged.map(({ id }) => id).sort()).toEqual(
    ["spring, draft", "spring, sent", "autumn, returned"].map(idOf).sort(),
  );
  expect((await operator("test.again", reckonMinutes)).filter((line) => line.includes(idOf("spring, draft")))).toEqual(
    [],
  );
});
