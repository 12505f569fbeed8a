-- Seats: who stands at which site from the publication on. Whatever frees a seat, or lets somebody stand who could not
-- before, ends in sec.settle_seats, in the same transaction.

-- One after another in a meeting whatever its seats hang on: taken first, before any row of a registration, an address or
-- the log, so that nobody waits in a circle. Answers the state of the meeting.
create or replace function sec.hold_meeting(meeting uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held text;
begin
  select m.state into held from public.meetings m where m.id = meeting for no key update;
  return held;
end
$$;

-- The same for the meetings of several registrations, in the order of their ids.
create or replace function sec.hold_meetings_of(registrations uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.hold_meeting(m.id) from (select distinct r.meeting_id as id from public.registrations r where r.id = any (registrations)
    order by 1) m;
end
$$;

-- The publication that holds in a meeting; null when there is none.
create or replace function sec.publication_of(meeting uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select p.id from public.publications p where p.meeting_id = meeting and p.undone_at is null order by p.decided_at desc limit 1
$$;

-- What a role weighs in the allocation and in the queue, a setting each; where none stands, as roleWeights in lib/domain/seat.ts
-- says, a test compares them.
create or replace function sec.role_weights() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_object_agg(w.role, sec.setting_number('allocation.weight_' || replace(w.role, '-', '_'), w.otherwise))
  from (values ('assistant', 3), ('mentor', 2), ('supervisor', 2), ('municipal-police', 2), ('project', 2), ('police', 1), ('other', 1)) w (role, otherwise)
$$;
grant execute on function sec.role_weights() to hlidka_app;

-- The same for a meeting whose organiser weighs otherwise.
create or replace function sec.weights_of(meeting uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(m.role_weights, sec.role_weights()) from public.meetings m where m.id = meeting
$$;

-- Whether the organiser's pins let somebody stand at a site.
create or replace function sec.pins_allow(registration uuid, site uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (select from public.allocation_pins p where p.registration_id = registration
    and (p.must_site_id <> site or p.not_site_id = site))
$$;

-- Who waits in a meeting, in the order in which freed seats go to them: the weight of the role, then the rank.
create or replace function sec.seat_queue(meeting uuid) returns table (registration_id uuid, preferred_site_id uuid, can_other boolean, at bigint)
language sql stable security definer set search_path = '' as $$
  select r.id, r.preferred_site_id, r.can_other,
    row_number() over (order by coalesce((w.weights ->> r.role)::numeric, 1) desc, r.registered_at, r.id)
  from public.registrations r
    cross join (select coalesce((select p.role_weights from public.publications p where p.id = sec.publication_of(meeting)), sec.weights_of(meeting))) w (weights)
  where r.meeting_id = meeting and r.confirmed_at is not null and r.withdrawn_at is null and r.declined_at is null and r.erased_at is null
    and not exists (select from public.seats s where s.registration_id = r.id)
$$;

-- The last decision on somebody that was not undone.
create or replace function sec.standing_decision(registration uuid, out id uuid, out decision text, out site_id uuid, out reason jsonb, out note text,
  out decided_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select d.id, d.decision, d.site_id, d.reason, d.note, d.decided_at from public.seat_decisions d left join public.publications p on p.id = d.publication_id
  where d.registration_id = registration and p.undone_at is null and d.decision <> 'role-changed' order by d.number desc limit 1
$$;

-- Writes a decision on somebody's place down; mails are written from the row.
create or replace function sec.decide_seat(registration uuid, decided text, site_before uuid, site uuid, why jsonb, said text default '') returns void
language sql security definer set search_path = '' as $$
  insert into public.seat_decisions (organisation_id, meeting_id, registration_id, number, decision, from_site_id, site_id, reason, note,
      publication_id, decided_by, decided_at)
    select r.organisation_id, r.meeting_id, r.id, 1 + coalesce((select max(d.number) from public.seat_decisions d where d.registration_id = r.id), 0),
      decided, site_before, site, jsonb_build_object('key', why ->> 'key', 'values', coalesce(why -> 'values', '{}')), said,
      sec.publication_of(r.meeting_id), case when sec.kind() in ('session', 'token') then sec.user_id() end, clock_timestamp()
    from public.registrations r where r.id = registration
$$;

-- Gives the lowest free seat of a site to somebody; whether there was one.
create or replace function sec.take_seat(registration uuid, site uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.seats (organisation_id, meeting_id, site_id, site_capacity, number, registration_id)
    select s.organisation_id, s.meeting_id, s.id, s.capacity, n, registration
    from public.meeting_sites s cross join generate_series(1, s.capacity) as n
    where s.id = site and not exists (select from public.seats x where x.site_id = s.id and x.number = n)
    order by n limit 1;
  return found;
end
$$;

-- Brings the seats of a published meeting in order, in the same transaction as whatever moved them: who withdrew, declined
-- or was erased leaves his; each free one goes to the first in the queue who may stand there, the one who may not is passed
-- over and keeps his rank; those of the changed who wait are told so. Nothing happens to a site whose first day has come.
create or replace function sec.settle_seats(meeting uuid, changed uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  one record;
  standing record;
  chosen uuid;
  free bigint;
begin
  if sec.hold_meeting(meeting) is distinct from 'published' then
    return;
  end if;
  for one in
    select r.id, s.id as seat, s.site_id, r.withdrawn_at is not null as withdrawn, r.erased_at is not null as erased
    from public.registrations r left join public.seats s on s.registration_id = r.id
      left join public.meeting_sites p on p.id = s.site_id
    where r.id = any (changed) and r.meeting_id = meeting and (r.withdrawn_at is not null or r.declined_at is not null or r.erased_at is not null)
      and (s.id is null or p.starts_on > sec.today())
    order by r.id
  loop
    delete from public.seats s where s.id = one.seat;
    select * into standing from sec.standing_decision(one.id);
    if standing.decision in ('placed', 'moved', 'promoted', 'queued') or standing.decision = 'substituted' and standing.site_id is not null then
      perform sec.decide_seat(one.id, case when one.erased then 'lost' when one.withdrawn then 'withdrawn' else 'declined' end, one.site_id, null,
        jsonb_build_object('key', case when one.erased then 'erased' when one.withdrawn then 'withdrew' else 'declined' end));
    end if;
  end loop;
  select sum(s.capacity - (select count(*) from public.seats x where x.site_id = s.id)) into free
    from public.meeting_sites s where s.meeting_id = meeting and s.starts_on > sec.today();
  if free > 0 then
    for one in
      select q.registration_id, array_agg(s.id order by (s.id = q.preferred_site_id) desc nulls last, s.starts_on, s.code) as sites
      from sec.seat_queue(meeting) q join public.meeting_sites s on s.meeting_id = meeting
      where s.starts_on > sec.today() and (q.can_other or s.id = q.preferred_site_id)
        and s.capacity > (select count(*) from public.seats x where x.site_id = s.id) and sec.pins_allow(q.registration_id, s.id)
      group by q.registration_id, q.at order by q.at
    loop
      foreach chosen in array one.sites loop
        if sec.take_seat(one.registration_id, chosen) then
          select * into standing from sec.standing_decision(one.registration_id);
          perform sec.decide_seat(one.registration_id, case when standing.decision = 'queued' then 'promoted' else 'placed' end, null, chosen,
            jsonb_build_object('key', case when standing.decision = 'queued' then 'promoted' else 'roomLeft' end));
          free := free - 1;
          exit;
        end if;
      end loop;
      exit when free = 0;
    end loop;
  end if;
  for one in
    select r.id from public.registrations r
    where r.id = any (changed) and r.meeting_id = meeting and r.confirmed_at is not null and r.withdrawn_at is null and r.declined_at is null
      and r.erased_at is null and not exists (select from public.seats s where s.registration_id = r.id)
    order by r.registered_at, r.id
  loop
    if (sec.standing_decision(one.id)).decision is distinct from 'queued' then
      perform sec.decide_seat(one.id, 'queued', null, null, '{"key": "full"}');
    end if;
  end loop;
end
$$;

-- What a registration is, as far as seats hang on it, moves them once places were told; not those that the operator fills
-- the demo with, which come with their seats.
create or replace function sec.follow_registrations() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  one record;
begin
  if tg_op = 'INSERT' and sec.kind() = 'operator' and sec.context() ->> 'action' = 'demo.fill' then
    return null;
  elsif tg_op = 'INSERT' then
    for one in select n.meeting_id, array_agg(n.id order by n.id) as ids from new_rows n join public.meetings m on m.id = n.meeting_id
        where m.state = 'published' and n.confirmed_at is not null group by 1 order by 1 loop
      perform sec.settle_seats(one.meeting_id, one.ids);
    end loop;
    return null;
  end if;
  for one in select n.meeting_id, array_agg(n.id order by n.id) as ids
      from old_rows o join new_rows n using (id) join public.meetings m on m.id = n.meeting_id
      where m.state = 'published' and (o.confirmed_at, o.withdrawn_at, o.declined_at, o.erased_at, o.role, o.preferred_site_id, o.can_other)
        is distinct from (n.confirmed_at, n.withdrawn_at, n.declined_at, n.erased_at, n.role, n.preferred_site_id, n.can_other)
      group by 1 order by 1 loop
    perform sec.settle_seats(one.meeting_id, one.ids);
  end loop;
  return null;
end
$$;

-- A new role changes no seat; it is a decided row, so that the organiser sees it.
create or replace function sec.note_role() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.seats s where s.registration_id = new.id) then
    perform sec.decide_seat(new.id, 'role-changed', null, null,
      jsonb_build_object('key', 'roleChanged', 'values', jsonb_build_object('from', old.role, 'to', new.role)));
  end if;
  return null;
end
$$;

-- A site that gets smaller keeps everybody who has a seat: the highest numbers become the lowest free ones. One that
-- would be smaller than the seats held is refused (23514, constraint seats_within_capacity, by their own rows).
create or replace function sec.close_ranks() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.hold_meeting(new.meeting_id);
  update public.seats s set number = f.number
    from (select x.id, row_number() over (order by x.number) as at from public.seats x where x.site_id = new.id and x.number > new.capacity) high
      join (select n as number, row_number() over (order by n) as at from generate_series(1, new.capacity) as n
        where not exists (select from public.seats x where x.site_id = new.id and x.number = n)) f using (at)
    where s.id = high.id;
  return new;
end
$$;

-- A larger site, or one that is put off, feeds the queue.
create or replace function sec.follow_site() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.settle_seats(new.meeting_id, '{}');
  return null;
end
$$;

-- Who takes a run, or repeats it for an appeal, does so now and in his own name.
create or replace function sec.sign_run() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  before public.allocation_runs := case when tg_op = 'UPDATE' then old end;
begin
  if sec.kind() is distinct from 'operator' and (
      (new.state = 'chosen' and before.state is distinct from 'chosen' or new.chosen_by is distinct from before.chosen_by
          or new.chosen_at is distinct from before.chosen_at) and (new.chosen_by, new.chosen_at) is distinct from (sec.user_id(), now())
      or (new.verdict, new.verified_by, new.verified_at) is distinct from (before.verdict, before.verified_by, before.verified_at)
        and (new.verified_by, new.verified_at) is distinct from (sec.user_id(), now())) then
    raise exception 'a run is taken in one''s own name' using errcode = '42501';
  end if;
  return new;
end
$$;
