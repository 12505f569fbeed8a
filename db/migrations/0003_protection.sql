-- Row-level security, grants and audit triggers of every table. A later noun's migration adds one line: select sec.protect(…).

-- Puts a table behind the gate: readable in the organisations of the context, writable where the context may write the class.
-- personal: columns whose values enter the log as salted hashes. Run by the owner in migrations only.
create function sec.protect(tbl text, class text, personal text[] default '{}', org_column text default 'organisation_id') returns void
language plpgsql set search_path = '' as $$
declare
  may_write text := format('%I = any ((select sec.writes(%L))::uuid[])', org_column, class);
  columns text := (select string_agg(quote_ident(a.attname), ', ') from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', tbl)::regclass and a.attnum > 0 and not a.attisdropped
      and a.attname not in ('id', 'organisation_id', 'project_id'));
begin
  perform sec.lock_down(tbl);
  execute format('create policy reads on public.%I for select to hlidka_app using (%I = any ((select sec.organisations())::uuid[]))', tbl, org_column);
  execute format('create policy inserts on public.%I for insert to hlidka_app with check (%s)', tbl, may_write);
  execute format('create policy updates on public.%I for update to hlidka_app using (%s) with check (%s)', tbl, may_write, may_write);
  execute format('create policy deletes on public.%I for delete to hlidka_app using (%s)', tbl, may_write);
  execute format('grant select, insert, delete, update (%s) on public.%I to hlidka_app', columns, tbl);
  perform sec.audit_table(tbl, personal);
end
$$;--> statement-breakpoint

-- Row-level security enabled and forced, the owner and the backup let through, nobody else.
create function sec.lock_down(tbl text) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('alter table public.%I enable row level security', tbl);
  execute format('alter table public.%I force row level security', tbl);
  execute format('create policy owner on public.%I to hlidka_owner using (true) with check (true)', tbl);
  execute format('grant select on public.%I to hlidka_backup', tbl);
end
$$;--> statement-breakpoint

create function sec.audit_table(tbl text, personal text[]) returns void
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
$$;--> statement-breakpoint

select sec.protect('organisations', 'admin', org_column => 'id');--> statement-breakpoint
select sec.protect('users', 'admin', '{email,name}');--> statement-breakpoint
select sec.protect('role_assignments', 'admin');--> statement-breakpoint
select sec.protect('api_tokens', 'admin', '{token_hash}');--> statement-breakpoint
select sec.protect('settings', 'admin');--> statement-breakpoint
select sec.protect('activity_kinds', 'admin');--> statement-breakpoint
select sec.protect('projects', 'project');--> statement-breakpoint
select sec.protect('funding_sources', 'project');--> statement-breakpoint
select sec.protect('goals', 'project');--> statement-breakpoint
select sec.protect('key_activities', 'project');--> statement-breakpoint
select sec.protect('localities', 'project');--> statement-breakpoint
select sec.protect('monitoring_periods', 'project');--> statement-breakpoint
select sec.protect('milestones', 'project');--> statement-breakpoint
select sec.protect('project_mentors', 'project');--> statement-breakpoint
select sec.protect('posts', 'project');--> statement-breakpoint
select sec.protect('training_areas', 'project');--> statement-breakpoint
select sec.protect('indicators', 'project');--> statement-breakpoint
select sec.protect('indicator_targets', 'project');--> statement-breakpoint
select sec.protect('budget_versions', 'project');--> statement-breakpoint
select sec.protect('budget_lines', 'project');--> statement-breakpoint
select sec.protect('plan_months', 'project');--> statement-breakpoint
select sec.protect('assistants', 'team', '{name}');--> statement-breakpoint
select sec.protect('post_occupancies', 'team');--> statement-breakpoint
select sec.protect('assessments', 'team', '{note}');--> statement-breakpoint
select sec.protect('indicator_measurements', 'measure');--> statement-breakpoint
select sec.protect('expense_imports', 'money');--> statement-breakpoint
select sec.protect('expenses', 'money');--> statement-breakpoint
select sec.protect('claims', 'money');--> statement-breakpoint
select sec.protect('claim_items', 'money');--> statement-breakpoint
select sec.protect('activities', 'field', '{note}');--> statement-breakpoint
select sec.protect('activity_assistants', 'field');--> statement-breakpoint
select sec.protect('activity_counts', 'field');--> statement-breakpoint
select sec.protect('activity_decisions', 'field', '{note}');--> statement-breakpoint
select sec.protect('evidence', 'evidence', '{file_name}');--> statement-breakpoint

-- Each policy does something that no other does, so that dropping any of them is noticed.
drop policy inserts on public.organisations;--> statement-breakpoint
create policy inserts_new on public.organisations for insert to hlidka_app with check ((select sec.writes_everywhere('admin')));--> statement-breakpoint
-- Settings and the catalogue are read by everyone who has entered.
drop policy reads on public.settings;--> statement-breakpoint
drop policy reads on public.activity_kinds;--> statement-breakpoint
create policy reads_for_all on public.settings for select to hlidka_app using ((select sec.kind()) is not null);--> statement-breakpoint
create policy reads_for_all on public.activity_kinds for select to hlidka_app using ((select sec.kind()) is not null);--> statement-breakpoint
grant select on public.municipalities to hlidka_app, hlidka_backup;--> statement-breakpoint

-- Accounts' secrets: nobody but the functions of sec.
select sec.lock_down(t) from unnest(array['user_passwords', 'sessions', 'sign_in_failures', 'commands', 'outbox', 'jobs', 'access_log',
  'audit_entries', 'audit_personal', 'audit_links', 'audit_heads', 'audit_unsealed']) as t;--> statement-breakpoint

-- A command is seen and repeated only by the one who sent it.
create policy own on public.commands to hlidka_app
  using (organisation_id = (select sec.home()) and actor_id is not distinct from (select sec.user_id()))
  with check (organisation_id = (select sec.home()) and actor_id is not distinct from (select sec.user_id()));--> statement-breakpoint
grant select, insert, update (result) on public.commands to hlidka_app;--> statement-breakpoint

-- Mail and jobs are put in by whoever causes them and taken by the worker.
create policy puts on public.outbox for insert to hlidka_app with check (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
create policy takes on public.outbox for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
create policy finishes on public.outbox for update to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
create policy puts on public.jobs for insert to hlidka_app with check (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
create policy takes on public.jobs for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
create policy finishes on public.jobs for update to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
grant select, insert, update (state, attempts, next_attempt_at, last_error) on public.outbox to hlidka_app;--> statement-breakpoint
grant select, insert, update (state, attempts, run_at, finished_at, last_error) on public.jobs to hlidka_app;--> statement-breakpoint

create policy notes on public.access_log for insert to hlidka_app
  with check (user_id = (select sec.user_id()) and organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
create policy reads on public.access_log for select to hlidka_app using (organisation_id = any ((select sec.writes('admin'))::uuid[]));--> statement-breakpoint
grant select, insert on public.access_log to hlidka_app;--> statement-breakpoint

create policy reads on public.audit_entries for select to hlidka_app using (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
create policy reads on public.audit_personal for select to hlidka_app using (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
create policy reads on public.audit_links for select to hlidka_app using (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
create policy reads on public.audit_heads for select to hlidka_app using (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
grant select on public.audit_entries, public.audit_personal, public.audit_links, public.audit_heads to hlidka_app;--> statement-breakpoint

-- Periods may not overlap; a post holds one person, a person one post at a time.
create extension if not exists btree_gist;--> statement-breakpoint
alter table public.monitoring_periods add constraint monitoring_periods_no_overlap
  exclude using gist (project_id with =, daterange(starts_on, ends_on, '[]') with &&);--> statement-breakpoint
alter table public.post_occupancies add constraint post_occupancies_one_per_post
  exclude using gist (post_id with =, daterange(starts_on, ends_on, '[]') with &&);--> statement-breakpoint
alter table public.post_occupancies add constraint post_occupancies_one_per_assistant
  exclude using gist (assistant_id with =, daterange(starts_on, ends_on, '[]') with &&);--> statement-breakpoint

-- Days named in the trigger's arguments must lie within the project (23514, constraint outside_project_days).
create function sec.within_project_days() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  project record;
  row_data jsonb := to_jsonb(new);
  column_name text;
begin
  select p.starts_on, p.ends_on into project from public.projects p where p.id = new.project_id;
  foreach column_name in array tg_argv loop
    if (row_data ->> column_name)::date not between project.starts_on and project.ends_on then
      raise exception '% of % lies outside the project', column_name, tg_table_name
        using errcode = '23514', constraint = 'outside_project_days', column = column_name;
    end if;
  end loop;
  return new;
end
$$;--> statement-breakpoint
create trigger within_project_days before insert or update on public.activities
  for each row execute function sec.within_project_days('happened_on');--> statement-breakpoint
create trigger within_project_days before insert or update on public.key_activities
  for each row execute function sec.within_project_days('starts_on', 'ends_on');--> statement-breakpoint
create trigger within_project_days before insert or update on public.posts
  for each row execute function sec.within_project_days('starts_on', 'ends_on');--> statement-breakpoint
create trigger within_project_days before insert or update on public.monitoring_periods
  for each row execute function sec.within_project_days('starts_on', 'ends_on');--> statement-breakpoint
create trigger within_project_days before insert or update on public.post_occupancies
  for each row execute function sec.within_project_days('starts_on', 'ends_on');--> statement-breakpoint
create trigger within_project_days before insert or update on public.plan_months
  for each row execute function sec.within_project_days('month');
