import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { z } from "zod";
import { connect } from "./connection";
import { fillMunicipalities } from "./reference/municipalities";

const folder = join(process.cwd(), "db/migrations");
const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** Names of migrations that the database of this URL has not seen; works with the run-time role too. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const { entries } = journal.parse(JSON.parse(await readFile(join(folder, "meta/_journal.json"), "utf8")));
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
 * Brings the schema up to date as the owner (never a superuser), stores the SHA-256 of the installation's key and fills
 * the municipalities.
 * Returns the names of what was applied. Throws when a migration fails; each run is one transaction.
 */
export async function migrate(ownerUrl: string, key: string): Promise<{ applied: string[]; pending: string[] }> {
  const applied = await pendingMigrations(ownerUrl);
  const sql = connect(ownerUrl, 1);
  try {
    const [role] = await sql`select rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user`;
    if (role?.powerful) throw new Error("DATABASE_OWNER_URL must not be a superuser: use the role hlidka_owner");
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    await sql`grant usage on schema drizzle to hlidka_app`;
    await sql`grant select on drizzle.__drizzle_migrations to hlidka_app`;
    const digest = createHash("sha256").update(key).digest();
    await sql`insert into sec.keys values ('operator', ${digest}) on conflict (name) do update set value = excluded.value`;
    await fillMunicipalities(sql);
  } finally {
    await sql.end();
  }
  return { applied, pending: await pendingMigrations(ownerUrl) };
}
