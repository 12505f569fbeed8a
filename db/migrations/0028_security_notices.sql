-- Whose account it is learns by mail what changed about signing in. It hangs on the tables, so that no way to change a
-- password or a second factor goes without it. An account that nobody may enter (ended, being erased) gets nothing.
create function sec.notify_owner(person uuid, happened text, more jsonb default '{}') returns void
language sql security definer set search_path = '' as $$
  select sec.put_mail(u.organisation_id, 'security', u.id, gen_random_uuid()::text,
      jsonb_build_object('event', happened, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) || more)
    from public.users u where u.id = person and u.active
$$;--> statement-breakpoint
create function sec.notice_password() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.notify_owner(new.user_id, 'password');
  return null;
end
$$;--> statement-breakpoint
create trigger notice after update on public.user_passwords for each row
  when (old.digest is distinct from new.digest) execute function sec.notice_password();--> statement-breakpoint

create function sec.notice_factor() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    perform sec.notify_owner(old.user_id, 'factor-off');
  elsif old.confirmed_at is null then
    perform sec.notify_owner(new.user_id, 'factor-on');
  else
    perform sec.notify_owner(new.user_id, 'codes');
  end if;
  return null;
end
$$;--> statement-breakpoint
create trigger notice_on after update of confirmed_at on public.user_factors for each row
  when (old.confirmed_at is null and new.confirmed_at is not null) execute function sec.notice_factor();--> statement-breakpoint
-- The codes that come with setting it up are no news.
create trigger notice_codes after update of codes_batch on public.user_factors for each row
  when (old.confirmed_at < now() and new.codes_batch is distinct from old.codes_batch and new.codes_batch is not null)
  execute function sec.notice_factor();--> statement-breakpoint
create trigger notice_off after delete on public.user_factors for each row
  when (old.confirmed_at is not null) execute function sec.notice_factor();--> statement-breakpoint

create function sec.notice_recovery() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.notify_owner(new.user_id, 'recovery', jsonb_build_object('codesLeft',
    (select count(*) from public.recovery_codes c where c.user_id = new.user_id and c.used_at is null)));
  return null;
end
$$;--> statement-breakpoint
create trigger notice after update of used_at on public.recovery_codes for each row
  when (old.used_at is null and new.used_at is not null) execute function sec.notice_recovery();--> statement-breakpoint

-- Whether somebody can come in: let in, and with a password or a linked identity. Who has not taken his invitation cannot.
create function sec.comes_in(person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.users u where u.id = person and u.active
    and (exists (select from public.user_passwords p where p.user_id = u.id)
      or exists (select from public.user_identities i where i.user_id = u.id)))
$$;--> statement-breakpoint

-- As before; the deputy can come in, and learns it by mail.
create or replace function sec.delegate(delegation uuid, organisation uuid, principal uuid, deputy uuid, first_day date, last_day date, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  if sec.stands_for() is not null or deputy is not distinct from sec.user_id() then
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
$$;--> statement-breakpoint
grant execute on function sec.comes_in(uuid) to hlidka_app;
