import { connect } from "@/db/connection";

type Sql = ReturnType<typeof connect>;

/** Each of the demo's expenses is so many. */
const expenses = 5;

/** An id is that of its source with sixteen bits of its own: which project, and which copy within it. */
const copies = 64;

/**
 * Fills a throw-away database with projects of so many shifts each (`shifts`, a number a project), each of its own city:
 * the demo's Sokolov again, with its shifts as often as it takes and five times as many documents of a fifth of the amount.
 * Set-based, with triggers and foreign keys suspended, so nothing of it is in the log, and the sums are made of it at the
 * end; `address` is a superuser's. Of several copies of a shift one has its times in real time: nobody serves two at once.
 */
export async function fillProjects(address: string, shifts: readonly number[]): Promise<void> {
  const sql = connect(address, 1);
  try {
    await sql`set session_replication_role = replica`;
    await sql`set synchronous_commit = off`;
    // The second group of an id tells which copy it is, so that copies lie as scattered as the ids of their source; its
    // version, which no other id has, that it is one.
    await sql.unsafe(`create function pg_temp.copied(id uuid, copy int) returns uuid language sql immutable
      return overlay(id::text placing lpad(to_hex(copy), 4, '0') || '-8' from 10 for 6)::uuid`);
    await sql`
      insert into organisations (id, kind, slug, name, municipality_code, invented)
      select pg_temp.copied(s.organisation_id, n * ${copies}), 'city', 'c' || lpad(n::text, 4, '0'), m.name, m.code, true
      from projects s, (select (row_number() over (order by md5(code)))::int as n, code, name from municipalities) m
      where s.slug = 'sokolov' and n <= ${shifts.length}`;
    await sql`
      create temp table taken as
      select w.n::int, s.id, k from unnest(${[...shifts]}::int[]) with ordinality as w (shifts, n)
        cross join (select a.id, row_number() over (order by md5(a.id::text)) - 1 as rank, count(*) over () as shifts
          from activities a join projects p on p.id = a.project_id where p.slug = 'sokolov') s
        cross join generate_series(0, ${copies - 1}) k
      where s.rank + k * s.shifts < w.shifts`;
    await sql`create index on taken (id, n)`;
    await sql`insert into audit_heads select id, 1, sha256(id::text::bytea) from organisations where slug ~ '^c[0-9]{4}$'`;
    for (const table of await partsOfProject(sql)) await copyRows(sql, table, shifts.length);
    await sql`select sec.rebuild_rollups()`;
    await sql`analyze`;
  } finally {
    await sql.end();
  }
}

type Part = { name: string; columns: { name: string; mapped: boolean }[] };

/** Projects and the tables of their parts, with the columns that lead within a project or to its city. */
const partsOfProject = (sql: Sql) =>
  sql<Part[]>`
    with parts as (
      select c.oid from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and (c.relname = 'projects' or exists (select from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'project_id' and not a.attisdropped))
        and c.relname not in ('role_assignments', 'activity_sums', 'activity_totals', 'money_sums', 'money_totals', 'expense_marks')
    )
    select c.relname as name, jsonb_agg(jsonb_build_object('name', a.attname, 'mapped', a.attname in ('id', 'organisation_id', 'project_id')
      or exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and a.attnum = any (f.conkey)
        and f.confrelid in (select oid from parts))) order by a.attnum) as columns
    from parts join pg_class c using (oid) join pg_attribute a on a.attrelid = c.oid
    where a.attnum > 0 and not a.attisdropped and a.attgenerated = '' group by c.relname order by c.relname`;

async function copyRows(sql: Sql, { name, columns }: Part, projects: number): Promise<void> {
  const has = (column: string) => columns.some((one) => one.name === column);
  const ofExpense = name === "expenses" ? "true" : has("expense_id") ? "s.expense_id is not null" : "false";
  const shift = name === "activities" ? "s.id" : has("activity_id") ? "s.activity_id" : "null::uuid";
  const value = (column: Part["columns"][number]) => {
    const own = `s."${column.name}"`;
    if (["id", "activity_id", "expense_id"].includes(column.name)) return `pg_temp.copied(${own}, n * ${copies} + k)`;
    if (column.mapped) return `pg_temp.copied(${own}, n * ${copies})`;
    if (name === "projects" && column.name === "slug") return `'p' || lpad(n::text, 4, '0')`;
    if (name === "projects" && column.name === "registration_number") return `${own} || '-' || n`;
    if (name === "expenses" && column.name === "posting") return `${own} + k`;
    if (column.name.endsWith("_halere") && ofExpense !== "false") return `greatest(1, ${own} / ${expenses})`;
    return own;
  };
  await sql.unsafe(`
    insert into "${name}" (${columns.map((column) => `"${column.name}"`).join()})
    select ${columns.map(value).join()} from "${name}" s cross join generate_series(1, ${projects}) n
      cross join lateral (
        select k from generate_series(0, case when ${ofExpense} then ${expenses - 1} else 0 end) k where ${shift} is null
        union all select t.k from taken t where t.id = ${shift} and t.n = n.n ${name === "shift_spans" ? "and t.k = 0" : ""}
      ) c
    where s.${name === "projects" ? "id" : "project_id"} = (select p.id from projects p where p.slug = 'sokolov')`);
}
