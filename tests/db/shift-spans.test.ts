import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { sqlState } from "@/db/failure";
import { type Credential, withActor } from "@/db/gate";
import { findActivity } from "@/db/queries/activities";
import { listActivities } from "@/db/queries/activity-list";
import { warningFacts } from "@/db/queries/warning-facts";
import { fillSpans } from "@/db/reference/spans";
import { plusDays } from "@/lib/domain/day";
import { DomainError } from "@/lib/domain/error";
import { shiftOverlaps } from "@/lib/domain/shift";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";
import { row } from "../support/project";
import { asSuperuser } from "../support/superuser";

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

let next = 0;
/** A day that no other test here uses. */
const freshDay = () => {
  next += 4;
  return plusDays("2024-05-01", next);
};

type Hours = { on: string; from: string; to: string; people?: string[] };
const shiftInput = ({ on, from, to, people = field.assistants.slice(0, 1) }: Hours) => ({
  projectId: cast.north.projectId,
  happenedOn: on,
  startsAt: from,
  endsAt: to,
  localityId: field.localityId,
  keyActivityId: field.keyActivityId,
  assistantIds: people,
  counts: [{ kind: "patrol", count: 2 }],
  submit: true,
});
const log = async (hours: Hours) =>
  (await send<{ activityId: string }>(mentor, "activity.log", shiftInput(hours))).activityId;
const approve = (...ids: string[]) =>
  send(manager, "activity.approve", { activities: ids.map((activityId) => ({ activityId })) });
/** How it was refused: key, status and the page of the record in the way. */
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error instanceof DomainError && [error.key, error.status, error.inTheWay],
  );
const stateOf = async (id: string) => (await row(manager, sql`select state from activities where id = ${id}`))?.state;
const wayTo = (id: string, { on, from, to }: Hours) => ({
  href: `/projects/${cast.north.slug}/activity/${id}`,
  is: { key: "shiftOf", values: { day: on, from, to } },
});

test("a shift over an approved one of the same person is not approved, over midnight neither; the other one is named", async () => {
  const day = freshDay();
  const night = { on: day, from: "22:00", to: "06:00" };
  const approved = await log(night);
  await approve(approved);
  const morning = await log({ on: plusDays(day, 1), from: "05:30", to: "13:30" });
  expect(await refused(approve(morning))).toEqual(["shiftsOverlap", 409, wayTo(approved, night)]);
  expect(await stateOf(morning)).toBe("submitted");
  const after = await log({ on: plusDays(day, 1), from: "06:00", to: "13:30" });
  expect(await approve(after)).toEqual({ approved: 1 });
  const others = await log({ ...night, people: field.assistants.slice(1, 3) });
  expect(await approve(others)).toEqual({ approved: 1 });
});

test("of shifts approved together none is when two of them lie over each other", async () => {
  const day = freshDay();
  const [first, second] = [
    await log({ on: day, from: "07:00", to: "15:00" }),
    await log({ on: day, from: "14:00", to: "22:00" }),
  ];
  const other = await log({ on: plusDays(day, 1), from: "07:00", to: "15:00" });
  expect(await refused(approve(first, other, second))).toMatchObject([
    "shiftsOverlap",
    409,
    { is: { key: "shiftOf" } },
  ]);
  expect([await stateOf(first), await stateOf(other), await stateOf(second)]).toEqual(Array(3).fill("submitted"));
});

test("in the autumn night an end at 02:30 is the second of the two and a start the first, so they lie over each other", async () => {
  const night = { on: "2024-10-26", from: "22:00", to: "02:30" };
  const approved = await log(night);
  await approve(approved);
  const later = await log({ on: "2024-10-27", from: "02:30", to: "08:00" });
  expect(await refused(approve(later))).toEqual(["shiftsOverlap", 409, wayTo(approved, night)]);
  const morning = await log({ on: "2024-10-27", from: "03:00", to: "08:00" });
  expect(await approve(morning)).toEqual({ approved: 1 });
});

test("of two approved at one moment one is refused, and is told which shift is in the way", async () => {
  for (let round = 0; round < 3; round += 1) {
    const day = freshDay();
    const hours = [
      { on: day, from: "07:00", to: "15:00" },
      { on: day, from: "08:00", to: "16:00" },
    ] as const;
    const ids = [await log(hours[0]), await log(hours[1])] as const;
    const answers = await Promise.all([refused(approve(ids[0])), refused(approve(ids[1]))]);
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    const won = answers[0] === null ? 0 : 1;
    expect(answers[1 - won]).toEqual(["shiftsOverlap", 409, wayTo(ids[won], hours[won])]);
  }
});

const rawly = (who: Credential, statement: (me: string | null) => SQL) =>
  withActor(who, "write", (tx, me) => tx.execute(statement(me.userId)), {
    id: randomUUID(),
    name: "activity.approve",
  }).then(
    (rows) => `${rows.count} rows`,
    (error: unknown) => sqlState(error),
  );

test("the database holds it: a second connection waits for the first and is refused, and nobody writes a span", async () => {
  const day = freshDay();
  const [first, second] = [
    await log({ on: day, from: "07:00", to: "15:00" }),
    await log({ on: day, from: "08:00", to: "16:00" }),
  ];
  const decide = (id: string) => (me: string | null) =>
    sql`with moved as (update activities set state = 'approved' where id = ${id} returning id, organisation_id, project_id)
      insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
      select organisation_id, project_id, id, 'approved', ${me}::uuid from moved`;
  let late: Promise<unknown> = Promise.resolve();
  await withActor(
    manager,
    "write",
    async (tx, me) => {
      await tx.execute(decide(first)(me.userId ?? null));
      late = rawly(manager, decide(second));
      await new Promise((resolve) => setTimeout(resolve, 200));
    },
    { id: randomUUID(), name: "activity.approve" },
  );
  expect(await late).toMatchObject({ code: "23P01", constraint: "shift_spans_once" });
  for (const statement of [
    sql`update shift_spans set state = 'draft'`,
    sql`update shift_spans set stands_with = activity_id`,
    sql`delete from shift_spans`,
    sql`insert into shift_spans select * from shift_spans`,
  ])
    expect(await rawly(manager, () => statement)).toMatchObject({ code: "42501" });
});

test("spans follow people, hours and state of a shift and go with it", async () => {
  const day = freshDay();
  const input = {
    ...shiftInput({ on: day, from: "07:00", to: "15:00", people: field.assistants.slice(0, 2) }),
    submit: false,
  };
  const { activityId } = await send<{ activityId: string }>(mentor, "activity.log", input);
  const spans = () =>
    row(
      manager,
      sql`select coalesce(jsonb_agg(jsonb_build_array(assistant_id, to_char(lower(span) at time zone 'UTC', 'DD HH24:MI'),
      to_char(upper(span) at time zone 'UTC', 'DD HH24:MI'), state) order by assistant_id), '[]') as spans
      from shift_spans where activity_id = ${activityId}`,
    );
  const date = (of: string) => of.slice(8);
  const told = (people: string[], from: string, to: string, state: string) => ({
    spans: [...people].sort().map((id) => [id, `${date(day)} ${from}`, to, state]),
  });
  expect(await spans()).toEqual(told(input.assistantIds, "05:00", `${date(day)} 13:00`, "draft"));
  const changed = {
    ...input,
    activityId,
    startsAt: "22:00",
    endsAt: "06:00",
    assistantIds: field.assistants.slice(1, 3),
  };
  await send(mentor, "activity.log", changed);
  expect(await spans()).toEqual(told(changed.assistantIds, "20:00", `${date(plusDays(day, 1))} 04:00`, "draft"));
  await send(mentor, "activity.delete", { activityId });
  expect(await spans()).toEqual({ spans: [] });
});

test("approved shifts that lie over each other already stay so and are named; a new one over them is refused", async () => {
  const day = freshDay();
  const people = field.assistants.slice(2, 3);
  const kept = await log({ on: day, from: "07:00", to: "15:00", people });
  await approve(kept);
  const double = await log({ on: day, from: "14:00", to: "22:00", people });
  const waits = await log({ on: day, from: "21:00", to: "23:00", people });
  const undone = new Error("nothing of it stays");
  await asSuperuser(async (tx) => {
    // As it could be before there were spans.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`update activities set state = 'approved' where id = ${double}`);
    await tx.execute(sql`delete from shift_spans where assistant_id = ${people[0]}`);
    await tx.execute(sql`set local session_replication_role = origin`);
    const named = await fillSpans(tx);
    expect(named.filter((line) => line.includes(double))).toEqual([
      `Approved shifts ${kept} of ${day} and ${double} lie over each other for assistant ${people[0]}. Left as they are.`,
    ]);
    expect((await fillSpans(tx)).length).toBe(named.length);
    expect(await warningFacts(tx, cast.north.projectId, "2025-02-15")).toMatchObject({ doubleShifts: 2 });
    expect(await warningFacts(tx, cast.north.projectId, plusDays(day, -1))).toMatchObject({ doubleShifts: 0 });
    const approving = tx.transaction((inner) =>
      inner.execute(sql`update shift_spans set state = 'approved' where activity_id = ${waits}`),
    );
    await expect(approving).rejects.toMatchObject({ cause: { constraint_name: "shift_spans_once" } });
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
});

test("whoever looks at a shift or decides on it is told what lies over it, by real time", async () => {
  const day = "2024-03-30";
  const night = await log({ on: day, from: "22:00", to: "03:00" });
  const over = await log({ on: plusDays(day, 1), from: "01:30", to: "08:00" });
  const later = await log({ on: plusDays(day, 1), from: "03:00", to: "09:00" });
  const found = await withActor(manager, "read", (tx) => findActivity(tx, cast.north.slug, night, "cs"));
  if (!found) throw new Error("the shift is there");
  const seen = shiftOverlaps({ ...found, on: found.happenedOn, people: found.assistantIds }, found.neighbours);
  expect(seen).toMatchObject([{ other: { id: over, startsAt: "01:30" }, people: field.assistants.slice(0, 1) }]);
  const ask = {
    projectId: cast.north.projectId,
    filter: { from: day, to: day },
    asOf: "2025-02-15",
    today: "2025-02-15",
    locale: "cs",
  } as const;
  const [listed] = await withActor(manager, "read", (tx) => listActivities(tx, ask, 1));
  const overlapping = { ...ask, filter: { from: day, to: plusDays(day, 1), overlap: "yes" } } as const;
  const rows = await withActor(manager, "read", (tx) => listActivities(tx, overlapping, 9));
  expect(rows.map(({ id }) => id).sort()).toEqual([night, over, later].sort());
  expect(listed?.clashes).toMatchObject([{ id: over, on: plusDays(day, 1), startsAt: "01:30", endsAt: "08:00" }]);
});

test("the same people, day and hours once more are asked about, however it is sent; who says that it is another one has it", async () => {
  const day = freshDay();
  const hours = { on: day, from: "07:00", to: "15:00", people: field.assistants.slice(0, 2) };
  const first = await log(hours);
  const again = { ...shiftInput(hours), assistantIds: [...hours.people].reverse(), submit: false };
  const alike = ["shiftAlike", 409, wayTo(first, hours)];
  expect(await refused(send(mentor, "activity.log", again))).toEqual(alike);
  expect(await refused(send(mentor, "activity.log", { ...again, activityId: randomUUID() }))).toEqual(alike);
  expect(await send(mentor, "activity.log", { ...again, another: true })).toMatchObject({ state: "draft" });
  expect(await send(mentor, "activity.log", { ...again, endsAt: "15:30" })).toMatchObject({ state: "draft" });
  const fresh = shiftInput({ ...hours, on: plusDays(day, 1) });
  const both = await Promise.all([
    refused(send(mentor, "activity.log", fresh)),
    refused(send(mentor, "activity.log", fresh)),
  ]);
  expect(both.filter((answer) => answer === null)).toHaveLength(1);
  expect(both.flat()).toContain("shiftAlike");
});
