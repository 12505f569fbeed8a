import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { measureReplicas } from "@/bin/gate/replica-metrics";
import { endSession } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { type Credential, NotSignedIn, peekProject, withActor } from "@/db/gate";
import { closeReplicas, nameOf, replicaStates } from "@/db/replicas";
import { env } from "@/lib/env";
import { type Cast, makeCast } from "../support/cast";
import { commandLine } from "../support/command-line";
import { makeStandby, type Standby } from "../support/standby";

const superuserUrl = process.env.HLIDKA_TEST_SUPERUSER_URL ?? "";
let standby: Standby;
let superuser: ReturnType<typeof connect>;
let cast: Cast;
let manager: Credential;

beforeAll(async () => {
  superuser = connect(superuserUrl, 2);
  cast = await makeCast();
  manager = of("manager");
  standby = await makeStandby(superuserUrl, { max_standby_streaming_delay: "0" });
  env().DATABASE_REPLICA_URLS.push(standby.at(process.env.DATABASE_URL ?? ""));
});
afterAll(async () => {
  closeReplicas();
  env().DATABASE_REPLICA_URLS.length = 0;
  await superuser?.end();
  await standby?.remove();
});

function of(role: "manager" | "mentor" | "finance"): Credential {
  const person = cast.north.users[role];
  if (!person) throw new Error(`the cast has no ${role}`);
  return person.credential;
}

/** What one reads of the own project, and where. */
const look = (as: Credential = manager, mode: "read" | "write" = "read") =>
  withActor(as, mode, async (tx) => {
    const [row] = await tx.execute<{ replica: boolean; name: string | null }>(sql`
      select pg_is_in_recovery() as replica, (select name from projects where slug = ${cast.north.slug}) as name`);
    return { from: row?.replica ? "replica" : "primary", name: row?.name };
  });
const rename = (name: string) =>
  withActor(
    manager,
    "write",
    (tx) => tx.execute(sql`update projects set name = ${name} where slug = ${cast.north.slug}`),
    { id: randomUUID(), name: "project.rename" },
  );
const state = () => replicaStates()[0];
const isUsed = (wanted: boolean) =>
  vi.waitFor(() => expect(state()?.used).toBe(wanted), { timeout: 20_000, interval: 50 });

/** A replica that is late for a moment, on a machine that is busy, is left for as long. */
const fromReplica = (as: Credential, name: unknown) =>
  vi.waitFor(async () => expect(await look(as)).toEqual({ from: "replica", name }), { timeout: 20_000, interval: 50 });

test("reads of people go to a replica; writes, and what the worker and the operator read, to the primary", async () => {
  await look();
  await fromReplica(manager, expect.any(String));
  await fromReplica({ kind: "public" }, null);
  expect(await look(manager, "write")).toMatchObject({ from: "primary" });
  for (const kind of ["worker", "operator"] as const) expect((await look({ kind })).from).toBe("primary");
  expect(state()).toMatchObject({ name: nameOf(standby.at(superuserUrl)), reads: expect.any(Number) });
});

test("what was written is read at once by everybody, from a replica as soon as it has it", async () => {
  const places = { replica: 0, primary: 0 };
  const versions = new Set<string | null>();
  for (let n = 0; n < 40; n += 1) {
    await rename(`Name ${n}`);
    for (const reader of [manager, of("mentor")]) {
      const { from, name } = await look(reader);
      expect(name).toBe(`Name ${n}`);
      places[from as keyof typeof places] += 1;
    }
    versions.add((await peekProject(manager, cast.north.slug)).version);
  }
  expect(versions.size).toBe(40);
  expect(places.replica).toBeGreaterThan(0);
});

test("a replica that stands still is left without an error, and taken again when it has caught up", async () => {
  await isUsed(true);
  await standby.pause();
  await rename("Written while it stood still");
  expect(await look()).toEqual({ from: "primary", name: "Written while it stood still" });
  expect(await look(of("mentor"))).toEqual({ from: "primary", name: "Written while it stood still" });
  await vi.waitFor(() => expect(state()).toMatchObject({ used: false, lagSeconds: expect.any(Number) }));
  expect(state()?.lagBytes).toBeGreaterThan(0);
  expect(state()?.left.behind).toBeGreaterThan(0);
  await standby.resume();
  await fromReplica(manager, "Written while it stood still");
});

test("a right that was taken away is gone at once, though the replica has not heard of it", async () => {
  const [leaver, ended] = [of("mentor"), of("finance")];
  if (leaver.kind !== "session") throw new Error("the cast signs in by sessions");
  await fromReplica(leaver, "Written while it stood still");
  expect((await peekProject(ended, cast.north.slug)).version).not.toBeNull();
  await standby.pause();
  await endSession(leaver.token);
  await expect(look(leaver)).rejects.toThrow(NotSignedIn);
  await expect(peekProject(leaver, cast.north.slug)).rejects.toThrow(NotSignedIn);
  await withActor(
    { kind: "operator" },
    "write",
    (tx) =>
      tx.execute(
        sql`select sec.end_role(a.id) from role_assignments a where a.user_id = ${cast.north.users.finance?.id ?? ""}`,
      ),
    { id: randomUUID(), name: "role.end" },
  );
  expect((await look(ended)).name).toBeNull();
  expect((await peekProject(ended, cast.north.slug)).version).toBeNull();
  await standby.resume();
  await isUsed(true);
  await expect(look(leaver)).rejects.toThrow(NotSignedIn);
  expect((await peekProject(ended, cast.north.slug)).version).toBeNull();
});

test("a read that is in the way of replaying is broken off there and answered by the primary", async () => {
  await fromReplica(manager, "Written while it stood still");
  const places: string[] = [];
  const reading = withActor(manager, "read", async (tx) => {
    const [row] = await tx.execute<{ replica: boolean }>(
      sql`select pg_is_in_recovery() as replica from projects limit 1`,
    );
    places.push(row?.replica ? "replica" : "primary");
    await tx.execute(sql`select pg_sleep(0.5)`);
    const [name] = await tx.execute<{ name: string }>(sql`select name from projects where slug = ${cast.north.slug}`);
    return name?.name;
  });
  await vi.waitFor(() => expect(places).toEqual(["replica"]));
  await superuser.begin((tx) => tx`lock table projects in access exclusive mode`);
  expect(await reading).toBe("Written while it stood still");
  expect(places).toEqual(["replica", "primary"]);
  expect(state()?.left.cancelled).toBeGreaterThan(0);
});

// Under load: npm run -s proof -- replicas. Here nothing is under way when it dies, since the driver throws past everybody then.
test("a replica that was killed fails nobody, and serves again when it is back", async () => {
  await fromReplica(manager, "Written while it stood still");
  await standby.kill();
  const answers = await Promise.all(Array.from({ length: 12 }, () => look()));
  expect(new Set(answers.map(({ from }) => from))).toEqual(new Set(["primary"]));
  await isUsed(false);
  await standby.start();
  await fromReplica(manager, "Written while it stood still");
}, 60_000);

test("metrics tell which replicas are used, how far behind they are, and why reads left them", async () => {
  await fromReplica(manager, "Written while it stood still");
  const registry = new Registry();
  measureReplicas(registry);
  const [first, again] = [await registry.metrics(), await registry.metrics()];
  const replica = nameOf(standby.at(superuserUrl));
  expect(first).toContain(`hlidka_replica_used{replica="${replica}"} 1`);
  expect(first).toMatch(new RegExp(`hlidka_replica_lag_bytes\\{replica="${replica}"\\} \\d+`));
  expect(first).toContain(`hlidka_replica_lag_seconds{replica="${replica}"} 0`);
  expect(first).toMatch(new RegExp(`hlidka_replica_reads_total\\{replica="${replica}"\\} [1-9]`));
  for (const reason of ["behind", "cancelled", "lost"])
    expect(first).toMatch(new RegExp(`hlidka_replica_left_total\\{replica="${replica}",reason="${reason}"\\} [1-9]`));
  // Counters are read, not added to, each time that they are asked for.
  expect(again).toBe(first);
});

test("what looks after the installation tells how each replica does, and that a primary is none", async () => {
  const [replica, primary] = [standby.at(process.env.DATABASE_URL ?? ""), process.env.DATABASE_URL ?? ""];
  const { stdout, status } = await commandLine({
    DATABASE_REPLICA_URLS: `${replica}, ${primary},postgres://nobody:secret@127.0.0.1:9/x`,
  })("doctor");
  expect(stdout).toMatch(new RegExp(`ok {2}replica ${nameOf(replica)} +follows, \\d+ bytes behind`));
  expect(stdout).toMatch(new RegExp(`!! {2}replica ${nameOf(primary)} +is no replica`));
  expect(stdout).toMatch(/!! {2}replica 127\.0\.0\.1:9 +the database does not answer/);
  expect(stdout).not.toContain("secret");
  expect(status).toBe(1);
});

test("one that was promoted is a replica of nothing any more, and is not read from", async () => {
  await isUsed(true);
  await standby.promote();
  await vi.waitFor(async () => expect((await look()).from).toBe("primary"), { timeout: 10_000 });
  await isUsed(false);
  await rename("On the primary alone");
  expect(await look()).toEqual({ from: "primary", name: "On the primary alone" });
  expect(state()?.left.stranger).toBeGreaterThan(0);
});
