-- Everybody keeps his own account: name, password, the browsers that are signed in.
alter table public.sessions add column agent text not null default '' constraint sessions_agent check (length(agent) <= 200);--> statement-breakpoint
alter table public.users add column password_changed_at timestamptz;--> statement-breakpoint
alter table public.user_passwords drop column changed_at;--> statement-breakpoint

-- Stores a password; for the functions below, which know who may. The change of the account tells the log.
create function sec.store_password(person uuid, new_salt bytea, new_cost int, new_block_size int, new_parallelization int, derived bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.user_passwords (user_id, salt, cost, block_size, parallelization, digest)
    values (person, new_salt, new_cost, new_block_size, new_parallelization, sha256(derived))
    on conflict (user_id) do update set salt = excluded.salt, cost = excluded.cost, block_size = excluded.block_size,
      parallelization = excluded.parallelization, digest = excluded.digest;
  update public.users u set password_changed_at = now() where u.id = person;
end
$$;--> statement-breakpoint

create or replace function sec.set_password(person uuid, new_salt bytea, new_cost int, new_block_size int, new_parallelization int, derived bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.users u where u.id = person and u.organisation_id = any (sec.writes('admin'))) then
    raise exception 'no right to set this password' using errcode = '42501';
  end if;
  perform sec.store_password(person, new_salt, new_cost, new_block_size, new_parallelization, derived);
end
$$;--> statement-breakpoint

-- Too many wrong passwords of an account in a quarter of an hour.
create function sec.guessed_often(account_key bytea) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(*) >= 10 from public.sign_in_failures f where f.account_hash = account_key and f.at > now() - interval '15 minutes'
$$;--> statement-breakpoint

create function sec.open_session(person uuid, new_token text, new_agent text) returns void
language sql security definer set search_path = '' as $$
  insert into public.sessions (user_id, token_hash, expires_at, agent)
    values (person, sha256(convert_to(new_token, 'UTF8')), now() + interval '12 hours', left(new_agent, 200))
$$;--> statement-breakpoint

-- As before, and the session remembers which browser it is.
drop function sec.sign_in(text, bytea, text);--> statement-breakpoint
create function sec.sign_in(account text, derived bytea, new_token text, new_agent text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  account_key bytea := sha256(convert_to(account, 'UTF8'));
  person uuid;
begin
  if sec.guessed_often(account_key) then
    return 'slow';
  end if;
  select u.id into person from public.users u join public.user_passwords p on p.user_id = u.id
    where u.email = account and u.active and p.digest = sha256(derived);
  if not found then
    insert into public.sign_in_failures (account_hash) values (account_key);
    return 'wrong';
  end if;
  delete from public.sign_in_failures where account_hash = account_key;
  perform sec.open_session(person, new_token, new_agent);
  return 'ok';
end
$$;--> statement-breakpoint

-- The user of a browser's session; a token of the API and machines keep no account.
create function sec.session_user_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  ctx jsonb := sec.context();
begin
  if ctx ->> 'kind' is distinct from 'session' then
    raise exception 'only a signed-in person keeps an account' using errcode = '42501';
  end if;
  return (ctx ->> 'user')::uuid;
end
$$;--> statement-breakpoint

create function sec.rename_self(new_name text) returns void
language sql security definer set search_path = '' as $$
  update public.users u set name = new_name where u.id = sec.session_user_id()
$$;--> statement-breakpoint

-- Changes one's own password: the present one is asked for and counted like a sign-in, all sessions end and a new one
-- begins. Returns 'ok', 'wrong' or 'slow'. The caller commits in every case.
create function sec.change_password(derived bytea, new_salt bytea, new_cost int, new_block_size int, new_parallelization int,
  new_derived bytea, new_token text, new_agent text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
  account_key bytea := (select sha256(convert_to(u.email, 'UTF8')) from public.users u where u.id = person);
begin
  if sec.guessed_often(account_key) then
    return 'slow';
  end if;
  if not exists (select from public.user_passwords p where p.user_id = person and p.digest = sha256(derived)) then
    insert into public.sign_in_failures (account_hash) values (account_key);
    return 'wrong';
  end if;
  delete from public.sign_in_failures where account_hash = account_key;
  perform sec.store_password(person, new_salt, new_cost, new_block_size, new_parallelization, new_derived);
  perform sec.end_own_sessions(null);
  perform sec.open_session(person, new_token, new_agent);
  return 'ok';
end
$$;--> statement-breakpoint

-- One's own live sessions, the latest used first; current is the one of this token.
create function sec.own_sessions(token text) returns table (id uuid, agent text, created_at timestamptz, last_seen_at timestamptz, current boolean)
language sql stable security definer set search_path = '' as $$
  select s.id, s.agent, s.created_at, s.last_seen_at, s.token_hash = sha256(convert_to(token, 'UTF8'))
  from public.sessions s
  where s.user_id = sec.session_user_id() and s.revoked_at is null
    and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes'
  order by s.last_seen_at desc, s.id
$$;--> statement-breakpoint

-- Ends one of one's own live sessions, or all of them; returns how many ended.
create function sec.end_own_sessions(asked uuid) returns int
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
  ended int;
begin
  update public.sessions s set revoked_at = now()
    where s.user_id = person and s.revoked_at is null and (asked is null or s.id = asked);
  get diagnostics ended = row_count;
  return ended;
end
$$;--> statement-breakpoint

grant execute on function sec.sign_in(text, bytea, text, text), sec.rename_self(text),
  sec.change_password(bytea, bytea, int, int, int, bytea, text, text), sec.own_sessions(text), sec.end_own_sessions(uuid)
  to hlidka_app;
