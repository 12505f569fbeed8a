import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { makeBackup } from "@/server/backup/make";
import { keepBackups, scheduledBackup } from "@/server/backup/schedule";
import { verifyBackup } from "@/server/backup/verify";
import { storedPath } from "@/server/files/store";
import { makeCast } from "../support/cast";
import { commandLine } from "../support/command-line";

const home = mkdtempSync(join(tmpdir(), "hlidka-backup-test-"));
const folder = join(home, "one");
const superuserUrl = process.env.HLIDKA_TEST_SUPERUSER_URL ?? "";
const superuser = connect(superuserUrl, 1);
const made: string[] = [];
afterAll(async () => {
  for (const name of made) await superuser.unsafe(`drop database ${name} with (force)`);
  await superuser.end();
  rmSync(home, { recursive: true });
});

const call = commandLine();

/** An empty database of somebody's own, and how the command line is pointed at it with an empty data folder. */
async function emptyPlace(name: string) {
  await superuser.unsafe(`create database ${name} owner hlidka_owner`);
  made.push(name);
  const at = (url = "") => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    DATABASE_URL: at(process.env.DATABASE_URL),
    DATABASE_OWNER_URL: at(process.env.DATABASE_OWNER_URL),
    HLIDKA_DATA: join(home, name),
  };
}

/** Other tests of this worker name files whose bytes nobody has; a backup would rightly say so. */
async function forgetBytesless() {
  const named = await superuser<{ sha256: string }[]>`select distinct sha256 from evidence`;
  const missing = named.filter(({ sha256 }) => !existsSync(storedPath(sha256))).map(({ sha256 }) => sha256);
  await withActor(
    { kind: "operator" },
    "write",
    (tx) =>
      tx.execute(sql`delete from evidence
        where sha256 in (select value from jsonb_array_elements_text(${JSON.stringify(missing)}::jsonb))`),
    { id: randomUUID(), name: "test.forget" },
  );
}

let cast: Awaited<ReturnType<typeof makeCast>>;
beforeAll(async () => {
  cast = await makeCast();
  await forgetBytesless();
  const { status, stdout, stderr } = await call("backup", folder);
  expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: `${folder}\n` });
});

test("a backup of a database in use is whole, and the folder of another is not written over", async () => {
  const { status, stdout } = await call("backup", "verify", folder);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^The backup is whole: /) });
  expect(await call("backup", folder)).toMatchObject({ status: 1, stderr: expect.stringContaining("not empty") });
  expect(readdirSync(home)).toEqual(["one"]);
  const manifest = readFileSync(join(folder, "manifest.json"), "utf8");
  const tables = readdirSync(join(folder, "tables"));
  expect(tables).not.toContain("sec.keys.copy");
  expect(manifest).toContain("secretMark");
  for (const secret of [process.env.HLIDKA_KEY, process.env.NEXTAUTH_SECRET]) expect(manifest).not.toContain(secret);
}, 240_000);

test("restored into an empty place: every row, every file, no new entry in the log, nobody signed in", async () => {
  const there = await emptyPlace("hlidka_restored");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/hlidka.mjs", "restore", folder], {
    encoding: "utf8",
    timeout: 110_000,
    env: { ...process.env, ...there },
  });
  expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: expect.stringMatching(/^Restored as of /) });
  const { manifest } = await verifyBackup(folder);
  const sql = connect(there.DATABASE_OWNER_URL, 1);
  try {
    for (const { name, rows } of manifest?.tables ?? []) {
      const [found] = await sql.unsafe(`select count(*) as n from ${name}`);
      expect({ name, rows: found?.n }).toEqual({ name, rows });
    }
    expect(await sql`select from organisations where id = ${cast.north.id}`).toHaveLength(1);
    expect(await sql`select from sessions where revoked_at is null`).toHaveLength(0);
    expect(await sql`select from sec.verify()`).toHaveLength(0);
    expect(await sql`select from pg_trigger where tgenabled = 'D' and not tgisinternal`).toHaveLength(0);
    expect(
      await sql`select relname from pg_class where relkind = 'r' and relrowsecurity <> relforcerowsecurity`,
    ).toHaveLength(0);
    const [next] = await sql`select nextval('audit_entry_ids') > (select max(id) from audit_entries) as beyond`;
    expect(next?.beyond).toBe(true);
    const keysHere = await superuser`select conname, pg_get_constraintdef(oid) as def from pg_constraint order by 1, 2`;
    const keysThere = await sql`select conname, pg_get_constraintdef(oid) as def from pg_constraint order by 1, 2`;
    expect([...keysThere]).toEqual([...keysHere]);
  } finally {
    await sql.end();
  }
  for (const prefix of readdirSync(join(folder, "files")))
    expect(readdirSync(join(there.HLIDKA_DATA, "files", prefix))).toEqual(readdirSync(join(folder, "files", prefix)));
  const callThere = commandLine(there);
  expect(await callThere("audit", "verify")).toMatchObject({ status: 0 });
  const again = await callThere("restore", folder);
  expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining("holds an installation already") });
}, 240_000);

test("a place that holds something else, or nothing to make tables with, is left alone", async () => {
  const there = await emptyPlace("hlidka_foreign");
  const sql = connect(there.DATABASE_OWNER_URL, 1);
  await sql`create table somebody_elses (n int)`;
  const refused = await commandLine(there)("restore", folder);
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining("tables of something else") });
  expect(await sql`select from pg_tables where schemaname = 'public'`).toHaveLength(1);
  await sql.end();
  const ownerless = { DATABASE_OWNER_URL: undefined, HLIDKA_DATA: there.HLIDKA_DATA };
  const without = await commandLine(ownerless)("restore", folder);
  expect(without).toMatchObject({ status: 1, stderr: expect.stringContaining("DATABASE_OWNER_URL is not set") });
}, 120_000);

test("a backup that is made keeps nobody waiting: its connection is given back", async () => {
  let finished = 0;
  await makeBackup({
    databaseUrl: process.env.DATABASE_BACKUP_URL ?? "",
    folder: join(home, "quick"),
    done: async () => {
      finished = Date.now();
    },
  });
  expect(Date.now() - finished).toBeLessThan(3_000);
});

const flip = (path: string, at = 0.5) => {
  const bytes = readFileSync(path);
  const index = Math.floor(bytes.length * at);
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};
const anyFile = (of: string) => {
  const prefix = readdirSync(join(of, "files"))[0] ?? "";
  return `files/${prefix}/${readdirSync(join(of, "files", prefix))[0]}`;
};

test.each<[string, (at: string) => void, string | RegExp]>([
  ["a byte of a table", (at) => flip(join(at, "tables/public.expenses.copy")), "tables/public.expenses.copy"],
  ["a byte of the manifest", (at) => flip(join(at, "manifest.json")), "manifest.json"],
  ["a byte of the manifest's sum", (at) => flip(join(at, "manifest.sha256"), 0), "manifest.sha256"],
  ["a byte of the list of files", (at) => flip(join(at, "files.txt")), "files.txt"],
  ["a byte of a file", (at) => flip(join(at, anyFile(at))), /^files\/..\/.{64}: another SHA-256/],
  ["a byte more", (at) => writeFileSync(join(at, anyFile(at)), "x", { flag: "a" }), /^files\/..\/.{64}: \d+ bytes/],
  ["a row less", (at) => writeFileSync(join(at, "tables/public.users.copy"), ""), "tables/public.users.copy"],
  ["a table missing", (at) => rmSync(join(at, "tables/public.users.copy")), "tables/public.users.copy: missing"],
  ["a file missing", (at) => rmSync(join(at, anyFile(at))), /^files\/..\/.{64}: missing/],
  ["the manifest missing", (at) => rmSync(join(at, "manifest.json")), "manifest.json is missing"],
  ["its sum missing", (at) => rmSync(join(at, "manifest.sha256")), "manifest.sha256 is missing"],
  ["a table too much", (at) => writeFileSync(join(at, "tables/public.x.copy"), ""), "tables/public.x.copy does not"],
  ["a file too much", (at) => writeFileSync(join(at, `${anyFile(at)}0`), ""), /^files\/..\/.{65} does not belong/],
  ["something else", (at) => writeFileSync(join(at, "notes.txt"), ""), "notes.txt does not belong"],
])("%s is named, and such a backup is not restored", async (_what, spoil, named) => {
  const spoiled = mkdtempSync(join(home, "spoiled-"));
  cpSync(folder, spoiled, { recursive: true });
  spoil(spoiled);
  const { problems } = await verifyBackup(spoiled);
  expect(problems).toHaveLength(1);
  if (typeof named === "string") expect(problems[0]).toContain(named);
  else expect(problems[0]).toMatch(named);
  rmSync(spoiled, { recursive: true });
});

test("two workers make one backup together, and none before the next is due", async () => {
  await superuser`delete from backups`;
  const url = process.env.DATABASE_BACKUP_URL ?? "";
  const outcomes = await Promise.allSettled([scheduledBackup(url, 0), scheduledBackup(url, 0)]);
  const whole = outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value !== null);
  expect(whole).toHaveLength(1);
  expect(await scheduledBackup(url, 0)).toBeNull();
  expect(await superuser`select place from backups where error is null`).toHaveLength(1);
  const [last] = await superuser`select sec.last_backup() > now() - interval '2 minutes' as fresh`;
  expect(last?.fresh).toBe(true);
}, 120_000);

test("a failed backup is noted, leaves nothing behind and waits before the next try", async () => {
  await superuser`delete from backups`;
  const wrong = Object.assign(new URL(process.env.DATABASE_BACKUP_URL ?? ""), { password: "wrong" }).href;
  await expect(scheduledBackup(wrong, 0)).rejects.toThrow();
  expect([...(await superuser`select error, place from backups`)]).toEqual([{ error: "28P01", place: null }]);
  expect(await scheduledBackup(process.env.DATABASE_BACKUP_URL ?? "", 0)).toBeNull();
  await superuser`delete from backups`;
});

test("the role of the backup reads everything, past row-level security, and writes nothing", async () => {
  const sql = connect(process.env.DATABASE_BACKUP_URL ?? "", 1);
  const [users] = await sql`select count(*) as n from users`;
  expect(users?.n).toBeGreaterThan(5);
  await expect(sql`update users set name = 'x'`).rejects.toThrow();
  await sql`set default_transaction_read_only = off`;
  await expect(sql`update users set name = 'x'`).rejects.toThrow(/permission denied/);
  await expect(sql`select * from sec.keys`).rejects.toThrow(/permission denied/);
  await sql.end();
});

test("a role that does not see every row makes no backup, rather than one that lacks rows", async () => {
  for (const databaseUrl of [process.env.DATABASE_URL ?? "", process.env.DATABASE_OWNER_URL ?? ""])
    await expect(makeBackup({ databaseUrl, folder: join(home, "blind") })).rejects.toThrow();
  expect(readdirSync(home).filter((name) => name.includes("blind"))).toEqual([]);
}, 120_000);

test("every column that names a stored file is asked for, an emblem too; what is missing is named", async () => {
  const columns = await superuser`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and column_name like '%sha256' order by 1`;
  // An import keeps the hash of its file, not the file.
  expect(columns.map(({ name }) => name)).toEqual([
    "evidence.sha256",
    "expense_imports.sha256",
    "organisations.emblem_sha256",
  ]);
  const emblem = "e".repeat(64);
  const wear = (sha256: string | null) =>
    superuser.begin(async (tx) => {
      await tx`select sec.enter_machine('operator', ${process.env.HLIDKA_KEY ?? ""}, null, ${randomUUID()}, 'test.emblem')`;
      await tx`update organisations set emblem_sha256 = ${sha256}, emblem_type = ${sha256 && "image/png"} where id = ${cast.north.id}`;
    });
  await wear(emblem);
  const databaseUrl = process.env.DATABASE_BACKUP_URL ?? "";
  const made = await makeBackup({ databaseUrl, folder: join(home, "emblem") });
  await wear(null);
  expect(made?.manifest.lost).toEqual([emblem]);
  expect((await verifyBackup(join(home, "emblem"))).problems).toEqual([]);
}, 120_000);

test("without an address of its own nothing is scheduled", async () => {
  const signal = AbortSignal.abort();
  await expect(keepBackups(signal, () => {})).resolves.toBeUndefined();
});
