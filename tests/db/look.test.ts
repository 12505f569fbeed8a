import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, NotSignedIn, peekProject, withActor } from "@/db/gate";
import { createToken } from "@/db/mutations/tokens";
import { execute } from "@/db/pool";
import { type Cast, makeCast, type Person, person } from "../support/cast";
import { asSuperOperator, asSuperuser } from "../support/superuser";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const tokenOf = ({ email }: Person, name: string = randomUUID()) =>
  withActor({ kind: "operator" }, "write", (tx, me) => createToken(tx, me, { email, name }), {
    id: randomUUID(),
    name: "test.token",
  });
const sessionOf = ({ credential }: Person) => ("token" in credential ? credential.token : "");

/** What the look says of a session, or of a token of machines. */
async function look(token: string, slug: string | null, by = sql`sec.look_by_session`) {
  const [row] = await execute<{ rights: string | null; version: string | null }>(
    sql`select rights, version from ${by}(${token}, null, ${slug})`,
  );
  return { rights: row?.rights ?? null, version: row?.version ?? null };
}

/** What the whole entrance says. */
async function entered(credential: Credential, slug: string | null): Promise<string | null> {
  return withActor(credential, "read", async (tx, me) => {
    const [row] = await tx.execute<{ version: string | null }>(
      sql`select sec.project_version(${JSON.stringify({ today: me.today })}::jsonb, ${slug}) as version`,
    );
    return row?.version ?? null;
  });
}

test("a look sees what the entrance sees, for every role and both cities", async () => {
  const people = [
    ...Object.values(cast.north.users),
    cast.ministry.auditor,
    cast.ministry.organiser,
    cast.admin,
    ...Object.values(cast.south.users),
  ];
  let seen = 0;
  for (const who of people) {
    for (const { slug } of [cast.north, cast.south, { slug: "nowhere" }]) {
      const version = await entered(who.credential, slug);
      expect((await look(sessionOf(who), slug)).version).toBe(version);
      if (version) seen += 1;
    }
    const token = await tokenOf(who);
    const byToken = await look(token, cast.north.slug, sql`sec.look_by_token`);
    expect(byToken.version).toBe(await entered({ kind: "token", token }, cast.north.slug));
  }
  expect(seen).toBe(12);
});

test("of all that one sees a look sees what the entrance sees, and it moves with what one sees alone", async () => {
  const own = await makeCast();
  const reader = person(own.north, "finance");
  const everyone = own.ministry.auditor;
  const people = [...Object.values(own.north.users), everyone, own.ministry.organiser, own.admin];
  for (const who of people) {
    const seen = await look(sessionOf(who), null);
    expect(seen.version).not.toBeNull();
    expect(seen.version).toBe(await entered(who.credential, null));
  }
  const before = [await look(sessionOf(reader), null), await look(sessionOf(everyone), null)];
  await asSuperOperator(sql`update projects set name = 'Canary south' where id = ${own.south.projectId}`);
  const after = [await look(sessionOf(reader), null), await look(sessionOf(everyone), null)];
  expect(after[0]).toEqual(before[0]);
  expect(after[1]?.version).not.toBe(before[1]?.version);
  await asSuperOperator(
    sql`update role_assignments set project_id = ${own.north.projectId} where user_id = ${reader.id}`,
  );
  expect((await look(sessionOf(reader), null)).version).toBe(await entered(reader.credential, null));
  await asSuperOperator(sql`update projects set name = 'Canary north' where id = ${own.north.projectId}`);
  expect((await look(sessionOf(reader), null)).version).not.toBe(before[0]?.version);
});

test("a role in one project sees that one alone", async () => {
  const own = await makeCast();
  const who = person(own.north, "finance");
  await asSuperOperator(sql`update role_assignments set project_id = ${own.north.projectId} where user_id = ${who.id}`);
  expect((await look(sessionOf(who), own.north.slug)).version).toBe(await entered(who.credential, own.north.slug));
  expect((await look(sessionOf(who), own.north.slug)).version).not.toBeNull();
  expect((await look(sessionOf(who), own.south.slug)).version).toBeNull();
});

test("whatever a person is let in by moves what a look says, at once", async () => {
  const own = await makeCast();
  const who = person(own.north, "manager");
  const session = sessionOf(who);
  const colleague = person(own.north, "mentor");
  const id = who.id;
  const changes: [string, SQL][] = [
    ["name", sql`update users set name = 'Canary' where id = ${id}`],
    ["language", sql`update users set locale = 'en' where id = ${id}`],
    ["organisation", sql`update organisations set name = 'Canary town' where id = ${own.north.id}`],
    [
      "new role",
      sql`insert into role_assignments (organisation_id, user_id, role, valid_from) values (${own.north.id}, ${id}, 'finance', '2020-01-01')`,
    ],
    ["ended role", sql`update role_assignments set ended_at = now() where user_id = ${id} and role = 'finance'`],
    [
      "role to a day before today",
      sql`update role_assignments set valid_to = (now() at time zone 'Europe/Prague')::date - 1 where user_id = ${id} and role = 'manager'`,
    ],
    ["role again", sql`update role_assignments set valid_to = null where user_id = ${id} and role = 'manager'`],
    ["last seen long ago", sql`update sessions set last_seen_at = now() - interval '2 minutes' where user_id = ${id}`],
    ["seen now", sql`update sessions set last_seen_at = now() where user_id = ${id}`],
    ["strong", sql`update sessions set strong = not strong where user_id = ${id}`],
    ["settings", sql`update settings set value = value where key = (select min(key) from settings)`],
  ];
  for (const [name, change] of changes) {
    const before = await look(session, own.north.slug);
    await asSuperOperator(change);
    const after = await look(session, own.north.slug);
    expect([name, after.rights]).not.toEqual([name, before.rights]);
    expect([name, after.rights === null]).toEqual([name, false]);
  }
  const closing: [string, SQL, SQL][] = [
    [
      "preview",
      sql`update sessions set preview_role = 'mentor', preview_organisation_id = ${own.north.id} where user_id = ${id}`,
      sql`update sessions set preview_role = null, preview_organisation_id = null where user_id = ${id}`,
    ],
    [
      "idle",
      sql`update sessions set last_seen_at = now() - interval '31 minutes' where user_id = ${id}`,
      sql`update sessions set last_seen_at = now() where user_id = ${id}`,
    ],
    [
      "expired",
      sql`update sessions set expires_at = now() where user_id = ${id}`,
      sql`update sessions set expires_at = now() + interval '1 hour' where user_id = ${id}`,
    ],
    [
      "revoked",
      sql`update sessions set revoked_at = now() where user_id = ${id}`,
      sql`update sessions set revoked_at = null where user_id = ${id}`,
    ],
    [
      "inactive",
      sql`update users set active = false where id = ${id}`,
      sql`update users set active = true where id = ${id}`,
    ],
  ];
  for (const [name, close, open] of closing) {
    await asSuperOperator(close);
    expect([name, await look(session, own.north.slug)]).toEqual([name, { rights: null, version: null }]);
    await asSuperOperator(open);
    expect([name, (await look(session, own.north.slug)).rights === null]).toEqual([name, false]);
  }
  const others = await look(sessionOf(colleague), own.north.slug);
  await asSuperOperator(sql`update users set name = 'Canary again' where id = ${id}`);
  expect((await look(sessionOf(colleague), own.north.slug)).rights).toBe(others.rights);
});

test("who was let in before is remembered, and no longer than his rights", async () => {
  const own = await makeCast();
  const who = person(own.north, "manager");
  const token = await tokenOf(who, "remembered");
  const peeks = [who.credential, { kind: "token", token } as const].map(
    (credential) => () => peekProject(credential, own.north.slug),
  );
  for (const peek of peeks) expect((await peek()).version).toBe((await peek()).version);
  await asSuperOperator(sql`update users set name = 'Canary renamed' where id = ${who.id}`);
  for (const peek of peeks) expect((await peek()).me.name).toBe("Canary renamed");
  for (const peek of peeks) expect((await peek()).me.name).toBe("Canary renamed");
  await asSuperOperator(sql`update role_assignments set ended_at = now() where user_id = ${who.id}`);
  for (const peek of peeks) expect(await peek()).toMatchObject({ me: { roles: [] }, version: null });
  await asSuperOperator(sql`update role_assignments set ended_at = null where user_id = ${who.id}`);
  for (const peek of peeks) expect((await peek()).version).not.toBeNull();
  await asSuperOperator(sql`update api_tokens set revoked_at = now() where user_id = ${who.id}`);
  await asSuperOperator(sql`update sessions set revoked_at = now() where user_id = ${who.id}`);
  for (const peek of peeks) await expect(peek()).rejects.toBeInstanceOf(NotSignedIn);
});

test("nobody looks in a person's name, but by what he holds", async () => {
  const call = withActor(cast.admin.credential, "read", (tx) =>
    tx.execute(sql`select * from sec.look_as(${cast.admin.id}, null, 'x')`),
  );
  await expect(call).rejects.toMatchObject({ cause: { code: "42501" } });
  expect(await look(randomUUID(), cast.north.slug)).toEqual({ rights: null, version: null });
  await asSuperuser(async (tx) => {
    const [row] = await tx.execute<{ rights: string | null }>(
      sql`select rights from sec.look_by_token('', null, ${cast.north.slug})`,
    );
    expect(row?.rights).toBeNull();
  });
});
