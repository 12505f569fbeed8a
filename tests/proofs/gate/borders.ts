import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import type { Cities } from "./tables";

const refusedWith = async (run: () => PromiseLike<unknown>): Promise<string> => {
  try {
    await run();
    return "let in";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
};

/** The run-time role without a context: rows of business tables it gets to see (0 each, or no right at all). */
export async function withoutContext(app: Sql, tables: readonly string[]): Promise<string[]> {
  const leaks: string[] = [];
  for (const table of tables) {
    const outcome = await refusedWith(async () => {
      const [row] = await app`select count(*)::int as n from ${app(table)}`;
      if (row?.n !== 0) leaks.push(`${table}: ${row?.n} rows without a context`);
    });
    if (outcome !== "let in" && outcome !== "42501") leaks.push(`${table}: ${outcome}`);
  }
  return leaks;
}

/** Forged, altered and replayed contexts: each must be an error (42501). */
export async function falseContexts(
  app: Sql,
  token: string,
  foreignOrg: string,
): Promise<{ tried: number; passed: string[] }> {
  const [real] = await app.begin(async (tx) => {
    await tx`select sec.enter_session(${token}, null, null, null)`;
    return tx`select current_setting('hlidka.context') as context`;
  });
  const context = String(real?.context);
  const forgeries: Record<string, string> = {
    replayed: context,
    "made up": `${"0".repeat(64)}{"kind":"operator","reads":"all"}`,
    "other organisation": context.replace(/\{[0-9a-f-]{36}\}/, `{${foreignOrg}}`),
    unsigned: context.slice(64),
    noise: randomUUID(),
  };
  const passed: string[] = [];
  for (const [name, forged] of Object.entries(forgeries)) {
    const outcome = await refusedWith(() =>
      app.begin(async (tx) => {
        await tx`select set_config('hlidka.context', ${forged}, true)`;
        await tx`select count(*) from projects`;
      }),
    );
    if (outcome !== "42501") passed.push(`${name} context: ${outcome}`);
  }
  // Where the mark is right: each line of it in turn, in the transaction that entered.
  const lines = context.split("\n");
  for (const at of lines.keys()) {
    const outcome = await refusedWith(() =>
      app.begin(async (tx) => {
        await tx`select sec.enter_session(${token}, null, null, null)`;
        const [now] = await tx`select current_setting('hlidka.context') as context`;
        const altered = String(now?.context)
          .split("\n")
          .map((line, n) => (n === at ? (n === 8 ? `{${foreignOrg}}` : `${line}0`) : line));
        await tx`select set_config('hlidka.context', ${altered.join("\n")}, true)`;
        await tx`select count(*) from projects`;
      }),
    );
    if (outcome !== "42501") passed.push(`line ${at + 1} of the context: ${outcome}`);
  }
  const key = await refusedWith(() => app`select sec.enter_machine('operator', ${"0".repeat(64)}, null, null, null)`);
  if (key !== "42501") passed.push(`wrong key of the operator: ${key}`);
  for (const call of [
    "select sec.enter_user('session', gen_random_uuid(), null, null, null)",
    "select sec.set_context('{}')",
    "select * from sec.keys",
    "select sec.sign('x')",
    "select lo_create(0)",
    "select lo_from_bytea(0, 'x')",
  ]) {
    const outcome = await refusedWith(() => app.unsafe(call));
    if (outcome !== "42501") passed.push(`${call}: ${outcome}`);
  }
  return { tried: Object.keys(forgeries).length + lines.length + 7, passed };
}

/** Every composite reference pointed into the other city, by a superuser: the foreign key itself must refuse. */
export async function crossReferences(superuser: Sql, cities: Cities): Promise<{ tried: number; passed: string[] }> {
  const references = await superuser<{ table: string; column: string; target: string }[]>`
    select c.conrelid::regclass::text as table, a.attname as column, c.confrelid::regclass::text as target
    from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_length(c.conkey, 1)]
      join pg_namespace n on n.oid = c.connamespace
    where c.contype = 'f' and array_length(c.conkey, 1) = 3 and n.nspname = 'public' order by 1, 2`;
  const passed: string[] = [];
  let tried = 0;
  for (const { table, column, target } of references) {
    const [row] = await superuser`select id from ${superuser(table)} where organisation_id = ${cities.own} limit 1`;
    const [foreign] =
      await superuser`select id from ${superuser(target)} where organisation_id = ${cities.foreign} limit 1`;
    if (!row || !foreign) continue;
    tried += 1;
    const outcome = await refusedWith(() =>
      superuser.begin(async (tx) => {
        await tx`alter table ${tx(table)} disable trigger user`;
        // Uniqueness would refuse some of these first; what is asked here is whether the reference does.
        const unique = await tx`select conname from pg_constraint where conrelid = ${`public.${table}`}::regclass
          and contype in ('u', 'x') and conname not like '%\\_within'`;
        for (const { conname } of unique) await tx`alter table ${tx(table)} drop constraint ${tx(conname)} cascade`;
        await tx`update ${tx(table)} set ${tx(column)} = ${foreign.id} where id = ${row.id}`;
        throw new Error("let in");
      }),
    );
    if (outcome !== "23503" && outcome !== "23514") passed.push(`${table}.${column} → ${target}: ${outcome}`);
  }
  return { tried, passed };
}
