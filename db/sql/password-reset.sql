-- A forgotten password: whoever asks, for whatever address, gets one answer; a link that works once goes by mail.

-- Orders the mail with the link, three times an hour for an account and twenty from a network's address. An unknown or
-- deactivated account leaves the same row without a person. Returns 'slow' for the address alone, else 'done'.
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
$$;
grant execute on function sec.order_reset(text, text, uuid, bytea) to hlidka_app;

-- The e-mail of the account whose password a link may set; null when it does not, or no more.
create or replace function sec.reset_account(reset_id uuid, hash bytea) returns text
language sql stable security definer set search_path = '' as $$
  select u.email from public.password_resets r join public.users u on u.id = r.user_id and u.active
  where r.id = reset_id and r.token_hash = hash and r.used_at is null and r.expires_at > now()
$$;
grant execute on function sec.reset_account(uuid, bytea) to hlidka_app;

-- Sets the password by a link, once: every session, known browser and other link of the account ends with it. A second
-- factor stays. Returns whether the link held.
create or replace function sec.reset_password(reset_id uuid, hash bytea, new_salt bytea, new_cost int, new_block_size int,
  new_parallelization int, derived bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  entered jsonb := sec.context();
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
$$;
grant execute on function sec.reset_password(uuid, bytea, bytea, int, int, int, bytea) to hlidka_app;
