-- People come in by invitation, hold roles in an organisation or in one project of it, and stand in for one another.

-- Names of those who serve an organisation that the actor may read, wherever their account is at home (a mentor may serve
-- several cities), and of those who stand in for one, and for whom one stands in. Names only: the row with the e-mail
-- stays where the account is.
create or replace function sec.people() returns table (id uuid, name text, active boolean)
language sql stable security definer set search_path = '' as $$
  with seen as materialized (select unnest(sec.places()) as organisation_id),
    own as materialized (select sec.user_id() as id)
  select u.id, u.name, u.active from public.users u
  where u.organisation_id in (select s.organisation_id from seen s)
    or u.id in (select a.user_id from public.role_assignments a join seen s using (organisation_id))
    or u.id in (select m.user_id from public.project_mentors m join seen s using (organisation_id))
    or u.id in (select d.principal_id from public.delegations d join own o on d.deputy_id = o.id)
    or u.id in (select d.deputy_id from public.delegations d join own o on d.principal_id = o.id)
$$;
grant execute on function sec.people() to hlidka_app;

-- Whether the actor may give and take this role there: admins all, managers those of their own city.
create or replace function sec.may_grant(organisation uuid, role text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return coalesce(organisation = any (sec.writes('people')), false)
    and (sec.writes_everywhere('people') or role in ('mentor', 'manager', 'finance'));
end
$$;

create or replace function sec.assert_may_grant(organisation uuid, role text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not sec.may_grant(organisation, role) then
    raise exception 'no right to give or take this role' using errcode = '42501';
  end if;
end
$$;

-- Whether a person whose organisation's people the actor keeps holds, or will hold, a role that he could not give.
create or replace function sec.holds_more(person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.role_assignments a
    where a.user_id = person and a.ended_at is null and sec.rights_day() <= coalesce(a.valid_to, 'infinity')
      and not sec.may_grant(a.organisation_id, a.role)
      and exists (select from public.users u where u.id = person and u.organisation_id = any (sec.writes('people'))))
$$;
grant execute on function sec.holds_more(uuid) to hlidka_app;

-- Raises 42501 unless the actor may decide about this person: another one of an organisation whose people he keeps, and
-- who holds nothing that he could not give; nobody decides about who is erased.
create or replace function sec.assert_may_keep(person uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if person is not distinct from sec.user_id() or person is not distinct from sec.stands_for() then
    raise exception 'nobody decides about himself' using errcode = '42501';
  end if;
  if not exists (select from public.users u where u.id = person and u.organisation_id = any (sec.writes('people'))) or sec.holds_more(person)
     or exists (select from public.erasures e where e.person_kind = 'user' and e.person_id = person) then
    raise exception 'no right to keep this person' using errcode = '42501';
  end if;
end
$$;

create or replace function sec.open_invitation(person uuid, organisation uuid, invitation uuid, token_hash bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.invitations (id, organisation_id, user_id, token_hash, invited_by, expires_at)
    values (invitation, organisation, person, token_hash, sec.user_id(), now() + interval '48 hours');
  perform sec.put_mail(organisation, 'invitation', person, invitation::text, jsonb_build_object('invitationId', invitation));
end
$$;

-- A new person with a role and an invitation; false when the e-mail has an account already.
create or replace function sec.invite(person uuid, organisation uuid, account text, full_name text, role text, project uuid, valid_from date, valid_to date,
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
$$;
grant execute on function sec.invite(uuid, uuid, text, text, text, uuid, date, date, uuid, bytea) to hlidka_app;

-- Sends a new invitation in place of the open one; false when the person has come in already.
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
$$;
grant execute on function sec.invite_again(uuid, uuid, bytea) to hlidka_app;

-- What an invitation says to whoever holds its token: {name, email, organisation, locale}; null when it opens nothing. It
-- is for who has no password yet; a forgotten password is one that was there.
create or replace function sec.find_invitation(invitation uuid, token text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('name', u.name, 'email', u.email, 'organisation', o.name)
  from public.invitations i join public.users u on u.id = i.user_id join public.organisations o on o.id = i.organisation_id
  where i.id = invitation and i.token_hash = sha256(convert_to(token, 'UTF8')) and i.accepted_at is null and i.withdrawn_at is null
    and i.expires_at > now() and u.active and not exists (select from public.user_passwords p where p.user_id = u.id)
$$;
grant execute on function sec.find_invitation(uuid, text) to hlidka_app;

-- Comes in by an invitation, once: name, password and a first session; false when it opens nothing any more.
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
$$;
grant execute on function sec.accept_invitation(uuid, text, text, bytea, int, int, int, bytea, text, text) to hlidka_app;

create or replace function sec.grant_role(assignment uuid, person uuid, organisation uuid, role text, project uuid, valid_from date, valid_to date) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.assert_may_keep(person);
  perform sec.assert_may_grant(organisation, role);
  insert into public.role_assignments (id, organisation_id, user_id, role, project_id, valid_from, valid_to)
    values (assignment, organisation, person, role, project, valid_from, valid_to);
end
$$;
grant execute on function sec.grant_role(uuid, uuid, uuid, text, uuid, date, date) to hlidka_app;

-- Ends a role at once. The last admin stays.
create or replace function sec.end_role(assignment uuid) returns void
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
$$;
grant execute on function sec.end_role(uuid) to hlidka_app;

-- Lets a person in or not; who is not let in loses sessions and tokens at once.
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
$$;
grant execute on function sec.set_active(uuid, boolean) to hlidka_app;

-- Two admins who take each other's role at the same moment wait for one another.
create or replace function sec.hold_admins() returns void
language sql security definer set search_path = '' as $$
  select from public.role_assignments a where a.role = 'admin' order by a.id for update
$$;

-- The last administrator is one who can come in, and not until a day.
create or replace function sec.assert_an_admin() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select from public.role_assignments a join public.users u on u.id = a.user_id
      where a.role = 'admin' and u.active and a.ended_at is null and a.valid_from <= sec.rights_day() and a.valid_to is null
        and (exists (select from public.user_passwords p where p.user_id = u.id) or exists (select from public.user_identities i where i.user_id = u.id))) then
    raise exception 'the last admin stays' using errcode = '23514', constraint = 'last_admin';
  end if;
end
$$;

-- Whether somebody of the actor's places can come in: let in, and with a password or a linked identity. Who has not taken
-- his invitation cannot.
create or replace function sec.comes_in(person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.users u where u.id = person and u.active
    and (u.organisation_id = any (sec.places())
      or exists (select from public.role_assignments a where a.user_id = u.id and a.organisation_id = any (sec.places()))
      or exists (select from public.project_mentors m where m.user_id = u.id and m.organisation_id = any (sec.places()))
      or exists (select from public.delegations d where (d.principal_id, d.deputy_id) in ((u.id, sec.user_id()), (sec.user_id(), u.id))))
    and (exists (select from public.user_passwords p where p.user_id = u.id)
      or exists (select from public.user_identities i where i.user_id = u.id)))
$$;
grant execute on function sec.comes_in(uuid) to hlidka_app;

-- Somebody stands in for somebody: said by the one who will be away, or by whoever keeps his roles there; never by the
-- deputy, who can come in, and learns it by mail.
create or replace function sec.delegate(delegation uuid, organisation uuid, principal uuid, deputy uuid, first_day date, last_day date, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  if sec.stands_for() is not null or deputy is not distinct from sec.user_id()
     or coalesce(sec.kind() not in ('session', 'operator'), true) then
    raise exception 'nobody makes himself a deputy' using errcode = '42501';
  end if;
  if not sec.comes_in(deputy) then
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
  perform sec.put_mail(organisation, 'delegation', deputy, delegation::text, jsonb_build_object('delegationId', delegation));
end
$$;
grant execute on function sec.delegate(uuid, uuid, uuid, uuid, date, date, text) to hlidka_app;

create or replace function sec.end_delegation(delegation uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.delegations d set ended_at = now()
    where d.id = delegation and d.ended_at is null
      and (sec.user_id() in (d.principal_id, d.deputy_id) or d.organisation_id = any (sec.writes('people')));
  if not found then
    raise exception 'no such delegation' using errcode = '42501';
  end if;
end
$$;
grant execute on function sec.end_delegation(uuid) to hlidka_app;
