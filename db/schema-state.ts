import type { Sql } from "postgres";
import { connect } from "./connection";
import { onPool } from "./pool";
import { type Migration, type Product, product } from "./product";
import { DatabaseRefused } from "./refusal";
import type { Step } from "./steps";

/** What a database lacks of a version. */
export type Lack = { migrations: Migration[]; sources: boolean; steps: Step[] };

/**
 * How a database stands to a version of the product. `old`: made before the first baseline; `replica`: it can only be
 * read; `postgres`: its server is too old; nothing can be done with these. `newer`: it has something that this version
 * does not know, which then touches nothing.
 */
export type SchemaState = { kind: keyof typeof sentences } | { kind: "fits" } | ({ kind: "behind" } & Lack);

/** The oldest PostgreSQL that everything here is tried on. */
export const oldestPostgres = 15;

const sentences = {
  replica:
    "the database is a read-only replica: name the primary in DATABASE_URL, and replicas in DATABASE_REPLICA_URLS",
  postgres: `the database is of a PostgreSQL older than ${oldestPostgres}, the oldest that Hlídka runs on: upgrade it first`,
  old: "the database was made by a Hlídka older than its first baseline (migrations 0000 to 0028), which this version cannot bring up to date: give it an empty database, nothing was changed in this one",
  newer: "the database is of a newer version of Hlídka than this one, which changes nothing in it: update first",
};

/** A database that this version does not touch, in one sentence. */
export class SchemaRefused extends DatabaseRefused {
  constructor(readonly kind: keyof typeof sentences) {
    super(sentences[kind]);
  }
}

/** Throws SchemaRefused for a database with which nothing can be done, migrated or not. */
export function assertUsable({ kind }: SchemaState): void {
  if (kind === "old" || kind === "replica" || kind === "postgres") throw new SchemaRefused(kind);
}

/** The names of what a database lacks; none when it fits, and what stands in the way when that is not all. */
export function pendingNames(state: SchemaState): string[] {
  if (state.kind === "fits") return [];
  if (state.kind !== "behind") return [sentences[state.kind]];
  return [
    ...state.migrations.map(({ tag }) => tag),
    ...(state.sources ? ["functions and policies"] : []),
    ...state.steps.map(({ number, name }) => `step ${number} ${name}`),
  ];
}

/** Asks a database, in which nothing of ours need be there. */
export type Ask = (statement: string) => Promise<Iterable<Record<string, unknown>>>;

/** How a database stands to a version. The role of run time may ask too. */
export async function readSchemaState(ask: Ask, { migrations, sources, steps }: Product): Promise<SchemaState> {
  const [there] = await ask(`select to_regclass('drizzle.__drizzle_migrations') is not null as migrations,
    coalesce(has_table_privilege(to_regclass('sec.sources')::oid, 'select'), false) as sources,
    pg_is_in_recovery() as replica, current_setting('server_version_num')::int / 10000 as postgres`);
  if (there?.replica) return { kind: "replica" };
  if (Number(there?.postgres) < oldestPostgres) return { kind: "postgres" };
  const seen = there?.migrations
    ? [...(await ask("select created_at as at from drizzle.__drizzle_migrations"))].map(({ at }) => Number(at))
    : [];
  const known = migrations.map(({ when }) => when);
  if (seen.some((at) => at < Math.min(...known))) return { kind: "old" };
  const [has] = there?.sources ? await ask("select counter, hash from sec.sources") : [];
  const done = there?.sources
    ? [...(await ask("select number from sec.steps"))].map(({ number }) => Number(number))
    : [];
  const strange =
    Number(has?.counter ?? 0) > sources.counter ||
    seen.some((at) => !known.includes(at)) ||
    done.some((one) => !steps.some(({ number }) => number === one));
  if (strange) return { kind: "newer" };
  const lack = {
    migrations: migrations.filter(({ when }) => !seen.includes(when)),
    sources: has?.hash !== sources.hash || has?.counter !== sources.counter,
    steps: steps.filter(({ number }) => !done.includes(number)),
  };
  return lack.migrations.length > 0 || lack.sources || lack.steps.length > 0
    ? { kind: "behind", ...lack }
    : { kind: "fits" };
}

/** The same of the database of an address. */
export async function schemaStateOf(url: string): Promise<SchemaState> {
  const sql = connect(url, 1);
  try {
    return await readSchemaState((statement) => sql.unsafe(statement), await product());
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The same of the database of this process. */
export async function schemaState(): Promise<SchemaState> {
  const version = await product();
  return onPool((database) => readSchemaState((statement) => database.$client.unsafe(statement), version));
}

/** The newest migration that a migrated database has seen; its time when this version does not know it. */
export async function lastMigration(sql: Pick<Sql, "unsafe">): Promise<string> {
  const [last] = await sql.unsafe("select max(created_at) as at from drizzle.__drizzle_migrations");
  const { migrations } = await product();
  return migrations.find(({ when }) => when === Number(last?.at))?.tag ?? String(last?.at);
}
