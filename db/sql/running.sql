-- What the worker tidies up and removes after its time, and when the newest good backup saw the database.

-- Takes away sessions a week after they ended and what signing in leaves behind. For the worker and the operator only.
create or replace function sec.clean_up() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  gone integer;
begin
  if sec.kind() is null or sec.kind() not in ('worker', 'operator') then
    raise exception 'only the worker cleans up' using errcode = '42501';
  end if;
  delete from public.sessions s where least(s.expires_at, coalesce(s.revoked_at, s.expires_at)) < now() - interval '7 days';
  get diagnostics gone = row_count;
  return gone + sec.clean_sign_in();
end
$$;
grant execute on function sec.clean_up() to hlidka_app;

-- What is removed after a time: the setting, its fallback, and the instant before which it is due.
create or replace function sec.purge_borders() returns table (what text, tbl text, col text, more text, border timestamptz)
language sql stable security definer set search_path = '' as $$
  with asked as (
    select v.*, coalesce((select (s.value #>> '{}')::int from public.settings s
      where s.key = v.setting and s.valid_from <= current_date order by s.valid_from desc limit 1), v.fallback) as n
    from (values ('access', 'access_log', 't.at', '', 'retention.access_log_months', 12, 'months'),
      ('mail', 'outbox', 't.created_at', 'and t.state <> ''waiting''', 'retention.mail_months', 12, 'months'),
      ('jobs', 'jobs', 't.finished_at', 'and t.state <> ''waiting''', 'retention.job_days', 30, 'days'),
      ('commands', 'commands', 't.at', '', 'retention.command_months', 12, 'months')) as v (what, tbl, col, more, setting, fallback, unit)
  )
  select a.what, a.tbl, a.col, a.more, now() - case a.unit when 'months' then make_interval(months => a.n) else make_interval(days => a.n) end
  from asked a
$$;

-- Removes what outlived its time (real clock) and writes down how much. For the worker and the operator only.
create or replace function sec.purge() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  operator uuid := (select o.id from public.organisations o where o.kind = 'operator' order by o.slug limit 1);
  due record;
  n int;
  done jsonb := '{}';
begin
  if sec.kind() is null or sec.kind() not in ('worker', 'operator') then
    raise exception 'only the worker removes' using errcode = '42501';
  end if;
  for due in select * from sec.purge_borders() loop
    execute format('with gone as (delete from public.%1$I t where %2$s < $1 %3$s returning t.organisation_id)
      insert into public.purges (organisation_id, what, older_than, removed)
      select g.organisation_id, $2, $1, count(*) from gone g group by 1', due.tbl, due.col, due.more) using due.border, due.what;
    get diagnostics n = row_count;
    done := done || jsonb_build_object(due.what, n);
  end loop;
  return done || sec.purge_registrations() || sec.purge_addresses() || jsonb_build_object('walkIns', sec.purge_walk_ins(), 'listLines', sec.purge_list_lines());
end
$$;
grant execute on function sec.purge() to hlidka_app;

-- The clock of retention: how many rows there are, the oldest, and how many are due, in the organisations of the caller.
create or replace function sec.retention_clock() returns table (what text, held bigint, oldest timestamptz, due bigint, border timestamptz)
language plpgsql stable security definer set search_path = '' as $$
declare
  at record;
begin
  for at in select * from sec.purge_borders() loop
    return query execute format('select $2::text, count(*), min(%2$s), count(*) filter (where %2$s < $1 %3$s), $1
      from public.%1$I t where t.organisation_id = any (sec.writes(''privacy''))', at.tbl, at.col, at.more) using at.border, at.what;
  end loop;
end
$$;
grant execute on function sec.retention_clock() to hlidka_app;

-- How often a row was written since it was made, which rises with every change: the version of an event in a calendar.
-- It says neither what was changed nor by whom, and of rows that these eyes may not see nothing.
create or replace function sec.changes_of(asked_table text, asked_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.audit_entries e where e.table_name = asked_table and e.row_id = asked_id and e.op <> 'insert'
    and (e.organisation_id = any (sec.organisations())
      or exists (select from public.projects p where p.organisation_id = e.organisation_id and p.id = any (sec.projects())))
$$;
grant execute on function sec.changes_of(text, uuid) to hlidka_app;

-- When the newest good backup saw the database; for readiness and metrics, which nobody signs in for.
create or replace function sec.last_backup() returns timestamptz
language sql stable security definer set search_path = '' as $$
  select max(b.made_at) from public.backups b where b.error is null
$$;
grant execute on function sec.last_backup() to hlidka_app;

-- Whether the installation keeps up, for who administers it: what failed, what has waited over ten minutes, the newest backup.
create or replace function sec.operation() returns table (failed_mails integer, late_mails integer, failed_jobs integer,
  late_jobs integer, backup_at timestamptz, backup_failed boolean)
language sql stable security definer set search_path = '' as $$
  select m.failed::int, m.late::int, j.failed::int, j.late::int, sec.last_backup(),
    coalesce((select b.error is not null from public.backups b order by b.finished_at desc limit 1), false)
  from (select count(*) filter (where o.state = 'failed') as failed,
      count(*) filter (where o.state = 'waiting' and o.created_at < now() - interval '10 minutes') as late from public.outbox o) m
    cross join (select count(*) filter (where b.state = 'failed') as failed,
      count(*) filter (where b.state = 'waiting' and b.run_at < now() - interval '10 minutes') as late from public.jobs b) j
  where sec.writes_everywhere('admin')
$$;
grant execute on function sec.operation() to hlidka_app;
