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

-- One piece of what is known of who asks, null without a context; raises 42501 when it was forged or replayed. Every policy
-- of every table asks it, so it is kept as lines that need no parsing: 1 signature, 2 mark, 3 kind, 4 user, 5 whom he
-- stands in for, 6 home, 7 day, 8 command, 9 reads, 10 projects, 11 places, 12 writes, 13 writes in projects, 14 all of it.
create or replace function sec.said(piece int) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  raw text := current_setting('hlidka.context', true);
  bytes bytea;
  key bytea;
begin
  if raw is null or raw = '' then
    return null;
  end if;
  -- Bytes are cut without looking at each letter.
  bytes := convert_to(raw, 'UTF8');
  -- As sec.sign and sec.transaction_mark: a nested function of SQL costs more than the hash.
  select k.value into key from sec.keys k where k.name = 'context';
  if split_part(raw, E'\n', 1) is distinct from encode(sha256(key || sha256(key || substr(bytes, 65))), 'hex') then
    raise exception 'the context of this transaction is forged' using errcode = '42501';
  end if;
  if split_part(raw, E'\n', 2) is distinct from
    pg_backend_pid() || '/' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint then
    raise exception 'the context of this transaction is replayed' using errcode = '42501';
  end if;
  return split_part(raw, E'\n', piece);
end
$$;
grant execute on function sec.said(int) to hlidka_app;

-- Sets and signs the context, with the mark of this transaction. No piece holds a line break: they are ids, days and
-- JSON, which escapes it.
create or replace function sec.set_context(body jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  key bytea;
  pieces text := E'\n' || pg_backend_pid() || '/' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint
    || E'\n' || coalesce(body ->> 'kind', '') || E'\n' || coalesce(body ->> 'user', '') || E'\n' || coalesce(body ->> 'for', '')
    || E'\n' || coalesce(body ->> 'home', '') || E'\n' || coalesce(body ->> 'today', '') || E'\n' || coalesce(body ->> 'command', '')
    || E'\n' || sec.scope_text(body ->> 'reads') || E'\n' || sec.scope_text(body ->> 'projects') || E'\n' || sec.scope_text(body ->> 'places')
    || E'\n' || coalesce(body ->> 'writes', '{}') || E'\n' || coalesce(body ->> 'writesIn', '{}') || E'\n' || body::text;
begin
  select k.value into key from sec.keys k where k.name = 'context';
  pieces := set_config('hlidka.context',
    encode(sha256(key || sha256(key || convert_to(pieces, 'UTF8'))), 'hex') || pieces, true);
end
$$;

-- 'all' or an array of ids as JSON says it, as PostgreSQL says it.
create or replace function sec.scope_text(scope text) returns text
language sql immutable as $$ select coalesce(pg_catalog.translate(scope, '[]" ', '{}'), '{}') $$;

-- What follows is asked by policies: it sets nothing, since that would cost as much as the answer, and names what it calls.

-- All of the verified context, null without one.
create or replace function sec.context() returns jsonb
language plpgsql stable as $$ begin return sec.said(14)::pg_catalog.jsonb; end $$;
grant execute on function sec.context() to hlidka_app;

create or replace function sec.kind() returns text
language plpgsql stable as $$ begin return sec.said(3); end $$;
grant execute on function sec.kind() to hlidka_app;

create or replace function sec.user_id() returns uuid
language plpgsql stable as $$ begin return nullif(sec.said(4), '')::pg_catalog.uuid; end $$;
grant execute on function sec.user_id() to hlidka_app;

-- Whom the actor stands in for; null when he acts for himself.
create or replace function sec.stands_for() returns uuid
language plpgsql stable as $$ begin return nullif(sec.said(5), '')::pg_catalog.uuid; end $$;
grant execute on function sec.stands_for() to hlidka_app;

create or replace function sec.home() returns uuid
language plpgsql stable as $$ begin return nullif(sec.said(6), '')::pg_catalog.uuid; end $$;
grant execute on function sec.home() to hlidka_app;

-- The business clock of this transaction.
create or replace function sec.today() returns date
language plpgsql stable as $$ begin return nullif(sec.said(7), '')::pg_catalog.date; end $$;
grant execute on function sec.today() to hlidka_app;

-- The command that this transaction belongs to; null without one.
create or replace function sec.command() returns uuid
language plpgsql stable as $$ begin return nullif(sec.said(8), '')::pg_catalog.uuid; end $$;
grant execute on function sec.command() to hlidka_app;

-- All organisations, for whom a piece of the context, or its entry of a class, says so; nobody else.
create or replace function sec.everywhere(piece int, class text default null) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  if (case when class is null then sec.said(piece) else sec.said(piece)::jsonb ->> class end) is distinct from 'all' then
    return '{}';
  end if;
  return coalesce((select array_agg(o.id) from public.organisations o), '{}');
end
$$;
grant execute on function sec.everywhere(int, text) to hlidka_app;

-- The organisations where rows of a class may be written, as a piece of the context says.
create or replace function sec.scope_of(piece int, class text) returns uuid[]
language plpgsql stable as $$
declare
  scope text := (sec.said(piece)::pg_catalog.jsonb) operator(pg_catalog.->>) class;
begin
  if scope operator(pg_catalog.=) 'all' then
    return sec.everywhere(piece, class);
  end if;
  -- ["a", "b"] as {a, b}.
  return coalesce(pg_catalog.translate(scope, '[]" ', '{}'), '{}')::pg_catalog.uuid[];
end
$$;
grant execute on function sec.scope_of(int, text) to hlidka_app;

-- The organisations whose rows may be read.
create or replace function sec.organisations() returns uuid[]
language plpgsql stable as $$
declare
  scope text := sec.said(9);
begin
  if scope operator(pg_catalog.=) 'all' then
    return sec.everywhere(9);
  end if;
  return coalesce(scope, '{}')::pg_catalog.uuid[];
end
$$;
grant execute on function sec.organisations() to hlidka_app;

-- Whether every organisation's rows may be read. A policy asks this beside sec.cities(), so that who reads everything is
-- no list to be searched for each row, and the indexes of the statement's own conditions are the ones that are used.
create or replace function sec.reads_all() returns boolean
language plpgsql stable as $$ begin return coalesce(sec.said(9) operator(pg_catalog.=) 'all', false); end $$;
grant execute on function sec.reads_all() to hlidka_app;

-- The organisations whose rows may be read, where they are named one by one; none for who reads them all.
create or replace function sec.cities() returns uuid[]
language plpgsql stable as $$ begin return coalesce(nullif(sec.said(9), 'all'), '{}')::pg_catalog.uuid[]; end $$;
grant execute on function sec.cities() to hlidka_app;

-- Projects of which one holds a role without holding it in their organisation.
create or replace function sec.projects() returns uuid[]
language plpgsql stable as $$
declare
  scope text := sec.said(10);
begin
  if scope operator(pg_catalog.=) 'all' then
    return sec.everywhere(10);
  end if;
  return coalesce(scope, '{}')::pg_catalog.uuid[];
end
$$;
grant execute on function sec.projects() to hlidka_app;

-- Every organisation where one holds anything.
create or replace function sec.places() returns uuid[]
language plpgsql stable as $$
declare
  scope text := sec.said(11);
begin
  if scope operator(pg_catalog.=) 'all' then
    return sec.everywhere(11);
  end if;
  return coalesce(scope, '{}')::pg_catalog.uuid[];
end
$$;
grant execute on function sec.places() to hlidka_app;

-- The organisations where rows of a class may be written.
create or replace function sec.writes(class text) returns uuid[]
language plpgsql stable as $$ begin return sec.scope_of(12, class); end $$;
grant execute on function sec.writes(text) to hlidka_app;

-- Where rows of a class may be written in such projects.
create or replace function sec.writes_in(class text) returns uuid[]
language plpgsql stable as $$ begin return sec.scope_of(13, class); end $$;
grant execute on function sec.writes_in(text) to hlidka_app;

-- Whether a class may be written everywhere, in organisations that are only being made too.
create or replace function sec.writes_everywhere(class text) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(sec.context() -> 'writes' -> class = '"all"'::jsonb, false)
$$;
grant execute on function sec.writes_everywhere(text) to hlidka_app;

-- These three set nothing, so that the planner writes them into the query that lets somebody in.

-- Which classes of tables a role may write; the readable twin is lib/domain/permission.ts, a test compares them.
create or replace function sec.role_classes(role text) returns text[]
language sql immutable as $$
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
language sql immutable as $$ select role in ('auditor', 'admin') $$;
grant execute on function sec.role_reads_all(text) to hlidka_app;

-- Rights begin and end by the real day in Prague, whatever day the business clock shows.
create or replace function sec.rights_day() returns date
language sql stable as $$ select (now() at time zone 'Europe/Prague')::date $$;
grant execute on function sec.rights_day() to hlidka_app;

-- The business day: asked for by the installation, else the stored day of the demo, else today in Prague.
create or replace function sec.business_day(asked date) returns date
language sql stable security definer set search_path = '' as $$
  select coalesce(
    asked,
    (select (s.value #>> '{}')::date from public.settings s where s.key = 'demo.today'),
    (now() at time zone 'Europe/Prague')::date)
$$;
