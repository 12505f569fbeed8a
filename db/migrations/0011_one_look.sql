-- Who asks and what he may do, read in one look instead of five: every visit begins with it.
create or replace function sec.enter_user(kind text, person uuid, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who record;
begin
  select u.name, u.email, u.locale, u.theme, u.organisation_id, o.name as organisation_name, o.kind as organisation_kind,
         may.roles, may.reads, may.writes, s.key is not null as demo,
         -- As sec.business_day.
         coalesce(asked_day, (s.value #>> '{}')::date, (now() at time zone 'Europe/Prague')::date) as day
    into who
    from public.users u
    join public.organisations o on o.id = u.organisation_id
    left join public.settings s on s.key = 'demo.today'
    cross join lateral (
      select coalesce(jsonb_agg(distinct jsonb_build_object('role', a.role, 'organisationId', a.organisation_id)), '[]') as roles,
             case when bool_or(sec.role_reads_all(a.role)) then '"all"'::jsonb
                  else coalesce(jsonb_agg(distinct a.organisation_id), '[]') end as reads,
             (select coalesce(jsonb_object_agg(w.class, w.scope), '{}')
              from (
                select c.class,
                       case when bool_or(g.role = 'admin') then '"all"'::jsonb else jsonb_agg(distinct g.organisation_id) end as scope
                from public.role_assignments g cross join lateral unnest(sec.role_classes(g.role)) as c (class)
                where g.user_id = person and current_date between g.valid_from and coalesce(g.valid_to, 'infinity')
                group by c.class
              ) w) as writes
      from public.role_assignments a
      where a.user_id = person and current_date between a.valid_from and coalesce(a.valid_to, 'infinity')
    ) may
    where u.id = person and u.active;
  if not found then
    return null;
  end if;
  perform sec.set_context(jsonb_build_object(
    'kind', kind, 'user', person, 'home', who.organisation_id, 'reads', who.reads, 'writes', who.writes,
    'today', who.day, 'command', command_id, 'action', command_name));
  return jsonb_build_object(
    'kind', kind, 'userId', person, 'name', who.name, 'email', who.email, 'locale', who.locale, 'theme', who.theme,
    'organisationId', who.organisation_id, 'organisationName', who.organisation_name,
    'organisationKind', who.organisation_kind, 'roles', who.roles, 'today', who.day, 'demo', who.demo);
end
$$;--> statement-breakpoint

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
$$;--> statement-breakpoint

-- As before in one look: what is looked for is named here as the policies of these tables name it, so that the
-- context is checked once and not once a table.
create or replace function sec.project_version(me jsonb, asked text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if me is null then
    return null;
  end if;
  return (
    select concat_ws('.', p.id, encode(h.hash, 'hex'), coalesce(me ->> 'today', sec.today()::text),
      (select md5(string_agg(m.mark, '' order by m.mark))
       from (select k.xmin::text || k.ctid::text from public.activity_kinds k
             union all select s.xmin::text || s.ctid::text from public.settings s) m (mark)))
    from public.projects p left join public.audit_heads h on h.organisation_id = p.organisation_id
    where p.slug = asked and p.organisation_id = any ((select sec.organisations())::uuid[]));
end
$$;--> statement-breakpoint

-- As before, with the context checked once: who claims is who entered, whatever else is said.
create or replace function sec.claim_command(me jsonb, asked uuid, command_name text, content text) returns json
language plpgsql security definer set search_path = '' as $$
declare
  ctx jsonb;
begin
  if me is null then
    return null;
  end if;
  ctx := sec.context();
  insert into public.commands (id, organisation_id, actor_id, name, hash)
    values (asked, (ctx ->> 'home')::uuid, (ctx ->> 'user')::uuid, command_name, content)
    on conflict (id) do nothing;
  if found then
    return null;
  end if;
  return coalesce(
    (select json_build_object('hash', c.hash, 'result', c.result) from public.commands c
     where c.id = asked and c.organisation_id = (ctx ->> 'home')::uuid and c.actor_id is not distinct from (ctx ->> 'user')::uuid),
    '{"hash": null, "result": null}');
end
$$;--> statement-breakpoint

-- What a replay will be answered with, for the command that this transaction belongs to and no other.
create or replace function sec.store_result(answer json) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.commands c set result = answer where c.id = (sec.context() ->> 'command')::uuid;
  if not found then
    raise exception 'this transaction belongs to no command' using errcode = '42501';
  end if;
end
$$;--> statement-breakpoint
grant execute on function sec.store_result(json) to hlidka_app;
