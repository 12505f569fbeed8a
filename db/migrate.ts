import { createHash, randomUUID } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql as text } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import type { Sql } from "postgres";
import { z } from "zod";
import { connect } from "./connection";
import { standardStatements } from "./reference/fill";
import { fillMunicipalities } from "./reference/municipalities";

const folder = join(process.cwd(), "db/migrations");
const journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string(), when: z.number() })) });
const readJournal = async () => journal.parse(JSON.parse(await readFile(join(folder, "meta/_journal.json"), "utf8")));

/** Names of all migrations of this version of the product, oldest first. */
export const knownMigrations = async () => (await readJournal()).entries.map((entry) => entry.tag);

/** The newest migration that a migrated database has seen; its time when this version does not know it. */
export async function lastMigration(sql: Pick<Sql, "unsafe">): Promise<string> {
  const [last] = await sql.unsafe("select max(created_at) as at from drizzle.__drizzle_migrations");
  const { entries } = await readJournal();
  return entries.find((entry) => entry.when === Number(last?.at))?.tag ?? String(last?.at);
}

/** Names of migrations that the database of this URL has not seen; works with the run-time role too. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const { entries } = await readJournal();
  const sql = connect(url, 1);
  try {
    const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`;
    const [last] = table?.there ? await sql`select max(created_at) as at from drizzle.__drizzle_migrations` : [];
    return entries.filter((entry) => entry.when > Number(last?.at ?? 0)).map((entry) => entry.tag);
  } finally {
    await sql.end();
  }
}

/**
 * Brings the schema up to date as the owner (never a superuser), stores the SHA-256 of the installation's key, fills
 * the municipalities and brings an operator who is there already the catalogues and settings that are new.
 * Returns the names of what was applied. Throws when a migration fails; each run is one transaction.
 * until: the last migration to apply, for a database that is going to take an older backup.
 */
export async function migrate(
  ownerUrl: string,
  key: string,
  until?: string,
): Promise<{ applied: string[]; pending: string[] }> {
  const before = await pendingMigrations(ownerUrl);
  const sql = connect(ownerUrl, 1);
  try {
    const [role] = await sql`select rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user`;
    if (role?.powerful) throw new Error("DATABASE_OWNER_URL must not be a superuser: use the role hlidka_owner");
    await withMigrations(until, (migrationsFolder) => applyMigrations(drizzle(sql), { migrationsFolder }));
    await sql`grant usage on schema drizzle to hlidka_app, hlidka_backup`;
    await sql`grant select on drizzle.__drizzle_migrations to hlidka_app, hlidka_backup`;
    const digest = createHash("sha256").update(key).digest();
    await sql`insert into sec.keys values ('operator', ${digest}) on conflict (name) do update set value = excluded.value`;
    await fillMunicipalities(sql);
    if (before.length > 0 && until === undefined) await bringCatalogues(sql, key);
  } finally {
    await sql.end();
  }
  const pending = await pendingMigrations(ownerUrl);
  return { applied: before.filter((tag) => !pending.includes(tag)), pending };
}

/** The folder of all migrations, or a passing one that ends with one of them. */
async function withMigrations(until: string | undefined, apply: (folder: string) => Promise<void>): Promise<void> {
  if (until === undefined) return apply(folder);
  const whole = await readJournal();
  const entries = whole.entries.slice(0, whole.entries.findIndex((entry) => entry.tag === until) + 1);
  const some = await mkdtemp(join(tmpdir(), "hlidka-migrations-"));
  try {
    await mkdir(join(some, "meta"));
    await writeFile(join(some, "meta/_journal.json"), JSON.stringify({ ...whole, entries }));
    for (const { tag } of entries) await copyFile(join(folder, `${tag}.sql`), join(some, `${tag}.sql`));
    await apply(some);
  } finally {
    await rm(some, { recursive: true, force: true });
  }
}

async function bringCatalogues(sql: ReturnType<typeof connect>, key: string): Promise<void> {
  await drizzle(sql).transaction(async (tx) => {
    const [operator] = await tx.execute<{ id: string }>(
      text`select id from organisations where kind = 'operator' order by slug limit 1`,
    );
    if (!operator) return;
    await tx.execute(text`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'catalogue.bring')`);
    for (const statement of standardStatements(operator.id)) await tx.execute(statement);
  });
}
