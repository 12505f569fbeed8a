import type { Readable } from "node:stream";
import type { ReservedSql } from "postgres";
import { connect, isPooled } from "./connection";
import { lastMigration } from "./schema-state";

export type SnapshotTable = { name: string; columns: string[] };
export type Snapshot = {
  /** The instant that everything below shows. */
  takenAt: Date;
  postgres: string;
  migration: string;
  counter: number;
  steps: number[];
  demo: boolean;
  tables: SnapshotTable[];
  sequences: { name: string; value: number; called: boolean }[];
  heads: { organisationId: string; seq: number; hash: string }[];
  /** The rows of a table in PostgreSQL's text form of COPY, a line a row. */
  copy(table: SnapshotTable): Promise<Readable>;
  /** The SHA-256 of every file that a row names, ascending, some at a time. */
  files(): AsyncIterable<string[]>;
};

/** Why no backup is made, as one sentence. */
export class BackupRefused extends Error {}
/** Another process makes a backup of this database now. */
export class BackupRuns extends BackupRefused {}

/**
 * In no backup: the keys belong to an installation, what its sources left behind to its database, and sums follow from
 * the rows that are in it.
 */
export const notInBackups: readonly string[] = [
  "sec.keys",
  "sec.sources",
  "sec.protected",
  "public.activity_sums",
  "public.activity_totals",
  "public.money_sums",
  "public.money_totals",
  "public.expense_marks",
];

/** The columns that name stored files (server/files/store.ts), as far as this schema has them. */
const storedFiles: readonly [table: string, column: string][] = [
  ["public.evidence", "sha256"],
  ["public.organisations", "emblem_sha256"],
];

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
/** A table of the catalogue, "schema.table", as SQL writes it. */
export const quoteTable = (name: string) => name.split(".").map(quote).join(".");
export const quoteColumns = (columns: readonly string[]) => columns.map(quote).join(", ");

type Asked<T> = { first?: () => Promise<boolean>; last?: (seen: T) => Promise<void> };

/**
 * Looks at the whole database as it was at one instant, while others write: one repeatable-read transaction of the role
 * hlidka_backup, which no row-level security filters. `first` is asked before, under the lock that only one backup has;
 * null from it ends the visit. `last` comes after the transaction and still under the lock.
 * Throws BackupRefused for a database without tables or behind a pooler, BackupRuns while another one runs.
 */
export async function withSnapshot<T>(
  url: string,
  look: (snapshot: Snapshot) => Promise<T>,
  options: Asked<T> = {},
): Promise<T | null> {
  const sql = connect(url, 1);
  try {
    const one = await sql.reserve();
    // A reserved connection that is not given back is waited for until the time is over.
    return await visit(one, look, options).finally(() => one.release());
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function visit<T>(
  one: ReservedSql,
  look: (snapshot: Snapshot) => Promise<T>,
  { first, last }: Asked<T>,
): Promise<T | null> {
  if (await isPooled(one))
    throw new BackupRefused(
      "DATABASE_BACKUP_URL leads through a pooler, where a lock of a session is nobody's: name the database itself",
    );
  const [lock] = await one`select pg_try_advisory_lock(hashtext('hlidka.backup')) as mine`;
  if (!lock?.mine) throw new BackupRuns("another backup of this database is running");
  if (first && !(await first())) return null;
  // A role that row-level security would filter fails instead of leaving rows out.
  await one`set row_security = off; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set extra_float_digits = 3`.simple();
  await one`begin isolation level repeatable read read only`;
  const [at] = await one`select now() as at, current_setting('server_version') as version`;
  const tables = await one<SnapshotTable[]>`
    select n.nspname || '.' || c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'sec') and c.relkind in ('r', 'p') and n.nspname || '.' || c.relname <> all (${[...notInBackups]})
    order by 1`;
  if (tables.length === 0) throw new BackupRefused("the database has no tables");
  // No migration changes a table between the look at it and its copy.
  await one.unsafe(`lock table ${tables.map(({ name }) => quoteTable(name)).join(", ")} in access share mode`);
  const heads = await one<Snapshot["heads"]>`
    select organisation_id as "organisationId", seq, encode(hash, 'hex') as hash from audit_heads order by 1`;
  const [version] = await one`
    select s.counter, array(select t.number from sec.steps t order by t.number) as steps from sec.sources s`;
  if (!version) throw new BackupRefused("the schema of the database is not whole: bring it up to date first");
  const [demo] = await one`select exists (select from settings where key = 'demo.today') as demo`;
  const names = await one`
    select 'public.' || s.sequencename as name from pg_sequences s where s.schemaname = 'public' order by 1`;
  const sequences: Snapshot["sequences"] = [];
  for (const { name } of names) {
    const [row] = await one.unsafe(`select last_value as value, is_called as called from ${quoteTable(name)}`);
    sequences.push({ name, value: row?.value, called: row?.called });
  }
  const seen = await look({
    takenAt: new Date(at?.at),
    postgres: at?.version,
    migration: await lastMigration(one),
    counter: version.counter,
    steps: version.steps,
    demo: demo?.demo === true,
    tables: [...tables],
    sequences,
    heads: [...heads],
    async copy({ name, columns }) {
      const rows = await one.unsafe(`copy ${quoteTable(name)} (${quoteColumns(columns)}) to stdout`).readable();
      // The driver pauses its socket for a slow reader and wakes it when more is read; after the last row nobody reads
      // more, and the server's "done" would wait behind a sleeping socket (postgres 3.4.9).
      return rows.once("end", () => rows._read(0));
    },
    files: async function* () {
      const named = storedFiles
        .filter(([table, column]) => tables.some(({ name, columns }) => name === table && columns.includes(column)))
        .map(([table, column]) => `select ${quote(column)} as sha256 from ${quoteTable(table)}`);
      const all = `select distinct sha256 from (${named.join(" union all ")}) f where sha256 is not null order by 1`;
      for await (const rows of one.unsafe(all).cursor(1000)) yield rows.map((row) => row.sha256);
    },
  });
  await one`commit`;
  await last?.(seen);
  return seen;
}
