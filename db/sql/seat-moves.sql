-- What the organiser and the people themselves do with seats; each ends in sec.settle_seats (db/sql/seats.sql).

-- The meeting, held, for its organiser; its state is null when it is not his.
create or replace function sec.own_meeting(meeting uuid, out organisation uuid, out state text)
language plpgsql security definer set search_path = '' as $$
begin
  select m.organisation_id into organisation from public.meetings m where m.id = meeting and m.organisation_id = any (sec.writes('meeting'));
  if found then
    state := sec.hold_meeting(meeting);
  end if;
end
$$;

-- Names of people, for the sentence of a refusal that says whom it is about.
create or replace function sec.names_of(ids uuid[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(r.name order by r.name, r.id), '[]') from public.registrations r where r.id = any (ids)
$$;

-- Tells everybody his place: asked is [{registration, site or null, reason}]. Whoever counts and is not named waits. The
-- whole is looked at before it is written: who withdrew meanwhile, who may not stand there, sites that would be over their
-- capacity; then nothing is done. Seats that are left go to the queue. weights: of the roles in the queue, null for the
-- usual ones.
create or replace function sec.publish_seats(meeting uuid, run uuid, asked jsonb, said text, weights jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  made uuid := gen_random_uuid();
  wrong uuid[];
  codes jsonb;
begin
  own := sec.own_meeting(meeting);
  if own.state is null then
    return null;
  elsif own.state <> 'allocated' then
    return '{"said": "state"}';
  end if;
  if exists (select from jsonb_to_recordset(asked) as a (registration uuid, site uuid)
      where not exists (select from public.registrations r where r.id = a.registration and r.meeting_id = meeting)
        or a.site is not null and not exists (select from public.meeting_sites s where s.id = a.site and s.meeting_id = meeting))
      or run is not null and not exists (select from public.allocation_runs r where r.id = run and r.meeting_id = meeting) then
    return null;
  end if;
  select array_agg(a.registration) into wrong from jsonb_to_recordset(asked) as a (registration uuid, site uuid)
    join public.registrations r on r.id = a.registration
    where a.site is not null and (r.confirmed_at is null or r.withdrawn_at is not null or r.declined_at is not null or r.erased_at is not null);
  if wrong is not null then
    return jsonb_build_object('said', 'gone', 'people', sec.names_of(wrong));
  end if;
  select array_agg(t.registration) into wrong from (
    select a.registration from jsonb_to_recordset(asked) as a (registration uuid) group by 1 having count(*) > 1) t;
  if wrong is not null then
    return jsonb_build_object('said', 'twice', 'people', sec.names_of(wrong));
  end if;
  select array_agg(a.registration) into wrong from jsonb_to_recordset(asked) as a (registration uuid, site uuid)
    join public.registrations r on r.id = a.registration
    where a.site is not null and (not r.can_other and r.preferred_site_id is distinct from a.site or not sec.pins_allow(r.id, a.site));
  if wrong is not null then
    return jsonb_build_object('said', 'nowhere', 'people', sec.names_of(wrong));
  end if;
  select jsonb_agg(s.name order by s.starts_on, s.code) into codes from public.meeting_sites s
    where s.meeting_id = meeting
      and s.capacity < (select count(*) from jsonb_to_recordset(asked) as a (registration uuid, site uuid) where a.site = s.id);
  if codes is not null then
    return jsonb_build_object('said', 'full', 'sites', codes);
  end if;

  insert into public.publications (id, organisation_id, meeting_id, run_id, note, role_weights, decided_by, decided_at, mails_from)
    values (made, own.organisation, meeting, run, said, coalesce(weights, sec.weights_of(meeting)), sec.user_id(), clock_timestamp(),
      clock_timestamp() + sec.mails_wait());
  insert into public.seats (organisation_id, meeting_id, site_id, site_capacity, number, registration_id)
    select s.organisation_id, s.meeting_id, s.id, s.capacity, row_number() over (partition by s.id order by r.registered_at, r.id), r.id
    from jsonb_to_recordset(asked) as a (registration uuid, site uuid)
      join public.meeting_sites s on s.id = a.site join public.registrations r on r.id = a.registration;
  perform sec.decide_seat(r.id, case when s.site_id is null then 'queued' else 'placed' end, null, s.site_id,
      coalesce(a.reason, jsonb_build_object('key', case when s.site_id is null then 'full' else 'byOrganiser' end)))
    from public.registrations r left join public.seats s on s.registration_id = r.id
      left join jsonb_to_recordset(asked) as a (registration uuid, reason jsonb) on a.registration = r.id
    where r.meeting_id = meeting and r.confirmed_at is not null and r.withdrawn_at is null and r.declined_at is null and r.erased_at is null;
  insert into public.meeting_decisions (organisation_id, meeting_id, decision, note, decided_by)
    values (own.organisation, meeting, 'published', said, sec.user_id());
  update public.meetings m set state = 'published' where m.id = meeting;
  perform sec.settle_seats(meeting, '{}');
  return jsonb_build_object('said', 'done', 'publication', made);
end
$$;
grant execute on function sec.publish_seats(uuid, uuid, jsonb, text, jsonb) to hlidka_app;

-- How long mails of a publication wait.
create or replace function sec.mails_wait() returns interval
language sql stable security definer set search_path = '' as $$
  select make_interval(mins => coalesce((select (s.value #>> '{}')::int from public.settings s
    where s.key = 'meeting.mails_wait_minutes' and s.valid_from <= sec.today() order by s.valid_from desc limit 1), 10))
$$;
grant execute on function sec.mails_wait() to hlidka_app;

-- Whether a mail of a publication has left, or is just being sent, of its batch or of what was decided on it since, or one of
-- its sites has begun: it is not taken back any more.
create or replace function sec.publication_left(publication uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.publications p join public.outbox o on o.meeting_id = p.meeting_id
      join public.seat_decisions d on d.id = (o.data ->> 'decisionId')::uuid and d.publication_id = p.id
    where p.id = publication and o.template like 'seat-%' and (o.state = 'sent' or o.tried_at is not null))
    or exists (select from public.publications p join public.meeting_sites s on s.meeting_id = p.meeting_id
      where p.id = publication and s.starts_on <= sec.today())
$$;
grant execute on function sec.publication_left(uuid) to hlidka_app;

-- Takes a whole publication back before its first mail left: nobody has a seat, the meeting is allocated again. What was
-- decided since, hangs on the publication and holds no more, either.
create or replace function sec.undo_publication(publication uuid, said text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  meeting uuid := (select p.meeting_id from public.publications p where p.id = publication);
begin
  own := sec.own_meeting(meeting);
  if own.state is null then
    return null;
  elsif own.state <> 'published' or sec.publication_of(meeting) <> publication then
    return 'state';
  elsif sec.publication_left(publication) or exists (select from public.meeting_rounds r where r.meeting_id = meeting and r.number > 1 and r.state <> 'planned') then
    return 'left';
  end if;
  insert into public.meeting_decisions (organisation_id, meeting_id, decision, note, decided_by)
    values (own.organisation, meeting, 'allocated', said, sec.user_id());
  update public.meetings m set state = 'allocated' where m.id = meeting;
  update public.publications p set undone_at = clock_timestamp(), undone_by = sec.user_id() where p.id = publication;
  delete from public.seats s where s.meeting_id = meeting;
  update public.registrations r set declined_at = null where r.meeting_id = meeting and r.declined_at is not null;
  return 'done';
end
$$;
grant execute on function sec.undo_publication(uuid, text) to hlidka_app;

-- Moves people and whole cities in one batch, which is looked at as a whole: two cities change between two full sites.
-- asked is [{registration or city, from: the site where he or they were seen, null for nowhere, site}]. agreed: they said
-- themselves that they can come there, so that what they wrote before is passed over; rules of the organiser are not. A move by hand replaces what an earlier one
-- has left for the next run.
create or replace function sec.move_seats(meeting uuid, asked jsonb, agreed boolean, said text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  wrong uuid[];
  ids uuid[];
  origins uuid[];
  targets uuid[];
  codes jsonb;
begin
  own := sec.own_meeting(meeting);
  if own.state is null or exists (select from jsonb_to_recordset(asked) as a (registration uuid, site uuid)
      where not exists (select from public.meeting_sites s where s.id = a.site and s.meeting_id = meeting)
        or a.registration is not null and not exists (select from public.registrations r where r.id = a.registration and r.meeting_id = meeting)) then
    return null;
  elsif own.state <> 'published' then
    return '{"said": "state"}';
  end if;
  if exists (
    select from jsonb_to_recordset(asked) as a (registration uuid, city text, "from" uuid)
    where a.registration is not null and a."from" is distinct from (select s.site_id from public.seats s where s.registration_id = a.registration)
      or a.registration is null and not exists (select from public.seats s join public.registrations r on r.id = s.registration_id
        where s.meeting_id = meeting and r.municipality_code = a.city and s.site_id = a."from")
  ) then
    return '{"said": "changed"}';
  end if;
  select array_agg(p.id), array_agg(p.origin), array_agg(p.site) into ids, origins, targets from (
    select distinct r.id, s.site_id as origin, a.site
    from jsonb_to_recordset(asked) as a (registration uuid, city text, "from" uuid, site uuid)
      join public.registrations r on r.meeting_id = meeting and (r.id = a.registration or a.registration is null and r.municipality_code = a.city)
      left join public.seats s on s.registration_id = r.id
    where a.site is distinct from s.site_id and (a.registration is not null or s.site_id = a."from")
    order by r.id) p;
  if ids is null then
    return '{"said": "nothing"}';
  end if;
  select array_agg(distinct i) into wrong from unnest(ids) as i group by i having count(*) > 1 limit 1;
  if wrong is not null then
    return jsonb_build_object('said', 'twice', 'people', sec.names_of(wrong));
  end if;
  select array_agg(r.id) into wrong from public.registrations r left join public.seats s on s.registration_id = r.id
    where r.id = any (ids) and (r.withdrawn_at is not null or r.erased_at is not null or s.id is null and r.confirmed_at is null
      or r.declined_at is not null and not agreed);
  if wrong is not null then
    return jsonb_build_object('said', 'gone', 'people', sec.names_of(wrong));
  end if;
  select jsonb_agg(s.name order by s.starts_on, s.code) into codes from public.meeting_sites s
    where s.id = any (origins || targets) and s.starts_on <= sec.today();
  if codes is not null then
    return jsonb_build_object('said', 'begun', 'sites', codes);
  end if;
  select array_agg(r.id) into wrong from unnest(ids, targets) as p (id, site) join public.registrations r on r.id = p.id
    where not agreed and not r.can_other and r.preferred_site_id is distinct from p.site
      or exists (select from public.allocation_pins x where x.registration_id = r.id and x.kind = 'rule'
        and (x.must_site_id <> p.site or x.not_site_id = p.site));
  if wrong is not null then
    return jsonb_build_object('said', 'nowhere', 'people', sec.names_of(wrong));
  end if;
  select jsonb_agg(s.name order by s.starts_on, s.code) into codes from public.meeting_sites s
    where s.id = any (targets) and s.capacity < (select count(*) from public.seats x where x.site_id = s.id and x.registration_id <> all (ids))
      + (select count(*) from unnest(targets) as t where t = s.id);
  if codes is not null then
    return jsonb_build_object('said', 'full', 'sites', codes);
  end if;

  with arriving as (
    select p.id, p.site, row_number() over (partition by p.site order by r.registered_at, r.id) as at
    from unnest(ids, targets) as p (id, site) join public.registrations r on r.id = p.id
  ), free as (
    select s.id as site, s.organisation_id, s.capacity, n as number, row_number() over (partition by s.id order by n) as at
    from public.meeting_sites s cross join generate_series(1, s.capacity) as n
    where s.id = any (targets)
      and not exists (select from public.seats x where x.site_id = s.id and x.number = n and x.registration_id <> all (ids))
  ), taken as (
    select a.id, f.* from arriving a join free f using (site, at)
  ), moved as (
    update public.seats s set site_id = t.site, site_capacity = t.capacity, number = t.number from taken t where s.registration_id = t.id
    returning s.registration_id
  )
  insert into public.seats (organisation_id, meeting_id, site_id, site_capacity, number, registration_id)
    select t.organisation_id, meeting, t.site, t.capacity, t.number, t.id from taken t
    where not exists (select from public.seats s where s.registration_id = t.id);
  perform sec.decide_seat(p.id, case when p.origin is null then 'placed' else 'moved' end, p.origin, p.site, '{"key": "byOrganiser"}', said)
    from unnest(ids, origins, targets) as p (id, origin, site);
  update public.registrations r set declined_at = null where r.id = any (ids) and r.declined_at is not null;
  delete from public.allocation_pins x where x.registration_id = any (ids) and x.kind = 'move';
  perform sec.settle_seats(meeting, '{}');
  return jsonb_build_object('said', 'done', 'moved', cardinality(ids));
end
$$;
grant execute on function sec.move_seats(uuid, jsonb, boolean, text) to hlidka_app;

-- The organiser takes a seat away, or somebody out of the queue, for a reason; he gets another one from the organiser alone.
create or replace function sec.remove_seat(registration uuid, seen uuid, said text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  at record;
  meeting uuid := (select r.meeting_id from public.registrations r where r.id = registration);
begin
  own := sec.own_meeting(meeting);
  if own.state is null then
    return null;
  elsif own.state <> 'published' then
    return 'state';
  end if;
  select r.withdrawn_at, r.declined_at, r.erased_at, s.site_id, p.starts_on into at from public.registrations r
    left join public.seats s on s.registration_id = r.id left join public.meeting_sites p on p.id = s.site_id where r.id = registration;
  if at.site_id is distinct from seen then
    return 'changed';
  elsif at.withdrawn_at is not null or at.declined_at is not null or at.erased_at is not null then
    return 'withdrawn';
  elsif at.starts_on <= sec.today() then
    return 'begun';
  end if;
  perform sec.decide_seat(registration, 'lost', at.site_id, null, '{"key": "removed"}', said);
  update public.registrations r set declined_at = sec.moment() where r.id = registration;
  return 'done';
end
$$;
grant execute on function sec.remove_seat(uuid, uuid, text) to hlidka_app;

-- A substitute takes the same seat, with its number, and no queue sees it free. Called by functions of ours, for a new
-- registration that does not count yet, in a meeting that is held; whether there was a seat.
create or replace function sec.substitute_seat(registration uuid, substitute uuid, said text default '') returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  site uuid;
begin
  update public.seats s set registration_id = substitute, taken_at = now() where s.registration_id = registration returning s.site_id into site;
  if not found then
    return false;
  end if;
  perform sec.decide_seat(registration, 'substituted', site, null, '{"key": "substituted"}', said);
  perform sec.decide_seat(substitute, 'substituted', null, site, '{"key": "substitute"}', said);
  return true;
end
$$;

-- One who sits and one who waits change, so that no seat leaves their team; the one who leaves it keeps his rank. Called by
-- functions of ours in a meeting that is held; whether it could be: the one sits, the other waits and may stand there.
create or replace function sec.exchange_seat(seated uuid, waiting uuid, said text default '') returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  site uuid := (select s.site_id from public.seats s join public.meeting_sites p on p.id = s.site_id
    where s.registration_id = seated and p.starts_on > sec.today());
begin
  if site is null or not exists (select from public.registrations r cross join lateral sec.seat_queue(r.meeting_id) q
      where r.id = seated and q.registration_id = waiting and (q.can_other or q.preferred_site_id = site) and sec.pins_allow(waiting, site)) then
    return false;
  end if;
  update public.seats s set registration_id = waiting, taken_at = now() where s.registration_id = seated;
  perform sec.decide_seat(seated, 'queued', site, null, '{"key": "exchanged"}', said);
  perform sec.decide_seat(waiting, 'promoted', null, site, '{"key": "exchange"}', said);
  perform sec.settle_seats(r.meeting_id, '{}') from public.registrations r where r.id = seated;
  return true;
end
$$;

-- A pin that goes lets somebody stand who could not before.
create or replace function sec.follow_pins() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.settle_seats(o.meeting_id, '{}') from (select distinct g.meeting_id from gone g order by 1) o;
  return null;
end
$$;
