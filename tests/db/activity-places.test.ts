import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { findActivity } from "@/db/queries/activities";
import { listActivityRecords } from "@/db/queries/project-records";
import { plusDays } from "@/lib/domain/day";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip, type Field } from "../support/field";

let cast: Cast;
let north: Field;
let south: Field;
let mentor: Credential;
let park: string;
let yard: string;
const operator: Credential = { kind: "operator" };
beforeAll(async () => {
  cast = await makeCast();
  [north, south] = [await equip(cast.north), await equip(cast.south)];
  mentor = person(cast.north, "mentor").credential;
  [park, yard] = [randomUUID(), randomUUID()];
  await withActor(
    operator,
    "write",
    (tx) =>
      tx.execute(sql`insert into localities (id, organisation_id, project_id, name)
        values (${park}, ${cast.north.id}, ${cast.north.projectId}, 'Canary park'),
          (${yard}, ${cast.north.id}, ${cast.north.projectId}, 'Canary yard')`),
    { id: randomUUID(), name: "test.places" },
  );
});

let days = 0;
const shift = (change: Record<string, unknown> = {}) => {
  days += 2;
  return {
    projectId: cast.north.projectId,
    happenedOn: plusDays("2024-05-01", days),
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: north.localityId,
    keyActivityId: north.keyActivityId,
    assistantIds: north.assistants.slice(0, 2),
    counts: [{ kind: "patrol", count: 2 }],
    places: [
      {
        localityId: park,
        counts: [
          { kind: "patrol", count: 3 },
          { kind: "counselling", count: 5 },
        ],
      },
    ],
    ...change,
  };
};
type Logged = { activityId: string; version: string };
const found = (id: string) => withActor(mentor, "read", (tx) => findActivity(tx, cast.north.slug, id, "cs"));

test("a shift of two places keeps what was done at each, and adds it up", async () => {
  const { activityId } = await send<Logged>(mentor, "activity.log", shift({ submit: true }));
  const activity = await found(activityId);
  expect(activity?.furtherPlaces).toEqual(["Canary park"]);
  expect(activity?.countsAt.map(({ name, counts }) => [name, counts.map(({ code, count }) => [code, count])])).toEqual([
    ["Canary locality", [["patrol", 2]]],
    [
      "Canary park",
      [
        ["patrol", 3],
        ["counselling", 5],
      ],
    ],
  ]);
  expect(activity?.counts.map(({ code, count }) => [code, count])).toEqual([
    ["patrol", 5],
    ["counselling", 5],
  ]);
  expect(activity?.contacts).toBe(5);
  const rows = await withActor(mentor, "read", (tx) =>
    listActivityRecords(tx, cast.north.slug, "2025-02-15", null, 50, { locality: park }),
  );
  expect(rows.find(({ id }) => id === activityId)).toMatchObject({
    locality: "Canary locality",
    counts: [
      { kind: "patrol", count: 5 },
      { kind: "counselling", count: 5 },
    ],
    places: [
      {
        locality: "Canary park",
        counts: [
          { kind: "patrol", count: 3 },
          { kind: "counselling", count: 5 },
        ],
      },
    ],
    version: activity?.version,
  });
});

test("places come, change and go, and each change moves the version of the shift", async () => {
  const input = shift();
  const first = await send<Logged>(mentor, "activity.log", input);
  const change = (places: unknown, version: string) =>
    send<Logged>(mentor, "activity.log", { ...input, activityId: first.activityId, version, places });
  const second = await change(
    [{ localityId: yard, counts: [{ kind: "patrol", count: 4 }] }, ...input.places],
    first.version,
  );
  expect(second.version).not.toBe(first.version);
  expect((await found(first.activityId))?.furtherPlaces).toEqual(["Canary park", "Canary yard"]);
  const third = await change([{ localityId: yard, counts: [{ kind: "counselling", count: 1 }] }], second.version);
  expect((await found(first.activityId))?.counts.map(({ code, count }) => [code, count])).toEqual([
    ["patrol", 2],
    ["counselling", 1],
  ]);
  await change([], third.version);
  const last = await found(first.activityId);
  expect([last?.furtherPlaces, last?.counts.length]).toEqual([[], 1]);
  await send(mentor, "activity.delete", { activityId: first.activityId, version: last?.version });
  expect(await found(first.activityId)).toBeNull();
});

test("a place twice, one of another city and a sixth are refused with the field, and nothing is written", async () => {
  const before = await withActor(mentor, "read", (tx) => tx.execute(sql`select count(*)::int as n from activities`));
  const fieldsOf = async (places: unknown) => {
    const { status, fields } = await refusal(send(mentor, "activity.log", shift({ places })));
    return [status, Object.keys(fields)];
  };
  const at = (localityId: string) => ({ localityId, counts: [{ kind: "patrol", count: 1 }] });
  expect(await fieldsOf([at(north.localityId)])).toEqual([422, ["places.0.localityId"]]);
  expect(await fieldsOf([at(park), at(park)])).toEqual([422, ["places.1.localityId"]]);
  expect(await fieldsOf([at(south.localityId)])).toEqual([422, ["places.0.localityId"]]);
  expect(await fieldsOf(Array.from({ length: 6 }, () => at(randomUUID())))).toEqual([422, ["places"]]);
  const after = await withActor(mentor, "read", (tx) => tx.execute(sql`select count(*)::int as n from activities`));
  expect(after).toEqual(before);
});

test("a count of a place that belongs to another shift is refused by the database", async () => {
  const [one, other] = [
    await send<Logged>(mentor, "activity.log", shift()),
    await send<Logged>(mentor, "activity.log", shift()),
  ];
  const call = withActor(
    operator,
    "write",
    (tx) =>
      tx.execute(sql`insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count, place_id)
        select c.organisation_id, c.project_id, c.activity_id, k.id, 1, w.id from activity_counts c, activity_places w, activity_kinds k
        where c.activity_id = ${one.activityId} and c.place_id is null and w.activity_id = ${other.activityId} and k.code = 'counselling'`),
    { id: randomUUID(), name: "test.places" },
  );
  await expect(call).rejects.toMatchObject({ cause: { constraint_name: "activity_counts_place" } });
});

test("what was handed in keeps its places, whoever reaches the database as a mentor", async () => {
  const { activityId } = await send<Logged>(mentor, "activity.log", shift({ submit: true }));
  const mark = { id: randomUUID(), name: "test.places" };
  const call = withActor(
    mentor,
    "write",
    async (tx) => {
      await tx.execute(sql`insert into activity_places (organisation_id, project_id, activity_id, locality_id)
      values (${cast.north.id}, ${cast.north.projectId}, ${activityId}, ${yard})`);
    },
    mark,
  );
  await expect(call).rejects.toMatchObject({ cause: { code: "42501" } });
});
