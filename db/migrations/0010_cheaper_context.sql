-- Every policy of every table asks who is asking; a fifth of a request went into that. The same answers with the same
-- checks, written so that one answer is one call: a nested function of SQL costs more than the hash.
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
$$;--> statement-breakpoint

create or replace function sec.kind() returns text
language plpgsql stable security definer set search_path = '' as $$ begin return sec.context() ->> 'kind'; end $$;--> statement-breakpoint
create or replace function sec.user_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'user')::uuid; end $$;--> statement-breakpoint
create or replace function sec.home() returns uuid
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'home')::uuid; end $$;--> statement-breakpoint
create or replace function sec.today() returns date
language plpgsql stable security definer set search_path = '' as $$ begin return (sec.context() ->> 'today')::date; end $$;--> statement-breakpoint

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
$$;--> statement-breakpoint
create or replace function sec.organisations() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'reads'); end $$;--> statement-breakpoint
create or replace function sec.writes(class text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$ begin return sec.scope(sec.context() -> 'writes' -> class); end $$;--> statement-breakpoint

-- As before; what moves when a row of the settings or the catalogue is written is its place in the table, which is
-- cheaper to read than its content.
create or replace function sec.project_version(me jsonb, asked text) returns text
language plpgsql set search_path = '' as $$
begin
  if me is null then
    return null;
  end if;
  return (
    select concat_ws('.', p.id, encode(h.hash, 'hex'), sec.today(),
      (select md5(string_agg(k.xmin::text || k.ctid::text, '' order by k.ctid)) from public.activity_kinds k),
      (select md5(string_agg(s.xmin::text || s.ctid::text, '' order by s.ctid)) from public.settings s))
    from public.projects p left join public.audit_heads h on h.organisation_id = p.organisation_id
    where p.slug = asked);
end
$$;
