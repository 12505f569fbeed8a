-- One-time codes, the second thing that is asked for.

-- Which roles need a second factor where it is required: those that see money or personal data.
create or replace function sec.role_needs_factor(role text) returns boolean
language sql immutable set search_path = '' as $$
  select role in ('mentor', 'manager', 'finance', 'auditor', 'organiser', 'admin', 'dpo')
$$;
grant execute on function sec.role_needs_factor(text) to hlidka_app;

-- Whether the installation requires one; unless it says otherwise, all but the demo do.
create or replace function sec.requires_factor() returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select s.value = '"required"' from public.settings s
     where s.key = 'sign_in.second_factor' and s.valid_from <= current_date order by s.valid_from desc limit 1),
    not exists (select from public.settings s where s.key = 'demo.today'))
$$;

-- Whose half-done sign-in this is; null when it is over.
create or replace function sec.step_user(step_token text) returns uuid
language sql stable security definer set search_path = '' as $$
  select s.user_id from public.sign_in_steps s join public.users u on u.id = s.user_id and u.active
  where s.token_hash = sec.hash(step_token) and s.expires_at > now()
$$;

create or replace function sec.begin_step(step_token text, device text) returns jsonb
language sql security definer set search_path = '' as $$
  select sec.code_guess(u.id, device) from sec.step_user(step_token) as u (id) where u.id is not null
$$;
grant execute on function sec.begin_step(text, text) to hlidka_app;

create or replace function sec.step_waits(step_token text) returns boolean
language sql stable security definer set search_path = '' as $$ select sec.step_user(step_token) is not null $$;
grant execute on function sec.step_waits(text) to hlidka_app;

-- Opens the session that waited for a code. Returns 'ok', 'wrong' or 'over'.
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
$$;
grant execute on function sec.finish_sign_in(text, text, uuid, bigint, bytea, text, text, text) to hlidka_app;

-- Counts a try of a person's code and hands out what it is compared with: the database cannot open the secret, so the
-- server compares and vouches for the result with the installation's key.
create or replace function sec.code_guess(person uuid, device text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  taken record;
begin
  taken := sec.take_guess(case when sec.knows_device(person, device)
    then sec.guess_mark('code device', person || ' ' || device) else sec.guess_mark('code', person::text) end, null);
  return (select jsonb_build_object('userId', person, 'guess', taken.guess, 'checked', taken.checked,
      'secret', encode(f.secret, 'hex'))
    from public.user_factors f where f.user_id = person);
end
$$;

-- Whether a code holds: a step of the clock that was not used before, or a recovery code, used up by this.
create or replace function sec.use_code(person uuid, device text, asked_guess uuid, step bigint, recovery bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not sec.use_guess(asked_guess, array[sec.guess_mark('code', person::text), sec.guess_mark('code device', person || ' ' || device)]) then
    return false;
  end if;
  if step is not null then
    update public.user_factors f set last_step = step
      where f.user_id = person and f.last_step < step and abs(step - floor(extract(epoch from clock_timestamp()) / 30)) <= 1;
  else
    update public.recovery_codes c set used_at = now() where c.user_id = person and c.code_hash = recovery and c.used_at is null;
  end if;
  if found then
    perform sec.forget_guess(asked_guess);
  end if;
  return found;
end
$$;

-- One's own second factor: what the page of the account shows. Its secret is handed out only until it is confirmed.
create or replace function sec.own_factor() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('confirmedAt', f.confirmed_at, 'batch', f.codes_batch,
    'secret', case when f.confirmed_at is null then encode(f.secret, 'hex') end,
    'codesLeft', (select count(*) from public.recovery_codes c where c.user_id = f.user_id and c.used_at is null))
  from public.user_factors f where f.user_id = sec.session_user_id()
$$;
grant execute on function sec.own_factor() to hlidka_app;

-- Begins to set it up, with a fresh secret while none is confirmed.
create or replace function sec.begin_factor(sealed bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.user_factors as f (user_id, secret) values (sec.session_user_id(), sealed)
    on conflict (user_id) do update set secret = excluded.secret, last_step = 0 where f.confirmed_at is null;
  return found;
end
$$;
grant execute on function sec.begin_factor(bytea) to hlidka_app;

create or replace function sec.own_code_guess(device text) returns jsonb
language sql security definer set search_path = '' as $$ select sec.code_guess(sec.session_user_id(), device) $$;
grant execute on function sec.own_code_guess(text) to hlidka_app;

create or replace function sec.store_codes(person uuid, batch uuid, hashes jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.recovery_codes c where c.user_id = person;
  insert into public.recovery_codes (user_id, code_hash) select person, decode(h, 'hex') from jsonb_array_elements_text(hashes) as h;
  update public.user_factors f set codes_batch = batch where f.user_id = person;
  update public.users u set sign_in_changed_at = now() where u.id = person;
end
$$;

-- A right code confirms the set-up, or replaces the recovery codes of what is set up. Returns whether it was right. A
-- session knows itself whether a second factor opened it: one that the password alone opened before the factor was set
-- up opens nothing afterwards.
create or replace function sec.confirm_factor(key text, device text, asked_guess uuid, step bigint, batch uuid, hashes jsonb, token text) returns boolean
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
$$;
grant execute on function sec.confirm_factor(text, text, uuid, bigint, uuid, jsonb, text) to hlidka_app;

-- The recovery codes were put away, and are not shown again.
create or replace function sec.keep_codes() returns void
language sql security definer set search_path = '' as $$
  update public.user_factors f set codes_batch = null where f.user_id = sec.session_user_id()
$$;
grant execute on function sec.keep_codes() to hlidka_app;

create or replace function sec.forget_factor(person uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.user_factors f where f.user_id = person;
  if found then
    update public.users u set sign_in_changed_at = now() where u.id = person;
  end if;
end
$$;

-- Turns it off for a person who knows the password and has a code. Returns 'ok', 'password', 'slow' or 'code'.
create or replace function sec.remove_factor(key text, device text, derived bytea, asked_guess uuid, step bigint, recovery bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
  right_password text := sec.check_own_password(person, derived);
begin
  perform sec.assert_key(key);
  if right_password <> 'ok' then
    return case right_password when 'slow' then 'slow' else 'password' end;
  elsif not sec.use_code(person, device, asked_guess, step, recovery) then
    return 'code';
  end if;
  perform sec.forget_factor(person);
  return 'ok';
end
$$;
grant execute on function sec.remove_factor(text, text, bytea, uuid, bigint, bytea) to hlidka_app;

-- For one who lost the phone and the recovery codes: takes the second factor off and ends every session.
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
$$;
grant execute on function sec.reset_factor(text) to hlidka_app;
