import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { noteAccess } from "@/db/mutations/access";
import { replayErasures } from "@/db/mutations/privacy";
import { createToken } from "@/db/mutations/tokens";
import { accessChoices, listAccess } from "@/db/queries/access";
import { findPerson as findKept } from "@/db/queries/people";
import { personData } from "@/db/queries/person-data";
import { erasuresToReplay, findPeople, findPerson, listErasures, retentionClock } from "@/db/queries/privacy";
import { accessFilter } from "@/lib/domain/privacy";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { freshProject, row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
const operator = { kind: "operator" } as const;
const dpo = () => person(cast.north, "dpo").credential;
const nobody = accessFilter.parse({});

/** Somebody without any record of a project, in the north. */
async function newcomer(name = `Žaneta Výmazová ${randomUUID().slice(0, 6)}`) {
  const id = randomUUID();
  const email = `${randomUUID().slice(0, 8)}@erase.example`;
  await withActor(
    operator,
    "write",
    (tx) =>
      tx.execute(
        sql`insert into users (id, organisation_id, email, name) values (${id}, ${cast.north.id}, ${email}, ${name})`,
      ),
    { id: randomUUID(), name: "test.newcomer" },
  );
  return { id, email, name };
}
const erase = (who: { id: string }, more: Record<string, unknown> = {}) => ({
  kind: "user",
  personId: who.id,
  reason: "request",
  confirm: true,
  ...more,
});

test("an erased user is named nowhere, and the log still holds", async () => {
  const who = await newcomer();
  await withActor(operator, "write", (tx, me) => createToken(tx, me, { email: who.email, name: `klíč ${who.name}` }), {
    id: randomUUID(),
    name: "token.create",
  });
  const { projectId } = cast.north;
  const manager = person(cast.north, "manager").credential;
  const planned = { projectId, kind: "other", title: `Schůzka, ${who.name} přijde`, dueOn: "2024-05-05" };
  const overrule = { reason: "Host na schůzce" };
  await send(manager, "milestone.add", planned, randomUUID(), { overrule });
  const found = await withActor(dpo(), "read", (tx) => findPeople(tx, who.name.slice(3, 14)));
  expect(found.map(({ id }) => id)).toContain(who.id);
  await send(dpo(), "person.erase", erase(who, { inNotes: true, reference: "MV 12/2025" }));
  const owner = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  try {
    const tables =
      await owner`select c.relname as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'sec', 'drizzle') and c.relkind = 'r'`;
    for (const { schema, name } of tables) {
      const [hit] = await owner`select count(*)::int as n from ${owner(schema)}.${owner(name)} t
        where t::text ilike ${`%${who.name}%`} or t::text ilike ${`%${who.email}%`}`;
      expect([name, hit?.n]).toEqual([name, 0]);
    }
  } finally {
    await owner.end();
  }
  const problems = await row(operator, sql`select count(*)::int as n from sec.verify(${cast.north.id})`);
  expect(problems).toEqual({ n: 0 });
  const milestone = await row(
    manager,
    sql`select title from milestones where project_id = ${projectId} and title like 'Schůzka%' order by id desc limit 1`,
  );
  expect(milestone).toEqual({ title: "Schůzka, [vymazáno] přijde" });
  const [entry] = await withActor(dpo(), "read", listErasures);
  expect(entry).toMatchObject({
    kind: "user",
    personId: who.id,
    reason: "request",
    reference: "MV 12/2025",
    inNotes: true,
  });
  expect(entry?.removed).toMatchObject({ tokens: 1, notes: 1 });
  expect(await refusal(send(dpo(), "person.erase", erase(who)))).toMatchObject({
    key: "erasedAlready",
  });
});

test("who is erased holds no role, stands in for nobody, and nobody lets him in again", async () => {
  const manager = person(cast.north, "manager").credential;
  const { userId = "" } = await send(manager, "user.invite", {
    email: `${randomUUID().slice(0, 8)}@erase.example`,
    name: "Otakar Odcházející",
    role: "mentor",
    organisationId: cast.north.id,
  });
  await send(dpo(), "person.erase", erase({ id: userId }));
  const left = sql`select count(*)::int as n from role_assignments where user_id = ${userId} and ended_at is null`;
  expect(await row(operator, left)).toEqual({ n: 0 });
  expect((await refusal(send(manager, "user.activate", { userId }))).status).toBe(404);
  expect(
    (await refusal(send(manager, "role.grant", { userId, role: "mentor", organisationId: cast.north.id }))).status,
  ).toBe(404);
  const [kept] = await withActor(manager, "read", async (tx) => [await findKept(tx, userId)]);
  expect(kept).toMatchObject({ state: "erased", email: "", roles: [] });
});

test("an erasure is confirmed, its file number is no name, and nobody erases himself", async () => {
  const who = await newcomer();
  expect(await refusal(send(dpo(), "person.erase", erase(who, { confirm: false })))).toMatchObject({
    fields: { confirm: "confirmMissing" },
  });
  const self = person(cast.north, "dpo");
  expect(await refusal(send(dpo(), "person.erase", erase({ id: self.id })))).toMatchObject({
    key: "ownErasure",
  });
  expect(await refusal(send(dpo(), "person.erase", erase(who, { reference: "Jan Novák" })))).toMatchObject({
    fields: { reference: "badFormat" },
  });
});

test("a stranger does not find the person, other roles may not, and the same command twice does it once", async () => {
  const who = await newcomer();
  const stranger = person(cast.south, "dpo").credential;
  expect((await refusal(send(stranger, "person.erase", erase(who)))).status).toBe(404);
  expect(await withActor(stranger, "read", (tx) => findPerson(tx, "user", who.id))).toBeNull();
  for (const role of ["mentor", "manager", "finance"] as const)
    expect((await refusal(send(person(cast.north, role).credential, "person.erase", erase(who)))).status).toBe(403);
  expect((await refusal(send(cast.ministry.auditor.credential, "person.erase", erase(who)))).status).toBe(403);
  const id = randomUUID();
  const once = await send(dpo(), "person.erase", erase(who), id);
  expect(await send(dpo(), "person.erase", erase(who), id)).toEqual(once);
});

test("an assistant who served is kept until the papers may go, one entered by mistake is erased, sums stay", async () => {
  const manager = person(cast.north, "manager").credential;
  const projectId = await freshProject(cast);
  const name = "Kamila Omylová";
  const { assistantId: mistaken = "" } = await send(manager, "assistant.add", { projectId, name });
  const { assistantId: served = "" } = await send(manager, "assistant.add", { projectId, name: "Karel Sloužil" });
  const post = await row(manager, sql`select id from posts where project_id = ${projectId} order by number limit 1`);
  await send(manager, "occupancy.start", { assistantId: served, postId: String(post?.id), startsOn: "2024-01-01" });
  const kept = await withActor(dpo(), "read", (tx) => findPerson(tx, "assistant", served));
  expect(kept).toMatchObject({ keptUntil: "2036-12-31", erasedAt: null });
  const refusedErase = send(dpo(), "person.erase", {
    kind: "assistant",
    personId: served,
    reason: "request",
    confirm: true,
  });
  expect(await refusal(refusedErase)).toMatchObject({ key: "retentionDuty", status: 409 });
  const again = withActor(dpo(), "write", (tx) =>
    tx.execute(sql`select sec.erase_person('assistant', ${served}, 'request', '', false, true)`),
  );
  await expect(again).rejects.toMatchObject({ cause: { code: "42501" } });
  const officer = dpo();
  const later = withActor(officer, "write", async (tx) => {
    await tx.execute(
      sql`select sec.enter_session(${"token" in officer ? officer.token : ""}, '2099-01-01', null, null)`,
    );
    await tx.execute(sql`select sec.erase_person('assistant', ${served}, 'request', '', false)`);
  });
  await expect(later).rejects.toMatchObject({ cause: { constraint_name: "retention_duty" } });
  await send(dpo(), "person.erase", { kind: "assistant", personId: mistaken, reason: "mistake", confirm: true });
  expect(await row(manager, sql`select name from assistants where id = ${mistaken}`)).toEqual({
    name: "Vymazaná osoba",
  });
  const log = await row(operator, sql`select count(*)::int as n from audit_personal where value = ${name}`);
  expect(log).toEqual({ n: 0 });
  expect(await row(operator, sql`select count(*)::int as n from sec.verify(${cast.north.id})`)).toEqual({ n: 0 });
});

test("the list of erasures erases again in a restored database, and knows no name", async () => {
  const who = await newcomer();
  const list = [
    {
      kind: "user",
      personId: who.id,
      reason: "request",
      reference: "",
      inNotes: false,
      erasedAt: "2025-01-01T00:00:00Z",
    },
  ] as const;
  const replay = () =>
    withActor(operator, "write", (tx) => replayErasures(tx, list), { id: randomUUID(), name: "privacy.replay" });
  expect(await replay()).toBe(1);
  expect(await replay()).toBe(0);
  const kept = await withActor(operator, "read", erasuresToReplay);
  expect(kept.filter(({ personId }) => personId === who.id)).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(who.name);
});

test("who looked is read by the officer of the organisation whose data it was", async () => {
  const { auditor } = cast.ministry;
  const page = `/projects/${cast.north.slug}/team`;
  await withActor(auditor.credential, "write", (tx, me) => noteAccess(tx, me, page, "assistants"));
  const rows = await withActor(dpo(), "read", (tx) => listAccess(tx, nobody, 1));
  expect(rows.find((one) => one.page === page)).toMatchObject({
    who: `Canary ${auditor.email}`,
    subject: "assistants",
  });
  const choices = await withActor(dpo(), "read", (tx) => accessChoices(tx, nobody));
  expect(choices.people.map(({ id }) => id)).toContain(auditor.id);
  const strange = await withActor(person(cast.south, "dpo").credential, "read", (tx) => listAccess(tx, nobody, 1));
  expect(strange.filter((one) => one.page === page)).toEqual([]);
  const manager = await withActor(person(cast.north, "manager").credential, "read", (tx) => listAccess(tx, nobody, 1));
  expect(manager).toEqual([]);
});

test("a look at a person is noted where the person is at home, a look at all people in every organisation", async () => {
  const admin = cast.admin.credential;
  const mentor = person(cast.south, "mentor");
  const [one, all] = [`/admin/people/${randomUUID()}`, `/admin/people?${randomUUID()}`];
  await withActor(admin, "write", (tx, me) => noteAccess(tx, me, one, "user", { personId: mentor.id }));
  await withActor(admin, "write", (tx, me) => noteAccess(tx, me, all, "users", { everyWith: "people" }));
  const seen = async (city: Cast["north"]) =>
    (await withActor(person(city, "dpo").credential, "read", (tx) => listAccess(tx, nobody, null)))
      .filter(({ page }) => page === one || page === all)
      .map(({ page }) => page)
      .sort();
  expect(await seen(cast.south)).toEqual([one, all].sort());
  expect(await seen(cast.north)).toEqual([all]);
  const about = await withActor(person(cast.south, "dpo").credential, "read", async (tx) => {
    const found = await findPerson(tx, "user", mentor.id);
    if (!found) throw new Error("no mentor");
    return personData(tx, found, "cs");
  });
  expect(JSON.stringify(about)).toContain(one);
});

test("the export holds everything of a person, and the clock counts what is held", async () => {
  const mentor = person(cast.north, "mentor");
  const data = await withActor(dpo(), "read", async (tx) => {
    const found = await findPerson(tx, "user", mentor.id);
    if (!found) throw new Error("no mentor");
    return personData(tx, found, "cs");
  });
  expect(data.person).toMatchObject([{ email: mentor.email }]);
  expect(data.roles).toMatchObject([{ role: "mentor" }]);
  expect(data.sessions?.length).toBeGreaterThan(0);
  expect(data.changesAbout?.[0]?.values).toContainEqual({ column: "email", side: "after", value: mentor.email });
  const clock = await withActor(dpo(), "read", retentionClock);
  expect(clock.logs.map(({ what }) => what).sort()).toEqual(["access", "commands", "jobs", "mail"]);
  expect(clock.logs.every(({ due }) => due === 0)).toBe(true);
  expect(clock.projects.find(({ slug }) => slug === cast.north.slug)).toMatchObject({ until: "2036-12-31" });
});

test("the export says when a role ended before its last day", async () => {
  const who = await newcomer();
  const manager = person(cast.north, "manager").credential;
  const place = { userId: who.id, organisationId: cast.north.id, role: "mentor" };
  await send(manager, "role.grant", { ...place, validTo: "2099-06-30" });
  const held = await row(manager, sql`select id from role_assignments where user_id = ${who.id}`);
  await send(manager, "role.end", { roleAssignmentId: held?.id });
  const data = await withActor(dpo(), "read", async (tx) => {
    const found = await findPerson(tx, "user", who.id);
    if (!found) throw new Error("no newcomer");
    return personData(tx, found, "cs");
  });
  expect(data.roles).toMatchObject([{ to: "2099-06-30", endedAt: expect.stringMatching(/^\d{4}-/) }]);
});

test("what outlived its time is removed by the worker with a protocol, never before", async () => {
  const owner = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  try {
    const put = (age: string) => owner`insert into access_log (organisation_id, user_id, page, subject, at)
      values (${cast.north.id}, ${randomUUID()}, '/old', ${`purge-${age}`}, now() - ${age}::interval)`;
    await put("13 months");
    await put("11 months");
    await withActor({ kind: "worker" }, "write", (tx) => tx.execute(sql`select sec.purge()`));
    const left = await owner`select subject from access_log where page = '/old' and organisation_id = ${cast.north.id}`;
    expect(left.map(({ subject }) => subject)).toEqual(["purge-11 months"]);
  } finally {
    await owner.end();
  }
  const { purges } = await withActor(dpo(), "read", retentionClock);
  expect(purges).toMatchObject([{ what: "access", removed: 1 }]);
  const refusedPurge = withActor(dpo(), "write", (tx) => tx.execute(sql`select sec.purge()`));
  await expect(refusedPurge).rejects.toThrow();
});
