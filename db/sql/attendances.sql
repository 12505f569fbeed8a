-- Who was at which block of a meeting: ticked on phones, which may have been alone for hours, and on pages.

-- What is unusual about somebody's being at a site: '' when he holds a seat there. For the organiser.
create or replace function sec.attendance_mark(registration uuid, site uuid) returns text
language sql stable security definer set search_path = '' as $$
  select case when s.site_id = site then '' when s.id is not null then 'moved'
    when (sec.standing_decision(r.id)).decision = 'substituted' then 'replaced'
    when r.withdrawn_at is not null then 'withdrawn' else 'no-seat' end
  from public.registrations r left join public.seats s on s.registration_id = r.id
  where r.id = registration and r.organisation_id = any (sec.writes('meeting'))
$$;
grant execute on function sec.attendance_mark(uuid, uuid) to hlidka_app;

-- Takes what was ticked at a site and who came without a registration, each by an id of its own, so that what is sent
-- twice is there once. Which of two is the later is decided by the server's clock: how wrong a phone's is shows when it
-- sends; nothing was decided in the future. An attendee is a registration of the meeting or somebody who just came; the
-- ids of what names neither, or no block of the site, come back and keep nothing else from being taken. Null: no such site.
create or replace function sec.record_attendance(site uuid, kept_months int, asked jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  place record;
  behind interval := now() - (asked ->> 'sentAt')::timestamptz;
  unknown jsonb;
begin
  select s.organisation_id, s.meeting_id,
      (select (max(x.ends_on) + make_interval(months => kept_months))::date from public.meeting_sites x where x.meeting_id = s.meeting_id) as kept
    into place from public.meeting_sites s where s.id = site and s.organisation_id = any (sec.writes('meeting'));
  if not found then
    return null;
  end if;
  insert into public.walk_ins (id, organisation_id, meeting_id, site_id, name, role, municipality, municipality_code, recorded_by, kept_until)
    select w."attendeeId", place.organisation_id, place.meeting_id, site, w.name, w.role, w.municipality,
      nullif(sec.municipality_of(w.municipality), ''), sec.user_id(), place.kept
    from jsonb_to_recordset(asked -> 'walkIns') as w ("attendeeId" uuid, name text, role text, municipality text)
    on conflict (id) do nothing;
  with ticks as (
    select t."tickId" as id, t.state, t."madeAt" as made_at, b.id as block_id, r.id as registration_id, w.id as walk_in_id
    from jsonb_to_recordset(asked -> 'ticks') as t ("tickId" uuid, "blockId" uuid, "attendeeId" uuid, state text, "madeAt" timestamptz)
      left join public.meeting_blocks b on b.id = t."blockId" and b.meeting_id = place.meeting_id and coalesce(b.site_id, site) = site
      left join public.registrations r on r.id = t."attendeeId" and r.meeting_id = place.meeting_id
      left join public.walk_ins w on w.id = t."attendeeId" and w.meeting_id = place.meeting_id
  ), taken as (
    insert into public.attendances (id, organisation_id, meeting_id, site_id, block_id, registration_id, walk_in_id, state, mark, device,
        made_at, decided_at, recorded_by)
      select t.id, place.organisation_id, place.meeting_id, site, t.block_id, t.registration_id, t.walk_in_id, t.state,
        coalesce(sec.attendance_mark(t.registration_id, site), ''), asked ->> 'device', t.made_at, least(now(), t.made_at + behind), sec.user_id()
      from ticks t where t.block_id is not null and coalesce(t.registration_id, t.walk_in_id) is not null
      on conflict (id) do nothing
  )
  select coalesce(jsonb_agg(t.id), '[]') into unknown from ticks t
    where t.block_id is null or coalesce(t.registration_id, t.walk_in_id) is null;
  return jsonb_build_object('unknown', unknown);
end
$$;
grant execute on function sec.record_attendance(uuid, int, jsonb) to hlidka_app;

-- Who was at which block of a meeting: of one person and block what was decided last counts, however many ticked it; not
-- whom the organiser left out of what was ticked without a seat. Under the rights of who asks.
create or replace function sec.attended(meeting uuid) returns table (site_id uuid, block_id uuid, registration_id uuid, walk_in_id uuid, mark text, decided_at timestamptz)
language sql stable set search_path = '' as $$
  select l.site_id, l.block_id, l.registration_id, l.walk_in_id, l.mark, l.decided_at
  from (select distinct on (coalesce(a.registration_id, a.walk_in_id), a.block_id) a.* from public.attendances a
    where a.meeting_id = meeting
    order by coalesce(a.registration_id, a.walk_in_id), a.block_id, a.decided_at desc, a.received_at desc, a.id desc) l
  where l.state = 'present' and (l.mark = '' or 'left-out' is distinct from (
    select d.decision from public.attendance_decisions d where d.registration_id = l.registration_id and d.site_id = l.site_id
    order by d.decided_at desc, d.id desc limit 1))
$$;
grant execute on function sec.attended(uuid) to hlidka_app;

-- What the organiser decides about somebody who was ticked without a seat. seen: the decision that he looked at, or 'none';
-- 'changed' when there is another one, or nobody was ticked so. Null: no such site, or no such registration of its meeting.
create or replace function sec.decide_attendance(site uuid, registration uuid, asked_decision text, why text, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  place record;
begin
  select s.organisation_id, s.meeting_id into place from public.meeting_sites s
    where s.id = site and s.organisation_id = any (sec.writes('meeting')) for update;
  if not found or not exists (select from public.registrations r where r.id = registration and r.meeting_id = place.meeting_id) then
    return null;
  elsif not exists (select from public.attendances a where a.site_id = site and a.registration_id = registration and a.mark <> '')
      or coalesce((select d.id::text from public.attendance_decisions d where d.registration_id = registration and d.site_id = site
      order by d.decided_at desc, d.id desc limit 1), 'none') <> seen then
    return 'changed';
  end if;
  insert into public.attendance_decisions (organisation_id, meeting_id, site_id, registration_id, decision, note, decided_by)
    values (place.organisation_id, place.meeting_id, site, registration, asked_decision, why, sec.user_id());
  return 'done';
end
$$;
grant execute on function sec.decide_attendance(uuid, uuid, text, text, text) to hlidka_app;

-- Takes away who came without a registration once the time of keeping is over; the row stays and counts.
create or replace function sec.purge_walk_ins() returns int
language plpgsql security definer set search_path = '' as $$
declare
  due uuid[] := array(select w.id from public.walk_ins w where w.erased_at is null and w.kept_until < sec.today());
begin
  if cardinality(due) = 0 then
    return 0;
  end if;
  perform sec.hold_heads(array(select w.organisation_id from public.walk_ins w where w.id = any (due)));
  insert into public.purges (organisation_id, what, older_than, removed)
    select w.organisation_id, 'registrations', sec.moment(), count(*) from public.walk_ins w where w.id = any (due) group by 1;
  perform sec.forget_answers('{walk_ins}', due);
  perform sec.forget_certificates(due);
  update public.walk_ins w set name = '…', municipality = '' where w.id = any (due);
  update public.walk_ins w set name = 'Vymazaná osoba', erased_at = now() where w.id = any (due);
  perform sec.forget_logged('walk_ins', due);
  return cardinality(due);
end
$$;
