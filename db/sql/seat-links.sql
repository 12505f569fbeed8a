-- What people do with their own places by the private link, and what they, and who reads counts, are told of them.

-- Somebody's place as his page shows it; null until places are told. state: seated, waiting, declined, lost, withdrawn,
-- substituted. at: his place in the queue.
create or replace function sec.place_of(registration uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'state', case when s.id is not null then 'seated' when q.at is not null then 'waiting' when d.decision in ('declined', 'lost', 'withdrawn', 'substituted')
      then d.decision else 'lost' end,
    'site', case when p.id is not null then jsonb_build_object('code', p.code, 'name', p.name, 'venueCs', p.venue_cs, 'venueEn', p.venue_en,
      'address', p.address, 'startsOn', p.starts_on, 'endsOn', p.ends_on, 'arrivalBy', to_char(p.arrival_by, 'HH24:MI'), 'firstMeal', p.first_meal,
      'endsAt', to_char(p.ends_at, 'HH24:MI'), 'lastMeal', p.last_meal) end,
    'at', q.at, 'waiting', (select count(*) from sec.seat_queue(r.meeting_id)),
    'reason', d.reason, 'note', d.note, 'decidedAt', d.decided_at,
    'declinable', q.at is not null or coalesce(p.starts_on > sec.today(), false),
    'returns', r.declined_at is not null and r.withdrawn_at is null and d.decision = 'declined' and sec.may_still_stand(r.id))
  from public.registrations r join public.meetings m on m.id = r.meeting_id
    cross join lateral sec.standing_decision(r.id) d
    left join public.seats s on s.registration_id = r.id left join public.meeting_sites p on p.id = s.site_id
    left join sec.seat_queue(r.meeting_id) q on q.registration_id = r.id
  where r.id = registration and m.state = 'published' and d.id is not null
$$;

-- Whether there is a site ahead where somebody may go.
create or replace function sec.may_still_stand(registration uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.registrations r join public.meeting_sites s on s.meeting_id = r.meeting_id
    where r.id = registration and s.starts_on > sec.today() and (r.can_other or r.preferred_site_id = s.id) and sec.pins_allow(r.id, s.id))
$$;

-- Declines a seat, or leaves the queue, by the link: the next one sits at once. The registration stays, without a place.
create or replace function sec.decline_seat(asked_slug text, link uuid, hash bytea, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  own public.registrations;
  place jsonb;
begin
  select * into held from sec.hold_registration(asked_slug, link, hash, null);
  own := held.own;
  if held.problem = 'over' then
    return 'over';
  elsif held.meeting_state <> 'published' then
    return 'untold';
  end if;
  place := sec.place_of(own.id);
  if place ->> 'state' = 'declined' then
    return 'done';
  elsif sec.registration_version(own.id) is distinct from seen then
    return 'changed';
  elsif place is null or place ->> 'state' not in ('seated', 'waiting') then
    return 'placeless';
  elsif not (place ->> 'declinable')::boolean then
    return 'begun';
  end if;
  update public.registrations r set declined_at = sec.moment() where r.id = own.id;
  return 'done';
end
$$;
grant execute on function sec.decline_seat(text, uuid, bytea, text) to hlidka_app;

-- Comes back by the link after declining: a new entry, behind everybody of the same role who is there already.
create or replace function sec.return_to_queue(asked_slug text, link uuid, hash bytea, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  own public.registrations;
  place jsonb;
begin
  select * into held from sec.hold_registration(asked_slug, link, hash, null);
  own := held.own;
  if held.problem = 'over' then
    return 'over';
  elsif held.meeting_state <> 'published' then
    return 'untold';
  end if;
  place := sec.place_of(own.id);
  if place ->> 'state' in ('seated', 'waiting') then
    return 'done';
  elsif sec.registration_version(own.id) is distinct from seen then
    return 'changed';
  elsif place is null or not (place ->> 'returns')::boolean then
    return 'placeless';
  end if;
  update public.registrations r set declined_at = null, registered_at = sec.moment() where r.id = own.id;
  return 'done';
end
$$;
grant execute on function sec.return_to_queue(text, uuid, bytea, text) to hlidka_app;

-- Seats held at each site of a meeting, and how many wait, for who reads it.
create or replace function sec.seat_counts(meeting uuid) returns table (site_id uuid, capacity int, taken int)
language sql stable security definer set search_path = '' as $$
  select s.id, s.capacity, (select count(*)::int from public.seats x where x.site_id = s.id)
  from public.meeting_sites s where s.meeting_id = meeting and s.organisation_id = any (sec.organisations())
$$;
grant execute on function sec.seat_counts(uuid) to hlidka_app;

-- The organiser lets one person change his details until an instant, whatever the deadlines of the rounds; null: no
-- more. That answers what the person asked for.
create or replace function sec.allow_changes(registration uuid, until_instant timestamptz) returns text
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.hold_meetings_of(array[registration]);
  update public.registrations r set changes_until = until_instant
    where r.id = registration and r.organisation_id = any (sec.writes('meeting')) and r.erased_at is null and r.withdrawn_at is null;
  if not found then
    return null;
  end if;
  insert into public.registration_events (organisation_id, meeting_id, registration_id, kind, closes_at, decided_by)
    select r.organisation_id, r.meeting_id, r.id, 'opened', coalesce(until_instant, sec.moment()), sec.user_id()
    from public.registrations r where r.id = registration;
  return 'done';
end
$$;
grant execute on function sec.allow_changes(uuid, timestamptz) to hlidka_app;

-- The queue of a meeting in its order, for its organiser and the worker.
create or replace function sec.waiting_in(meeting uuid) returns table (registration_id uuid, at bigint)
language sql stable security definer set search_path = '' as $$
  select q.registration_id, q.at from public.meetings m cross join lateral sec.seat_queue(m.id) q
  where m.id = meeting and m.state = 'published' and (sec.kind() = 'worker' or m.organisation_id = any (sec.writes('meeting')))
$$;
grant execute on function sec.waiting_in(uuid) to hlidka_app;
