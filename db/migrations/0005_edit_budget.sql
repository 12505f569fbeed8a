-- The budget and its plan are written by finance too, and by whoever makes projects.
create or replace function sec.role_classes(role text) returns text[]
language sql immutable set search_path = '' as $$
  select case role
    when 'mentor' then array['field', 'evidence', 'team', 'measure']
    when 'manager' then array['field', 'evidence', 'team', 'measure', 'money', 'budget', 'project']
    when 'finance' then array['money', 'budget', 'evidence']
    when 'admin' then array['budget', 'project', 'admin']
    else array[]::text[]
  end
$$;--> statement-breakpoint
create or replace function sec.enter_machine(asked_kind text, key text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  operator uuid := (select o.id from public.organisations o where o.kind = 'operator' order by o.slug limit 1);
  day date := sec.business_day(asked_day);
begin
  if asked_kind not in ('worker', 'operator')
     or not exists (select from sec.keys k where k.name = 'operator' and k.value = sha256(convert_to(key, 'UTF8'))) then
    raise exception 'the key of this installation does not fit' using errcode = '42501';
  end if;
  perform sec.set_context(jsonb_build_object(
    'kind', asked_kind, 'home', operator, 'reads', 'all', 'today', day, 'command', command_id, 'action', command_name,
    'writes', case when asked_kind = 'operator' then jsonb_build_object('field', 'all', 'evidence', 'all', 'team', 'all',
      'measure', 'all', 'money', 'all', 'budget', 'all', 'project', 'all', 'admin', 'all') else '{}'::jsonb end));
  return jsonb_build_object('kind', asked_kind, 'userId', null, 'name', asked_kind, 'email', '', 'locale', 'cs', 'theme', 'auto',
    'organisationId', operator, 'organisationName', '', 'organisationKind', 'operator', 'roles', '[]'::jsonb, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;--> statement-breakpoint
do $$
declare
  tbl text;
  may_write text := 'organisation_id = any ((select sec.writes(''budget''))::uuid[])';
begin
  foreach tbl in array array['budget_versions', 'budget_lines', 'plan_months'] loop
    execute format('alter policy inserts on public.%I with check (%s)', tbl, may_write);
    execute format('alter policy updates on public.%I using (%s) with check (%s)', tbl, may_write, may_write);
    execute format('alter policy deletes on public.%I using (%s)', tbl, may_write);
  end loop;
end
$$;--> statement-breakpoint

-- The codes of a whole branch change in one statement: looked at when it is done, not row by row.
alter table public.budget_lines drop constraint budget_lines_code;--> statement-breakpoint
alter table public.budget_lines add constraint budget_lines_code unique (version_id, code) deferrable initially immediate;--> statement-breakpoint

-- The state of a project as it is now, kept so until the transaction ends: shared by those who write in it, alone for
-- those who close it or rebuild its budget. Null for a project that the context does not see.
create function sec.hold_project(project uuid, alone boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held text;
begin
  if alone then
    select p.state into held from public.projects p
      where p.id = project and p.organisation_id = any (sec.organisations()) for update;
  else
    select p.state into held from public.projects p
      where p.id = project and p.organisation_id = any (sec.organisations()) for share;
  end if;
  return held;
end
$$;--> statement-breakpoint
revoke all on function sec.hold_project(uuid, boolean) from public;--> statement-breakpoint
grant execute on function sec.hold_project(uuid, boolean) to hlidka_app;
