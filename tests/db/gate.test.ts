import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { storeResult } from "@/db/commands";
import { sqlState, toDomainError } from "@/db/failure";
import { NotSignedIn, peekProject, withActor } from "@/db/gate";
import { createToken, revokeToken } from "@/db/mutations/tokens";
import { verb } from "@/db/verb";
import { writeClasses } from "@/lib/domain/permission";
import { execute } from "@/server/command";
import { type Cast, makeCast, person } from "../support/cast";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

test("a mentor sees the own city and nothing of the other", async () => {
  const seen = await withActor(person(cast.north, "mentor").credential, "read", (tx) =>
    tx.execute<{ slug: string }>(sql`select slug from projects`),
  );
  expect(seen.map((row) => row.slug)).toEqual([cast.north.slug]);
});

test("the state of a project's rows is told to whoever may see it, and moves with them", async () => {
  const peek = (who: Parameters<typeof peekProject>[0]) => peekProject(who, cast.north.slug);
  const manager = person(cast.north, "manager").credential;
  const before = (await peek(manager)).version;
  expect(before).toContain(cast.north.projectId);
  expect((await peek(cast.ministry.auditor.credential)).version).toBe(before);
  expect((await peek(person(cast.south, "manager").credential)).version).toBeNull();
  expect((await peek({ kind: "public" })).version).toBeNull();
  await withActor(manager, "write", (tx) =>
    tx.execute(sql`update projects set name = name || '.' where id = ${cast.north.projectId}`),
  );
  expect((await peek(manager)).version).not.toBe(before);
});

test("the auditor sees both cities and may write neither", async () => {
  const { credential } = cast.ministry.auditor;
  const seen = await withActor(credential, "read", (tx) =>
    tx.execute<{ slug: string }>(sql`select slug from projects`),
  );
  expect(seen.map((row) => row.slug)).toEqual(expect.arrayContaining([cast.north.slug, cast.south.slug]));
  const changed = await withActor(credential, "write", (tx) =>
    tx.execute(sql`update projects set name = 'x' where id = ${cast.north.projectId} returning id`),
  );
  expect(changed.length).toBe(0);
});

test("a row of the other city cannot be inserted, nor a reference to it", async () => {
  const { credential } = person(cast.north, "manager");
  const intoForeign = withActor(credential, "write", (tx) =>
    tx.execute(
      sql`insert into localities (organisation_id, project_id, name) values (${cast.south.id}, ${cast.south.projectId}, 'x')`,
    ),
  );
  await expect(intoForeign).rejects.toSatisfy((error) => toDomainError(error)?.status === 404);
  const across = withActor(credential, "write", (tx) =>
    tx.execute(
      sql`insert into localities (organisation_id, project_id, name) values (${cast.north.id}, ${cast.south.projectId}, 'x')`,
    ),
  );
  await expect(across).rejects.toSatisfy((error) => toDomainError(error)?.status === 422);
});

test("nobody makes large objects, which no policy covers, nor tables and types of his own for a moment", async () => {
  for (const call of [
    sql`select lo_create(0)`,
    sql`select lo_from_bytea(0, 'x')`,
    sql`select lowrite(0, 'x')`,
    sql`create temporary table own (x int)`,
    sql`create domain pg_temp.own as text`,
  ]) {
    const made = withActor(person(cast.north, "mentor").credential, "write", (tx) => tx.execute(call));
    await expect(made).rejects.toMatchObject({ cause: { code: "42501" } });
  }
});

test("a token that is there is ended, and never made another's or another one", async () => {
  const token = await withActor({ kind: "operator" }, "write", (tx, me) =>
    createToken(tx, me, { email: person(cast.north, "mentor").email, name: "test" }),
  );
  for (const set of [
    sql`user_id = sec.user_id()`,
    sql`token_hash = '\\x00'`,
    sql`expires_at = now() + interval '9 years'`,
  ]) {
    const changed = withActor(cast.admin.credential, "write", (tx) => tx.execute(sql`update api_tokens set ${set}`));
    await expect(changed).rejects.toMatchObject({ cause: { code: "42501" } });
  }
  await withActor({ kind: "token", token }, "read", async () => 1);
  const [made] = await withActor(cast.admin.credential, "read", (tx) =>
    tx.execute<{ id: string }>(sql`select id from api_tokens where user_id = ${person(cast.north, "mentor").id}`),
  );
  await withActor(cast.admin.credential, "write", (tx, me) => revokeToken(tx, me, made?.id ?? ""));
  await expect(withActor({ kind: "token", token }, "read", async () => 1)).rejects.toBeInstanceOf(NotSignedIn);
});

test("an unknown token opens nothing", async () => {
  await expect(withActor({ kind: "session", token: randomUUID() }, "read", async () => 1)).rejects.toBeInstanceOf(
    NotSignedIn,
  );
});

test("a forged context is an error, and so is one from another transaction", async () => {
  const { credential } = person(cast.north, "mentor");
  const [stolen] = await withActor(credential, "read", (tx) =>
    tx.execute<{ c: string }>(sql`select current_setting('hlidka.context') as c`),
  );
  const use = (context: string) =>
    withActor({ kind: "public" }, "read", async (tx) => {
      await tx.execute(sql`select set_config('hlidka.context', ${context}, true)`);
      return tx.execute(sql`select * from projects`);
    });
  await expect(use(stolen?.c ?? "")).rejects.toSatisfy((error) => toDomainError(error)?.status === 404);
  await expect(use(`${"0".repeat(64)}{"reads": "all"}`)).rejects.toSatisfy(
    (error) => toDomainError(error)?.status === 404,
  );
});

test("no line of a context can be altered in its own transaction", async () => {
  const { credential } = person(cast.north, "mentor");
  const alter = (at: number) =>
    withActor(credential, "read", async (tx) => {
      const [now] = await tx.execute<{ c: string }>(sql`select current_setting('hlidka.context') as c`);
      const lines = (now?.c ?? "").split("\n");
      expect(lines).toHaveLength(14);
      lines[at] += "0";
      await tx.execute(sql`select set_config('hlidka.context', ${lines.join("\n")}, true)`);
      return tx.execute(sql`select sec.kind()`);
    });
  for (let at = 0; at < 14; at += 1)
    await expect(alter(at)).rejects.toSatisfy((error) => sqlState(error)?.code === "42501");
});

test("a result is stored for the transaction's own command only", async () => {
  const { credential } = person(cast.north, "mentor");
  await expect(withActor(credential, "write", (tx) => storeResult(tx, 1, "x"))).rejects.toThrow();
  const mark = { id: randomUUID(), name: "activity.log" };
  await expect(withActor(credential, "write", (tx) => storeResult(tx, 1, null), mark)).rejects.toThrow();
  await withActor(credential, "write", (tx) => storeResult(tx, { a: 1 }, "x"), { ...mark, hash: "x" });
  const replay = await withActor(credential, "write", async (_tx, _me, again) => again, { ...mark, hash: "x" });
  expect(replay).toEqual({ hash: "x", result: { a: 1 } });
});

test("a change leaves a sealed link and the log verifies", async () => {
  const { credential } = person(cast.north, "manager");
  const id = randomUUID();
  await withActor(credential, "write", (tx) =>
    tx.execute(
      sql`insert into localities (id, organisation_id, project_id, name) values (${id}, ${cast.north.id}, ${cast.north.projectId}, 'Nábřeží')`,
    ),
  );
  const problems = (tx: Parameters<Parameters<typeof withActor>[2]>[0]) =>
    tx.execute<{ problem: string; row_id: string }>(sql`select * from sec.verify()`);
  expect(await withActor(credential, "read", problems)).toHaveLength(0);
  const [link] = await withActor(credential, "read", (tx) =>
    tx.execute<{ links: number }>(sql`select count(*) as links from audit_links`),
  );
  expect(link?.links).toBeGreaterThan(0);
});

test("the roles of the database and of the permission table are the same", async () => {
  for (const [role, classes] of Object.entries(writeClasses)) {
    const [row] = await withActor({ kind: "public" }, "read", (tx) =>
      tx.execute<{ c: string[] }>(sql`select sec.role_classes(${role}) as c`),
    );
    expect([...(row?.c ?? [])].sort(), role).toEqual([...classes].sort());
  }
});

test("a command whose answer cannot be kept has done nothing, and says why at once", async () => {
  let runs = 0;
  const losing = verb(z.strictObject({}), async (tx) => {
    runs += 1;
    await tx.execute(sql`update projects set name = 'Canary lost' where id = ${cast.north.projectId}`);
    await tx.execute(sql`select set_config('hlidka.context', '', true)`);
    return {};
  });
  const { credential } = person(cast.north, "manager");
  await expect(execute(credential, losing, "test.lose", randomUUID(), {})).rejects.toMatchObject({ status: 404 });
  expect(runs).toBe(1);
  const [project] = await withActor(credential, "read", (tx) =>
    tx.execute<{ name: string }>(sql`select name from projects where id = ${cast.north.projectId}`),
  );
  expect(project?.name).not.toBe("Canary lost");
});

test("of the same command sent four times at once one is carried out, and all get its answer", async () => {
  let runs = 0;
  const counted = verb(z.strictObject({}), async (tx) => {
    runs += 1;
    await tx.execute(sql`select pg_sleep(0.05)`);
    return { run: runs };
  });
  const { credential } = person(cast.north, "manager");
  const id = randomUUID();
  const sendOne = (who = credential) => execute(who, counted, "test.count", id, {});
  const answers = await Promise.all([sendOne(), sendOne(), sendOne(), sendOne()]);
  expect(runs).toBe(1);
  expect(answers).toEqual(Array(4).fill({ run: 1 }));
  await expect(sendOne(person(cast.south, "manager").credential)).rejects.toMatchObject({ key: "commandReused" });
});
