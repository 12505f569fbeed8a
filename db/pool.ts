import type { SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import type { Sql, TransactionSql } from "postgres";
import { env } from "@/lib/env";
import { connect, isPooled } from "./connection";
import { isConnectionLost, isFull, isUnavailable } from "./failure";

export type Database = Awaited<ReturnType<typeof openPool>>;

/** How many statements this process has sent; counted only when they are traced. */
export const statementCount = () => globalThis.hlidkaStatements ?? 0;
const counting = {
  logQuery() {
    globalThis.hlidkaStatements = statementCount() + 1;
  },
};

/**
 * A pool on the database of an address. Drizzle asks for every statement unnamed, which costs a second round trip to
 * describe it and a plan each time. Here those with parameters are prepared once a connection, unless the address forbids
 * it or a pooler stands before the database: it gives each transaction another connection, which does not know them.
 */
export async function openPool(url: string, max: number, trace: boolean) {
  const direct = connect(url, max, { prepare: true });
  const pooled = await isPooled(direct).catch(async (error: unknown) => {
    await direct.end({ timeout: 1 });
    throw error;
  });
  if (pooled) await direct.end({ timeout: 1 });
  const client = pooled ? connect(url, max) : prepareStatements(direct);
  return Object.assign(drizzle(client, { logger: trace ? counting : false }), { pooled });
}

function prepareStatements(client: Sql): Sql {
  const { begin } = client;
  return Object.assign(nameStatements(client), {
    begin: (work: (inner: TransactionSql) => Promise<unknown>) => begin((inner) => work(nameStatements(inner))),
  });
}

function nameStatements<C extends Pick<Sql, "unsafe">>(client: C): C {
  const { unsafe } = client;
  const prepared: Sql["unsafe"] = (text, values = [], options = {}) =>
    unsafe(text, values, { ...options, prepare: values.length > 0 });
  return Object.assign(client, { unsafe: prepared });
}

declare global {
  var hlidkaDatabase: Promise<Database> | undefined;
  var hlidkaStatements: number | undefined;
  var hlidkaTrouble: { at: number; full: boolean } | undefined;
}

/** One pool a process, whichever bundle asks first; one that could not be opened is tried anew by who comes next. */
function current(): Promise<Database> {
  const { DATABASE_URL, HLIDKA_POOL, HLIDKA_SQL_TRACE } = env();
  globalThis.hlidkaDatabase ??= openPool(DATABASE_URL, HLIDKA_POOL, HLIDKA_SQL_TRACE !== undefined);
  return globalThis.hlidkaDatabase;
}

/** When this process last could not have its database (down, full, closed to us), in milliseconds of the epoch. */
export const troubledAt = () => globalThis.hlidkaTrouble?.at ?? 0;
/** The same, when the database had no room to write. */
export const fullAt = () => (globalThis.hlidkaTrouble?.full ? globalThis.hlidkaTrouble.at : 0);

function noteTrouble(error: unknown) {
  if (isUnavailable(error)) globalThis.hlidkaTrouble = { at: Date.now(), full: isFull(error) };
}

/** Whether this process reaches its database through a pooler; throws when the database does not answer. */
export const isBehindPooler = () => onPool(async ({ pooled }) => pooled);

/**
 * Does some work on the pool. When a connection broke under it, the pool is given up and the next one who asks gets a
 * new one: the driver (postgres 3.4.9, its issue 1154) leaves a connection that died inside a transaction unusable, and
 * every later use of it would wait for a time-out. Throws what the work throws.
 */
export async function onPool<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const pool = current();
  const giveUp = () => {
    if (globalThis.hlidkaDatabase === pool) globalThis.hlidkaDatabase = undefined;
  };
  const database = await pool.catch((error: unknown) => {
    noteTrouble(error);
    giveUp();
    throw error;
  });
  try {
    return await work(database);
  } catch (error) {
    noteTrouble(error);
    if (globalThis.hlidkaDatabase === pool && isConnectionLost(error)) {
      giveUp();
      void database.$client.end({ timeout: 5 }).catch(() => {});
    }
    throw error;
  }
}

/**
 * Gives the pool up though nothing broke: what was asked of it fails within seconds, the next one who asks gets a new one.
 * For connections on which nothing is answered any more: the driver and a pooler (PgBouncer 1.18) were seen waiting for each other.
 */
export function renewPool(): void {
  const pool = globalThis.hlidkaDatabase;
  globalThis.hlidkaDatabase = undefined;
  void pool?.then((database) => database.$client.end({ timeout: 5 })).catch(() => {});
}

/** One statement on the pool, in nobody's context: a function of the database that asks by itself who may. */
export const execute = <Row extends Record<string, unknown>>(query: SQL) =>
  onPool((database) => database.execute<Row>(query));

/** Ends this process's pool: a program that does one thing need not wait until its idle connections are given up. */
export async function closePool(): Promise<void> {
  const pool = globalThis.hlidkaDatabase;
  globalThis.hlidkaDatabase = undefined;
  const database = await pool?.catch(() => undefined);
  await database?.$client.end({ timeout: 5 });
}
