import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { connect, workerName } from "@/db/connection";
import { type Tx, withActor } from "@/db/gate";
import { isBehindPooler, openPool, troubledAt } from "@/db/pool";
import { runningState } from "@/db/queries/running";
import { asStorageFailure, leastFreeBytes } from "@/server/files/disk";
import { readiness } from "@/server/readiness";

const operator = { kind: "operator" } as const;
const undo = new Error("undo");

/** What is told after some change, of which nothing stays. */
async function toldAfter(change: (tx: Tx) => Promise<unknown>) {
  let told: Awaited<ReturnType<typeof runningState>> | undefined;
  const mark = { id: randomUUID(), name: "test.running" };
  await withActor(
    operator,
    "write",
    async (tx) => {
      await tx.execute(sql`update jobs set state = 'done' where state = 'waiting'`);
      await change(tx);
      told = await runningState(tx);
      throw undo;
    },
    mark,
  ).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  if (!told) throw new Error("nothing was told");
  return told;
}

const job = (tx: Tx, runAt: string, attempts: number) =>
  tx.execute(sql`insert into jobs (organisation_id, kind, data, run_at, attempts)
    select id, 'unheard-of', '{}', now() + ${runAt}::interval, ${attempts} from organisations where kind = 'operator' limit 1`);

test("a job waits since it was due first, though its next try is not due", async () => {
  expect((await toldAfter((tx) => job(tx, "-100 seconds", 0))).jobLag).toBeCloseTo(100, 0);
  // Four failures: pauses of 1, 2, 4 and 8 minutes, of the last of which five minutes are left.
  expect((await toldAfter((tx) => job(tx, "5 minutes", 4))).jobLag).toBeCloseTo(600, 0);
  expect((await toldAfter((tx) => job(tx, "1 hour", 0))).jobLag).toBe(0);
});

test("a mail waits since it was ordered, though its next try is not due", async () => {
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const id = randomUUID();
  try {
    await superuser`insert into outbox (organisation_id, message_id, template, data, attempts, created_at, next_attempt_at)
      select id, ${id}, 'test', '{}', 3, now() - interval '400 days', now() + interval '1 hour'
      from organisations where kind = 'operator' limit 1`;
    const { mailLag } = await withActor(operator, "read", runningState);
    expect(mailLag).toBeGreaterThanOrEqual(400 * 86_400);
  } finally {
    await superuser`delete from outbox where message_id = ${id}`;
    await superuser.end();
  }
});

test("a worker that lives is known by its connections", async () => {
  const before = process.env.PGAPPNAME;
  process.env.PGAPPNAME = workerName;
  const worker = await openPool(process.env.HLIDKA_TEST_DATABASE_URL ?? "", 1, false);
  if (before === undefined) delete process.env.PGAPPNAME;
  else process.env.PGAPPNAME = before;
  await worker.execute(sql`select 1`);
  const { workerAge } = await withActor(operator, "read", runningState);
  expect(workerAge).toBeGreaterThanOrEqual(0);
  expect(workerAge).toBeLessThan(30);
  await worker.$client.end();
});

test("a full disk is told to whoever stores a file and to whoever asks whether all is ready", async () => {
  for (const code of ["ENOSPC", "EDQUOT"])
    expect(asStorageFailure(Object.assign(new Error("full"), { code }))).toMatchObject({
      key: "diskFull",
      status: 507,
    });
  const other = Object.assign(new Error("no"), { code: "EACCES" });
  expect(asStorageFailure(other)).toBe(other);
  expect(await readiness(leastFreeBytes - 1)).toMatchObject({ ready: false, status: "disk full", pending: [] });
  expect(await readiness(leastFreeBytes)).toMatchObject({ ready: true, status: "ok" });
  expect(await readiness(null)).toMatchObject({ ready: true });
});

test("a pool that could not have its database says when", async () => {
  const pool = globalThis.hlidkaDatabase;
  const before = Date.now();
  globalThis.hlidkaDatabase = openPool("postgres://nobody@127.0.0.1:1/nowhere", 1, false);
  await expect(isBehindPooler()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  globalThis.hlidkaDatabase = pool;
  expect(troubledAt()).toBeGreaterThanOrEqual(before);
});
