-- People come in by invitation, hold roles in an organisation or in one project of it, and stand in for one another.
alter table public.role_assignments add column project_id uuid;--> statement-breakpoint
alter table public.role_assignments add column ended_at timestamptz;--> statement-breakpoint
alter table public.role_assignments add constraint role_assignments_project foreign key (organisation_id, project_id)
  references public.projects (organisation_id, id) on delete restrict;--> statement-breakpoint
-- What is held in one project only; the others are for the whole organisation by their nature.
alter table public.role_assignments add constraint role_assignments_narrow
  check (project_id is null or role in ('mentor', 'manager', 'finance'));--> statement-breakpoint
alter table public.role_assignments drop constraint role_assignments_once;--> statement-breakpoint
create unique index role_assignments_once on public.role_assignments (organisation_id, user_id, role, project_id, valid_from)
  nulls not distinct where ended_at is null;--> statement-breakpoint
create index role_assignments_project on public.role_assignments (project_id);--> statement-breakpoint

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null constraint invitations_organisation_id_organisations_id_fk references public.organisations (id) on delete restrict,
  user_id uuid not null constraint invitations_user_id_users_id_fk references public.users (id) on delete restrict,
  token_hash bytea not null,
  invited_by uuid constraint invitations_invited_by_users_id_fk references public.users (id) on delete restrict,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  constraint invitations_expiry check (expires_at > created_at)
);--> statement-breakpoint
create index invitations_organisation on public.invitations (organisation_id);--> statement-breakpoint
create index invitations_invited_by on public.invitations (invited_by);--> statement-breakpoint
-- One open invitation a person.
create unique index invitations_open on public.invitations (user_id) where accepted_at is null and withdrawn_at is null;--> statement-breakpoint

create table public.delegations (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null constraint delegations_organisation_id_organisations_id_fk references public.organisations (id) on delete restrict,
  principal_id uuid not null constraint delegations_principal_id_users_id_fk references public.users (id) on delete restrict,
  deputy_id uuid not null constraint delegations_deputy_id_users_id_fk references public.users (id) on delete restrict,
  valid_from date not null,
  valid_to date not null,
  reason text not null,
  created_by uuid constraint delegations_created_by_users_id_fk references public.users (id) on delete restrict,
  ended_at timestamptz,
  constraint delegations_dates check (valid_to between valid_from and valid_from + 366),
  constraint delegations_other check (principal_id <> deputy_id),
  constraint delegations_reason check (length(btrim(reason)) between 1 and 500)
);--> statement-breakpoint
create index delegations_organisation on public.delegations (organisation_id);--> statement-breakpoint
create index delegations_principal on public.delegations (principal_id);--> statement-breakpoint
create index delegations_deputy on public.delegations (deputy_id);--> statement-breakpoint
create index delegations_created_by on public.delegations (created_by);--> statement-breakpoint

-- How a session looks at the product: as another role (read only), or in somebody's stead.
alter table public.sessions add column preview_role text;--> statement-breakpoint
alter table public.sessions add column preview_organisation_id uuid constraint sessions_preview_organisation_id_organisations_id_fk references public.organisations (id) on delete restrict;--> statement-breakpoint
alter table public.sessions add column delegation_id uuid constraint sessions_delegation_id_delegations_id_fk references public.delegations (id) on delete restrict;--> statement-breakpoint
alter table public.sessions add constraint sessions_preview check ((preview_role is null) = (preview_organisation_id is null));--> statement-breakpoint
alter table public.sessions add constraint sessions_one_view check (preview_role is null or delegation_id is null);--> statement-breakpoint
create index sessions_preview_organisation on public.sessions (preview_organisation_id);--> statement-breakpoint
create index sessions_delegation on public.sessions (delegation_id);--> statement-breakpoint

-- Rights begin and end by the real day in Prague, whatever day the business clock shows.
create function sec.rights_day() returns date
language sql stable set search_path = '' as $$ select (now() at time zone 'Europe/Prague')::date $$;--> statement-breakpoint

-- Managers keep the people of their organisation.
create or replace function sec.role_classes(role text) returns text[]
language sql immutable set search_path = '' as $$
  select case role
    when 'mentor' then array['field', 'evidence', 'team', 'measure']
    when 'manager' then array['field', 'evidence', 'team', 'measure', 'money', 'budget', 'project', 'people']
    when 'finance' then array['money', 'budget', 'evidence']
    when 'admin' then array['budget', 'project', 'admin', 'people']
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
    'kind', asked_kind, 'home', operator, 'reads', 'all', 'places', 'all', 'today', day, 'command', command_id, 'action', command_name,
    'writes', case when asked_kind = 'operator' then jsonb_build_object('field', 'all', 'evidence', 'all', 'team', 'all',
      'measure', 'all', 'money', 'all', 'budget', 'all', 'project', 'all', 'admin', 'all', 'people', 'all') else '{}'::jsonb end));
  return jsonb_build_object('kind', asked_kind, 'userId', null, 'name', asked_kind, 'email', '', 'locale', 'cs', 'theme', 'auto',
    'organisationId', operator, 'organisationName', '', 'organisationKind', 'operator', 'roles', '[]'::jsonb, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;--> statement-breakpoint

-- Projects of which one holds a role without holding it in their organisation; where rows of a class may be written in
-- them; every organisation where one holds anything.
create function sec.projects() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'projects'); end $$;--> statement-breakpoint
create function sec.writes_in(class text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'writesIn' -> class); end $$;--> statement-breakpoint
create function sec.places() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'places'); end $$;--> statement-breakpoint
-- Whom the actor stands in for; null when he acts for himself.
create function sec.stands_for() returns uuid
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'for')::uuid; end $$;--> statement-breakpoint
grant execute on function sec.projects(), sec.writes_in(text), sec.places(), sec.stands_for() to hlidka_app;--> statement-breakpoint

-- Enters as a user: who he is, what he may read and write now, in one look. view: null; or {role, organisation}, one role
-- to be looked at, which writes nothing; or {for, organisation}, the roles of the person he stands in for there.
drop function sec.enter_user(text, uuid, date, uuid, text);--> statement-breakpoint
create function sec.enter_user(kind text, person uuid, asked_day date, command_id uuid, command_name text, view jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who record;
  holder uuid := coalesce((view ->> 'for')::uuid, person);
begin
  select u.name, u.email, u.locale, u.theme, u.organisation_id, o.name as organisation_name, o.kind as organisation_kind,
         may.*, s.key is not null as demo,
         -- As sec.business_day.
         coalesce(asked_day, (s.value #>> '{}')::date, (now() at time zone 'Europe/Prague')::date) as day
    into who
    from public.users u
    join public.organisations o on o.id = u.organisation_id
    left join public.settings s on s.key = 'demo.today'
    cross join lateral (
      with held as materialized (
        select a.role, a.organisation_id, a.project_id
        from public.role_assignments a
        where view ->> 'role' is null and a.user_id = holder and a.ended_at is null
          and sec.rights_day() between a.valid_from and coalesce(a.valid_to, 'infinity')
          and (view is null or a.organisation_id = (view ->> 'organisation')::uuid)
        union all
        select view ->> 'role', (view ->> 'organisation')::uuid, null where view ->> 'role' is not null
      ),
      classes as (
        select c.class, bool_or(h.role = 'admin') as everywhere,
          jsonb_agg(distinct h.organisation_id) filter (where h.project_id is null) as organisations,
          jsonb_agg(distinct h.project_id) filter (where h.project_id is not null) as projects
        from held h cross join lateral unnest(sec.role_classes(h.role)) as c (class)
        where view ->> 'role' is null
        group by c.class
      )
      select
        (select coalesce(jsonb_agg(distinct jsonb_build_object('role', h.role, 'organisationId', h.organisation_id, 'projectId', h.project_id)), '[]')
         from held h) as roles,
        (select case when bool_or(sec.role_reads_all(h.role)) then '"all"'::jsonb
                     else coalesce(jsonb_agg(distinct h.organisation_id) filter (where h.project_id is null), '[]') end
         from held h) as reads,
        (select coalesce(jsonb_agg(distinct h.project_id) filter (where h.project_id is not null), '[]') from held h) as projects,
        (select case when bool_or(sec.role_reads_all(h.role)) then '"all"'::jsonb
                     else coalesce(jsonb_agg(distinct h.organisation_id), '[]') end
         from held h) as places,
        (select coalesce(jsonb_object_agg(c.class, case when c.everywhere then '"all"'::jsonb else c.organisations end)
                  filter (where c.everywhere or c.organisations is not null), '{}') from classes c) as writes,
        (select coalesce(jsonb_object_agg(c.class, c.projects) filter (where c.projects is not null), '{}') from classes c) as writes_in
    ) may
    where u.id = person and u.active;
  if not found then
    return null;
  end if;
  perform sec.set_context(jsonb_build_object(
    'kind', kind, 'user', person, 'for', view ->> 'for', 'home', who.organisation_id, 'reads', who.reads, 'projects', who.projects,
    'places', who.places, 'writes', who.writes, 'writesIn', who.writes_in, 'today', who.day, 'command', command_id, 'action', command_name));
  return jsonb_build_object(
    'kind', kind, 'userId', person, 'name', who.name, 'email', who.email, 'locale', who.locale, 'theme', who.theme,
    'organisationId', who.organisation_id, 'organisationName', who.organisation_name,
    'organisationKind', who.organisation_kind, 'roles', who.roles, 'today', who.day, 'demo', who.demo,
    'preview', view ->> 'role',
    'standsFor', case when view ->> 'for' is not null then jsonb_build_object('id', holder,
      'name', (select p.name from public.users p where p.id = holder)) end);
end
$$;--> statement-breakpoint

-- Whether a person may look at an organisation as a role: an admin as any of its people, a manager as those of his own.
create function sec.may_preview(person uuid, role text, organisation uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.role_assignments a
    where a.user_id = person and a.ended_at is null
      and sec.rights_day() between a.valid_from and coalesce(a.valid_to, 'infinity')
      and (a.role = 'admin'
        or a.role = 'manager' and a.project_id is null and a.organisation_id = may_preview.organisation
          and may_preview.role in ('mentor', 'manager', 'finance')))
$$;--> statement-breakpoint

-- Whether a delegation holds at this moment.
create function sec.delegation_holds(asked uuid, deputy uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.delegations d join public.users p on p.id = d.principal_id
    where d.id = asked and d.deputy_id = deputy and d.ended_at is null and p.active
      and sec.rights_day() between d.valid_from and d.valid_to)
$$;--> statement-breakpoint

-- As before, with the look that the session has chosen, as long as it holds; when it does not, as oneself.
create or replace function sec.enter_session(token text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  opened record;
  view jsonb;
begin
  select s.user_id, s.last_seen_at < now() - interval '1 minute' as stale, s.preview_role, s.preview_organisation_id, s.delegation_id
    into opened
    from public.sessions s
    where s.token_hash = sha256(convert_to(token, 'UTF8')) and s.revoked_at is null
      and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes';
  if not found then
    return null;
  end if;
  if opened.preview_role is not null and sec.may_preview(opened.user_id, opened.preview_role, opened.preview_organisation_id) then
    view := jsonb_build_object('role', opened.preview_role, 'organisation', opened.preview_organisation_id);
  elsif opened.delegation_id is not null and sec.delegation_holds(opened.delegation_id, opened.user_id) then
    select jsonb_build_object('for', d.principal_id, 'organisation', d.organisation_id) into view
      from public.delegations d where d.id = opened.delegation_id;
  end if;
  return sec.enter_user('session', opened.user_id, asked_day, command_id, command_name, view)
    || jsonb_build_object('stale', opened.stale);
end
$$;--> statement-breakpoint

-- Changes how the session of a token looks, under a new token; the old one is dead. Null when it may not look so.
create function sec.change_view(token text, new_token text, role text, organisation uuid, delegation uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
begin
  if role is not null and not sec.may_preview(person, role, organisation)
     or delegation is not null and not sec.delegation_holds(delegation, person) then
    return false;
  end if;
  update public.sessions s
    set token_hash = sha256(convert_to(new_token, 'UTF8')), preview_role = role, preview_organisation_id = organisation, delegation_id = delegation
    where s.token_hash = sha256(convert_to(token, 'UTF8')) and s.user_id = person and s.revoked_at is null;
  return found;
end
$$;--> statement-breakpoint
grant execute on function sec.change_view(text, text, text, uuid, uuid) to hlidka_app;--> statement-breakpoint

-- The log says for whom a deputy acted. An entry that somebody wrote for himself hashes as before.
alter table public.audit_entries add column on_behalf_of uuid;--> statement-breakpoint
drop function sec.entry_hash(bigint, uuid, bigint, timestamptz, text, uuid, uuid, text, text, uuid, text, jsonb, jsonb);--> statement-breakpoint
create function sec.entry_hash(id bigint, organisation_id uuid, transaction_id bigint, at timestamptz, actor_kind text, actor_id uuid,
  command_id uuid, action text, table_name text, row_id uuid, op text, before jsonb, after jsonb, on_behalf_of uuid default null) returns bytea
language sql stable as $$
  select pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.concat_ws('|', id, organisation_id, transaction_id, sec.micros(at), actor_kind,
    coalesce(actor_id::text, '-'), coalesce(command_id::text, '-'), coalesce(action, '-'), table_name, row_id, op,
    coalesce(before::text, '-'), coalesce(after::text, '-'), on_behalf_of), 'UTF8'))
$$;--> statement-breakpoint
grant execute on function sec.entry_hash(bigint, uuid, bigint, timestamptz, text, uuid, uuid, text, text, uuid, text, jsonb, jsonb, uuid) to hlidka_app;--> statement-breakpoint
-- Writes one entry a changed row and notes the transaction for sealing. Without a context nothing can be changed.
create or replace function sec.record(changed_table text, operation text, personal text[], rows_before jsonb[], rows_after jsonb[]) returns void
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  ctx jsonb := sec.context();
  txid bigint := pg_current_xact_id()::text::bigint;
  plain boolean := cardinality(personal) = 0;
  actor_kind text := ctx ->> 'kind';
  actor_id uuid := (ctx ->> 'user')::uuid;
  command_id uuid := (ctx ->> 'command')::uuid;
  action text := ctx ->> 'action';
  on_behalf_of uuid := (ctx ->> 'for')::uuid;
begin
  if ctx is null then
    raise exception 'a change of % needs a context', changed_table using errcode = '42501';
  end if;
  with changed as materialized (
    select nextval('public.audit_entry_ids') as id, gen_random_uuid()::text as salt, c.before, c.after, coalesce(c.after, c.before) as state
    from unnest(rows_before, rows_after) as c (before, after)
    where c.before is distinct from c.after
  ),
  -- Materialized, so that every row is blinded and compared once.
  blinded as materialized (
    select c.id, coalesce(c.state ->> 'organisation_id', c.state ->> 'id')::uuid as organisation_id, (c.state ->> 'id')::uuid as row_id,
      case when plain then c.before else sec.blind(c.before, personal, c.salt) end as old_row,
      case when plain then c.after else sec.blind(c.after, personal, c.salt) end as new_row
    from changed c
  ),
  compared as materialized (
    select b.id, b.organisation_id, b.row_id, b.new_row,
      case when operation = 'insert' then null else sec.changed_from(b.old_row, b.new_row) end as before
    from blinded b
  ),
  entered as (
    insert into public.audit_entries
      (id, organisation_id, transaction_id, at, actor_kind, actor_id, command_id, action, table_name, row_id, op, before, after, on_behalf_of, hash)
    select c.id, c.organisation_id, txid, now(), actor_kind, actor_id, command_id, action, changed_table, c.row_id, operation,
      c.before, c.new_row, on_behalf_of,
      sec.entry_hash(c.id, c.organisation_id, txid, now(), actor_kind, actor_id, command_id, action, changed_table, c.row_id,
        operation, c.before, c.new_row, on_behalf_of)
    from compared c
    returning id, organisation_id
  ),
  kept as (
    insert into public.audit_personal (entry_id, organisation_id, side, column_name, salt, value)
    select c.id, coalesce(c.state ->> 'organisation_id', c.state ->> 'id')::uuid, s.side, p.name, c.salt, s.record ->> p.name
    from changed c
      cross join lateral (values ('before', c.before), ('after', c.after)) as s (side, record)
      cross join lateral unnest(personal) as p (name)
    where not plain and s.record ->> p.name is not null
  )
  insert into public.audit_unsealed (transaction_id, organisation_id, first_entry, last_entry)
  select txid, e.organisation_id, min(e.id), max(e.id) from entered e group by e.organisation_id
  on conflict (transaction_id, organisation_id) do update set last_entry = excluded.last_entry;
end
$$;--> statement-breakpoint

create or replace function sec.verify(asked uuid default null)
  returns table (organisation_id uuid, problem text, table_name text, row_id uuid, entry_id bigint, seq bigint)
language plpgsql stable set search_path = '' set timezone = 'UTC' set work_mem = '64MB' as $$
#variable_conflict use_column
declare
  audited record;
  scope uuid[] := case when asked is not null then array[asked] when sec.kind() is not null then sec.organisations() end;
begin
  return query
    select e.organisation_id, 'entry-changed', e.table_name, e.row_id, e.id, null::bigint
    from public.audit_entries e
    where (scope is null or e.organisation_id = any (scope))
      and e.hash <> sec.entry_hash(e.id, e.organisation_id, e.transaction_id, e.at, e.actor_kind, e.actor_id, e.command_id, e.action,
        e.table_name, e.row_id, e.op, e.before, e.after, e.on_behalf_of)
    order by e.id;
  return query
    select e.organisation_id, 'personal-changed', e.table_name, e.row_id, e.id, null::bigint
    from public.audit_personal p join public.audit_entries e on e.id = p.entry_id
    where (scope is null or p.organisation_id = any (scope))
      and (case p.side when 'before' then e.before else e.after end) ? p.column_name
      and (case p.side when 'before' then e.before else e.after end) ->> p.column_name
        is distinct from encode(sha256(convert_to(p.salt || p.value, 'UTF8')), 'hex')
    order by e.id;
  return query
    select e.organisation_id, 'entry-unlinked', e.table_name, e.row_id, e.id, null::bigint
    from public.audit_entries e
      left join public.audit_links l on l.organisation_id = e.organisation_id and l.transaction_id = e.transaction_id
        and e.id between l.first_entry and l.last_entry
    where l.seq is null and (scope is null or e.organisation_id = any (scope))
    order by e.id;
  return query
    select l.organisation_id, 'link-broken', null::text, null::uuid, l.first_entry, l.seq
    from public.audit_links l
    where (scope is null or l.organisation_id = any (scope))
      and l.hash <> sec.link_hash(l.organisation_id, l.seq, l.transaction_id, l.first_entry, l.last_entry, l.entries, l.digest, l.previous, l.sealed_at)
    order by l.organisation_id, l.seq;
  return query
    select c.organisation_id, 'chain-broken', null::text, null::uuid, c.first_entry, c.seq
    from (
      select l.*, lag(l.hash) over w as expected, lag(l.seq) over w as before_it
      from public.audit_links l where scope is null or l.organisation_id = any (scope)
      window w as (partition by l.organisation_id order by l.seq)
    ) c
    where c.previous is distinct from coalesce(c.expected, sha256(convert_to(c.organisation_id::text, 'UTF8')))
       or c.seq <> coalesce(c.before_it, 0) + 1
    order by c.organisation_id, c.seq;
  return query
    select l.organisation_id, 'entries-missing', null::text, null::uuid, l.first_entry, l.seq
    from public.audit_links l
      left join lateral (
        select count(*) as entries, sha256(string_agg(e.hash, '' order by e.id)) as digest
        from public.audit_entries e
        where e.organisation_id = l.organisation_id and e.transaction_id = l.transaction_id and e.id between l.first_entry and l.last_entry
      ) found on true
    where (scope is null or l.organisation_id = any (scope))
      and (found.entries <> l.entries or found.digest is distinct from l.digest)
    order by l.organisation_id, l.seq;
  return query
    select coalesce(h.organisation_id, last.organisation_id), 'head-mismatch', null::text, null::uuid, null::bigint, coalesce(h.seq, last.seq)
    from public.audit_heads h
      full join (select distinct on (l.organisation_id) l.* from public.audit_links l order by l.organisation_id, l.seq desc) last
        on last.organisation_id = h.organisation_id
    where (scope is null or coalesce(h.organisation_id, last.organisation_id) = any (scope))
      and (h.hash is distinct from last.hash or h.seq is distinct from last.seq);
  for audited in select a.table_name as name, a.personal from sec.audited a order by a.table_name loop
    return query execute format($query$
      with last as (
        select distinct on (e.row_id) e.row_id, e.organisation_id, e.op, e.after, e.id
        from public.audit_entries e where e.table_name = %1$L and ($1 is null or e.organisation_id = any ($1)) order by e.row_id, e.id desc
      )
      select coalesce(last.organisation_id, (t.record ->> 'organisation_id')::uuid, t.id),
        case when last.row_id is null then 'row-unlogged' when t.id is null then 'row-missing' else 'row-changed' end,
        %1$L::text, coalesce(last.row_id, t.id), last.id, null::bigint
      from last full join (
        select r.id, to_jsonb(r) as record from public.%1$I r where $1 is null or r.%3$I = any ($1)
      ) t on t.id = last.row_id
      where last.row_id is null
        or (last.op <> 'delete' and t.id is null)
        or (t.id is not null and (last.op = 'delete' or %4$s))
    $query$, audited.name, audited.personal, case audited.name when 'organisations' then 'id' else 'organisation_id' end,
      case when cardinality(audited.personal) = 0 then 't.record <> last.after and sec.differs(t.record, last.after)'
        else format('(t.record - %1$L::text[] <> last.after - %1$L::text[] and sec.differs(t.record, last.after - %1$L::text[]))
          or sec.differs_personally(last.id, t.record, last.after, %1$L)', audited.personal) end)
      using scope;
  end loop;
end
$$;--> statement-breakpoint

-- Who may write rows that belong to a project: by his role in the organisation, or in this project.
create function sec.protect_writes(tbl text, class text) returns void
language plpgsql set search_path = '' as $$
declare
  may_write text := format('organisation_id = any ((select sec.writes(%1$L))::uuid[]) or project_id = any ((select sec.writes_in(%1$L))::uuid[])', class);
begin
  execute format('alter policy inserts on public.%I with check (%s)', tbl, may_write);
  execute format('alter policy updates on public.%I using (%s) with check (%s)', tbl, may_write, may_write);
  execute format('alter policy deletes on public.%I using (%s)', tbl, may_write);
end
$$;--> statement-breakpoint
-- A role in one project opens that project: the rows that carry its id, and what an organisation says of itself.
do $$
declare
  tbl record;
  class text;
begin
  for tbl in
    select c.relname as name, p.qual as qual from pg_catalog.pg_policies p join pg_catalog.pg_class c on c.relname = p.tablename
    where p.schemaname = 'public' and p.policyname = 'deletes' and c.relnamespace = 'public'::regnamespace
      and exists (select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = 'project_id' and not a.attisdropped)
      and c.relname <> 'role_assignments'
  loop
    class := substring(tbl.qual from 'writes\(''([a-z]+)''');
    if class is null then
      raise exception 'no class of % in %', tbl.name, tbl.qual;
    end if;
    execute format('alter policy reads on public.%I using (organisation_id = any ((select sec.organisations())::uuid[])
      or project_id = any ((select sec.projects())::uuid[]))', tbl.name);
    perform sec.protect_writes(tbl.name, class);
  end loop;
end
$$;--> statement-breakpoint
alter policy reads on public.projects using (organisation_id = any ((select sec.organisations())::uuid[])
  or id = any ((select sec.projects())::uuid[]));--> statement-breakpoint
alter policy updates on public.projects
  using (organisation_id = any ((select sec.writes('project'))::uuid[]) or id = any ((select sec.writes_in('project'))::uuid[]))
  with check (organisation_id = any ((select sec.writes('project'))::uuid[]) or id = any ((select sec.writes_in('project'))::uuid[]));--> statement-breakpoint
alter policy reads on public.organisations using (id = any ((select sec.places())::uuid[]));--> statement-breakpoint
alter policy reads on public.users using (organisation_id = any ((select sec.places())::uuid[]));--> statement-breakpoint
alter policy reads on public.role_assignments using (organisation_id = any ((select sec.places())::uuid[]));--> statement-breakpoint
alter policy reads on public.audit_entries using (organisation_id = any ((select sec.organisations())::uuid[])
  or coalesce(after, before) ->> 'project_id' = any ((select sec.projects())::text[])
  or table_name = 'projects' and row_id = any ((select sec.projects())::uuid[]));--> statement-breakpoint
create or replace function sec.people() returns table (id uuid, name text, active boolean)
language sql stable security definer set search_path = '' as $$
  with seen as materialized (select unnest(sec.places()) as organisation_id)
  select u.id, u.name, u.active from public.users u
  where u.organisation_id in (select s.organisation_id from seen s)
    or u.id in (select a.user_id from public.role_assignments a join seen s using (organisation_id))
    or u.id in (select m.user_id from public.project_mentors m join seen s using (organisation_id))
$$;--> statement-breakpoint
create or replace function sec.hold_project(project uuid, alone boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held text;
begin
  if alone then
    select p.state into held from public.projects p
      where p.id = project and (p.organisation_id = any (sec.organisations()) or p.id = any (sec.projects())) for update;
  else
    select p.state into held from public.projects p
      where p.id = project and (p.organisation_id = any (sec.organisations()) or p.id = any (sec.projects())) for share;
  end if;
  return held;
end
$$;--> statement-breakpoint
create or replace function sec.project_version(me jsonb, asked text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if me is null then
    return null;
  end if;
  return (
    select concat_ws('.', p.id, encode(h.hash, 'hex'), coalesce(me ->> 'today', sec.today()::text),
      (select md5(string_agg(m.mark, '' order by m.mark))
       from (select k.xmin::text || k.ctid::text from public.activity_kinds k
             union all select s.xmin::text || s.ctid::text from public.settings s) m (mark)))
    from public.projects p left join public.audit_heads h on h.organisation_id = p.organisation_id
    where p.slug = asked and (p.organisation_id = any ((select sec.organisations())::uuid[]) or p.id = any ((select sec.projects())::uuid[])));
end
$$;--> statement-breakpoint
-- Four eyes hold for the person a deputy stands in for, too.
create or replace function sec.four_eyes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  author uuid;
begin
  if new.decision = tg_argv[2] then
    execute format('select t.author_id from public.%I t where t.id = ($1).%I', tg_argv[0], tg_argv[1]) into author using new;
    if author in (new.decided_by, sec.stands_for()) then
      raise exception 'the author of a record decides on it' using errcode = '23514', constraint = 'four_eyes';
    end if;
  end if;
  return new;
end
$$;--> statement-breakpoint

select sec.lock_down('invitations');--> statement-breakpoint
select sec.audit_table('invitations', '{token_hash}');--> statement-breakpoint
create policy reads on public.invitations for select to hlidka_app
  using (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint
grant select on public.invitations to hlidka_app;--> statement-breakpoint
select sec.lock_down('delegations');--> statement-breakpoint
select sec.audit_table('delegations', '{}');--> statement-breakpoint
create policy reads on public.delegations for select to hlidka_app
  using (organisation_id = any ((select sec.places())::uuid[]));--> statement-breakpoint
-- A deputy may stand in where he holds nothing himself.
create policy reads_own on public.delegations for select to hlidka_app
  using ((select sec.user_id()) in (principal_id, deputy_id));--> statement-breakpoint
grant select on public.delegations to hlidka_app;--> statement-breakpoint

-- Whether the actor may give and take this role there: admins all, managers those of their own city.
create function sec.may_grant(organisation uuid, role text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(organisation = any (sec.writes('people')), false)
    and (sec.writes_everywhere('people') or role in ('mentor', 'manager', 'finance'));
end
$$;--> statement-breakpoint
create function sec.assert_may_grant(organisation uuid, role text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not sec.may_grant(organisation, role) then
    raise exception 'no right to give or take this role' using errcode = '42501';
  end if;
end
$$;--> statement-breakpoint

-- Whether a person holds, or will hold, a role that the actor could not give.
create function sec.holds_more(person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.role_assignments a
    where a.user_id = person and a.ended_at is null and sec.rights_day() <= coalesce(a.valid_to, 'infinity')
      and not sec.may_grant(a.organisation_id, a.role))
$$;--> statement-breakpoint

-- Raises 42501 unless the actor may decide about this person: another one of an organisation whose people he keeps, and
-- who holds nothing that he could not give.
create function sec.assert_may_keep(person uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if person is not distinct from sec.user_id() or person is not distinct from sec.stands_for() then
    raise exception 'nobody decides about himself' using errcode = '42501';
  end if;
  if not exists (select from public.users u where u.id = person and u.organisation_id = any (sec.writes('people'))) or sec.holds_more(person) then
    raise exception 'no right to keep this person' using errcode = '42501';
  end if;
end
$$;--> statement-breakpoint

-- A new person with a role and an invitation; false when the e-mail has an account already.
create function sec.invite(person uuid, organisation uuid, account text, full_name text, role text, project uuid, valid_from date, valid_to date,
  invitation uuid, token_hash bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.assert_may_grant(organisation, role);
  insert into public.users (id, organisation_id, email, name) values (person, organisation, account, full_name)
    on conflict (email) do nothing;
  if not found then
    return false;
  end if;
  insert into public.role_assignments (organisation_id, user_id, role, project_id, valid_from, valid_to)
    values (organisation, person, role, project, valid_from, valid_to);
  perform sec.open_invitation(person, organisation, invitation, token_hash);
  return true;
end
$$;--> statement-breakpoint

create function sec.open_invitation(person uuid, organisation uuid, invitation uuid, token_hash bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.invitations (id, organisation_id, user_id, token_hash, invited_by, expires_at)
    values (invitation, organisation, person, token_hash, sec.user_id(), now() + interval '48 hours');
  perform sec.put_mail(organisation, 'invitation', person, invitation::text, jsonb_build_object('invitationId', invitation));
end
$$;--> statement-breakpoint

-- Sends a new invitation in place of the open one; false when the person has come in already.
create function sec.invite_again(person uuid, invitation uuid, token_hash bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  home uuid;
begin
  perform sec.assert_may_keep(person);
  select u.organisation_id into home from public.users u where u.id = person and u.active for update;
  if home is null or not exists (select from public.invitations i where i.user_id = person)
     or exists (select from public.invitations i where i.user_id = person and i.accepted_at is not null) then
    return false;
  end if;
  update public.invitations i set withdrawn_at = now() where i.user_id = person and i.accepted_at is null and i.withdrawn_at is null;
  perform sec.open_invitation(person, home, invitation, token_hash);
  return true;
end
$$;--> statement-breakpoint

-- What an invitation says to whoever holds its token: {name, email, organisation, locale}; null when it opens nothing.
create function sec.find_invitation(invitation uuid, token text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('name', u.name, 'email', u.email, 'organisation', o.name)
  from public.invitations i join public.users u on u.id = i.user_id join public.organisations o on o.id = i.organisation_id
  where i.id = invitation and i.token_hash = sha256(convert_to(token, 'UTF8')) and i.accepted_at is null and i.withdrawn_at is null
    and i.expires_at > now() and u.active
$$;--> statement-breakpoint

-- Comes in by an invitation, once: name, password and a first session; false when it opens nothing any more.
create function sec.accept_invitation(invitation uuid, token text, new_name text, new_salt bytea, new_cost int, new_block_size int,
  new_parallelization int, new_derived bytea, new_token text, new_agent text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid;
begin
  select i.user_id into person from public.invitations i
    where i.id = invitation and i.token_hash = sha256(convert_to(token, 'UTF8')) and i.accepted_at is null and i.withdrawn_at is null
      and i.expires_at > now()
    for update;
  if person is null or sec.enter_user('session', person, null, null, 'invitation.accept') is null then
    return false;
  end if;
  update public.invitations i set accepted_at = now() where i.id = invitation;
  update public.users u set name = new_name where u.id = person;
  perform sec.store_password(person, new_salt, new_cost, new_block_size, new_parallelization, new_derived);
  perform sec.open_session(person, new_token, new_agent);
  return true;
end
$$;--> statement-breakpoint

create function sec.grant_role(assignment uuid, person uuid, organisation uuid, role text, project uuid, valid_from date, valid_to date) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.assert_may_keep(person);
  perform sec.assert_may_grant(organisation, role);
  insert into public.role_assignments (id, organisation_id, user_id, role, project_id, valid_from, valid_to)
    values (assignment, organisation, person, role, project, valid_from, valid_to);
end
$$;--> statement-breakpoint

-- Ends a role at once. The last admin stays.
create function sec.end_role(assignment uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  perform sec.hold_admins();
  select a.user_id, a.organisation_id, a.role into held from public.role_assignments a
    where a.id = assignment and a.ended_at is null for update;
  if held is null then
    raise exception 'this role is over' using errcode = '42501';
  end if;
  if held.user_id is not distinct from sec.user_id() or held.user_id is not distinct from sec.stands_for() then
    raise exception 'nobody decides about himself' using errcode = '42501';
  end if;
  perform sec.assert_may_grant(held.organisation_id, held.role);
  update public.role_assignments a set ended_at = now() where a.id = assignment;
  perform sec.assert_an_admin();
end
$$;--> statement-breakpoint

-- Lets a person in or not; who is not let in loses sessions and tokens at once.
create function sec.set_active(person uuid, let_in boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.hold_admins();
  perform sec.assert_may_keep(person);
  update public.users u set active = let_in where u.id = person;
  if not let_in then
    update public.sessions s set revoked_at = now() where s.user_id = person and s.revoked_at is null;
    update public.api_tokens t set revoked_at = now() where t.user_id = person and t.revoked_at is null;
    perform sec.assert_an_admin();
  end if;
end
$$;--> statement-breakpoint

-- Two admins who take each other's role at the same moment wait for one another.
create function sec.hold_admins() returns void
language sql security definer set search_path = '' as $$
  select from public.role_assignments a where a.role = 'admin' order by a.id for update
$$;--> statement-breakpoint
create function sec.assert_an_admin() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select from public.role_assignments a join public.users u on u.id = a.user_id
      where a.role = 'admin' and u.active and a.ended_at is null and sec.rights_day() between a.valid_from and coalesce(a.valid_to, 'infinity')) then
    raise exception 'the last admin stays' using errcode = '23514', constraint = 'last_admin';
  end if;
end
$$;--> statement-breakpoint

-- Somebody stands in for somebody: said by the one who will be away, or by whoever keeps his roles there; never by the deputy.
create function sec.delegate(delegation uuid, organisation uuid, principal uuid, deputy uuid, first_day date, last_day date, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  if sec.stands_for() is not null or deputy is not distinct from sec.user_id() then
    raise exception 'nobody makes himself a deputy' using errcode = '42501';
  end if;
  if not exists (select from public.users u where u.id = deputy and u.active) then
    raise exception 'no such deputy' using errcode = '42501';
  end if;
  if principal is distinct from sec.user_id() then
    for held in select a.role from public.role_assignments a where a.user_id = principal and a.organisation_id = organisation
        and a.ended_at is null and sec.rights_day() <= coalesce(a.valid_to, 'infinity') loop
      perform sec.assert_may_grant(organisation, held.role);
    end loop;
  end if;
  if not exists (select from public.role_assignments a where a.user_id = principal and a.organisation_id = organisation
      and a.ended_at is null and sec.rights_day() <= coalesce(a.valid_to, 'infinity')) then
    raise exception 'nothing to stand in for' using errcode = '23514', constraint = 'delegations_nothing';
  end if;
  -- The deputy is one of the organisation's own people, or serves it already.
  if not exists (select from public.users u where u.id = deputy and u.organisation_id = organisation)
     and not exists (select from public.role_assignments a where a.user_id = deputy and a.organisation_id = organisation and a.ended_at is null) then
    raise exception 'the deputy is a stranger' using errcode = '42501';
  end if;
  insert into public.delegations (id, organisation_id, principal_id, deputy_id, valid_from, valid_to, reason, created_by)
    values (delegation, organisation, principal, deputy, first_day, last_day, why, sec.user_id());
end
$$;--> statement-breakpoint

create function sec.end_delegation(delegation uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.delegations d set ended_at = now()
    where d.id = delegation and d.ended_at is null
      and (sec.user_id() in (d.principal_id, d.deputy_id) or d.organisation_id = any (sec.writes('people')));
  if not found then
    raise exception 'no such delegation' using errcode = '42501';
  end if;
end
$$;--> statement-breakpoint

grant execute on function sec.rights_day(), sec.holds_more(uuid), sec.invite(uuid, uuid, text, text, text, uuid, date, date, uuid, bytea), sec.invite_again(uuid, uuid, bytea),
  sec.find_invitation(uuid, text), sec.accept_invitation(uuid, text, text, bytea, int, int, int, bytea, text, text),
  sec.grant_role(uuid, uuid, uuid, text, uuid, date, date), sec.end_role(uuid), sec.set_active(uuid, boolean),
  sec.delegate(uuid, uuid, uuid, uuid, date, date, text), sec.end_delegation(uuid) to hlidka_app;
