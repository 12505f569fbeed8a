-- What people say of a meeting, without saying who they are. Opening the form and answering it are two commands: the
-- first marks who opened it, the second knows a ticket and no person. Each rewrites all rows of its table that belong to
-- the wave, in no order, so that neither the transaction nor the place of a row tells which came last; no row has a time,
-- none of them enters the log. What is ticked is added to counts and kept nowhere else.

-- Begins the asking after a site, until the end of a day from its last one on. Null: no such site for this organiser.
create or replace function sec.begin_feedback(site uuid, last_day date) returns text
language plpgsql security definer set search_path = '' as $$
declare
  at record;
  wave uuid := gen_random_uuid();
begin
  select s.organisation_id, s.meeting_id, s.ends_on into at from public.meeting_sites s join public.meetings m on m.id = s.meeting_id
    where s.id = site and s.organisation_id = any (sec.writes('meeting')) and m.state <> 'draft';
  if not found then
    return null;
  elsif last_day not between greatest(at.ends_on, sec.today()) and at.ends_on + 90 then
    return 'day';
  end if;
  insert into public.feedback_waves (id, organisation_id, meeting_id, site_id, closes_on, decided_by)
    values (wave, at.organisation_id, at.meeting_id, site, last_day, sec.user_id());
  insert into public.feedback_counts (organisation_id, meeting_id, wave_id, question, block_id, score)
    select at.organisation_id, at.meeting_id, wave, i.question, i.block_id, s.score
    from (select q.question, null::uuid as block_id from unnest(array['content', 'use', 'organisation', 'place']) as q (question)
        union all select 'block', b.id from public.meeting_blocks b where b.meeting_id = at.meeting_id and coalesce(b.site_id, site) = site) i
      cross join generate_series(1, 5) as s (score);
  return 'done';
end
$$;
grant execute on function sec.begin_feedback(uuid, date) to hlidka_app;

-- Moves the last day of a wave that is not over: once its results are told, nobody adds to them.
create or replace function sec.move_feedback(wave uuid, seen text, last_day date) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
begin
  select w.closes_on, w.xmin::text as version, s.ends_on into own from public.feedback_waves w join public.meeting_sites s on s.id = w.site_id
    where w.id = wave and w.organisation_id = any (sec.writes('meeting')) for update of w;
  if not found then
    return null;
  elsif own.version is distinct from seen then
    return 'changed';
  elsif own.closes_on < sec.today() then
    return 'closed';
  elsif last_day not between greatest(own.ends_on, sec.today()) and own.ends_on + 90 then
    return 'day';
  end if;
  update public.feedback_waves w set closes_on = last_day where w.id = wave;
  return 'done';
end
$$;
grant execute on function sec.move_feedback(uuid, text, date) to hlidka_app;

-- The wave that somebody who registered is asked in: of the site where he has a seat, or was.
create or replace function sec.feedback_wave_of(registration uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select w.id from public.feedback_waves w
  where w.site_id in (select x.site_id from public.seats x where x.registration_id = registration
    union all select a.site_id from public.attendances a where a.registration_id = registration and a.state = 'present')
  order by w.closes_on desc, w.id limit 1
$$;

-- What a private link shows of the asking: the wave, until when, whether it takes answers now and the form was opened.
-- registration: for the server, which makes the ticket of it.
create or replace function sec.feedback_by_link(asked_slug text, link uuid, hash bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('waveId', w.id, 'closesOn', w.closes_on, 'begun', sec.today() >= s.ends_on, 'over', sec.today() > w.closes_on,
    'opened', exists (select from public.feedback_marks m where m.wave_id = w.id and m.registration_id = l.id), 'registrationId', l.id)
  from sec.linked_registration(asked_slug, link, hash) l join public.feedback_waves w on w.id = sec.feedback_wave_of(l.id)
    join public.meeting_sites s on s.id = w.site_id
$$;
grant execute on function sec.feedback_by_link(text, uuid, bytea) to hlidka_app;

-- Why a wave takes nothing at the moment; null when it does.
create or replace function sec.feedback_shut(wave uuid) returns text
language sql stable security definer set search_path = '' as $$
  select case when sec.today() > w.closes_on then 'closed' when sec.today() < s.ends_on then 'early' end
  from public.feedback_waves w join public.meeting_sites s on s.id = w.site_id where w.id = wave
$$;

-- Marks that somebody opened the form, by his link; the same again is the same.
create or replace function sec.open_feedback(asked_slug text, link uuid, hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  linked record;
  wave uuid;
  shut text;
begin
  select * into linked from sec.linked_registration(asked_slug, link, hash);
  if not found then
    return 'over';
  end if;
  wave := sec.feedback_wave_of(linked.id);
  if wave is null then
    return 'none';
  end if;
  perform 1 from public.feedback_waves w where w.id = wave for update;
  shut := sec.feedback_shut(wave);
  if shut is not null then
    return shut;
  end if;
  perform sec.visit(linked.organisation_id);
  insert into public.feedback_marks (organisation_id, meeting_id, wave_id, registration_id)
    values (linked.organisation_id, linked.meeting_id, wave, linked.id) on conflict do nothing;
  with taken as (delete from public.feedback_marks m where m.wave_id = wave returning m.*)
  insert into public.feedback_marks (organisation_id, meeting_id, wave_id, registration_id)
    select t.organisation_id, t.meeting_id, t.wave_id, t.registration_id from taken t order by gen_random_uuid();
  return 'done';
end
$$;
grant execute on function sec.open_feedback(text, uuid, bytea) to hlidka_app;

-- What the form asks about, for everybody who has the address of one: nothing of a person.
create or replace function sec.feedback_form(asked_slug text, wave uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('titleCs', m.title_cs, 'titleEn', m.title_en, 'site', s.name, 'startsOn', s.starts_on, 'endsOn', s.ends_on,
    'closesOn', w.closes_on, 'shut', sec.feedback_shut(w.id),
    'blocks', coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'number', b.number, 'titleCs', b.title_cs, 'titleEn', b.title_en) order by b.number, b.id)
      from public.meeting_blocks b where exists (select from public.feedback_counts c where c.wave_id = w.id and c.block_id = b.id)), '[]'))
  from public.feedback_waves w join public.meetings m on m.id = w.meeting_id join public.meeting_sites s on s.id = w.site_id
  where w.id = wave and m.slug = asked_slug
$$;
grant execute on function sec.feedback_form(text, uuid) to hlidka_app;

-- Takes an answer for a ticket, once. That the ticket is one of ours says the server; that there are no more answers than
-- opened forms holds the database.
create or replace function sec.answer_feedback(asked_slug text, wave uuid, ticket bytea, scores jsonb, words text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  at record;
  shut text;
begin
  select w.organisation_id, w.meeting_id into at from public.feedback_waves w join public.meetings m on m.id = w.meeting_id
    where w.id = wave and m.slug = asked_slug for update of w;
  if not found then
    return null;
  end if;
  shut := sec.feedback_shut(wave);
  if shut is not null then
    return shut;
  elsif exists (select from public.feedback_tickets t where t.wave_id = wave and t.ticket_hash = ticket)
     or (select count(*) from public.feedback_tickets t where t.wave_id = wave) >= (select count(*) from public.feedback_marks m where m.wave_id = wave) then
    return 'spent';
  elsif exists (select from jsonb_array_elements(scores) s (given) where not exists (select from public.feedback_counts c
      where c.wave_id = wave and coalesce(c.block_id::text, c.question) = s.given ->> 'item' and c.score = (s.given ->> 'score')::int)) then
    return 'item';
  end if;
  perform sec.visit(at.organisation_id);
  with taken as (delete from public.feedback_tickets t where t.wave_id = wave returning t.ticket_hash)
  insert into public.feedback_tickets (organisation_id, meeting_id, wave_id, ticket_hash)
    select at.organisation_id, at.meeting_id, wave, a.ticket_hash from (select t.ticket_hash from taken t union all select ticket) a order by gen_random_uuid();
  update public.feedback_counts c set n = c.n + (exists (select from jsonb_array_elements(scores) s (given)
      where s.given ->> 'item' = coalesce(c.block_id::text, c.question) and (s.given ->> 'score')::int = c.score))::int
    where c.wave_id = wave;
  with taken as (delete from public.feedback_texts t where t.wave_id = wave returning t.text)
  insert into public.feedback_texts (organisation_id, meeting_id, wave_id, text)
    select at.organisation_id, at.meeting_id, wave, a.text from (select t.text from taken t union all select words where words <> '') a order by gen_random_uuid();
  return 'done';
end
$$;
grant execute on function sec.answer_feedback(text, uuid, bytea, jsonb, text) to hlidka_app;

-- What was said in the waves of a meeting that are over, for who reads the organisation: counts of a question or block that
-- five answered at least, and words once five answered, in no order. Of the others when they end, and nothing else.
create or replace function sec.feedback_results(meeting uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('waveId', w.id, 'siteId', w.site_id, 'closesOn', w.closes_on, 'over', o.over,
      'version', w.xmin::text, 'answers', case when o.over then o.answers end,
      'items', case when o.told then (select jsonb_agg(jsonb_build_object('question', i.question, 'blockId', i.block_id, 'counts', i.counts) order by i.question, i.block_id)
        from (select c.question, c.block_id, array_agg(c.n order by c.score) as counts from public.feedback_counts c where c.wave_id = w.id
          group by c.question, c.block_id having sum(c.n) >= 5) i) end,
      'texts', case when o.told then (select jsonb_agg(t.text order by t.id) from public.feedback_texts t where t.wave_id = w.id) end)
    order by s.starts_on, s.code), '[]')
  from public.feedback_waves w join public.meeting_sites s on s.id = w.site_id
    cross join lateral (select sec.today() > w.closes_on as over, n as answers, sec.today() > w.closes_on and n >= 5 as told
      from (select count(*) as n from public.feedback_tickets t where t.wave_id = w.id) t) o
  where w.meeting_id = meeting and w.organisation_id = any (sec.organisations())
$$;
grant execute on function sec.feedback_results(uuid) to hlidka_app;
