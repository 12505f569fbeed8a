-- Signing in: guesses are counted before anything is compared, and a browser that its person used before has a count of
-- its own.

create or replace function sec.hash(secret text) returns bytea
language sql immutable set search_path = '' as $$ select sha256(convert_to(secret, 'UTF8')) $$;

-- What is guessed or from where, as a mark that only this database can make: no e-mail and no address is kept.
create or replace function sec.guess_mark(kind text, what text) returns bytea
language sql stable security definer set search_path = '' as $$ select decode(sec.sign('guess ' || kind || ' ' || what), 'hex') $$;

-- Whether this address has had that many guesses in an hour.
create or replace function sec.address_spent(from_there bytea, most int) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(from_there, 'hex'), 0));
  return (select count(*) >= most from public.guesses g
    where g.address = from_there and g.at > clock_timestamp() - interval '1 hour');
end
$$;

-- Counts a guess before it is looked at; checked says whether it will be: that many in an hour are. One after another for
-- the same thing, so that a hundred at once are still counted one by one.
create or replace function sec.take_guess(guessed bytea, came_from bytea, most int default 10, out guess uuid, out checked boolean)
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(guessed, 'hex'), 0));
  checked := (select count(*) < most from public.guesses g
    where g.about = guessed and g.checked and g.at > clock_timestamp() - interval '1 hour');
  insert into public.guesses (about, address, checked) values (guessed, came_from, take_guess.checked) returning id into guess;
end
$$;

-- Takes a counted guess for comparing, once; null when there is no such one.
create or replace function sec.use_guess(asked uuid, guessed bytea[]) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  may_check boolean;
begin
  update public.guesses g set used = true
    where g.id = asked and not g.used and g.about = any (guessed) and g.at > clock_timestamp() - interval '10 minutes'
    returning g.checked into may_check;
  return coalesce(may_check, false);
end
$$;

-- What was right was no guess.
create or replace function sec.forget_guess(asked uuid) returns void
language sql security definer set search_path = '' as $$ delete from public.guesses g where g.id = asked $$;

create or replace function sec.knows_device(person uuid, device text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.known_devices d where d.user_id = person and d.token_hash = sec.hash(device))
$$;

create or replace function sec.remember_device(person uuid, device text) returns void
language sql security definer set search_path = '' as $$
  insert into public.known_devices (user_id, token_hash) select person, sec.hash(device) where device <> ''
    on conflict (user_id, token_hash) do update set used_at = now()
$$;

-- The browser in which a link of a mail was just used, in the same transaction, is one that the account knows: whoever
-- spent the guesses of strange browsers does not keep the owner out after that.
create or replace function sec.know_browser(link uuid, device text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := coalesce((select r.user_id from public.password_resets r where r.id = link and r.used_at = now()),
    (select i.user_id from public.invitations i where i.id = link and i.accepted_at = now()));
begin
  if person is not null then
    perform sec.remember_device(person, device);
  end if;
end
$$;
grant execute on function sec.know_browser(uuid, text) to hlidka_app;

-- The scrypt parameters of an account; an unknown one gets parameters of the same look, always the same for the same name.
create or replace function sec.password_parameters(account text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select jsonb_build_object('salt', encode(p.salt, 'hex'), 'cost', p.cost, 'blockSize', p.block_size, 'parallelization', p.parallelization)
     from public.users u join public.user_passwords p on p.user_id = u.id where u.email = account and u.active),
    jsonb_build_object('salt', left(sec.sign('salt ' || account), 32), 'cost', 16384, 'blockSize', 8, 'parallelization', 1))
$$;
grant execute on function sec.password_parameters(text) to hlidka_app;

-- Stores a password; for the functions below, which know who may. The change of the account tells the log.
create or replace function sec.store_password(person uuid, new_salt bytea, new_cost int, new_block_size int, new_parallelization int, derived bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.user_passwords (user_id, salt, cost, block_size, parallelization, digest)
    values (person, new_salt, new_cost, new_block_size, new_parallelization, sha256(derived))
    on conflict (user_id) do update set salt = excluded.salt, cost = excluded.cost, block_size = excluded.block_size,
      parallelization = excluded.parallelization, digest = excluded.digest;
  update public.users u set password_changed_at = now() where u.id = person;
end
$$;

-- Sets a password of a user of an organisation where the actor administers accounts.
create or replace function sec.set_password(person uuid, new_salt bytea, new_cost int, new_block_size int, new_parallelization int, derived bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.users u where u.id = person and u.organisation_id = any (sec.writes('admin'))) then
    raise exception 'no right to set this password' using errcode = '42501';
  end if;
  perform sec.store_password(person, new_salt, new_cost, new_block_size, new_parallelization, derived);
end
$$;
grant execute on function sec.set_password(uuid, bytea, int, int, int, bytea) to hlidka_app;

create or replace function sec.open_session(person uuid, new_token text, new_agent text) returns void
language sql security definer set search_path = '' as $$
  insert into public.sessions (user_id, token_hash, expires_at, agent)
    values (person, sha256(convert_to(new_token, 'UTF8')), now() + interval '12 hours', left(new_agent, 200))
$$;

-- Begins a sign-in: counts it, by the account and the network's address from a strange browser, by the browser from one
-- that this account knows. Answers the parameters of the password (of the same look for an unknown account) and the
-- guess that sec.sign_in takes; "slow" only when the address has had its hundred in an hour, whatever the account.
create or replace function sec.begin_sign_in(account text, address text, device text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  known boolean := exists (select from public.users u where u.email = account and u.active and sec.knows_device(u.id, device));
  from_there bytea;
  taken record;
begin
  if address <> '' and not known then
    from_there := sec.guess_mark('address', address);
    if sec.address_spent(from_there, 100) then
      return '{"slow": true}';
    end if;
  end if;
  taken := sec.take_guess(
    case when known then sec.guess_mark('device', account || ' ' || device) else sec.guess_mark('account', account) end, from_there);
  return sec.password_parameters(account) || jsonb_build_object('guess', taken.guess);
end
$$;
grant execute on function sec.begin_sign_in(text, text, text) to hlidka_app;

-- Signs in with the key derived from the password. Returns 'ok', 'code' when the session opens only with a code, or
-- 'wrong', which is also what an unknown account and one that was guessed at too often get. The caller commits.
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
$$;
grant execute on function sec.sign_in(text, bytea, uuid, text, text, text) to hlidka_app;

-- What signing in leaves behind and nobody needs any more, links that are over too.
create or replace function sec.clean_sign_in() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  gone integer;
  more integer;
begin
  delete from public.guesses g where g.at < now() - interval '1 day';
  get diagnostics gone = row_count;
  delete from public.sign_in_steps s where s.expires_at < now();
  get diagnostics more = row_count;
  gone := gone + more;
  delete from public.password_resets r where r.expires_at < now() - interval '1 day';
  get diagnostics more = row_count;
  gone := gone + more;
  delete from public.known_devices d where d.used_at < now() - interval '400 days';
  get diagnostics more = row_count;
  return gone + more;
end
$$;
