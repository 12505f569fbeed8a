import { sql as text } from "drizzle-orm";
import type { Sql } from "postgres";
import { withActor } from "@/db/gate";
import { indicatorValues } from "@/db/queries/indicator-values";
import { portfolio } from "@/db/queries/portfolio";

/** Sums, counts, occupancy and every indicator's value of every project, as one text, on three days. */
export async function figures(): Promise<string> {
  return withActor({ kind: "operator" }, "read", async (tx) => {
    const projects = await tx.execute<{ id: string }>(text`select id from projects order by id`);
    const parts: unknown[] = [];
    for (const day of ["2009-12-31", "2024-06-30", "2025-02-15"]) {
      parts.push(
        await portfolio(
          tx,
          projects.map(({ id }) => id),
          day,
        ),
      );
      for (const { id } of projects) parts.push(await indicatorValues(tx, id, day));
    }
    const [sums] = await tx.execute(text`
      select (select sum(amount_halere) from expenses)::text as paid, (select sum(amount_halere) from budget_lines)::text as budget,
        (select sum(minutes) from activities)::text as minutes, (select sum(count) from activity_counts)::text as counts,
        (select count(*) from post_occupancies)::text as occupancies, (select sum(score) from assessments)::text as scores,
        (select count(*) from activity_decisions)::text as decisions, (select count(*) from role_assignments)::text as roles`);
    // Texts may lose a name, and a file about the person is gone; numbers, days and codes may not change.
    return JSON.stringify([parts, sums], (key, value: unknown) =>
      key === "evidenceCount" ? undefined : typeof value === "string" && /\p{L}.*\s/u.test(value) ? "text" : value,
    );
  });
}

type Rows = Map<string, Map<string, string>>;
/** What only gets rows; who erases a name from a record has written in it (record_writers). */
const growing = [
  "audit_entries",
  "audit_links",
  "audit_heads",
  "audit_unsealed",
  "erasures",
  "jobs",
  "backups",
  "record_writers",
];

/** Every row of every table as a hash, by table and key. */
export async function allRows(sql: Sql): Promise<Rows> {
  const tables = await sql<{ name: string; key: string | null }[]>`
    select c.relname as name, (select string_agg(format('t.%I::text', a.attname), ' || ''/'' || ' order by a.attnum) from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' order by 1`;
  const all: Rows = new Map();
  for (const { name, key } of tables) {
    if (!key) continue;
    const rows = await sql.unsafe(`select ${key} as key, md5(t::text) as hash from public."${name}" t`);
    all.set(name, new Map(rows.map((row) => [String(row.key), String(row.hash)])));
  }
  return all;
}

/** Tables whose rows may change or go when they hold the person's id: his own, and his roles and delegations, which end. */
const ownRows = [
  "users",
  "assistants",
  "sessions",
  "api_tokens",
  "outbox",
  "user_identities",
  "role_assignments",
  "delegations",
];

/** Keys of rows that name one of the people: what may change or go. */
export async function naming(sql: Sql, words: readonly string[], ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const tables = await sql<{ name: string; key: string | null }[]>`
    select c.relname as name, (select string_agg(format('t.%I::text', a.attname), ' || ''/'' || ' order by a.attnum) from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`;
  const patterns = words.map((word) => `%${word}%`);
  for (const { name, key } of tables) {
    if (!key) continue;
    const mine = ownRows.includes(name) ? [...ids.map((id) => `%${id}%`)] : [];
    const rows = await sql.unsafe(`select ${key} as key from public."${name}" t where t::text ilike any ($1::text[])`, [
      [...patterns, ...mine],
    ]);
    for (const row of rows) found.add(`${name} ${row.key}`);
  }
  // The values beside the log go an entry at a time: what stands beside a name there goes with it.
  const beside = await sql`
    select p.entry_id || '/' || p.side || '/' || p.column_name as key from audit_personal p
    where p.entry_id in (select q.entry_id from audit_personal q where q.value ilike any (${patterns}::text[]))
      or p.entry_id in (select e.id from audit_entries e where e.row_id = any (${[...ids]}::uuid[]))
      or p.entry_id in (select e.id from audit_entries e join api_tokens k on k.id = e.row_id where k.user_id = any (${[...ids]}::uuid[]))
      or p.entry_id in (select e.id from audit_entries e join assessments m on m.id = e.row_id where m.assistant_id = any (${[...ids]}::uuid[]))`;
  for (const row of beside) found.add(`audit_personal ${row.key}`);
  const commands =
    await sql`select c.id from commands c where c.id in (select e.command_id from audit_entries e where e.row_id = any (${[...ids]}::uuid[]))`;
  for (const row of commands) found.add(`commands ${row.id}`);
  const guesses = await sql`select g.id from guesses g`;
  for (const row of guesses) found.add(`guesses ${row.id}`);
  return found;
}

/** Rows that changed or went though they name none of the people; what only grows may grow. */
export function harmed(before: Rows, after: Rows, allowed: ReadonlySet<string>, busy: readonly string[]): string[] {
  const wrong: string[] = [];
  for (const [table, rows] of before) {
    if (busy.includes(table) || table === "audit_heads" || table === "jobs") continue;
    const now = after.get(table);
    for (const [key, hash] of rows) {
      const same = now?.get(key) === hash;
      if (!same && !allowed.has(`${table} ${key}`)) wrong.push(`${table} ${key} ${now?.has(key) ? "changed" : "gone"}`);
    }
    if (growing.includes(table) || table === "audit_personal" || table === "commands" || table === "access_log")
      continue;
    for (const key of now?.keys() ?? []) if (!rows.has(key)) wrong.push(`${table} ${key} new`);
  }
  return wrong;
}
