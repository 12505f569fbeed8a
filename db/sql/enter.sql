-- The ways in: a session, a token, a link of a mail or a calendar, nobody in particular, a machine.

-- Enters as a user: who he is, what he may read and write now, in one look. view: null; or {role, organisation}, one role
-- to be looked at, which writes nothing; or {for, organisation}, the roles of the person he stands in for there. A deputy
-- does the other's daily work; who comes in and in which roles, what the rules are and what is erased waits for the one
-- who answers for it.
create or replace function sec.enter_user(kind text, person uuid, asked_day date, command_id uuid, command_name text, view jsonb default null) returns jsonb
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
        where view ->> 'role' is null and (view ->> 'for' is null or c.class not in ('people', 'admin', 'privacy'))
        group by c.class
      )
      select all_held.*, all_classes.*
      from (
        select coalesce(jsonb_agg(distinct jsonb_build_object('role', h.role, 'organisationId', h.organisation_id, 'projectId', h.project_id)), '[]') as roles,
          case when bool_or(sec.role_reads_all(h.role)) then '"all"'::jsonb
            else coalesce(jsonb_agg(distinct h.organisation_id) filter (where h.project_id is null), '[]') end as reads,
          coalesce(jsonb_agg(distinct h.project_id) filter (where h.project_id is not null), '[]') as projects,
          case when bool_or(sec.role_reads_all(h.role)) then '"all"'::jsonb
            else coalesce(jsonb_agg(distinct h.organisation_id) filter (where h.role is not null), '[]') end as places
        from held h) all_held,
        (select coalesce(jsonb_object_agg(c.class, case when c.everywhere then '"all"'::jsonb else c.organisations end)
            filter (where c.everywhere or c.organisations is not null), '{}') as writes,
          coalesce(jsonb_object_agg(c.class, c.projects) filter (where c.projects is not null), '{}') as writes_in
        from classes c) all_classes
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
$$;

-- Enters with the token of a browser's session. Null when it is unknown, expired, idle for 30 minutes or revoked. With the
-- look that the session has chosen, as long as it holds; when it does not, as oneself. Whoever needs a second factor and
-- has none enters with nothing but the own account, to set it up; a session in which the provider asked for a second
-- factor needs none of ours.
create or replace function sec.enter_session(token text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  opened record;
  view jsonb;
  me jsonb;
begin
  select s.user_id, s.last_seen_at < now() - interval '1 minute' as stale, s.preview_role, s.preview_organisation_id, s.delegation_id,
      s.strong, f.confirmed_at is not null as factor
    into opened
    from public.sessions s left join public.user_factors f on f.user_id = s.user_id
    where s.token_hash = sec.hash(token) and s.revoked_at is null
      and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes';
  if not found or (opened.factor and not opened.strong) then
    return null;
  end if;
  if opened.preview_role is not null and sec.may_preview(opened.user_id, opened.preview_role, opened.preview_organisation_id) then
    view := jsonb_build_object('role', opened.preview_role, 'organisation', opened.preview_organisation_id);
  elsif opened.delegation_id is not null and sec.delegation_holds(opened.delegation_id, opened.user_id) then
    select jsonb_build_object('for', d.principal_id, 'organisation', d.organisation_id) into view
      from public.delegations d where d.id = opened.delegation_id;
  end if;
  me := sec.enter_user('session', opened.user_id, asked_day, command_id, command_name, view) || jsonb_build_object('stale', opened.stale);
  if me is null or opened.strong or not sec.requires_factor()
     or not exists (select from jsonb_array_elements(me -> 'roles') as r (held) where sec.role_needs_factor(r.held ->> 'role')) then
    return me;
  end if;
  perform sec.set_context(sec.context() || '{"reads": [], "projects": [], "places": [], "writes": {}, "writesIn": {}}'::jsonb);
  return me || '{"roles": [], "factorMissing": true}'::jsonb;
end
$$;
grant execute on function sec.enter_session(text, date, uuid, text) to hlidka_app;

create or replace function sec.enter_token(token text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  person uuid;
begin
  select t.user_id into person from public.api_tokens t
    where t.token_hash = sha256(convert_to(token, 'UTF8')) and t.revoked_at is null and t.expires_at > now();
  if not found then
    return null;
  end if;
  return sec.enter_user('token', person, asked_day, command_id, command_name);
end
$$;
grant execute on function sec.enter_token(text, date, uuid, text) to hlidka_app;

-- Anyone, signed in or not: a context that opens no organisation.
create or replace function sec.enter_public(asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  day date := sec.business_day(asked_day);
begin
  perform sec.set_context(jsonb_build_object('kind', 'public', 'reads', '[]'::jsonb, 'writes', '{}'::jsonb, 'today', day));
  return jsonb_build_object('kind', 'public', 'userId', null, 'name', '', 'email', '', 'locale', 'cs', 'theme', 'auto',
    'organisationId', null, 'organisationName', '', 'organisationKind', 'public', 'roles', '[]'::jsonb, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;
grant execute on function sec.enter_public(date) to hlidka_app;

create or replace function sec.assert_key(key text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from sec.keys k where k.name = 'operator' and k.value = sec.hash(key)) then
    raise exception 'the key of this installation does not fit' using errcode = '42501';
  end if;
end
$$;

-- The worker and the operator prove themselves with the installation's key.
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
    'writes', case when asked_kind = 'operator' then jsonb_build_object('field', 'all', 'team', 'all',
      'measure', 'all', 'decide', 'all', 'money', 'all', 'budget', 'all', 'project', 'all', 'admin', 'all', 'people', 'all', 'privacy', 'all', 'meeting', 'all') else '{}'::jsonb end));
  return jsonb_build_object('kind', asked_kind, 'userId', null, 'name', asked_kind, 'email', '', 'locale', 'cs', 'theme', 'auto',
    'organisationId', operator, 'organisationName', '', 'organisationKind', 'operator', 'roles', '[]'::jsonb, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;
grant execute on function sec.enter_machine(text, text, date, uuid, text) to hlidka_app;

create or replace function sec.touch_session(token text) returns void
language sql security definer set search_path = '' as $$
  update public.sessions set last_seen_at = now()
  where token_hash = sha256(convert_to(token, 'UTF8')) and revoked_at is null and last_seen_at < now() - interval '1 minute'
$$;
grant execute on function sec.touch_session(text) to hlidka_app;

create or replace function sec.end_session(token text) returns void
language sql security definer set search_path = '' as $$
  update public.sessions set revoked_at = now() where token_hash = sha256(convert_to(token, 'UTF8')) and revoked_at is null
$$;
grant execute on function sec.end_session(text) to hlidka_app;

-- Whether a person may look at an organisation as a role: an admin as any of its people, a manager as those of his own.
create or replace function sec.may_preview(person uuid, role text, organisation uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.role_assignments a
    where a.user_id = person and a.ended_at is null
      and sec.rights_day() between a.valid_from and coalesce(a.valid_to, 'infinity')
      and (a.role = 'admin'
        or a.role = 'manager' and a.project_id is null and a.organisation_id = may_preview.organisation
          and may_preview.role in ('mentor', 'manager', 'finance')))
$$;

-- Whether a delegation holds at this moment.
create or replace function sec.delegation_holds(asked uuid, deputy uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.delegations d join public.users p on p.id = d.principal_id
    where d.id = asked and d.deputy_id = deputy and d.ended_at is null and p.active
      and sec.rights_day() between d.valid_from and d.valid_to)
$$;

-- Changes how the session of a token looks, under a new token; the old one is dead. Null when it may not look so.
create or replace function sec.change_view(token text, new_token text, role text, organisation uuid, delegation uuid) returns boolean
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
$$;
grant execute on function sec.change_view(text, text, text, uuid, uuid) to hlidka_app;

-- Enters as a person who is not there, to read what he may read now: nothing can be written, in no single project either.
create or replace function sec.read_as(person uuid, asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me jsonb := sec.enter_user('reader', person, asked_day, null::uuid, null::text);
begin
  if me is not null then
    perform sec.set_context(sec.context() || '{"writes": {}, "writesIn": {}}');
  end if;
  return me;
end
$$;

-- For the digest, with the key of the installation: only of somebody who asked for one.
create or replace function sec.enter_digest(person uuid, key text, asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from sec.keys k where k.name = 'operator' and k.value = sha256(convert_to(key, 'UTF8'))) then
    raise exception 'the key of this installation does not fit' using errcode = '42501';
  end if;
  if not exists (select from public.subscriptions s where s.user_id = person and s.kind = 'digest') then
    return null;
  end if;
  return sec.read_as(person, asked_day);
end
$$;
grant execute on function sec.enter_digest(uuid, text, date) to hlidka_app;

-- For the calendar, by the token of its address.
create or replace function sec.enter_calendar(token text, asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := (select s.user_id from public.subscriptions s
    where s.kind = 'calendar' and s.token_hash = sha256(convert_to(token, 'UTF8')));
begin
  return case when person is null then null else sec.read_as(person, asked_day) end;
end
$$;
grant execute on function sec.enter_calendar(text, date) to hlidka_app;
