-- When people served, in real time: the twin of lib/domain/clock.ts and shift.ts, compared with them by a test.

-- The first and the last instant at which the clocks of Prague show a time: two in the hour that comes twice, none in
-- the one that is left out. PostgreSQL alone takes the later of two and moves a missing one.
create or replace function sec.instants_of(shown timestamp, out first timestamptz, out last timestamptz)
language sql stable set search_path = '' as $$
  select min(c.at), max(c.at)
  from (values ((shown - interval '2 hours') at time zone 'UTC'), ((shown - interval '1 hour') at time zone 'UTC')) as c (at)
  where c.at at time zone 'Europe/Prague' = shown
$$;

-- From when to when a shift of a day lasts: in the hour that comes twice a start is the first of the two, an end the
-- second, and an end is the next time of its name after the start. Null when an hour of it does not exist.
create or replace function sec.shift_span(happened_on date, starts_at time, ends_at time) returns tstzrange
language plpgsql stable set search_path = '' as $$
declare
  began timestamptz := happened_on::timestamp at time zone 'Europe/Prague';
  span tstzrange;
begin
  -- No change of the clocks on these two days: every hour is there once, and the rule is plain arithmetic.
  if (happened_on + 2)::timestamp at time zone 'Europe/Prague' = began + interval '48 hours' then
    return tstzrange(began + starts_at::interval,
      began + ends_at::interval + case when ends_at < starts_at then interval '24 hours' else interval '0' end);
  end if;
  select case when e.at is not null then tstzrange(f.first, e.at) end into span
  from sec.instants_of(happened_on + starts_at) f, sec.instants_of(happened_on + ends_at) s,
    sec.instants_of(happened_on + 1 + ends_at) n,
    lateral (select case when ends_at >= starts_at or s.last > f.first then s.last else n.last end as at) e
  where f.first is not null;
  return span;
end
$$;

-- Keeps the spans of a shift's people beside them, whoever writes: on their table and on that of the shifts.
create or replace function sec.keep_spans() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  hourless boolean;
begin
  if tg_op = 'INSERT' then
    with kept as (
      insert into public.shift_spans (organisation_id, project_id, activity_id, assistant_id, span, state)
      select n.organisation_id, n.project_id, n.activity_id, n.assistant_id, sec.shift_span(a.happened_on, a.starts_at, a.ends_at), a.state
      from new_rows n join public.activities a on a.id = n.activity_id
      returning span, state
    )
    select bool_or(k.state = 'approved' and coalesce(isempty(k.span), true)) into hourless from kept k;
  else
    with kept as (
      update public.shift_spans x set span = sec.shift_span(n.happened_on, n.starts_at, n.ends_at), state = n.state
      from new_rows n join old_rows o using (id)
      where x.activity_id = n.id
        and (o.happened_on, o.starts_at, o.ends_at, o.state) is distinct from (n.happened_on, n.starts_at, n.ends_at, n.state)
      returning x.span, x.state
    )
    select bool_or(k.state = 'approved' and coalesce(isempty(k.span), true)) into hourless from kept k;
  end if;
  if hourless then
    raise exception 'an approved shift has no hours' using errcode = '23514', constraint = 'shift_spans_hours';
  end if;
  return null;
end
$$;
