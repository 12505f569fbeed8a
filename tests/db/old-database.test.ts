import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepare } from "@/bin/start/prepare.mjs";
import { connect } from "@/db/connection";
import { migrate } from "@/db/migrate";
import { SchemaRefused, schemaStateOf } from "@/db/schema-state";
import { sumLine } from "@/server/backup/folder";
import { makeBackup } from "@/server/backup/make";
import { restoreBackup } from "@/server/backup/restore";

// A database of before the first baseline, and a backup of one, as far as this version looks: tables of ours, and a
// history of migrations that it does not know.
const name = "hlidka_old_one";
const home = mkdtempSync(join(tmpdir(), "hlidka-old-"));
const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
const at = (url = "") => Object.assign(new URL(url), { pathname: `/${name}` }).href;
const place = {
  DATABASE_URL: at(process.env.DATABASE_URL),
  DATABASE_OWNER_URL: at(process.env.DATABASE_OWNER_URL),
  DATABASE_BACKUP_URL: at(process.env.DATABASE_BACKUP_URL),
  HLIDKA_DATA: home,
};
const sql = connect(place.DATABASE_OWNER_URL, 1);

/** What is there, thing by thing, and what it says about itself. */
const content = async () => [
  ...(await sql`select oid::regclass::text as name, relacl::text from pg_class where relnamespace in
    (select oid from pg_namespace where nspname !~ '^(pg_|information)') order by 1`),
  ...(await sql`select n.nspname from pg_namespace n order by 1`),
  ...(await sql`select hash, created_at from drizzle.__drizzle_migrations`),
  ...(await sql`select slug from organisations`),
];

beforeAll(async () => {
  await superuser.unsafe(`create database ${name} owner hlidka_owner`);
  await sql.unsafe(`
    create schema drizzle; grant usage on schema drizzle to hlidka_app, hlidka_backup;
    create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
    grant select on drizzle.__drizzle_migrations to hlidka_app, hlidka_backup;
    insert into drizzle.__drizzle_migrations (hash, created_at)
      select 'old ' || n, 1795247721129 + n from generate_series(0, 28) as n;
    create table organisations (id uuid primary key default gen_random_uuid(), slug text);
    insert into organisations (slug) values ('sokolov')`);
});
afterAll(async () => {
  await Promise.all([sql.end(), superuser.end()]);
  rmSync(home, { recursive: true });
});

type Ended = { code: number; stdout: string; stderr: string };
const call = (args: string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, ["bin/hlidka.mjs", ...args], { env: { ...process.env, ...place } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );

test("a start, with and without the owner, and every command refuse it in one sentence, and nothing is touched", async () => {
  const before = await content();
  expect(await schemaStateOf(place.DATABASE_URL)).toEqual({ kind: "old" });
  await expect(migrate(place.DATABASE_OWNER_URL, "k")).rejects.toThrow(new SchemaRefused("old"));
  const start = (env: Record<string, string>) =>
    prepare({ env: { ...env, HLIDKA_KEY: "k" }, hold: { part() {} }, data: home, database: null, say() {} });
  const sentence = `${new SchemaRefused("old").message}.`;
  const { DATABASE_OWNER_URL: _, ...ownerless } = place;
  await expect(start(place)).rejects.toThrow(new Error(`Nothing was started: ${sentence}`));
  await expect(start({ ...ownerless, DATABASE_OWNER_URL: "" })).rejects.toThrow(sentence);
  const ended = await Promise.all([["doctor"], ["migrate"], ["backup", join(home, "one")]].map(call));
  for (const one of ended) expect(one).toEqual({ code: 1, stdout: "", stderr: `Nothing was done: ${sentence}\n` });
  expect(await content()).toEqual(before);
}, 120_000);

test("nothing is restored into it, and no backup of one is restored anywhere", async () => {
  const before = await content();
  const whole = join(home, "whole");
  await makeBackup({ databaseUrl: process.env.DATABASE_BACKUP_URL ?? "", folder: whole });
  const sentence = `${new SchemaRefused("old").message}.`;
  expect(await call(["restore", whole])).toEqual({ code: 1, stdout: "", stderr: `Nothing was done: ${sentence}\n` });
  const old = join(home, "old");
  cpSync(whole, old, { recursive: true });
  const manifest = Buffer.from(readFileSync(join(old, "manifest.json"), "utf8").replace('"format": 2', '"format": 1'));
  writeFileSync(join(old, "manifest.json"), manifest);
  writeFileSync(join(old, "manifest.sha256"), sumLine(manifest));
  await expect(restoreBackup(old, { ownerUrl: process.env.HLIDKA_TEST_OWN_OWNER_URL ?? "", key: "k" })).rejects.toThrow(
    "of a Hlídka older than its first baseline",
  );
  expect(await content()).toEqual(before);
}, 120_000);
