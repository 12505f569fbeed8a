-- Names of those who serve an organisation that the actor may read, wherever their account is at home: a mentor may serve
-- several cities. Names only: the row with the e-mail stays where the account is.
create function sec.people() returns table (id uuid, name text, active boolean)
language sql stable security definer set search_path = '' as $$
  with seen as materialized (select unnest(sec.organisations()) as organisation_id)
  select u.id, u.name, u.active from public.users u
  where u.organisation_id in (select s.organisation_id from seen s)
    or u.id in (select a.user_id from public.role_assignments a join seen s using (organisation_id))
    or u.id in (select m.user_id from public.project_mentors m join seen s using (organisation_id))
$$;--> statement-breakpoint
grant execute on function sec.people() to hlidka_app;
