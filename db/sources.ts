import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "./gate";
import type { ProtectedTable, Sources } from "./product";

/** Function → where its row of the catalogue lies, which every change of it moves. */
type Places = Map<string, string>;

async function placesOfFunctions(tx: Tx): Promise<Places> {
  const rows = await tx.execute<{ name: string; place: string }>(sql`
    select p.oid::regprocedure::text as name, p.ctid::text as place
    from pg_proc p where p.pronamespace = 'sec'::regnamespace`);
  return new Map([...rows].map(({ name, place }) => [name, place]));
}

/** Creates all functions anew, with the rights that the sources give and no other. Answers which had no source. */
export async function applyFunctions(tx: Tx, { functions }: Sources): Promise<string[]> {
  // A body may name what only a later source, or a later migration, brings.
  await tx.execute(sql`set local check_function_bodies = off`);
  const others = await tx.execute<{ name: string }>(sql`
    select distinct case a.grantee when 0 then 'public' else a.grantee::regrole::text end as name
    from pg_proc p, aclexplode(p.proacl) a where p.pronamespace = 'sec'::regnamespace and a.grantee <> p.proowner`);
  for (const { name } of others)
    await tx.execute(sql.raw(`revoke all on all routines in schema sec from ${name} cascade`));
  const before = await placesOfFunctions(tx);
  for (const text of functions) await tx.execute(sql.raw(text));
  const after = await placesOfFunctions(tx);
  return [...before].filter(([name, place]) => after.get(name) === place).map(([name]) => name);
}

/**
 * Makes the database what the sources say: functions, and policies, triggers and rights of every table that differs from
 * how they were left; another table is not even locked. What has no source goes.
 */
export async function applySources(tx: Tx, sources: Sources): Promise<void> {
  const left = await applyFunctions(tx, sources);
  const changed = await changedTables(tx, sources.tables);
  for (const { text } of changed) await tx.execute(sql.raw(text));
  const marks = await marksOf(tx, changed);
  for (const { name, mark } of marks)
    await tx.execute(sql`insert into sec.protected (table_name, mark) values (${name}, ${mark})
      on conflict (table_name) do update set mark = excluded.mark`);
  const names = sql`(select t.name from json_array_elements_text(${JSON.stringify(sources.tables.map(({ name }) => name))}::text::json) as t (name))`;
  await tx.execute(sql`delete from sec.protected where table_name not in ${names}`);
  await tx.execute(sql`delete from sec.audited where 'public.' || table_name not in ${names}`);
  for (const name of left) await tx.execute(sql.raw(`drop routine ${name}`));
  await tx.execute(sql`delete from sec.sources`);
  await tx.execute(sql`insert into sec.sources values (${sources.counter}, ${sources.hash})`);
}

/** The tables that are there and are not as their source left them, or whose source is another one now. */
async function changedTables(tx: Tx, tables: ProtectedTable[]): Promise<ProtectedTable[]> {
  const rows = await tx.execute<{ name: string; mark: string }>(
    sql`select table_name as name, mark from sec.protected`,
  );
  const left = new Map([...rows].map(({ name, mark }) => [name, mark]));
  const now = new Map((await marksOf(tx, tables)).map(({ name, mark }) => [name, mark]));
  return tables.filter(({ name }) => now.has(name) && now.get(name) !== left.get(name));
}

/** Source and present state of tables that are there, as one text each. */
async function marksOf(tx: Tx, tables: ProtectedTable[]): Promise<{ name: string; mark: string }[]> {
  const rows = await tx.execute<{ name: string; state: string }>(sql`
    select t.name, sec.protection(to_regclass(t.name)) as state
    from json_array_elements_text(${JSON.stringify(tables.map(({ name }) => name))}::text::json) as t (name)
    where to_regclass(t.name) is not null`);
  const states = new Map([...rows].map(({ name, state }) => [name, state]));
  return tables.flatMap(({ name, text }) => {
    const state = states.get(name);
    return state ? [{ name, mark: `${createHash("sha256").update(text).digest("hex")} ${state}` }] : [];
  });
}
