-- When the people whom the actor keeps were here last; sessions themselves nobody reads.
create function sec.last_seen() returns table (user_id uuid, last_seen_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select s.user_id, max(s.last_seen_at) from public.sessions s join public.users u on u.id = s.user_id
  where u.organisation_id = any ((select sec.writes('people'))::uuid[]) group by s.user_id
$$;--> statement-breakpoint
grant execute on function sec.last_seen() to hlidka_app;--> statement-breakpoint

-- Names of those who stand in for one, and for whom one stands in, wherever they are at home.
create or replace function sec.people() returns table (id uuid, name text, active boolean)
language sql stable security definer set search_path = '' as $$
  with seen as materialized (select unnest(sec.places()) as organisation_id),
    own as materialized (select sec.user_id() as id)
  select u.id, u.name, u.active from public.users u
  where u.organisation_id in (select s.organisation_id from seen s)
    or u.id in (select a.user_id from public.role_assignments a join seen s using (organisation_id))
    or u.id in (select m.user_id from public.project_mentors m join seen s using (organisation_id))
    or u.id in (select d.principal_id from public.delegations d join own o on d.deputy_id = o.id)
    or u.id in (select d.deputy_id from public.delegations d join own o on d.principal_id = o.id)
$$;
--> statement-breakpoint

-- As before, and nothing can be written in a single project either.
create or replace function sec.read_as(person uuid, asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me jsonb := sec.enter_user('reader', person, asked_day, null::uuid, null::text);
begin
  if me is not null then
    perform sec.set_context(sec.context() || '{"writes": {}, "writesIn": {}}');
  end if;
  return me;
end
$$;
