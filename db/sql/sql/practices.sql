-- The exchange of practice: who takes part tells, by an account or by his link; the organiser of the meeting publishes or
-- returns. These functions alone write.

-- Puts a text into the organisation of its meeting, or changes its author's own; sent anew each time, by the business clock.
-- At most twenty of an author wait. Null: the id is another text's.
create or replace function sec.put_practice(practice uuid, meeting uuid, author uuid, registration uuid, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  place text := sec.municipality_of(asked ->> 'municipality');
  home uuid := (select m.organisation_id from public.meetings m where m.id = meeting);
begin
  if place is null then
    return 'municipality';
  elsif place = '' then
    return 'ambiguous';
  elsif (select count(*) >= 20 from public.practices p where p.id <> practice and p.state = 'sent'
      and (p.author_id = author or p.registration_id = registration)) then
    return 'many';
  end if;
  insert into public.practices (id, organisation_id, meeting_id, author_id, registration_id, municipality_code, kind, topic, title, happened, lesson,
      sent_at)
    values (practice, home, meeting, author, registration, place, asked ->> 'kind', asked ->> 'topic', asked ->> 'title', asked ->> 'happened',
      asked ->> 'lesson', sec.moment())
    on conflict (id) do update set municipality_code = excluded.municipality_code, kind = excluded.kind, topic = excluded.topic,
      title = excluded.title, happened = excluded.happened, lesson = excluded.lesson, state = 'sent', sent_at = excluded.sent_at
      where practices.state <> 'published' and (practices.meeting_id, practices.author_id, practices.registration_id)
        is not distinct from (excluded.meeting_id, excluded.author_id, excluded.registration_id);
  if not found then
    return null;
  end if;
  insert into public.practice_decisions (organisation_id, meeting_id, practice_id, author_id, decision, decided_by)
    values (home, meeting, practice, author, 'sent', author);
  return 'done';
end
$$;

-- Somebody with an account tells, wherever he is at home, about a meeting that was opened. Null: no such meeting for him.
create or replace function sec.send_practice(practice uuid, meeting uuid, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if sec.user_id() is null or not exists (select from public.meetings m where m.id = meeting and m.state <> 'draft') then
    return null;
  end if;
  return sec.put_practice(practice, meeting, sec.user_id(), null, asked);
end
$$;
grant execute on function sec.send_practice(uuid, uuid, jsonb) to hlidka_app;

-- What may still be changed: a text of one's own that is not published, as it was looked at. Null: not there for these eyes.
create or replace function sec.hold_practice(practice uuid, author uuid, registration uuid, seen text, out meeting uuid, out problem text)
language plpgsql security definer set search_path = '' as $$
declare
  own record;
begin
  select p.meeting_id, p.state, p.xmin::text as version into own from public.practices p
    where p.id = practice and (p.author_id = author or p.registration_id = registration) for update;
  if found then
    meeting := own.meeting_id;
    problem := case when own.state = 'published' then 'decided' when own.version is distinct from seen then 'changed' end;
  end if;
end
$$;

-- Changes one's own text and sends it anew.
create or replace function sec.change_practice(practice uuid, seen text, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  held := sec.hold_practice(practice, sec.user_id(), null, seen);
  if held.meeting is null or held.problem is not null then
    return held.problem;
  end if;
  return sec.put_practice(practice, held.meeting, sec.user_id(), null, asked);
end
$$;
grant execute on function sec.change_practice(uuid, text, jsonb) to hlidka_app;

-- The same by the link of a confirmed registration; for a new text no version was seen.
create or replace function sec.tell_practice_by_link(asked_slug text, link uuid, hash bytea, practice uuid, seen text, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  linked record;
  held record;
begin
  select * into linked from sec.linked_registration(asked_slug, link, hash);
  if not found then
    return 'over';
  elsif not exists (select from public.registrations r where r.id = linked.id and r.confirmed_at is not null and r.withdrawn_at is null) then
    return 'unconfirmed';
  end if;
  if seen is not null then
    held := sec.hold_practice(practice, null, linked.id, seen);
    if held.meeting is null or held.problem is not null then
      return held.problem;
    end if;
  end if;
  perform sec.visit(linked.organisation_id);
  return sec.put_practice(practice, linked.meeting_id, null, linked.id, asked);
end
$$;
grant execute on function sec.tell_practice_by_link(text, uuid, bytea, uuid, text, jsonb) to hlidka_app;

-- What somebody told by his link, the newest first, with the last decision on each.
create or replace function sec.practices_by_link(asked_slug text, link uuid, hash bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'topic', p.topic, 'title', p.title, 'happened', p.happened,
      'lesson', p.lesson, 'state', p.state, 'municipality', c.name, 'municipalityCode', p.municipality_code, 'sentAt', p.sent_at, 'reason', d.reason,
      'note', coalesce(d.note, ''), 'version', p.xmin::text) order by p.sent_at desc, p.id), '[]')
  from sec.linked_registration(asked_slug, link, hash) l join public.practices p on p.registration_id = l.id
    join public.municipalities c on c.code = p.municipality_code
    left join lateral (select x.reason, x.note from public.practice_decisions x where x.practice_id = p.id
      order by x.decided_at desc limit 1) d on true
$$;
grant execute on function sec.practices_by_link(text, uuid, bytea) to hlidka_app;

-- The organiser publishes a text that was sent, returns it, or takes a published one back with a reason.
create or replace function sec.decide_practice(practice uuid, seen text, asked text, why text, words text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
begin
  select p.organisation_id, p.meeting_id, p.author_id, p.state, p.xmin::text as version into own from public.practices p
    where p.id = practice and p.organisation_id = any (sec.writes('meeting')) for update;
  if not found then
    return null;
  elsif own.version is distinct from seen then
    return 'changed';
  elsif own.state || '>' || asked <> all ('{sent>published,sent>returned,published>returned}') then
    return 'decided';
  end if;
  update public.practices p set state = asked, published_at = case when asked = 'published' then sec.moment() end where p.id = practice;
  insert into public.practice_decisions (organisation_id, meeting_id, practice_id, author_id, decision, reason, note, decided_by)
    values (own.organisation_id, own.meeting_id, practice, own.author_id, asked, why, coalesce(words, ''), sec.user_id());
  return 'done';
end
$$;
grant execute on function sec.decide_practice(uuid, text, text, text, text) to hlidka_app;

-- What an erased person told and nobody published goes whole; what is published names nobody and stays.
create or replace function sec.forget_practices(registrations uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  ids uuid[] := array(select p.id from public.practices p where p.registration_id = any (registrations) and p.state <> 'published');
  decided uuid[] := array(select d.id from public.practice_decisions d where d.practice_id = any (ids));
begin
  delete from public.practice_decisions d where d.id = any (decided);
  delete from public.practices p where p.id = any (ids);
  delete from public.audit_personal a using public.audit_entries e
    where a.entry_id = e.id and e.table_name in ('practices', 'practice_decisions') and e.row_id = any (ids || decided);
end
$$;
