-- The data gate: who is asking is a signed, transaction-local context that only sec.enter_* can make.
create schema sec;--> statement-breakpoint
grant usage on schema sec to hlidka_app;--> statement-breakpoint
grant usage on schema public to hlidka_app, hlidka_backup;--> statement-breakpoint
revoke all on schema public from public;--> statement-breakpoint
alter default privileges in schema sec revoke execute on functions from public;--> statement-breakpoint
alter default privileges revoke execute on functions from public;--> statement-breakpoint

-- 'context' signs contexts; 'operator' is the SHA-256 of HLIDKA_KEY, stored by migrate.
create table sec.keys (name text primary key, value bytea not null);--> statement-breakpoint
insert into sec.keys values ('context', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));--> statement-breakpoint

create function sec.sign(message text) returns text
language sql stable security definer set search_path = '' as $$
  select encode(sha256(k.value || sha256(k.value || convert_to(message, 'UTF8'))), 'hex')
  from sec.keys k where k.name = 'context'
$$;--> statement-breakpoint

-- Ties a context to this backend and this transaction, so that a copied one is worth nothing.
create function sec.transaction_mark() returns text
language sql stable set search_path = '' as $$
  select pg_backend_pid() || '/' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint
$$;--> statement-breakpoint

-- The verified context of this transaction, null without one; raises 42501 when it was forged or replayed.
create function sec.context() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  raw text := current_setting('hlidka.context', true);
  body jsonb;
begin
  if raw is null or raw = '' then
    return null;
  end if;
  if left(raw, 64) is distinct from sec.sign(substr(raw, 65)) then
    raise exception 'the context of this transaction is forged' using errcode = '42501';
  end if;
  body := substr(raw, 65)::jsonb;
  if body ->> 'mark' is distinct from sec.transaction_mark() then
    raise exception 'the context of this transaction is replayed' using errcode = '42501';
  end if;
  return body;
end
$$;--> statement-breakpoint

create function sec.kind() returns text
language sql stable security definer set search_path = '' as $$ select sec.context() ->> 'kind' $$;--> statement-breakpoint
create function sec.user_id() returns uuid
language sql stable security definer set search_path = '' as $$ select (sec.context() ->> 'user')::uuid $$;--> statement-breakpoint
create function sec.home() returns uuid
language sql stable security definer set search_path = '' as $$ select (sec.context() ->> 'home')::uuid $$;--> statement-breakpoint
-- The business clock of this transaction.
create function sec.today() returns date
language sql stable security definer set search_path = '' as $$ select (sec.context() ->> 'today')::date $$;--> statement-breakpoint

-- '"all"' or an array of ids, as an array of ids.
create function sec.scope(scope jsonb) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  if scope is null then
    return '{}';
  elsif scope = '"all"'::jsonb then
    return coalesce((select array_agg(o.id) from public.organisations o), '{}');
  end if;
  return array(select value::uuid from jsonb_array_elements_text(scope));
end
$$;--> statement-breakpoint

-- The organisations whose rows may be read; the organisations where rows of a class may be written.
create function sec.organisations() returns uuid[]
language sql stable security definer set search_path = '' as $$ select sec.scope(sec.context() -> 'reads') $$;--> statement-breakpoint
create function sec.writes(class text) returns uuid[]
language sql stable security definer set search_path = '' as $$ select sec.scope(sec.context() -> 'writes' -> class) $$;--> statement-breakpoint

-- Whether a class may be written everywhere, in organisations that are only being made too.
create function sec.writes_everywhere(class text) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(sec.context() -> 'writes' -> class = '"all"'::jsonb, false)
$$;--> statement-breakpoint

-- Which classes of tables a role may write; the readable twin is lib/domain/permission.ts, a test compares them.
create function sec.role_classes(role text) returns text[]
language sql immutable set search_path = '' as $$
  select case role
    when 'mentor' then array['field', 'evidence', 'team', 'measure']
    when 'manager' then array['field', 'evidence', 'team', 'measure', 'money', 'project']
    when 'finance' then array['money', 'evidence']
    when 'admin' then array['project', 'admin']
    else array[]::text[]
  end
$$;--> statement-breakpoint
create function sec.role_reads_all(role text) returns boolean
language sql immutable set search_path = '' as $$ select role in ('auditor', 'admin') $$;--> statement-breakpoint

create function sec.set_context(body jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  text_body text := (body || jsonb_build_object('mark', sec.transaction_mark()))::text;
begin
  perform set_config('hlidka.context', sec.sign(text_body) || text_body, true);
end
$$;--> statement-breakpoint

-- The business day: asked for by the installation, else the stored day of the demo, else today in Prague.
create function sec.business_day(asked date) returns date
language sql stable security definer set search_path = '' as $$
  select coalesce(
    asked,
    (select (s.value #>> '{}')::date from public.settings s where s.key = 'demo.today'),
    (now() at time zone 'Europe/Prague')::date)
$$;--> statement-breakpoint

-- Enters as a user: reads the account and its roles now, sets the context, returns who it is.
create function sec.enter_user(kind text, person uuid, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who record;
  roles jsonb;
  reads jsonb;
  writes jsonb;
  day date := sec.business_day(asked_day);
begin
  select u.id, u.name, u.email, u.locale, u.theme, o.id as organisation_id, o.name as organisation_name, o.slug, o.kind
    into who
    from public.users u join public.organisations o on o.id = u.organisation_id
    where u.id = person and u.active;
  if not found then
    return null;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('role', a.role, 'organisationId', a.organisation_id) order by a.role), '[]'),
         case when bool_or(sec.role_reads_all(a.role)) then '"all"'::jsonb
              else coalesce(jsonb_agg(distinct a.organisation_id), '[]') end
    into roles, reads
    from public.role_assignments a
    where a.user_id = person and current_date between a.valid_from and coalesce(a.valid_to, 'infinity');
  select coalesce(jsonb_object_agg(w.class, w.scope), '{}') into writes
    from (
      select c.class,
             case when bool_or(a.role = 'admin') then '"all"'::jsonb else jsonb_agg(distinct a.organisation_id) end as scope
      from public.role_assignments a cross join lateral unnest(sec.role_classes(a.role)) as c (class)
      where a.user_id = person and current_date between a.valid_from and coalesce(a.valid_to, 'infinity')
      group by c.class
    ) w;
  perform sec.set_context(jsonb_build_object(
    'kind', kind, 'user', person, 'home', who.organisation_id, 'reads', reads, 'writes', writes,
    'today', day, 'command', command_id, 'action', command_name));
  return jsonb_build_object(
    'kind', kind, 'userId', person, 'name', who.name, 'email', who.email, 'locale', who.locale, 'theme', who.theme,
    'organisationId', who.organisation_id, 'organisationName', who.organisation_name,
    'organisationKind', who.kind, 'roles', roles, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;--> statement-breakpoint

-- Enters with the token of a browser's session. Null when it is unknown, expired, idle for 30 minutes or revoked.
create function sec.enter_session(token text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  opened record;
begin
  select s.user_id, s.last_seen_at < now() - interval '1 minute' as stale into opened
    from public.sessions s
    where s.token_hash = sha256(convert_to(token, 'UTF8')) and s.revoked_at is null
      and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes';
  if not found then
    return null;
  end if;
  return sec.enter_user('session', opened.user_id, asked_day, command_id, command_name) || jsonb_build_object('stale', opened.stale);
end
$$;--> statement-breakpoint

create function sec.enter_token(token text, asked_day date, command_id uuid, command_name text) returns jsonb
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
$$;--> statement-breakpoint

-- Anyone, signed in or not: a context that opens no organisation.
create function sec.enter_public(asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  day date := sec.business_day(asked_day);
begin
  perform sec.set_context(jsonb_build_object('kind', 'public', 'reads', '[]'::jsonb, 'writes', '{}'::jsonb, 'today', day));
  return jsonb_build_object('kind', 'public', 'userId', null, 'name', '', 'email', '', 'locale', 'cs', 'theme', 'auto',
    'organisationId', null, 'organisationName', '', 'organisationKind', 'public', 'roles', '[]'::jsonb, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;--> statement-breakpoint

-- The worker and the operator prove themselves with the installation's key.
create function sec.enter_machine(asked_kind text, key text, asked_day date, command_id uuid, command_name text) returns jsonb
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
      'measure', 'all', 'money', 'all', 'project', 'all', 'admin', 'all') else '{}'::jsonb end));
  return jsonb_build_object('kind', asked_kind, 'userId', null, 'name', asked_kind, 'email', '', 'locale', 'cs', 'theme', 'auto',
    'organisationId', operator, 'organisationName', '', 'organisationKind', 'operator', 'roles', '[]'::jsonb, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;--> statement-breakpoint

create function sec.touch_session(token text) returns void
language sql security definer set search_path = '' as $$
  update public.sessions set last_seen_at = now()
  where token_hash = sha256(convert_to(token, 'UTF8')) and revoked_at is null and last_seen_at < now() - interval '1 minute'
$$;--> statement-breakpoint

create function sec.end_session(token text) returns void
language sql security definer set search_path = '' as $$
  update public.sessions set revoked_at = now() where token_hash = sha256(convert_to(token, 'UTF8')) and revoked_at is null
$$;--> statement-breakpoint

-- The scrypt parameters of an account; an unknown one gets parameters of the same look, always the same for the same name.
create function sec.password_parameters(account text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select jsonb_build_object('salt', encode(p.salt, 'hex'), 'cost', p.cost, 'blockSize', p.block_size, 'parallelization', p.parallelization)
     from public.users u join public.user_passwords p on p.user_id = u.id where u.email = account and u.active),
    jsonb_build_object('salt', left(sec.sign('salt ' || account), 32), 'cost', 16384, 'blockSize', 8, 'parallelization', 1))
$$;--> statement-breakpoint

-- Signs in with the key derived from the password; a wrong one is counted, more than ten in a quarter of an hour are refused.
-- Returns 'ok', 'wrong' or 'slow'. The caller commits in every case.
create function sec.sign_in(account text, derived bytea, new_token text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  account_key bytea := sha256(convert_to(account, 'UTF8'));
  person uuid;
begin
  if (select count(*) from public.sign_in_failures f where f.account_hash = account_key and f.at > now() - interval '15 minutes') >= 10 then
    return 'slow';
  end if;
  select u.id into person from public.users u join public.user_passwords p on p.user_id = u.id
    where u.email = account and u.active and p.digest = sha256(derived);
  if not found then
    insert into public.sign_in_failures (account_hash) values (account_key);
    return 'wrong';
  end if;
  delete from public.sign_in_failures where account_hash = account_key;
  insert into public.sessions (user_id, token_hash, expires_at)
    values (person, sha256(convert_to(new_token, 'UTF8')), now() + interval '12 hours');
  return 'ok';
end
$$;--> statement-breakpoint

-- Sets a password of a user of an organisation where the actor administers accounts.
create function sec.set_password(person uuid, new_salt bytea, new_cost int, new_block_size int, new_parallelization int, derived bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.users u where u.id = person and u.organisation_id = any (sec.writes('admin'))) then
    raise exception 'no right to set this password' using errcode = '42501';
  end if;
  insert into public.user_passwords (user_id, salt, cost, block_size, parallelization, digest)
    values (person, new_salt, new_cost, new_block_size, new_parallelization, sha256(derived))
    on conflict (user_id) do update set salt = excluded.salt, cost = excluded.cost, block_size = excluded.block_size,
      parallelization = excluded.parallelization, digest = excluded.digest, changed_at = now();
end
$$;--> statement-breakpoint

grant execute on function sec.context(), sec.kind(), sec.user_id(), sec.home(), sec.today(), sec.organisations(), sec.writes(text), sec.writes_everywhere(text),
  sec.role_classes(text), sec.role_reads_all(text),
  sec.enter_session(text, date, uuid, text), sec.enter_token(text, date, uuid, text), sec.enter_public(date),
  sec.enter_machine(text, text, date, uuid, text), sec.touch_session(text), sec.end_session(text),
  sec.password_parameters(text), sec.sign_in(text, bytea, text), sec.set_password(uuid, bytea, int, int, int, bytea)
  to hlidka_app;
