import type { Sql } from "postgres";

// What PostgreSQL has written down of our schema, each thing by name. Not the order of columns and of rights.
const everything = {
  functions: `select p.oid::regprocedure::text as name, pg_get_functiondef(p.oid) as value
    from pg_proc p where p.pronamespace = 'sec'::regnamespace`,
  "rights on functions": `select p.oid::regprocedure::text as name, rights(p.proacl) as value
    from pg_proc p where p.pronamespace = 'sec'::regnamespace`,
  policies: `select p.polrelid::regclass || '.' || p.polname as name, concat_ws(' | ', p.polcmd, p.polpermissive,
      p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as value from pg_policy p`,
  triggers: `select t.tgrelid::regclass || '.' || t.tgname as name, t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid) as value
    from pg_trigger t where not t.tgisinternal`,
  tables: `select c.oid::regclass::text as name, concat_ws(' | ', c.relkind, c.relowner::regrole, c.relrowsecurity,
      c.relforcerowsecurity, rights(c.relacl)) as value
    from pg_class c where c.relnamespace in ('public'::regnamespace, 'sec'::regnamespace) and c.relkind in ('r', 'p', 'S', 'v')`,
  columns: `select a.attrelid::regclass || '.' || a.attname as name, concat_ws(' | ', format_type(a.atttypid, a.atttypmod),
      a.attnotnull, pg_get_expr(d.adbin, d.adrelid), rights(a.attacl)) as value
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where c.relnamespace in ('public'::regnamespace, 'sec'::regnamespace) and a.attnum > 0 and not a.attisdropped`,
  constraints: `select k.conrelid::regclass || '.' || k.conname as name, pg_get_constraintdef(k.oid) as value
    from pg_constraint k where k.connamespace in ('public'::regnamespace, 'sec'::regnamespace)`,
  indexes: `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as value
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace in ('public'::regnamespace, 'sec'::regnamespace)`,
  "what is audited": "select a.table_name as name, a.personal::text as value from sec.audited a",
};

const rights = /rights\(([\w.]+)\)/g;
const sortedRights = "(select string_agg(r::text, ' ' order by r::text) from unnest($1) r)";

/** The whole catalogue of a database of ours, as lines. */
export async function catalogueOf(sql: Sql): Promise<string[]> {
  const parts = await Promise.all(
    Object.entries(everything).map(async ([kind, query]) => {
      const rows = await sql.unsafe(query.replace(rights, sortedRights));
      return rows.map(({ name, value }) => `${kind} ${name}: ${value}`);
    }),
  );
  return parts.flat().sort();
}
