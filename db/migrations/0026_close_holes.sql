-- Holes that reading the accounts as an attacker found; each has a test.

-- A session knows itself whether a second factor opened it: one that the password alone opened before the factor was set
-- up opens nothing afterwards.
update public.sessions s set strong = true from public.user_factors f where f.user_id = s.user_id and f.confirmed_at is not null;--> statement-breakpoint
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
  perform sec.set_context(sec.context() - 'mark' || '{"reads": [], "projects": [], "places": [], "writes": {}, "writesIn": {}}'::jsonb);
  return me || '{"roles": [], "factorMissing": true}'::jsonb;
end
$$;--> statement-breakpoint
create or replace function sec.finish_sign_in(key text, step_token text, asked_guess uuid, step bigint, recovery bytea,
  new_token text, new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.step_user(step_token);
begin
  perform sec.assert_key(key);
  if person is null then
    return 'over';
  elsif not sec.use_code(person, device, asked_guess, step, recovery) then
    return 'wrong';
  end if;
  -- A new password waits for us here, or we for it: then the step is gone.
  perform 1 from public.users u where u.id = person for share;
  delete from public.sign_in_steps s where s.token_hash = sec.hash(step_token);
  if not found then
    return 'over';
  end if;
  update public.user_factors f set codes_batch = null where f.user_id = person;
  perform sec.open_session(person, new_token, new_agent);
  update public.sessions s set strong = true where s.token_hash = sec.hash(new_token);
  perform sec.remember_device(person, device);
  return 'ok';
end
$$;--> statement-breakpoint
create or replace function sec.sign_in(account text, derived bytea, asked_guess uuid, new_token text, new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  may_check boolean := sec.use_guess(asked_guess, array[sec.guess_mark('account', account), sec.guess_mark('device', account || ' ' || device)]);
  person uuid;
begin
  -- A password that is being changed meanwhile is compared after that.
  perform 1 from public.users u where u.email = account for share;
  person := (select u.id from public.users u join public.user_passwords p on p.user_id = u.id
    where u.email = account and u.active and p.digest = sha256(derived));
  if person is null or not may_check then
    return 'wrong';
  end if;
  perform sec.forget_guess(asked_guess);
  if exists (select from public.user_factors f where f.user_id = person and f.confirmed_at is not null) then
    insert into public.sign_in_steps (token_hash, user_id, expires_at)
      values (sec.hash(new_token), person, now() + interval '10 minutes');
    return 'code';
  end if;
  perform sec.open_session(person, new_token, new_agent);
  perform sec.remember_device(person, device);
  return 'ok';
end
$$;--> statement-breakpoint
create or replace function sec.sign_in_identity(key text, asked_issuer text, asked_subject text, is_strong boolean, new_token text,
  new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid;
begin
  perform sec.assert_key(key);
  perform 1 from public.users u where u.id = (select i.user_id from public.user_identities i
    where i.issuer = asked_issuer and i.subject = asked_subject) for share;
  person := (select u.id from public.user_identities i join public.users u on u.id = i.user_id and u.active
    where i.issuer = asked_issuer and i.subject = asked_subject);
  if person is null then
    return 'unknown';
  elsif not is_strong and exists (select from public.user_factors f where f.user_id = person and f.confirmed_at is not null) then
    insert into public.sign_in_steps (token_hash, user_id, expires_at)
      values (sec.hash(new_token), person, now() + interval '10 minutes');
    return 'code';
  end if;
  perform sec.open_session(person, new_token, new_agent);
  update public.sessions s set strong = is_strong where s.token_hash = sec.hash(new_token);
  perform sec.remember_device(person, device);
  return 'ok';
end
$$;--> statement-breakpoint
drop function sec.confirm_factor(text, text, uuid, bigint, uuid, jsonb);--> statement-breakpoint
create function sec.confirm_factor(key text, device text, asked_guess uuid, step bigint, batch uuid, hashes jsonb, token text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
begin
  perform sec.assert_key(key);
  if step is null or not sec.use_code(person, device, asked_guess, step, null) then
    return false;
  end if;
  update public.user_factors f set confirmed_at = now() where f.user_id = person and f.confirmed_at is null;
  if found then
    -- Who signed in with the password alone is out; this browser has just shown a code.
    update public.sessions s set strong = s.token_hash = sec.hash(token),
        revoked_at = case when s.token_hash = sec.hash(token) then s.revoked_at else now() end
      where s.user_id = person and s.revoked_at is null;
    delete from public.sign_in_steps s where s.user_id = person;
  end if;
  perform sec.store_codes(person, batch, hashes);
  return true;
end
$$;--> statement-breakpoint
create or replace function sec.change_password(derived bytea, new_salt bytea, new_cost int, new_block_size int, new_parallelization int,
  new_derived bytea, new_token text, new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
  right_password text := sec.check_own_password(person, derived);
begin
  if right_password <> 'ok' then
    return right_password;
  end if;
  perform sec.store_password(person, new_salt, new_cost, new_block_size, new_parallelization, new_derived);
  perform sec.end_own_sessions(null);
  delete from public.sign_in_steps s where s.user_id = person;
  delete from public.known_devices d where d.user_id = person;
  perform sec.remember_device(person, device);
  perform sec.open_session(person, new_token, new_agent);
  -- This browser showed a code when it came in.
  update public.sessions s set strong = exists (select from public.user_factors f where f.user_id = person and f.confirmed_at is not null)
    where s.token_hash = sec.hash(new_token);
  return 'ok';
end
$$;--> statement-breakpoint

-- An invitation is for who has no password yet, and a forgotten password is one that was there.
create or replace function sec.find_invitation(invitation uuid, token text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('name', u.name, 'email', u.email, 'organisation', o.name)
  from public.invitations i join public.users u on u.id = i.user_id join public.organisations o on o.id = i.organisation_id
  where i.id = invitation and i.token_hash = sha256(convert_to(token, 'UTF8')) and i.accepted_at is null and i.withdrawn_at is null
    and i.expires_at > now() and u.active and not exists (select from public.user_passwords p where p.user_id = u.id)
$$;--> statement-breakpoint
create or replace function sec.accept_invitation(invitation uuid, token text, new_name text, new_salt bytea, new_cost int, new_block_size int,
  new_parallelization int, new_derived bytea, new_token text, new_agent text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid;
begin
  select i.user_id into person from public.invitations i
    where i.id = invitation and i.token_hash = sha256(convert_to(token, 'UTF8')) and i.accepted_at is null and i.withdrawn_at is null
      and i.expires_at > now() and not exists (select from public.user_passwords p where p.user_id = i.user_id)
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
create or replace function sec.invite_again(person uuid, invitation uuid, token_hash bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  home uuid;
begin
  perform sec.assert_may_keep(person);
  select u.organisation_id into home from public.users u where u.id = person and u.active for update;
  if home is null or not exists (select from public.invitations i where i.user_id = person)
     or exists (select from public.user_passwords p where p.user_id = person)
     or exists (select from public.invitations i where i.user_id = person and i.accepted_at is not null) then
    return false;
  end if;
  update public.invitations i set withdrawn_at = now() where i.user_id = person and i.accepted_at is null and i.withdrawn_at is null;
  perform sec.open_invitation(person, home, invitation, token_hash);
  return true;
end
$$;--> statement-breakpoint
create or replace function sec.order_reset(account text, address text, reset_id uuid, hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  from_there bytea := sec.guess_mark('reset address', address);
  taken record;
  person record;
begin
  if address <> '' and sec.address_spent(from_there, 20) then
    return 'slow';
  end if;
  taken := sec.take_guess(sec.guess_mark('reset', account), from_there, 3);
  select u.id, u.organisation_id into person from public.users u where u.email = account and u.active and taken.checked
    and exists (select from public.user_passwords p where p.user_id = u.id);
  insert into public.password_resets (id, user_id, token_hash, expires_at)
    values (reset_id, person.id, hash, now() + interval '1 hour');
  if person.id is not null then
    perform sec.put_mail(person.organisation_id, 'password-reset', person.id, reset_id::text, jsonb_build_object('resetId', reset_id));
  end if;
  return 'done';
end
$$;--> statement-breakpoint

-- Another account at the provider is a way in past the password: linked only by who has just signed in, and gone with a
-- forgotten password, a factor that was taken off and an access that ended. Returns 'ok', 'taken' or 'stale'.
drop function sec.link_identity(text, text, text, text);--> statement-breakpoint
create function sec.link_identity(key text, new_provider text, new_issuer text, new_subject text, token text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
begin
  perform sec.assert_key(key);
  if not exists (select from public.sessions s where s.token_hash = sec.hash(token) and s.user_id = person and s.created_at > now() - interval '15 minutes') then
    return 'stale';
  end if;
  insert into public.user_identities (organisation_id, user_id, provider, issuer, subject)
    select u.organisation_id, u.id, new_provider, new_issuer, new_subject from public.users u where u.id = person
    on conflict (issuer, subject) do nothing;
  if found then
    update public.users u set sign_in_changed_at = now() where u.id = person;
  end if;
  return case when exists (select from public.user_identities i where i.issuer = new_issuer and i.subject = new_subject and i.user_id = person)
    then 'ok' else 'taken' end;
end
$$;--> statement-breakpoint
create or replace function sec.reset_password(reset_id uuid, hash bytea, new_salt bytea, new_cost int, new_block_size int,
  new_parallelization int, derived bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  entered jsonb := sec.context() - 'mark';
  person record;
begin
  update public.password_resets r set used_at = now() from public.users u
    where r.id = reset_id and r.token_hash = hash and r.used_at is null and r.expires_at > now() and u.id = r.user_id and u.active
    returning u.id, u.organisation_id into person;
  if not found then
    return false;
  end if;
  -- In the log it was the account itself.
  perform sec.set_context(entered || jsonb_build_object('user', person.id, 'action', 'password.reset'));
  perform sec.store_password(person.id, new_salt, new_cost, new_block_size, new_parallelization, derived);
  perform sec.set_context(entered);
  update public.sessions s set revoked_at = now() where s.user_id = person.id and s.revoked_at is null;
  update public.password_resets r set used_at = now() where r.user_id = person.id and r.used_at is null;
  delete from public.sign_in_steps s where s.user_id = person.id;
  delete from public.known_devices d where d.user_id = person.id;
  delete from public.user_identities i where i.user_id = person.id;
  delete from public.subscriptions s where s.user_id = person.id and s.kind = 'calendar';
  return true;
end
$$;--> statement-breakpoint
create or replace function sec.reset_factor(account text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := (select u.id from public.users u where u.email = account and u.organisation_id = any (sec.writes('admin')));
begin
  if person is null then
    return false;
  end if;
  perform sec.forget_factor(person);
  update public.sessions s set revoked_at = now() where s.user_id = person and s.revoked_at is null;
  delete from public.sign_in_steps s where s.user_id = person;
  delete from public.user_identities i where i.user_id = person;
  return true;
end
$$;--> statement-breakpoint
create or replace function sec.set_active(person uuid, let_in boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.hold_admins();
  perform sec.assert_may_keep(person);
  update public.users u set active = let_in where u.id = person;
  if not let_in then
    update public.sessions s set revoked_at = now() where s.user_id = person and s.revoked_at is null;
    update public.api_tokens t set revoked_at = now() where t.user_id = person and t.revoked_at is null;
    update public.invitations i set withdrawn_at = now() where i.user_id = person and i.accepted_at is null and i.withdrawn_at is null;
    update public.password_resets r set used_at = now() where r.user_id = person and r.used_at is null;
    delete from public.sign_in_steps s where s.user_id = person;
    delete from public.user_identities i where i.user_id = person;
    perform sec.assert_an_admin();
  end if;
end
$$;--> statement-breakpoint

-- The last one is one who can come in, and not until a day.
create or replace function sec.assert_an_admin() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select from public.role_assignments a join public.users u on u.id = a.user_id
      where a.role = 'admin' and u.active and a.ended_at is null and a.valid_from <= sec.rights_day() and a.valid_to is null
        and (exists (select from public.user_passwords p where p.user_id = u.id) or exists (select from public.user_identities i where i.user_id = u.id))) then
    raise exception 'the last admin stays' using errcode = '23514', constraint = 'last_admin';
  end if;
end
$$;--> statement-breakpoint

-- A deputy does the other's daily work; who comes in and in which roles, what the rules are and what is erased waits for
-- the one who answers for it.
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

-- Nor does he decide in whose stead it was written.
create or replace function sec.four_eyes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  author uuid;
begin
  if new.decision = tg_argv[2] then
    execute format('select t.author_id from public.%I t where t.id = ($1).%I', tg_argv[0], tg_argv[1]) into author using new;
    if author in (new.decided_by, sec.stands_for())
       or exists (select from public.audit_entries e where e.table_name = tg_argv[0] and e.row_id = (to_jsonb(new) ->> tg_argv[1])::uuid
         and e.on_behalf_of in (new.decided_by, sec.stands_for())) then
      raise exception 'the author of a record decides on it' using errcode = '23514', constraint = 'four_eyes';
    end if;
  end if;
  return new;
end
$$;--> statement-breakpoint

create or replace function sec.delegate(delegation uuid, organisation uuid, principal uuid, deputy uuid, first_day date, last_day date, why text) returns void
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
     and not exists (select from public.role_assignments a where a.user_id = deputy and a.organisation_id = organisation and a.ended_at is null
       and sec.rights_day() <= coalesce(a.valid_to, 'infinity')) then
    raise exception 'the deputy is a stranger' using errcode = '42501';
  end if;
  insert into public.delegations (id, organisation_id, principal_id, deputy_id, valid_from, valid_to, reason, created_by)
    values (delegation, organisation, principal, deputy, first_day, last_day, why, sec.user_id());
end
$$;--> statement-breakpoint

-- Erasing: not oneself, not an administrator by who is none, never the last one, not in somebody's stead.
alter function sec.erase_person(text, uuid, text, text, boolean, boolean) rename to take_person_out;--> statement-breakpoint
revoke execute on function sec.take_person_out(text, uuid, text, text, boolean, boolean) from hlidka_app;--> statement-breakpoint
create function sec.erase_person(kind text, person uuid, why text, why_reference text, in_notes boolean, again boolean default false) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  gone jsonb;
begin
  if kind = 'user' and not again then
    perform sec.hold_admins();
    if person in (sec.user_id(), sec.stands_for()) or sec.stands_for() is not null
       or (not sec.writes_everywhere('privacy') and exists (select from public.role_assignments a where a.user_id = person and a.role = 'admin' and a.ended_at is null)) then
      raise exception 'no right to erase this person' using errcode = '42501';
    end if;
  end if;
  gone := sec.take_person_out(kind, person, why, why_reference, in_notes, again);
  if kind = 'user' and gone is not null and not again then
    perform sec.assert_an_admin();
  end if;
  return gone;
end
$$;--> statement-breakpoint
grant execute on function sec.erase_person(text, uuid, text, text, boolean, boolean) to hlidka_app;--> statement-breakpoint

-- Looked for is a whole name: one word alone, which everybody may call himself, would take pieces out of other words.
create or replace function sec.find_person(kind text, person uuid, out organisation uuid, out names text[], out scope uuid[])
language plpgsql stable security definer set search_path = '' as $$
begin
  if kind = 'user' then
    select u.organisation_id, array[u.name, u.email] into organisation, names from public.users u where u.id = person;
  else
    select s.organisation_id, array[s.name] into organisation, names from public.assistants s where s.id = person;
  end if;
  if organisation is null or not coalesce(organisation = any (sec.writes('privacy')), false) then
    organisation := null;
    names := null;
    return;
  end if;
  names := array(select distinct n from (
    select unnest(names) as n
    union select p.value from public.audit_personal p join public.audit_entries e on e.id = p.entry_id
      where e.table_name = case kind when 'user' then 'users' else 'assistants' end and e.row_id = person and p.column_name in ('name', 'email')) x
    where (n like '%@%' or n ~ '\S\s+\S') and n <> 'Vymazaná osoba');
  scope := array(select organisation union select a.organisation_id from public.role_assignments a where kind = 'user' and a.user_id = person);
end
$$;--> statement-breakpoint
create or replace function sec.name_pattern(said text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  words text[] := regexp_split_to_array(btrim(regexp_replace(said, '([.*+?^${}()|\[\]\\])', '\\\1', 'g')), '\s+');
  turned text[] := (select array_agg(w.word order by w.at desc) from unnest(words) with ordinality as w (word, at));
begin
  return '(?<![[:alnum:]])(' || array_to_string(words, '\s+') || '|' || array_to_string(turned, '\s+') || ')(?![[:alnum:]])';
end
$$;--> statement-breakpoint

-- A role in one project names the people of the city; their addresses, and why somebody is away, it does not.
alter policy reads on public.users using (organisation_id = any ((select sec.organisations())::uuid[]) or id = (select sec.user_id()));--> statement-breakpoint
alter policy reads on public.delegations using (organisation_id = any ((select sec.organisations())::uuid[]));--> statement-breakpoint

grant execute on function sec.confirm_factor(text, text, uuid, bigint, uuid, jsonb, text),
  sec.link_identity(text, text, text, text, text) to hlidka_app;
