-- Commands, and what holds for every record of a project.

-- Claims a command's id until the transaction ends: null when it is new, else what it was sent as and its result (both null
-- when the id is another person's). Of two who send the same at once the second waits here and finds what the first did.
-- Nothing is written yet: the row comes with its result, in the transaction of the effect. The context is checked once: who
-- claims is who entered, whatever else is said. Takes what the entrance returned, so that in one statement it runs after it.
create or replace function sec.claim_command(me jsonb, asked uuid, command_name text, content text) returns json
language plpgsql security definer set search_path = '' as $$
declare
  kept record;
  ctx jsonb;
begin
  if me is null then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(asked::text, 0));
  select c.organisation_id, c.actor_id, c.name, c.hash, c.result into kept from public.commands c where c.id = asked;
  if not found then
    return null;
  end if;
  ctx := sec.context();
  -- What visitors send is nobody's: the id is made of all that was sent.
  if content = 'visitor' and kept.hash = 'visitor' and kept.name = command_name
     or content <> 'visitor' and kept.organisation_id = (ctx ->> 'home')::uuid and kept.actor_id is not distinct from (ctx ->> 'user')::uuid then
    return json_build_object('hash', kept.hash, 'result', kept.result);
  end if;
  return '{"hash": null, "result": null}';
end
$$;
grant execute on function sec.claim_command(jsonb, uuid, text, text) to hlidka_app;

-- Keeps what a replay will be answered with, for the command that this transaction belongs to and no other.
create or replace function sec.store_result(answer json, content text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  ctx jsonb := sec.context();
begin
  if ctx ->> 'command' is null or content is null then
    raise exception 'this transaction belongs to no command' using errcode = '42501';
  end if;
  insert into public.commands (id, organisation_id, actor_id, name, hash, result)
    values ((ctx ->> 'command')::uuid, coalesce(ctx ->> 'visited', ctx ->> 'home',
        (select o.id::text from public.organisations o where o.kind = 'operator' order by o.slug limit 1))::uuid,
      (ctx ->> 'user')::uuid, ctx ->> 'action', content, answer);
end
$$;
grant execute on function sec.store_result(json, text) to hlidka_app;

-- What the rows of all projects are at the moment for whoever reads everything, or these organisations and the ones of
-- these projects: one mark of the heads of their chains, with the day and the marks of catalogue and settings.
create or replace function sec.heads_version(everything boolean, cities uuid[], projects uuid[], day text, kinds text, settings text)
returns text language sql stable security definer set search_path = '' as $$
  select concat_ws('.', 'all', md5(coalesce(string_agg(h.hash, '' order by h.organisation_id), '')), day, md5(concat(kinds, settings)))
  from public.audit_heads h
  where everything or h.organisation_id = any (cities)
    or h.organisation_id in (select p.organisation_id from public.projects p where p.id = any (projects))
$$;

-- What a project's rows are at the moment, as one text: the head of its organisation's audit chain, which every change
-- moves in the same transaction, and the settings and the catalogue, which belong to the operator; what moves when one
-- of their rows is written is its place in the table, which is cheaper to read than its content. Null when these eyes
-- may not see the project; where none is named, that of all that they see: what is looked for is named as the policies of these tables name it, so that the context is
-- checked once and not once a table. Takes what the entrance returned, so that in one statement it runs after it.
create or replace function sec.project_version(me jsonb, asked text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if me is null then
    return null;
  end if;
  if asked is null then
    return sec.heads_version(sec.reads_all(), sec.cities(), sec.projects(), coalesce(me ->> 'today', sec.today()::text),
      (select string_agg(k.xmin::text || k.ctid, '') from public.activity_kinds k),
      (select string_agg(s.xmin::text || s.ctid, '') from public.settings s));
  end if;
  return (
    select concat_ws('.', p.id, encode(h.hash, 'hex'), coalesce(me ->> 'today', sec.today()::text),
      md5(concat((select string_agg(k.xmin::text || k.ctid, '') from public.activity_kinds k),
        (select string_agg(s.xmin::text || s.ctid, '') from public.settings s))))
    from public.projects p left join public.audit_heads h on h.organisation_id = p.organisation_id
    where p.slug = asked and (p.organisation_id = any ((select sec.organisations())::uuid[]) or p.id = any ((select sec.projects())::uuid[])));
end
$$;
grant execute on function sec.project_version(jsonb, text) to hlidka_app;

-- What the rows of every project that the context sees are at the moment, as sec.project_version says it of one; by city
-- and name.
create or replace function sec.project_versions() returns table (id uuid, version text)
language plpgsql stable security definer set search_path = '' as $$
declare
  mark text := (select md5(concat_ws('.', sec.today()::text, string_agg(m.mark, '' order by m.mark)))
    from (select k.xmin::text || k.ctid::text from public.activity_kinds k
          union all select s.xmin::text || s.ctid::text from public.settings s) m (mark));
begin
  return query
    select p.id, concat_ws('.', p.id, encode(h.hash, 'hex'), mark)
    from public.projects p join public.organisations o on o.id = p.organisation_id
      left join public.audit_heads h on h.organisation_id = p.organisation_id
    where (select sec.reads_all()) or p.organisation_id = any ((select sec.cities())::uuid[]) or p.id = any ((select sec.projects())::uuid[])
    order by o.name collate "cs-x-icu", p.name collate "cs-x-icu";
end
$$;
grant execute on function sec.project_versions() to hlidka_app;

-- The state of a project as it is now, kept so until the transaction ends: shared by those who write in it, alone for
-- those who close it or rebuild its budget. Null for a project that the context does not see.
create or replace function sec.hold_project(project uuid, alone boolean) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held text;
begin
  if alone then
    select p.state into held from public.projects p
      where p.id = project and (p.organisation_id = any (sec.organisations()) or p.id = any (sec.projects())) for update;
  else
    select p.state into held from public.projects p
      where p.id = project and (p.organisation_id = any (sec.organisations()) or p.id = any (sec.projects())) for share;
  end if;
  return held;
end
$$;
grant execute on function sec.hold_project(uuid, boolean) to hlidka_app;

-- Days named in the trigger's arguments must lie within the project (23514, constraint outside_project_days).
create or replace function sec.within_project_days() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  project record;
  row_data jsonb := to_jsonb(new);
  column_name text;
begin
  select p.starts_on, p.ends_on into project from public.projects p where p.id = new.project_id;
  foreach column_name in array tg_argv loop
    if (row_data ->> column_name)::date not between project.starts_on and project.ends_on then
      raise exception '% of % lies outside the project', column_name, tg_table_name
        using errcode = '23514', constraint = 'outside_project_days', column = column_name;
    end if;
  end loop;
  return new;
end
$$;
