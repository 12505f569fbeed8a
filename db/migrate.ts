import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { connect } from "./connection";
import { sqlState } from "./failure";
import type { Tx } from "./gate";
import { type Migration, type Product, product } from "./product";
import { standardStatements } from "./reference/fill";
import { DatabaseRefused } from "./refusal";
import { assertUsable, pendingNames, readSchemaState, SchemaRefused } from "./schema-state";
import { applyFunctions, applySources } from "./sources";
import type { Step } from "./steps";

/** Milliseconds; shorter than the database takes to find a deadlock, so that it is us who give way. */
const lockTimeout = 800;
/** Milliseconds until a start that cannot have a lock gives up. */
const patience = 10 * 60_000;

type Options = {
  /** The last migration to apply, with the functions alone after it: for a database that is to take an older backup. */
  until?: string;
  version?: Product;
  /** Told when somebody holds a table and it is tried again, once, and what a step leaves for people to look at. */
  say?: (line: string) => void;
  /** Another key than the one that the database knows takes its place. */
  replaceKey?: boolean;
};

/**
 * Brings a database to where a version has it, as the owner (never a superuser): migrations, the sources when they
 * differ, steps; all of it in one transaction or nothing. Stores the SHA-256 of the installation's key too. Of two starts
 * at once the second finds it done. While somebody holds a table (a backup does) it waits for short moments only, since
 * everybody would queue behind it, and tries again. Answers the names of what was applied.
 * Throws SchemaRefused for a database that it may not touch, DatabaseRefused for a key that is not the database's.
 */
export async function migrate(ownerUrl: string, key: string, options: Options = {}): Promise<string[]> {
  const version = options.version ?? (await product());
  const client = connect(ownerUrl, 1);
  try {
    const [role] = await client`select rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user`;
    if (role?.powerful) throw new Error("DATABASE_OWNER_URL must not be a superuser: use the role hlidka_owner");
    const until = Date.now() + patience;
    for (let tries = 1; ; tries += 1) {
      try {
        return await drizzle(client).transaction((tx) => bring(tx, key, version, options));
      } catch (error) {
        if (!["55P03", "40P01"].includes(sqlState(error)?.code ?? "") || Date.now() > until) throw error;
        if (tries === 3)
          options.say?.("Somebody holds the tables (a backup, another start); trying until they are free …");
        await sleep(300 + Math.random() * 700);
      }
    }
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function bring(
  tx: Tx,
  key: string,
  version: Product,
  { until, say, replaceKey = false }: Options,
): Promise<string[]> {
  await tx.execute(sql.raw(`set local lock_timeout = ${lockTimeout}`));
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('hlidka.migrate'))`);
  const state = await readSchemaState((statement) => tx.execute(sql.raw(statement)), version);
  assertUsable(state);
  if (state.kind === "newer") throw new SchemaRefused("newer");
  if (state.kind !== "behind") {
    await storeKey(tx, key, replaceKey);
    return [];
  }
  // A table with a check that waits for the end of the transaction cannot be altered: none waits from here on.
  await tx.execute(sql`set constraints all immediate`);
  if (until !== undefined) {
    const last = version.migrations.find(({ tag }) => tag === until);
    const some = state.migrations.filter(({ when }) => when <= (last?.when ?? 0));
    await applyMigrations(tx, some);
    await applyFunctions(tx, version.sources);
    await storeKey(tx, key, replaceKey);
    return some.map(({ tag }) => tag);
  }
  await applyMigrations(tx, state.migrations);
  if (state.sources || state.migrations.length > 0) await applySources(tx, version.sources);
  await storeKey(tx, key, replaceKey);
  for (const step of state.steps) for (const line of await carryOut(tx, step, key)) say?.(line);
  await bringCatalogues(tx, key);
  return pendingNames(state);
}

async function applyMigrations(tx: Tx, migrations: Migration[]): Promise<void> {
  await tx.execute(sql`create schema if not exists drizzle`);
  // As drizzle's own migrator has it.
  await tx.execute(
    sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
  for (const { hash, when, statements } of migrations) {
    await unguard(tx, alteredTables(statements));
    for (const statement of statements) await tx.execute(sql.raw(statement));
    await tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${when})`);
  }
  await tx.execute(sql`grant usage on schema drizzle to hlidka_app, hlidka_backup`);
  await tx.execute(sql`grant select on drizzle.__drizzle_migrations to hlidka_app, hlidka_backup`);
}

/** Tables that statements alter. */
function alteredTables(statements: readonly string[]): string[] {
  const alter = /\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?:"?public"?\.)?"?(\w+)"?/gi;
  return [...new Set(statements.flatMap((text) => [...text.matchAll(alter)].map(([, name]) => `public.${name}`)))];
}

/** Policies and triggers hold on to the columns that they name; the sources bring them back. */
async function unguard(tx: Tx, tables: string[]): Promise<void> {
  const held = await tx.execute<{ drop: string }>(sql`
    with altered as (select to_regclass(t.name) as id from json_array_elements_text(${JSON.stringify(tables)}::text::json) as t (name))
    select format('drop policy %I on %s', p.polname, a.id) as drop from altered a join pg_policy p on p.polrelid = a.id
    union all
    select format('drop trigger %I on %s', t.tgname, a.id) from altered a join pg_trigger t on t.tgrelid = a.id
    where not t.tgisinternal`);
  for (const { drop } of held) await tx.execute(sql.raw(drop));
}

/** The first key is taken as it is; another one takes its place only when that is wanted. */
async function storeKey(tx: Tx, key: string, replace: boolean): Promise<void> {
  const digest = createHash("sha256").update(key).digest("hex");
  const [known] = await tx.execute<{ same: boolean }>(
    sql`select coalesce(value = decode(${digest}, 'hex'), false) as same from sec.keys where name = 'operator'`,
  );
  if (known && !known.same && !replace)
    throw new DatabaseRefused(
      "HLIDKA_KEY is missing or not the key that the database knows: put the old one back, or put this one in its place by `hlidka migrate --replace-key`",
    );
  await tx.execute(sql`insert into sec.keys values ('operator', decode(${digest}, 'hex'))
    on conflict (name) do update set value = excluded.value where keys.value <> excluded.value`);
}

/** Does what is done as the operator, so that the log tells it. */
async function asOperator(tx: Tx, key: string, action: string): Promise<void> {
  await tx.execute(sql`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, ${action})`);
}

async function carryOut(tx: Tx, { number, name, run }: Step, key: string): Promise<string[]> {
  await asOperator(tx, key, `step.${number}`);
  const lines = await run(tx);
  await tx.execute(sql`insert into sec.steps (number, name) values (${number}, ${name})`);
  return lines;
}

/** An operator who is there already gets the catalogues and settings that are new. */
async function bringCatalogues(tx: Tx, key: string): Promise<void> {
  const [operator] = await tx.execute<{ id: string }>(
    sql`select id from organisations where kind = 'operator' order by slug limit 1`,
  );
  if (!operator) return;
  await asOperator(tx, key, "catalogue.bring");
  for (const statement of standardStatements(operator.id)) await tx.execute(statement);
}
