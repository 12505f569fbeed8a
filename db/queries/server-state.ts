import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type Check = { name: string; value: string; ok: boolean };

/** Settings of the server that durability and separation stand on, each with whether it is as it must be. */
export async function serverChecks(tx: Tx): Promise<Check[]> {
  return tx.execute<Check>(sql`
    select 'PostgreSQL' as name, current_setting('server_version') as value, current_setting('server_version_num')::int >= 150000 as ok
    union all select 'fsync', current_setting('fsync'), current_setting('fsync') = 'on'
    union all select 'full_page_writes', current_setting('full_page_writes'), current_setting('full_page_writes') = 'on'
    union all select 'synchronous_commit', current_setting('synchronous_commit'), current_setting('synchronous_commit') <> 'off'
    union all select 'data_checksums', current_setting('data_checksums'), current_setting('data_checksums') = 'on'
    union all select 'run-time role', current_user::text,
      (select not (rolsuper or rolbypassrls) from pg_roles where rolname = current_user)
    union all select 'tables without forced row-level security', coalesce(string_agg(c.relname, ', '), 'none'), count(*) = 0
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'municipalities' and not (c.relrowsecurity and c.relforcerowsecurity)
    union all select 'owner of the tables', coalesce(string_agg(distinct pg_get_userbyid(c.relowner), ', '), 'none'),
      bool_and(pg_get_userbyid(c.relowner) <> current_user)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'
    union all select 'clock of the database', to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), true
    union all select 'waiting jobs', count(*)::text, count(*) < 1000 from jobs where state = 'waiting'
    union all select 'failed jobs', count(*)::text, count(*) = 0 from jobs where state = 'failed'`);
}
