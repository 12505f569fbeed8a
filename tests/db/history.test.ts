import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { prefer, renameSelf } from "@/db/mutations/account";
import { createToken } from "@/db/mutations/tokens";
import { auditChoices, listAuditLog, listWholeLog } from "@/db/queries/audit-log";
import { recordHistory } from "@/db/queries/history";
import type { Actor } from "@/lib/domain/actor";
import { auditFilter } from "@/lib/domain/audit-filter";
import { type Cast, type City, makeCast, type Person, person } from "../support/cast";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const write = <T>(who: { credential: Credential }, run: (tx: Tx, me: Actor) => Promise<T>, name = "test.write") =>
  withActor(who.credential, "write", run, { id: randomUUID(), name });
const read = (who: Person, table: string, id: string) =>
  withActor(who.credential, "read", (tx) => recordHistory(tx, table, id));

async function addIndicator({ id, projectId, ...city }: City, by?: Credential) {
  const indicatorId = randomUUID();
  const credential = by ?? person({ id, projectId, ...city }, "manager").credential;
  await write({ credential }, (tx) =>
    tx.execute(sql`insert into indicators (id, organisation_id, project_id, code, name, unit, kind, target)
      values (${indicatorId}, ${id}, ${projectId}, ${`X${indicatorId.slice(0, 6)}`}, 'Klid v ulici', 'body', 'own', 10)`),
  );
  return indicatorId;
}

test("a history tells who did what by which command, newest first, only what differs", async () => {
  const id = await addIndicator(cast.north);
  const manager = person(cast.north, "manager");
  await write(
    manager,
    (tx) => tx.execute(sql`update indicators set target = 12.5, unit = 'body' where id = ${id}`),
    "indicator.edit",
  );
  const { entries } = await read(manager, "indicators", id);
  expect(entries.map(({ op, action, actorName }) => [op, action, actorName])).toEqual([
    ["update", "indicator.edit", `Canary ${manager.email}`],
    ["insert", "test.write", `Canary ${manager.email}`],
  ]);
  expect(entries[0]?.changes).toEqual([{ field: "target", kind: "text", before: 10, after: 12.5, erased: false }]);
});

test("rows below a record belong to its history, deleted ones too, and references have names", async () => {
  const manager = person(cast.north, "manager");
  const { id: organisation, projectId } = cast.north;
  const own = sql`${organisation}, ${projectId}`;
  const [locality, keyActivity, activity, kind] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await write(cast.admin, (tx) =>
    tx.execute(sql`insert into activity_kinds (id, organisation_id, code, name_cs, name_en, position, source, valid_from)
      select ${kind}, organisation_id, ${`kind-${kind.replace(/[^a-z]/g, "")}`}, 'Hovor', 'Talk', 1, 'test', '2020-01-01'
      from users where id = ${cast.admin.id}`),
  );
  await write(manager, async (tx) => {
    await tx.execute(
      sql`insert into localities (id, organisation_id, project_id, name) values (${locality}, ${own}, ${`Nábřeží ${locality}`})`,
    );
    await tx.execute(sql`insert into key_activities (id, organisation_id, project_id, code, name, starts_on, ends_on)
      values (${keyActivity}, ${own}, ${keyActivity.slice(0, 8)}, 'Terén', '2023-04-01', '2026-03-31')`);
    await tx.execute(sql`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, author_id)
      values (${activity}, ${own}, '2024-05-02', '08:00', '16:00', 450, ${locality}, ${keyActivity}, ${manager.id})`);
    await tx.execute(
      sql`insert into activity_notes (organisation_id, project_id, activity_id, note) values (${own}, ${activity}, 'klidná směna')`,
    );
    await tx.execute(
      sql`insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count) values (${own}, ${activity}, ${kind}, 7)`,
    );
  });
  await write(manager, (tx) => tx.execute(sql`delete from activity_counts where activity_id = ${activity}`));
  const { entries, references } = await read(manager, "activities", activity);
  expect(entries.map(({ op, tableName }) => `${op} ${tableName}`)).toEqual([
    "delete activity_counts",
    "insert activity_counts",
    "insert activity_notes",
    "insert activities",
  ]);
  expect(references[locality]).toBe(`Nábřeží ${locality}`);
  expect(references[kind]).toBe("Hovor");
  const note = entries[2]?.changes.find(({ field }) => field === "note");
  expect(note).toMatchObject({ before: null, after: "klidná směna", erased: false });
});

test("a changed count says of what; the log finds it by the words of its record, and by nothing else", async () => {
  const [locality, keyActivity, activity, kind] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const manager = person(cast.north, "manager");
  const own = sql`${cast.north.id}, ${cast.north.projectId}`;
  await write(cast.admin, (tx) =>
    tx.execute(sql`insert into activity_kinds (id, organisation_id, code, name_cs, name_en, position, source, valid_from)
      select ${kind}, organisation_id, ${`kind-${kind.replace(/[^a-z]/g, "")}`}, 'Hovor', 'Talk', 1, 'test', '2020-01-01'
      from users where id = ${cast.admin.id}`),
  );
  await write(manager, async (tx) => {
    await tx.execute(
      sql`insert into localities (id, organisation_id, project_id, name) values (${locality}, ${own}, ${`Přístav ${locality}`})`,
    );
    await tx.execute(sql`insert into key_activities (id, organisation_id, project_id, code, name, starts_on, ends_on)
      values (${keyActivity}, ${own}, ${keyActivity.slice(0, 8)}, 'Terén', '2023-04-01', '2026-03-31')`);
    await tx.execute(sql`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, author_id)
      values (${activity}, ${own}, '2024-05-03', '08:00', '16:00', 450, ${locality}, ${keyActivity}, ${manager.id})`);
    await tx.execute(
      sql`insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count) values (${own}, ${activity}, ${kind}, 3)`,
    );
  });
  await write(manager, (tx) => tx.execute(sql`update activity_counts set count = 4 where activity_id = ${activity}`));
  const { entries, references } = await read(manager, "activities", activity);
  const [changed] = entries;
  expect(changed).toMatchObject({
    op: "update",
    tableName: "activity_counts",
    named: { field: "kind_id", after: kind },
  });
  expect(changed?.changes.map(({ field, before, after }) => [field, before, after])).toEqual([["count", 3, 4]]);
  expect(references[kind]).toBe("Hovor");
  const found = (q: string) =>
    withActor(manager.credential, "read", async (tx) =>
      (await listAuditLog(tx, cast.north.id, auditFilter.parse({ q }), true)).entries.map(({ rowId }) => rowId),
    );
  expect(await found(`pristav ${locality}`)).toEqual([locality]);
  expect(await found(locality)).toContain(activity);
  expect(await found(String(changed?.id))).toContain(changed?.rowId);
  expect(await found("–")).toEqual([]);
  expect(await found("Nesmyslov 9f")).toEqual([]);
});

test("the log read some at a time for a file is the log, as much as was asked for", async () => {
  await withActor(person(cast.north, "manager").credential, "read", async (tx) => {
    const filter = auditFilter.parse({});
    for (const most of [1, 7, 9, 1000]) {
      const whole = await listAuditLog(tx, cast.north.id, filter, true, most);
      expect(whole.entries.length).toBeGreaterThan(Math.min(most, 9) - 1);
      expect(await listWholeLog(tx, cast.north.id, filter, true, most, 3)).toEqual(whole);
    }
  });
});

test("a personal value is told from beside the log, never as its hash", async () => {
  const assistant = randomUUID();
  const mentor = person(cast.north, "mentor");
  await write(mentor, (tx) =>
    tx.execute(
      sql`insert into assistants (id, organisation_id, project_id, name) values (${assistant}, ${cast.north.id}, ${cast.north.projectId}, 'Jana Malá')`,
    ),
  );
  const before = await read(mentor, "assistants", assistant);
  expect(before.entries[0]?.changes).toEqual([
    { field: "name", kind: "text", before: null, after: "Jana Malá", erased: false },
  ]);
});

test("a stranger's record has no history", async () => {
  const id = await addIndicator(cast.north);
  const seen = await read(person(cast.south, "manager"), "indicators", id);
  expect(seen).toEqual({ entries: [], references: {} });
  expect((await read(cast.ministry.auditor, "indicators", id)).entries).toHaveLength(1);
});

test("what others do with their own accounts is not told to those who do not look after accounts", async () => {
  const [mentor, finance] = [person(cast.north, "mentor"), person(cast.north, "finance")];
  for (const one of [mentor, finance]) await prefer(one.credential, { locale: "en", theme: "dark" });
  const log = (who: Person, accounts: boolean) =>
    withActor(who.credential, "read", async (tx) => {
      const filter = auditFilter.parse({ action: "account.prefer" });
      const { entries } = await listAuditLog(tx, cast.north.id, filter, accounts);
      return [...new Set(entries.map(({ actorName }) => actorName))].sort();
    });
  const names = [mentor, finance].map(({ email }) => `Canary ${email}`);
  expect(await log(mentor, false)).toEqual([names[0]]);
  expect(await log(person(cast.north, "manager"), true)).toEqual([...names].sort());
  const actions = (who: Person, accounts: boolean) =>
    withActor(who.credential, "read", async (tx) => (await auditChoices(tx, cast.north.id, accounts)).actions);
  expect(await actions(person(cast.north, "manager"), false)).not.toContain("account.prefer");
  expect(await actions(person(cast.north, "manager"), true)).toContain("account.prefer");
});

test("who acted in more ways than one stands once among those to choose from, by the present name", async () => {
  const manager = person(cast.south, "manager");
  const token = await write(cast.admin, (tx, me) => createToken(tx, me, { email: manager.email, name: "stroj" }));
  await addIndicator(cast.south);
  await addIndicator(cast.south, { kind: "token", token });
  const name = `Přejmenovaná ${randomUUID().slice(0, 4)}`;
  await write(manager, (tx, me) => renameSelf(tx, me, { name }));
  const found = await withActor(manager.credential, "read", (tx) => auditChoices(tx, cast.south.id, true));
  expect(found.actors.filter(({ id }) => id === manager.id).map((one) => one.name)).toEqual([name]);
});
