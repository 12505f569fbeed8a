import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { type Credential, withActor } from "@/db/gate";
import { listAuditLog } from "@/db/queries/audit-log";
import { recordHistory } from "@/db/queries/history";
import { personData } from "@/db/queries/person-data";
import { findPerson, listMentions } from "@/db/queries/privacy";
import { tellMovedNotes } from "@/db/reference/notes";
import { auditFilter } from "@/lib/domain/audit-filter";
import { plusDays } from "@/lib/domain/day";
import { readOverview } from "@/server/views/overview";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";
import { said } from "../support/said";

let cast: Cast;
let field: Field;
let mentor: Credential;
let manager: Credential;
let finance: Credential;
const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
afterAll(() => superuser.end());
const asOperator = (statement: SQL) =>
  withActor({ kind: "operator" }, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.fill" });

beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  finance = person(cast.north, "finance").credential;
});

const shift = (more: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  happenedOn: "2025-02-14",
  startsAt: "07:00",
  endsAt: "15:00",
  localityId: field.localityId,
  keyActivityId: field.keyActivityId,
  assistantIds: field.assistants.slice(0, 1),
  counts: [{ kind: "counselling", count: 2 }],
  ...more,
});
/** The day of each shift, so that no two lie over each other. */
const dayOf = new Map<string, string>();
const log = async (more: Record<string, unknown> = {}, round = {}) => {
  const happenedOn = plusDays("2024-05-01", dayOf.size);
  const { activityId } = await send<{ activityId: string }>(
    mentor,
    "activity.log",
    shift({ happenedOn, ...more }),
    randomUUID(),
    round,
  );
  dayOf.set(activityId, happenedOn);
  return activityId;
};
const changed = (activityId: string, more: Record<string, unknown> = {}) =>
  shift({ activityId, happenedOn: dayOf.get(activityId), ...more });
const approve = (activityId: string) => send(manager, "activity.approve", { activities: [{ activityId }] });
const back = (activityId: string) =>
  send(manager, "activity.return", { activityId, reason: "other", note: "Bez jmen, prosím." });

/** The texts of a note that somebody reads in the history of its shift, the oldest first. */
const toldTo = (who: Credential, activityId: string) =>
  withActor(who, "read", async (tx) => {
    const { entries } = await recordHistory(tx, "activities", activityId);
    return entries
      .toReversed()
      .filter(({ tableName }) => tableName === "activity_notes")
      .map(({ changes }) => changes.find(({ field }) => field === "note"))
      .map((change) => change && (change.erased ? "kept" : change.after));
  });

test("the history tells everybody what was approved, and what the note said before to its author and who approves", async () => {
  const [first, second] = [said(), said()];
  const activityId = await log({ note: first, submit: true });
  await back(activityId);
  expect(await toldTo(finance, activityId)).toEqual([]);
  await send(mentor, "activity.log", changed(activityId, { note: second, submit: true }));
  await approve(activityId);
  const found = (who: Credential, q: string) =>
    withActor(who, "read", async (tx) => {
      const { entries } = await listAuditLog(tx, cast.north.id, auditFilter.parse({ q }), true);
      return entries.length > 0;
    });
  for (const who of [mentor, manager]) {
    expect((await toldTo(who, activityId)).slice(0, 2)).toEqual([first, second]);
    expect(await found(who, first)).toBe(true);
  }
  for (const who of [finance, cast.ministry.auditor.credential, cast.admin.credential]) {
    expect((await toldTo(who, activityId)).slice(0, 2)).toEqual(["kept", "kept"]);
    expect([await found(who, first), await found(who, second)]).toEqual([false, true]);
  }
  await asOperator(sql`update activities set state = 'returned' where id = ${activityId}`);
  expect(await found(finance, second)).toBe(false);
  expect(await found(manager, second)).toBe(true);
  const [broken] = await asOperator(sql`select count(*)::int as n from sec.verify()
    where row_id in (select id from activity_notes union all select id from activities)`);
  expect(broken?.n).toBe(0);
});

test("the overview holds no note of a shift that is not approved, whoever asks for it first", async () => {
  const [open, waiting] = [said(), said()];
  await approve(await log({ note: open, submit: true, happenedOn: "2025-02-14" }));
  await log({ note: waiting, submit: true, happenedOn: "2025-02-15" });
  for (const who of [manager, finance]) {
    const view = await withActor(who, "read", (tx) => readOverview(tx, cast.north.slug, "2025-02-15"));
    expect(JSON.stringify(view)).toContain(open);
    expect(JSON.stringify(view)).not.toContain(waiting);
  }
});

test("no note of a shift that is not approved leaves with the worker, a digest or what is held of a person", async () => {
  const dpo = person(cast.north, "dpo").credential;
  const { id, email } = person(cast.north, "mentor");
  const [open, waiting] = [`Viděl to Canary ${email}. ${said()}`, `Byl tam Canary ${email}. ${said()}`];
  const overrule = { reason: "Zkouší se, kdo to uvidí." };
  await approve(await log({ note: open, submit: true, happenedOn: "2025-02-12" }, { overrule }));
  await log({ note: waiting, submit: true, happenedOn: "2025-02-13" }, { overrule });
  const held = await withActor(dpo, "read", async (tx) => {
    const about = await findPerson(tx, "user", id);
    if (!about) throw new Error("who looks after privacy finds the mentor");
    return { data: await personData(tx, about, "cs"), mentions: await listMentions(tx, about, about.name) };
  });
  expect(JSON.stringify(held)).toContain(open);
  expect(JSON.stringify(held)).not.toContain(waiting);
  // That he is named there is told, so that he can be erased from it too.
  expect(held.mentions.filter(({ where }) => where === "activity_notes").map(({ text, on }) => [text, on])).toEqual([
    [null, "2025-02-13"],
    [open, "2025-02-12"],
  ]);
  await send(manager, "account.digest", { every: "day" });
  for (const who of [{ kind: "worker" }, { kind: "digest", userId: person(cast.north, "manager").id }] as const) {
    const [seen] = await withActor(who, "read", (tx) =>
      tx.execute(sql`select count(*)::int as n from activity_notes where not approved`),
    );
    expect(seen?.n).toBe(0);
  }
});

// A database of before notes had a table of their own: the log tells of them in the entries of their shifts.
test("what an older log tells of a note is told to everybody only as far as it was approved", async () => {
  const [approved, waiting] = [await log({ submit: true }), await log({ submit: true })];
  await approve(approved);
  const work = drizzle(superuser).transaction(async (tx) => {
    await tx.execute(
      sql`select sec.enter_machine('operator', ${process.env.HLIDKA_KEY}, null, ${randomUUID()}, 'test.old')`,
    );
    const was = (state: string, note: string) =>
      sql`to_jsonb(a) || jsonb_build_object('state', ${state}::text, 'note', ${note}::text)`;
    const entry = (id: string, op: string, before: SQL, after: SQL) =>
      tx.execute(
        sql`select sec.record('activities', ${op}, '{note}', array[${before}], array[${after}]) from activities a where a.id = ${id}`,
      );
    for (const id of [approved, waiting]) {
      await entry(id, "insert", sql`null::jsonb`, was("submitted", "first"));
      await entry(id, "update", was("returned", "first"), was("submitted", "second"));
    }
    await entry(approved, "update", was("submitted", "second"), was("approved", "second"));
    await tellMovedNotes(tx);
    const told = await tx.execute(sql`
      select e.row_id, p.side, p.value, p.reader_ids from audit_personal p join audit_entries e on e.id = p.entry_id
      where e.action = 'test.old' and e.table_name = 'activities' order by e.row_id = ${approved}, p.entry_id, p.side desc`);
    const author = [person(cast.north, "mentor").id];
    const row = (row_id: string, side: string, value: string, reader_ids: string[] | null) => ({
      row_id,
      side,
      value,
      reader_ids,
    });
    const before = (id: string) => [
      row(id, "after", "first", author),
      row(id, "before", "first", author),
      row(id, "after", "second", author),
    ];
    expect([...told]).toEqual([
      ...before(waiting),
      ...before(approved),
      row(approved, "before", "second", author),
      row(approved, "after", "second", null),
    ]);
    throw new Error("undone");
  });
  await expect(work).rejects.toThrow("undone");
});
