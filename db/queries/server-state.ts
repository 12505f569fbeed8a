import { sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { oldestPostgres } from "../schema-state";

export type Check = { name: string; value: string; ok: boolean };

/** Settings of the server that durability and separation stand on, each with whether it is as it must be. */
export async function serverChecks(tx: Tx): Promise<Check[]> {
  return tx.execute<Check>(sql`
    select 'PostgreSQL' as name, current_setting('server_version') as value,
      current_setting('server_version_num')::int / 10000 >= ${sql.raw(String(oldestPostgres))} as ok
    union all select 'fsync', current_setting('fsync'), current_setting('fsync') = 'on'
    union all select 'full_page_writes', current_setting('full_page_writes'), current_setting('full_page_writes') = 'on'
    union all select 'synchronous_commit', current_setting('synchronous_commit'), current_setting('synchronous_commit') <> 'off'
    union all select 'data_checksums', current_setting('data_checksums'), current_setting('data_checksums') = 'on'
    union all select 'data_sync_retry', current_setting('data_sync_retry'), current_setting('data_sync_retry') = 'off'
    union all select 'run-time role', current_user::text,
      (select not (rolsuper or rolbypassrls) from pg_roles where rolname = current_user)
    union all select 'owner of the tables', coalesce(string_agg(distinct pg_get_userbyid(c.relowner), ', '), 'none'),
      bool_and(pg_get_userbyid(c.relowner) <> current_user)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`);
}

/** What would let somebody past row-level security; each names what it found or what mends it, and is as it must be with none. */
export async function securityChecks(tx: Tx): Promise<Check[]> {
  return tx.execute<Check>(sql`
    with found as (
      select 1 as place, 'tables without forced row-level security' as name, c.relname::text as what
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'municipalities'
        and not (c.relrowsecurity and c.relforcerowsecurity)
      union all
      select 2, 'policies that let everybody through', p.tablename || '.' || p.policyname
      from pg_policies p where p.schemaname = 'public' and p.roles <> '{hlidka_owner}' and 'true' in (p.qual, p.with_check)
      union all
      select 3, 'definer functions without a fixed search_path', p.proname::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'sec') and p.prosecdef
        and not exists (select from unnest(p.proconfig) c where c in ('search_path=', 'search_path=""'))
      union all
      select 4, 'definer functions that everybody may call', p.proname::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'sec') and p.prosecdef
        and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)
      union all
      select 5, 'views that read with the rights of their owner', c.relname::text
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'v'
        and not coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false)
      union all
      select 6, 'triggers that are switched off', c.relname || '.' || t.tgname
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and not t.tgisinternal and t.tgenabled = 'D'
      union all
      select 7, 'large objects that everybody may make', 'as superuser: psql -d ' || current_database() || ' -f db/database.sql'
      where exists (select from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace = 'pg_catalog'::regnamespace and a.grantee = 0
          and (p.proname like 'lo\\_%' or p.proname in ('loread', 'lowrite')))
      union all
      select 8, 'temporary tables and types that everybody may make', 'as superuser: psql -d ' || current_database() || ' -f db/database.sql'
      where exists (select from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
        where d.datname = current_database() and a.grantee in (0, to_regrole('hlidka_app')) and a.privilege_type in ('TEMPORARY', 'CREATE'))
    ), names (place, name) as (values (1, 'tables without forced row-level security'),
      (2, 'policies that let everybody through'), (3, 'definer functions without a fixed search_path'),
      (4, 'definer functions that everybody may call'), (5, 'views that read with the rights of their owner'),
      (6, 'triggers that are switched off'), (7, 'large objects that everybody may make'),
      (8, 'temporary tables and types that everybody may make'))
    select n.name, coalesce(string_agg(f.what, ', ' order by f.what), 'none') as value, count(f.what) = 0 as ok
    from names n left join found f on f.place = n.place group by n.place, n.name order by n.place`);
}

/** The database's clock in milliseconds of the epoch, for comparing it with our own. */
export async function databaseClock(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ at: number }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as at`,
  );
  return row?.at ?? Number.NaN;
}
