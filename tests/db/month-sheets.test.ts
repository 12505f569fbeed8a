import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { readMonthSheet } from "@/server/views/month-sheets";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";

const today = "2025-02-15";
let cast: Cast;
let field: Field;

/** January: a pair 7,5 h and a night of one over its end 7,5 h, approved; one that waits; February: one of one person. */
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  const [a, b, c] = field.assistants;
  const shifts = [
    { happenedOn: "2025-01-10", assistantIds: [a, b], startsAt: "07:00", endsAt: "15:00", count: 5 },
    { happenedOn: "2025-01-31", assistantIds: [a], startsAt: "22:00", endsAt: "06:00", count: 3 },
    { happenedOn: "2025-01-20", assistantIds: [c], startsAt: "07:00", endsAt: "11:00", count: 2 },
    { happenedOn: "2025-02-03", assistantIds: [b], startsAt: "08:00", endsAt: "08:20", count: 1 },
  ];
  const ids: string[] = [];
  for (const { count, ...shift } of shifts) {
    ids.push(randomUUID());
    await send(person(cast.north, "mentor").credential, "activity.log", {
      activityId: ids.at(-1),
      projectId: cast.north.projectId,
      localityId: field.localityId,
      keyActivityId: field.keyActivityId,
      counts: [{ kind: "counselling", count }],
      submit: true,
      ...shift,
    });
  }
  await send(person(cast.north, "manager").credential, "activity.approve", {
    activities: [ids[0], ids[1], ids[3]].map((activityId) => ({ activityId })),
  });
});

const slug = async (credential = person(cast.north, "mentor").credential) =>
  withActor(credential, "read", async (tx) => {
    const [row] = await tx.execute<{ slug: string }>(sql`select slug from projects where id = ${cast.north.projectId}`);
    return row?.slug ?? "";
  });
const sheetOf = async (month: string, assistant?: string, who = person(cast.north, "mentor")) => {
  const name = await slug();
  return withActor(who.credential, "read", (tx) => readMonthSheet(tx, name, { month, assistant }, today, "cs"));
};

test("the team's sheet adds up what the database has, each shift whole on the day on which it began", async () => {
  const [january, february] = [await sheetOf("2025-01"), await sheetOf("2025-02")];
  expect(january?.sheet.total).toMatchObject({ shifts: 2, approved: 3 * 450, waiting: 240, drafts: 0, contacts: 8 });
  expect(february?.sheet.total).toMatchObject({ shifts: 1, approved: 20, waiting: 0, contacts: 1 });
  const [sum] = await withActor(person(cast.north, "mentor").credential, "read", (tx) =>
    tx.execute<{ minutes: number }>(sql`select sum(a.minutes)::int as minutes from activities a
      join activity_assistants x on x.activity_id = a.id where a.project_id = ${cast.north.projectId} and a.state = 'approved'`),
  );
  expect((january?.sheet.total.approved ?? 0) + (february?.sheet.total.approved ?? 0)).toBe(sum?.minutes);
});

test("one assistant's sheet has his part of a pair's hours, and a sheet of nobody is not found", async () => {
  const own = await sheetOf("2025-01", field.assistants[0]);
  expect(own?.sheet.people).toHaveLength(1);
  expect(own?.sheet.total).toMatchObject({ shifts: 2, approved: 900, contacts: 8, fund: 23 * 480 });
  expect(own?.sheet.days.at(-1)?.approved).toBe(450);
  expect(await sheetOf("2025-01", randomUUID())).toBeNull();
});

test("who left in a month stays in the sheet of that month, with the fund of his days, and is in none later", async () => {
  const then = await sheetOf("2024-01");
  expect(then?.sheet.people.find(({ id }) => id === field.left)?.fund).toBe(23 * 480);
  expect((await sheetOf("2024-02"))?.sheet.people.map(({ id }) => id)).not.toContain(field.left);
});

test("a stranger's project has no sheet", async () => {
  expect(await sheetOf("2025-01", undefined, person(cast.south, "mentor"))).toBeNull();
});
