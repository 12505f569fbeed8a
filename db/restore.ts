import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { TransactionSql } from "postgres";
import type { BackupTable, Manifest } from "@/lib/domain/backup";
import { notInBackups, quoteColumns, quoteTable } from "./backup";
import { connect } from "./connection";
import { product } from "./product";
import { assertUsable, lastMigration, readSchemaState } from "./schema-state";

/** Why a backup cannot be put into this place, as one sentence. */
export class RestoreRefused extends Error {}

/**
 * Refuses a place that is not empty: a database must have nothing at all, or our schema up to exactly the backup's
 * migration and not one organisation, account or entry of the log.
 */
export async function assertEmptyPlace(ownerUrl: string, migration: string): Promise<void> {
  const sql = connect(ownerUrl, 1);
  try {
    const [role] = await sql`select rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user`;
    if (role?.powerful)
      throw new RestoreRefused("DATABASE_OWNER_URL must not be a superuser: use the role hlidka_owner");
    const [there] = await sql`
      select to_regclass('drizzle.__drizzle_migrations') is not null as ours,
        exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('public', 'sec') and c.relkind in ('r', 'p')) as tables`;
    const state = await readSchemaState((statement) => sql.unsafe(statement), await product());
    assertUsable(state);
    if (!there?.tables) return;
    if (!there.ours) throw new RestoreRefused("the database is not empty: it holds tables of something else");
    const [filled] = await sql`
      select exists (select from organisations) or exists (select from users) or exists (select from audit_entries) as rows`;
    if (filled?.rows) throw new RestoreRefused("the database is not empty: it holds an installation already");
    const at = await lastMigration(sql);
    if (at !== migration)
      throw new RestoreRefused(
        `the database is empty but has the schema of ${at}, the backup that of ${migration}: create it anew without tables`,
      );
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Loads a backup into a database whose schema is the backup's, in one transaction: all of it or nothing. The log gets no
 * entries of the loading; constraints are checked; every session is ended. Throws RestoreRefused when the rows are not
 * as many as the manifest says, the log does not hold afterwards, or its heads are not the manifest's.
 */
export async function loadBackup(
  ownerUrl: string,
  manifest: Manifest,
  open: (table: BackupTable) => Readable,
  checked: (table: BackupTable) => void,
): Promise<void> {
  const sql = connect(ownerUrl, 1);
  try {
    await sql.begin(async (tx) => {
      const close = await openTables(tx);
      for (const table of manifest.tables) {
        const into = await tx
          .unsafe(`copy ${quoteTable(table.name)} (${quoteColumns(table.columns)}) from stdin`)
          .writable();
        await pipeline(open(table), into);
        checked(table);
      }
      for (const { name, value, called } of manifest.sequences)
        await tx`select setval(${quoteTable(name)}::regclass, ${value}, ${called})`;
      await close();
      await makeSums(tx);
      await assertSame(tx, manifest);
      // What is audited is the backup's, and what stands around the tables is to be looked at again.
      await tx`delete from sec.sources`;
      // Whoever was signed in when the backup was made may be gone by now.
      await tx`update sessions set revoked_at = now() where revoked_at is null`;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Makes the tables take rows as they are: no trigger of ours, no row-level security for their owner, no foreign key, no
 * row. Answers how to put all of that back, which checks the references.
 */
async function openTables(tx: TransactionSql): Promise<() => Promise<void>> {
  const tables = await tx<{ name: string; forced: boolean }[]>`
    select n.nspname || '.' || c.relname as name, c.relforcerowsecurity as forced
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'sec') and c.relkind = 'r' and n.nspname || '.' || c.relname <> all (${[...notInBackups]})`;
  const keys = await tx<{ table: string; name: string; definition: string }[]>`
    select n.nspname || '.' || c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and n.nspname in ('public', 'sec') order by k.oid`;
  for (const { table, name } of keys)
    await tx.unsafe(`alter table ${quoteTable(table)} drop constraint ${quoteColumns([name])}`);
  for (const { name } of tables)
    await tx.unsafe(
      `alter table ${quoteTable(name)} disable trigger user; alter table ${quoteTable(name)} no force row level security`,
    );
  await tx.unsafe(`truncate ${tables.map(({ name }) => quoteTable(name)).join(", ")}`);
  return async () => {
    await tx.unsafe("set constraints all immediate");
    for (const { table, name, definition } of keys)
      await tx.unsafe(`alter table ${quoteTable(table)} add constraint ${quoteColumns([name])} ${definition}`);
    for (const { name, forced } of tables) {
      await tx.unsafe(`alter table ${quoteTable(name)} enable trigger user`);
      if (forced) await tx.unsafe(`alter table ${quoteTable(name)} force row level security`);
    }
  };
}

/** The sums of rows that came past their triggers, where this schema keeps any; a later migration fills its own. */
async function makeSums(tx: TransactionSql): Promise<void> {
  const [kept] = await tx`select to_regclass('public.activity_sums') is not null as sums`;
  if (kept?.sums) await tx`select sec.rebuild_rollups()`;
}

async function assertSame(tx: TransactionSql, manifest: Manifest): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const [found] = await tx.unsafe(`select count(*) as rows from ${quoteTable(name)}`);
    if (found?.rows !== rows) throw new RestoreRefused(`${name} has ${found?.rows} rows, the manifest says ${rows}`);
  }
  const heads = await tx`
    select organisation_id as "organisationId", seq, encode(hash, 'hex') as hash from audit_heads order by 1`;
  if (JSON.stringify([...heads]) !== JSON.stringify(manifest.heads))
    throw new RestoreRefused("the heads of the audit log are not those of the manifest");
  const [broken] = await tx`select problem, table_name as "table", row_id as row, seq from sec.verify() limit 1`;
  if (broken)
    throw new RestoreRefused(
      `the audit log does not hold after loading: ${broken.problem} ${broken.table ?? ""} ${broken.row ?? broken.seq}`,
    );
}
