-- Two things that used to follow an entrance in a call of their own. Both take what the entrance returned, so that in
-- one statement they run after it, and both see and write with the caller's rights only.

-- What a project's rows are at the moment, as one text: the head of its organisation's audit chain, which every change
-- moves in the same transaction, and the settings and the catalogue, which belong to the operator. Null when these
-- eyes may not see the project.
create function sec.project_version(me jsonb, asked text) returns text
language plpgsql set search_path = '' as $$
begin
  if me is null then
    return null;
  end if;
  return (
    select concat_ws('.', p.id, encode(h.hash, 'hex'), sec.today(),
      (select md5(string_agg(k::text, '' order by k.id)) from public.activity_kinds k),
      (select md5(string_agg(s::text, '' order by s.id)) from public.settings s))
    from public.projects p left join public.audit_heads h on h.organisation_id = p.organisation_id
    where p.slug = asked);
end
$$;--> statement-breakpoint

-- Claims a command's id in the transaction of its effect: null when it is new, else what it was sent as and its result
-- (both null when the id is another person's).
create function sec.claim_command(me jsonb, asked uuid, command_name text, content text) returns json
language plpgsql set search_path = '' as $$
begin
  if me is null then
    return null;
  end if;
  insert into public.commands (id, organisation_id, actor_id, name, hash)
    values (asked, (me ->> 'organisationId')::uuid, (me ->> 'userId')::uuid, command_name, content)
    on conflict (id) do nothing;
  if found then
    return null;
  end if;
  return coalesce(
    (select json_build_object('hash', c.hash, 'result', c.result) from public.commands c where c.id = asked),
    '{"hash": null, "result": null}');
end
$$;--> statement-breakpoint
grant execute on function sec.project_version(jsonb, text), sec.claim_command(jsonb, uuid, text, text) to hlidka_app;
