-- How a table stands behind the gate. Every way begins by taking off what was there: a policy, a trigger of ours or a
-- right that no source names could widen what is seen. Called by db/sql/tables.sql alone.

-- Takes off a table, or a sequence, every policy, every trigger of ours and every right of the roles of run time.
create or replace function sec.strip(rel regclass) returns void
language plpgsql set search_path = '' as $$
declare
  found record;
begin
  for found in select p.polname as name from pg_catalog.pg_policy p where p.polrelid = rel loop
    execute format('drop policy %I on %s', found.name, rel);
  end loop;
  for found in
    select t.tgname as name from pg_catalog.pg_trigger t join pg_catalog.pg_proc f on f.oid = t.tgfoid
    where t.tgrelid = rel and not t.tgisinternal and f.pronamespace = 'sec'::regnamespace
  loop
    execute format('drop trigger %I on %s', found.name, rel);
  end loop;
  execute format('revoke all on %s from public, hlidka_app, hlidka_backup cascade', rel);
  delete from sec.audited a where to_regclass(format('public.%I', a.table_name)) = rel;
end
$$;

-- Row-level security enabled and forced, the owner and the backup let through, nobody else.
create or replace function sec.lock_down(tbl text) returns void
language plpgsql set search_path = '' as $$
begin
  perform sec.strip(format('public.%I', tbl)::regclass);
  execute format('alter table public.%I enable row level security', tbl);
  execute format('alter table public.%I force row level security', tbl);
  execute format('create policy owner on public.%I to hlidka_owner using (true) with check (true)', tbl);
  execute format('grant select on public.%I to hlidka_backup', tbl);
end
$$;

-- Lets a table be read in the organisations of the context, and in single projects where its rows carry the project's id.
-- The project comes last and the organisation first: most rows are decided by the first list, and who reads everything
-- searches none.
create or replace function sec.let_read(tbl text, org_column text default 'organisation_id', project_column text default 'project_id') returns void
language plpgsql set search_path = '' as $$
declare
  may_read text := format('%I = any ((select sec.cities())::uuid[]) or (select sec.reads_all())', org_column);
begin
  if tbl <> 'role_assignments' and exists (select from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', tbl)::regclass and a.attname = project_column and not a.attisdropped) then
    may_read := may_read || format(' or %I = any ((select sec.projects())::uuid[])', project_column);
  end if;
  execute format('create policy reads on public.%I for select to hlidka_app using (%s)', tbl, may_read);
end
$$;

-- Puts a table behind the gate: readable in the organisations of the context, writable where the context may write the
-- class. A role in one project opens the rows that carry the project's id too, but for roles themselves.
-- personal: columns whose values enter the log as salted hashes.
create or replace function sec.protect(tbl text, class text, personal text[] default '{}', org_column text default 'organisation_id') returns void
language plpgsql set search_path = '' as $$
declare
  may_write text := format('%I = any ((select sec.writes(%L))::uuid[])', org_column, class);
  names text[] := array(select a.attname from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', tbl)::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum);
begin
  if 'project_id' = any (names) and tbl <> 'role_assignments' then
    may_write := may_write || format(' or project_id = any ((select sec.writes_in(%L))::uuid[])', class);
  end if;
  perform sec.lock_down(tbl);
  perform sec.let_read(tbl, org_column);
  execute format('create policy inserts on public.%I for insert to hlidka_app with check (%s)', tbl, may_write);
  execute format('create policy updates on public.%I for update to hlidka_app using (%s) with check (%s)', tbl, may_write, may_write);
  execute format('create policy deletes on public.%I for delete to hlidka_app using (%s)', tbl, may_write);
  execute format('grant select, insert, delete, update (%s) on public.%I to hlidka_app',
    (select string_agg(quote_ident(n), ', ') from unnest(names) as n where n not in ('id', 'organisation_id', 'project_id')), tbl);
  perform sec.audit_table(tbl, personal);
end
$$;

-- What changes in a table enters the log, personal columns as salted hashes.
create or replace function sec.audit_table(tbl text, personal text[] default '{}') returns void
language plpgsql set search_path = '' as $$
begin
  insert into sec.audited values (tbl, personal);
  execute format('create trigger audit_insert after insert on public.%I referencing new table as new_rows
    for each statement execute function sec.audit(%L)', tbl, personal);
  execute format('create trigger audit_update after update on public.%I referencing old table as old_rows new table as new_rows
    for each statement execute function sec.audit(%L)', tbl, personal);
  execute format('create trigger audit_delete after delete on public.%I referencing old table as old_rows
    for each statement execute function sec.audit(%L)', tbl, personal);
end
$$;

-- Who writes in a table, writes the record that its rows are or belong to (sec.note_writers).
create or replace function sec.note_writers_of(tbl text) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create trigger writers_insert after insert on public.%I referencing new table as new_rows
    for each statement execute function sec.note_writers()', tbl);
  execute format('create trigger writers_update after update on public.%I referencing old table as old_rows new table as new_rows
    for each statement execute function sec.note_writers()', tbl);
  execute format('create trigger writers_delete after delete on public.%I referencing old table as old_rows
    for each statement execute function sec.note_writers()', tbl);
end
$$;

-- What stands around a table at the moment, as one text: columns, policies, triggers, rights, row-level security, what
-- of it is personal, and how the functions above put it there, so that a change of theirs reaches every table. Null for
-- a table that is not there.
create or replace function sec.protection(rel regclass) returns text
language sql stable set search_path = '' as $$
  select md5(concat_ws('|', c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relacl,
    (select string_agg(concat_ws(' ', a.attname, a.attacl), ',' order by a.attname)
     from pg_catalog.pg_attribute a where a.attrelid = rel and a.attnum > 0 and not a.attisdropped),
    (select string_agg(concat_ws(' ', p.polname, p.polcmd, p.polpermissive, p.polroles, pg_get_expr(p.polqual, rel),
       pg_get_expr(p.polwithcheck, rel)), ',' order by p.polname)
     from pg_catalog.pg_policy p where p.polrelid = rel),
    (select string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled), ',' order by t.tgname)
     from pg_catalog.pg_trigger t where t.tgrelid = rel and not t.tgisinternal),
    (select a.personal from sec.audited a where format('public.%I', a.table_name) = rel::text),
    (select string_agg(f.prosrc, ',' order by f.proname) from pg_catalog.pg_proc f where f.pronamespace = 'sec'::regnamespace
     and f.proname in ('strip', 'lock_down', 'let_read', 'protect', 'audit_table', 'note_writers_of', 'sum_rows_of', 'hold_shares_of'))))
  from pg_catalog.pg_class c where c.oid = rel
$$;
