-- Who is asking: a signed, transaction-local context that only sec.enter_* can make, and what it says.

create or replace function sec.sign(message text) returns text
language sql stable security definer set search_path = '' as $$
  select encode(sha256(k.value || sha256(k.value || convert_to(message, 'UTF8'))), 'hex')
  from sec.keys k where k.name = 'context'
$$;

-- Ties a context to this backend and this transaction, so that a copied one is worth nothing.
create or replace function sec.transaction_mark() returns text
language sql stable set search_path = '' as $$
  select pg_backend_pid() || '/' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint
$$;

-- The verified context of this transaction, null without one; raises 42501 when it was forged or replayed. Every policy
-- of every table asks it, so one answer is one call: a nested function of SQL costs more than the hash.
create or replace function sec.context() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  raw text := current_setting('hlidka.context', true);
  key bytea;
  body jsonb;
begin
  if raw is null or raw = '' then
    return null;
  end if;
  -- As sec.sign and sec.transaction_mark.
  select k.value into key from sec.keys k where k.name = 'context';
  if left(raw, 64) is distinct from encode(sha256(key || sha256(key || convert_to(substr(raw, 65), 'UTF8'))), 'hex') then
    raise exception 'the context of this transaction is forged' using errcode = '42501';
  end if;
  body := substr(raw, 65)::jsonb;
  if body ->> 'mark' is distinct from
    pg_backend_pid() || '/' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint then
    raise exception 'the context of this transaction is replayed' using errcode = '42501';
  end if;
  return body;
end
$$;
grant execute on function sec.context() to hlidka_app;

-- Sets and signs the context, with the mark of this transaction; in one look, as sec.sign and sec.transaction_mark do.
create or replace function sec.set_context(body jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  key bytea;
  text_body text;
begin
  -- As sec.sign and sec.transaction_mark.
  select k.value into key from sec.keys k where k.name = 'context';
  text_body := (body || jsonb_build_object('mark',
    pg_backend_pid() || '/' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint))::text;
  perform set_config('hlidka.context',
    encode(sha256(key || sha256(key || convert_to(text_body, 'UTF8'))), 'hex') || text_body, true);
end
$$;

create or replace function sec.kind() returns text
language plpgsql stable security definer set search_path = '' as $$ begin return sec.context() ->> 'kind'; end $$;
grant execute on function sec.kind() to hlidka_app;

create or replace function sec.user_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'user')::uuid; end $$;
grant execute on function sec.user_id() to hlidka_app;

create or replace function sec.home() returns uuid
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'home')::uuid; end $$;
grant execute on function sec.home() to hlidka_app;

-- The business clock of this transaction.
create or replace function sec.today() returns date
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'today')::date; end $$;
grant execute on function sec.today() to hlidka_app;

-- Whom the actor stands in for; null when he acts for himself.
create or replace function sec.stands_for() returns uuid
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'for')::uuid; end $$;
grant execute on function sec.stands_for() to hlidka_app;

-- '"all"' or an array of ids, as an array of ids.
create or replace function sec.scope(scope jsonb) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  if scope is null then
    return '{}';
  elsif scope = '"all"'::jsonb then
    return coalesce((select array_agg(o.id) from public.organisations o), '{}');
  end if;
  -- ["a", "b"] as {a, b}.
  return translate(scope::text, '[]"', '{}')::uuid[];
end
$$;

-- The organisations whose rows may be read.
create or replace function sec.organisations() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'reads'); end $$;
grant execute on function sec.organisations() to hlidka_app;

-- Whether every organisation's rows may be read. A policy asks this beside sec.cities(), so that who reads everything is
-- no list to be searched for each row, and the indexes of the statement's own conditions are the ones that are used.
create or replace function sec.reads_all() returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin return coalesce(sec.context() -> 'reads' = '"all"'::jsonb, false); end $$;
grant execute on function sec.reads_all() to hlidka_app;

-- The organisations whose rows may be read, where they are named one by one; none for who reads them all.
create or replace function sec.cities() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  scope jsonb := sec.context() -> 'reads';
begin
  if scope = '"all"'::jsonb then
    return '{}';
  end if;
  return sec.scope(scope);
end
$$;
grant execute on function sec.cities() to hlidka_app;

-- The organisations where rows of a class may be written.
create or replace function sec.writes(class text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'writes' -> class); end $$;
grant execute on function sec.writes(text) to hlidka_app;

-- Whether a class may be written everywhere, in organisations that are only being made too.
create or replace function sec.writes_everywhere(class text) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(sec.context() -> 'writes' -> class = '"all"'::jsonb, false)
$$;
grant execute on function sec.writes_everywhere(text) to hlidka_app;

-- Projects of which one holds a role without holding it in their organisation.
create or replace function sec.projects() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'projects'); end $$;
grant execute on function sec.projects() to hlidka_app;

-- Where rows of a class may be written in such projects.
create or replace function sec.writes_in(class text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'writesIn' -> class); end $$;
grant execute on function sec.writes_in(text) to hlidka_app;

-- Every organisation where one holds anything.
create or replace function sec.places() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'places'); end $$;
grant execute on function sec.places() to hlidka_app;

-- Which classes of tables a role may write; the readable twin is lib/domain/permission.ts, a test compares them.
create or replace function sec.role_classes(role text) returns text[]
language sql immutable set search_path = '' as $$
  select case role
    when 'mentor' then array['field', 'team', 'measure']
    when 'manager' then array['field', 'team', 'measure', 'decide', 'money', 'budget', 'project', 'people']
    when 'finance' then array['money', 'budget']
    when 'organiser' then array['meeting']
    when 'admin' then array['budget', 'project', 'admin', 'people', 'privacy']
    when 'dpo' then array['privacy']
    else array[]::text[]
  end
$$;
grant execute on function sec.role_classes(text) to hlidka_app;

create or replace function sec.role_reads_all(role text) returns boolean
language sql immutable set search_path = '' as $$ select role in ('auditor', 'admin') $$;
grant execute on function sec.role_reads_all(text) to hlidka_app;

-- Rights begin and end by the real day in Prague, whatever day the business clock shows.
create or replace function sec.rights_day() returns date
language sql stable set search_path = '' as $$ select (now() at time zone 'Europe/Prague')::date $$;
grant execute on function sec.rights_day() to hlidka_app;

-- The business day: asked for by the installation, else the stored day of the demo, else today in Prague.
create or replace function sec.business_day(asked date) returns date
language sql stable security definer set search_path = '' as $$
  select coalesce(
    asked,
    (select (s.value #>> '{}')::date from public.settings s where s.key = 'demo.today'),
    (now() at time zone 'Europe/Prague')::date)
$$;
