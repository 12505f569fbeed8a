-- Meetings that people may see without belonging to whoever holds them: from their opening on.

-- The ids of the meetings that were opened; none without a context. Policies of what belongs to a meeting ask it once a
-- statement.
create or replace function sec.open_meetings() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select case when sec.kind() is null then '{}'
    else coalesce((select array_agg(m.id) from public.meetings m where m.state <> 'draft'), '{}') end
$$;
grant execute on function sec.open_meetings() to hlidka_app;
