import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { type Credential, withActor } from "@/db/gate";
import type { VerifiedAudit } from "@/db/mutations/audit";
import { findCheckedAudit } from "@/db/queries/audit-checked";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const verify = (who: Credential, input: unknown = {}, id?: string) =>
  send<VerifiedAudit>(who, "audit.verify", input, id);
const refusalOf = async (who: Credential, input: unknown) => {
  const { status, key } = await refusal(verify(who, input));
  return [status, key];
};
const addLocality = async (name: string) => {
  const id = randomUUID();
  await withActor(person(cast.north, "manager").credential, "write", (tx) =>
    tx.execute(
      sql`insert into localities (id, organisation_id, project_id, name) values (${id}, ${cast.north.id}, ${cast.north.projectId}, ${name})`,
    ),
  );
  return id;
};

test("an untouched log holds: entries, links and the head of its chain are told", async () => {
  await addLocality("Náměstí");
  const answer = await verify(cast.ministry.auditor.credential, { organisationId: cast.north.id });
  expect(answer).toMatchObject({ ok: true, broken: 0, problems: [] });
  expect(answer.head).toMatch(/^[0-9a-f]{64}$/);
  expect(answer.links).toBeGreaterThanOrEqual(2);
  expect(answer.entries).toBeGreaterThanOrEqual(answer.links);
  await addLocality("Park");
  const later = await verify(person(cast.north, "manager").credential, { organisationId: cast.north.id });
  expect(later.links).toBe(answer.links + 1);
  expect(later.head).not.toBe(answer.head);
});

test("rows of several organisations are linked once, also where constraints do not wait for the end", async () => {
  const { north, south, ministry } = cast;
  const rows = [north, north, south, north].map(
    (city, at) => sql`(${city.id}::uuid, ${city.projectId}::uuid, ${`${at} ${randomUUID()}`})`,
  );
  for (const when of [sql`set constraints all immediate`, sql`set constraints all deferred`]) {
    await withActor(
      { kind: "operator" },
      "write",
      async (tx) => {
        await tx.execute(when);
        await tx.execute(
          sql`insert into localities (organisation_id, project_id, name) values ${sql.join(rows, sql`, `)}`,
        );
        await tx.execute(
          sql`update localities set name = name || '.' where organisation_id in (${north.id}, ${south.id})`,
        );
      },
      { id: randomUUID(), name: "test.several" },
    );
    for (const city of [north, south])
      expect(await verify(ministry.auditor.credential, { organisationId: city.id })).toMatchObject({
        ok: true,
        problems: [],
      });
  }
});

test("what others alone may read is there for whoever checks the log", async () => {
  const of = (role: "mentor" | "manager" | "dpo") => person(cast.north, role).credential;
  await send(of("mentor"), "account.digest", { every: "day" });
  const { userId } = await send(of("manager"), "user.invite", {
    email: `${randomUUID().slice(0, 8)}@verify.example`,
    name: "Otakar Odcházející",
    role: "mentor",
    organisationId: cast.north.id,
  });
  await send(of("dpo"), "person.erase", { kind: "user", personId: userId, reason: "request", confirm: true });
  for (const who of [of("manager"), cast.ministry.auditor.credential, cast.admin.credential])
    expect(await verify(who, { organisationId: cast.north.id })).toMatchObject({ ok: true, problems: [] });
});

test("a row edited behind the application's back is named, for its own city and for the auditor", async () => {
  const id = await addLocality("Sídliště");
  const owner = connect(process.env.DATABASE_OWNER_URL ?? "", 1);
  const rename = (name: string) =>
    owner.begin(async (inside) => {
      await inside`alter table localities disable trigger user`;
      await inside`update localities set name = ${name} where id = ${id}`;
      await inside`alter table localities enable trigger user`;
    });
  await rename("Jinde");
  try {
    const answer = await verify(cast.ministry.auditor.credential);
    expect(answer.ok).toBe(false);
    expect(answer.problems).toContainEqual(
      expect.objectContaining({
        problem: "row-changed",
        tableName: "localities",
        rowId: id,
        organisation: cast.north.slug,
      }),
    );
    expect((await verify(person(cast.north, "manager").credential)).broken).toBe(1);
    expect((await verify(person(cast.south, "manager").credential)).ok).toBe(true);
  } finally {
    await rename("Sídliště");
    await owner.end();
  }
  expect((await verify(person(cast.north, "manager").credential)).ok).toBe(true);
});

test("an entry slipped in beside the chain and a personal value rewritten beside it are named", async () => {
  const owner = connect(process.env.DATABASE_OWNER_URL ?? "", 1);
  const entry = Number.MAX_SAFE_INTEGER - Math.floor(Math.random() * 1e9);
  const assistant = randomUUID();
  const mentor = person(cast.south, "mentor");
  await withActor(mentor.credential, "write", (tx) =>
    tx.execute(
      sql`insert into assistants (id, organisation_id, project_id, name) values (${assistant}, ${cast.south.id}, ${cast.south.projectId}, 'Jana Malá')`,
    ),
  );
  try {
    await owner`
      insert into audit_entries (id, organisation_id, transaction_id, at, actor_kind, table_name, row_id, op, after, hash)
      select ${entry}::bigint, p.organisation_id, 1, now(), 'session', 'projects', p.id, 'insert', '{}'::jsonb,
        sec.entry_hash(${entry}::bigint, p.organisation_id, 1, now(), 'session', null, null, null, 'projects', p.id, 'insert', null, '{}')
      from projects p where p.id = ${cast.south.projectId}`;
    await owner`update audit_personal set value = 'Kdo jiný' where entry_id in (select id from audit_entries where row_id = ${assistant})`;
    const answer = await verify(cast.ministry.auditor.credential, { organisationId: cast.south.id });
    expect(answer.problems.map(({ problem }) => problem)).toEqual(["personal-changed", "entry-unlinked"]);
    expect((await verify(cast.ministry.auditor.credential, { organisationId: cast.north.id })).ok).toBe(true);
  } finally {
    await owner.begin(async (inside) => {
      await inside`update audit_personal set value = 'Jana Malá' where entry_id in (select id from audit_entries where row_id = ${assistant})`;
      await inside`alter table audit_entries disable trigger user`;
      await inside`delete from audit_entries where id = ${entry}`;
      await inside`alter table audit_entries enable trigger user`;
    });
    await owner.end();
  }
});

test("a setting whose list grew and a name whose salt was taken away are named", async () => {
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [setting, assistant] = [randomUUID(), randomUUID()];
  const key = `test.${setting}`;
  await withActor({ kind: "operator" }, "write", async (tx) => {
    await tx.execute(sql`
      insert into settings (id, organisation_id, key, value, source, valid_from)
      values (${setting}, ${cast.south.id}, ${key}, '["a"]', 'test', '2023-01-01')`);
    await tx.execute(sql`
      insert into assistants (id, organisation_id, project_id, name) values (${assistant}, ${cast.south.id}, ${cast.south.projectId}, 'Jana Malá')`);
  });
  const undone = new Error("undone");
  const attempt = superuser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    const named = () => tx`select problem, row_id from sec.verify(${cast.south.id}) order by table_name`;
    expect(await named()).toEqual([]);
    await tx`update settings set value = '["a", "b"]' where id = ${setting}`;
    await tx`delete from audit_personal where entry_id in (select id from audit_entries where row_id = ${assistant})`;
    await tx`update assistants set name = 'Kdo jiný' where id = ${assistant}`;
    expect([...(await named())]).toEqual([
      { problem: "row-changed", row_id: assistant },
      { problem: "row-changed", row_id: setting },
    ]);
    throw undone;
  });
  await expect(attempt).rejects.toBe(undone);
  await superuser.end();
  await withActor({ kind: "operator" }, "write", (tx) => tx.execute(sql`delete from settings where id = ${setting}`));
});

test("a stranger's organisation is not there, nobody without the permission verifies", async () => {
  const foreign = { organisationId: cast.south.id };
  expect(await refusalOf(person(cast.north, "manager").credential, foreign)).toEqual([403, "forbidden"]);
  expect(await refusalOf(cast.ministry.auditor.credential, { organisationId: randomUUID() })).toEqual([
    404,
    "notFound",
  ]);
  expect(await refusalOf(person(cast.north, "mentor").credential, {})).toEqual([403, "forbidden"]);
  expect(await refusalOf(person(cast.north, "finance").credential, {})).toEqual([403, "forbidden"]);
});

test("the same command twice gives the answer of the first time", async () => {
  const id = randomUUID();
  const first = await verify(cast.ministry.auditor.credential, {}, id);
  expect(await verify(cast.ministry.auditor.credential, {}, id)).toEqual(first);
});

test("a kept answer is shown to who asked, on the page of its own city only", async () => {
  await addLocality("Zahrádky");
  const auditor = cast.ministry.auditor.credential;
  const [one, all] = [randomUUID(), randomUUID()];
  await verify(auditor, { organisationId: cast.north.id }, one);
  await verify(auditor, {}, all);
  const shown = (who: Credential, id: string, city: string) =>
    withActor(who, "read", async (tx) => (await findCheckedAudit(tx, id, city))?.ok ?? null);
  expect(await shown(auditor, one, cast.north.id)).toBe(true);
  expect(await shown(auditor, one, cast.south.id)).toBeNull();
  expect(await shown(auditor, all, cast.north.id)).toBeNull();
  expect(await shown(person(cast.north, "manager").credential, one, cast.north.id)).toBeNull();
});
