import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { BackupRefused, withSnapshot } from "@/db/backup";
import { connect, isPooled, isPooledAddress } from "@/db/connection";
import { isRetryable } from "@/db/failure";
import { closePool, execute, openPool, renewPool } from "@/db/pool";
import { env } from "@/lib/env";
import { commandLine } from "../support/command-line";
import { type Change, greetAsPooler, middleman, undoCommits } from "../support/middleman";

const url = process.env.HLIDKA_TEST_DATABASE_URL ?? "";

async function through<T>(changes: { asked?: Change; answered?: Change }, use: (url: string) => Promise<T>, to = url) {
  const between = await middleman(to, changes);
  try {
    return await use(between.url);
  } finally {
    await between.stop();
  }
}

/** How many statements the connection of a pool has prepared after one with a parameter. */
async function preparedBy(address: string) {
  const pool = await openPool(address, 1, false);
  await pool.execute(sql`select ${1}::int`);
  const [row] = await pool.execute<{ n: number }>(sql`
    select count(*)::int as n from pg_prepared_statements where statement like 'select $1::int%'`);
  await pool.$client.end();
  return row?.n;
}

test("a pooler between us and the database is found out, and no statement is prepared then", async () => {
  expect(await preparedBy(url)).toBe(1);
  await through({ answered: greetAsPooler }, async (pooled) => {
    expect(await isPooledAddress(pooled)).toBe(true);
    expect(await preparedBy(pooled)).toBe(0);
  });
  expect(await preparedBy(`${url}?prepare=false`)).toBe(0);
});

test("a commit that is answered by anything but COMMIT did not happen, and may be tried again", async () => {
  await through({ asked: undoCommits }, async (lossy) => {
    const pool = await openPool(lossy, 1, false);
    const lost: unknown = await pool.transaction((tx) => tx.execute(sql`select 1`)).catch((error: unknown) => error);
    expect(lost).toMatchObject({ message: expect.stringContaining("ROLLBACK") });
    expect(isRetryable(lost)).toBe(true);
    await pool.$client.end();
  });
});

test("a backup is refused through a pooler, where a lock of a session is nobody's", async () => {
  await through(
    { answered: greetAsPooler },
    (pooled) => expect(withSnapshot(pooled, async () => {})).rejects.toThrow(BackupRefused),
    process.env.DATABASE_BACKUP_URL,
  );
});

test("what looks after the installation says by which way it reaches the database, and refuses a pooler for backups", async () => {
  const doctor = (more: Record<string, string>) => commandLine(more)("doctor");
  expect((await doctor({})).stdout).toMatch(/ok {2}way to the database +direct\nok {2}way of backups +direct/);
  await through({ answered: greetAsPooler }, async (pooled) => {
    const { stdout } = await doctor({ DATABASE_URL: pooled });
    expect(stdout).toMatch(/ok {2}way to the database +through a pooler/);
  });
  await through(
    { answered: greetAsPooler },
    async (pooled) => {
      const { status, stdout } = await doctor({ DATABASE_BACKUP_URL: pooled });
      expect(status).toBe(1);
      expect(stdout).toMatch(/!! {2}way of backups +through a pooler/);
    },
    process.env.DATABASE_BACKUP_URL,
  );
});

test("a pool whose first question is never answered is given up, and the next one is asked anew", async () => {
  const silent: Change = () => Buffer.alloc(0);
  let mute = false;
  const between = await middleman(url, { answered: (chunk) => (mute ? silent(chunk) : chunk) });
  const client = connect(between.url, 1);
  await client`select 1`;
  mute = true;
  await expect(isPooled(client)).rejects.toMatchObject({ code: "CONNECT_TIMEOUT" });
  await between.stop();
  await client.end({ timeout: 0 });
}, 30_000);

test("a pool on which nothing is answered any more is given up: what waits fails, who comes next is served", async () => {
  const settings = env();
  const { DATABASE_URL } = settings;
  let mute = false;
  const between = await middleman(DATABASE_URL, { answered: (chunk) => (mute ? Buffer.alloc(0) : chunk) });
  await closePool();
  settings.DATABASE_URL = between.url;
  try {
    await execute(sql`select 1`);
    mute = true;
    const stuck = execute(sql`select 1`);
    const told = expect(stuck).rejects.toThrow();
    renewPool();
    mute = false;
    expect([...(await execute(sql`select 2 as n`))]).toEqual([{ n: 2 }]);
    await told;
  } finally {
    settings.DATABASE_URL = DATABASE_URL;
    await closePool();
    await between.stop();
  }
}, 30_000);
