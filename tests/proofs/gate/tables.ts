import type { Sql } from "postgres";

/** id: null where a table has none, then `at` is where the row stands. state: of the row itself, or of the shift or value that it belongs to. kept: rows that are not for everybody yet. */
export type Sample = {
  id: string | null;
  at: string;
  data: Record<string, unknown>;
  state: string | null;
  count: number;
  kept: number;
};

/** What a table of the product is to the gate: its column of the organisation, its class, one row of each city. */
export type Table = {
  name: string;
  orgColumn: string;
  /** Null: not written by people at all. */
  writeClass: string | null;
  updatable: string | null;
  rows: Record<"own" | "foreign", Sample | null>;
};
export type Cities = { own: string; foreign: string };

/** Sums that are kept of the rows of a city: they have no id, and nobody writes them. */
const withoutId = ["activity_sums", "activity_totals", "money_sums", "money_totals", "expense_marks"];

/** Every table with row-level security of the product, read from the catalogue, so that a new one cannot be forgotten. */
export async function listTables(sql: Sql, cities: Cities): Promise<Table[]> {
  const names = await sql<{ name: string; policies: string[] }[]>`
    select c.relname as name, array(select p.policyname || '=' || coalesce(p.with_check, p.qual, '') from pg_policies p
      where p.schemaname = 'public' and p.tablename = c.relname) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'municipalities' order by 1`;
  const tables: Table[] = [];
  for (const { name, policies } of names) {
    const columns = await sql<{ column: string; updatable: boolean }[]>`
      select a.attname as column, has_column_privilege('hlidka_app', ${`public.${name}`}, a.attname, 'update') as updatable
      from pg_attribute a where a.attrelid = ${`public.${name}`}::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;
    const has = (column: string) => columns.some((found) => found.column === column);
    const orgColumn = name === "organisations" ? "id" : "organisation_id";
    const classes = policies.flatMap(
      (policy) =>
        /^(?:inserts|updates|inserts_new)=.*writes(?:_everywhere)?\('(\w+)'/.exec(
          policy.replaceAll("::text", ""),
        )?.[1] ?? [],
    );
    // What may still be written comes first: it shows more.
    const sample = async (org: string) => {
      if (!has(orgColumn) || (!has("id") && !withoutId.includes(name))) return null;
      const state = has("activity_id") ? sql`(select a.state from activities a where a.id = t.activity_id)` : sql`null`;
      const [row] = await sql`
        select id::text, at::text, state, count, kept, (select to_jsonb(t) from ${sql(name)} t where t.ctid = s.at) as data from (
          select ${has("id") ? sql`t.id` : sql`null::uuid as id`}, t.ctid as at, count(*) over ()::int as count,
            ${has("approved") ? sql`count(*) filter (where not t.approved) over ()::int` : sql`0`} as kept,
            coalesce(${state}, ${has("measurement_id") ? sql`(select m.state from indicator_measurements m where m.id = t.measurement_id)` : sql`null`},
              ${has("state") ? sql`t.state` : sql`null`}) as state
          from ${sql(name)} t where ${sql(orgColumn)} = ${org}) s
        order by case when s.state = 'draft' then 0 when s.state = 'returned' then 1 when s.state is null then 2 else 3 end, s.id desc limit 1`;
      return row
        ? { id: row.id, at: row.at, data: row.data, state: row.state, count: row.count, kept: row.kept }
        : null;
    };
    tables.push({
      name,
      orgColumn,
      writeClass: classes[0] ?? null,
      updatable: columns.find((found) => found.updatable)?.column ?? null,
      rows: { own: await sample(cities.own), foreign: await sample(cities.foreign) },
    });
  }
  return tables;
}
