import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { type Product, product } from "@/db/product";
import { schemaStateOf } from "@/db/schema-state";
import { makeBackup } from "@/server/backup/make";
import { restoreBackup } from "@/server/backup/restore";

const home = mkdtempSync(join(tmpdir(), "hlidka-later-"));
const folder = join(home, "one");
const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
const key = process.env.HLIDKA_KEY ?? "";
const own = await product();

beforeAll(() => makeBackup({ databaseUrl: process.env.DATABASE_BACKUP_URL ?? "", folder }));
afterAll(async () => {
  globalThis.hlidkaProduct = Promise.resolve(own);
  await superuser.end();
  rmSync(home, { recursive: true });
});

async function emptyDatabase(name: string): Promise<string> {
  await superuser.unsafe(`create database ${name} owner hlidka_owner`);
  return Object.assign(new URL(process.env.DATABASE_OWNER_URL ?? ""), { pathname: `/${name}` }).href;
}

/** A version that came later: a table more, a column of another type, other functions and a change of data. */
const later: Product = {
  migrations: [
    ...own.migrations,
    {
      tag: "0001_add_remarks",
      when: 9_000_000_000_000,
      hash: "remarks",
      statements: [
        `create table remarks (id uuid primary key default gen_random_uuid(), organisation_id uuid not null,
          project_id uuid not null, text text not null)`,
        'ALTER TABLE "goals" ALTER COLUMN "text" SET DATA TYPE varchar(5000);',
      ],
    },
  ],
  sources: {
    counter: own.sources.counter + 1,
    hash: "later",
    functions: [
      ...own.sources.functions,
      `create or replace function sec.remarks() returns bigint language sql set search_path = '' as
        'select count(*) from public.remarks';`,
    ],
    tables: [
      ...own.sources.tables,
      { name: "public.remarks", text: "select sec.protect('remarks', 'project', '{text}');" },
    ],
  },
  steps: [
    ...own.steps,
    {
      number: 1000,
      name: "remark_projects",
      run: async (tx) => {
        await tx.execute(
          "insert into remarks (organisation_id, project_id, text) select organisation_id, id, name from projects",
        );
        return [];
      },
    },
  ],
};

test("a later version restores a backup: its tables, its rows, its list of what is audited, then what came since", async () => {
  const ownerUrl = await emptyDatabase("hlidka_later");
  globalThis.hlidkaProduct = Promise.resolve(later);
  const said: string[] = [];
  const manifest = await restoreBackup(folder, { ownerUrl, key, say: (line) => said.push(line) });
  expect(manifest.tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["sec.audited", "sec.steps"]));
  expect(said).toContain("Applied: 0001_add_remarks, functions and policies, step 1000 remark_projects");
  expect(await schemaStateOf(ownerUrl)).toEqual({ kind: "fits" });
  const sql = connect(ownerUrl, 1);
  const rows = (name: string) => manifest.tables.find((table) => table.name === name)?.rows;
  const [found] = await sql`
    select (select count(*) from projects) as projects, sec.remarks() as remarks,
      (select count(*) from audit_entries where action = 'step.1000') as told,
      (select personal from sec.audited where table_name = 'remarks') as personal,
      (select count(*) from sec.audited) as audited, (select count(*) from sec.verify()) as broken`;
  const projects = rows("public.projects");
  expect(found).toEqual({
    projects,
    remarks: projects,
    told: projects,
    personal: ["text"],
    audited: (rows("sec.audited") ?? 0) + 1,
    broken: 0,
  });
  await sql.end();
}, 240_000);

test.each<[string, Product]>([
  ["functions", { ...own, sources: { ...own.sources, counter: own.sources.counter - 1 } }],
  ["steps", { ...own, steps: [] }],
  ["migrations", { ...own, migrations: own.migrations.slice(0, -1) }],
])("a backup of later %s is refused before anything is made", async (_, older) => {
  const ownerUrl = await emptyDatabase(`hlidka_older_${_}`);
  globalThis.hlidkaProduct = Promise.resolve(older);
  await expect(restoreBackup(folder, { ownerUrl, key })).rejects.toThrow("of a newer version of Hlídka");
  const sql = connect(ownerUrl, 1);
  expect(await sql`select from pg_namespace where nspname in ('sec', 'drizzle')`).toHaveLength(0);
  await sql.end();
});
