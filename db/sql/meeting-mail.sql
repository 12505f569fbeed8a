-- Mails of a meeting: what was decided about somebody's seat is told to him once, from the decision's row; those of a
-- publication or a mailing wait for their time, for each other and for whatever else is sent.

-- A site as mails tell it.
create or replace function sec.mailed_site(site uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', s.id, 'name', s.name, 'venueCs', s.venue_cs, 'venueEn', s.venue_en, 'address', s.address,
    'startsOn', s.starts_on, 'endsOn', s.ends_on, 'arrivalBy', to_char(s.arrival_by, 'HH24:MI'), 'firstMeal', s.first_meal,
    'endsAt', to_char(s.ends_at, 'HH24:MI'), 'lastMeal', s.last_meal)
  from public.meeting_sites s where s.id = site
$$;

-- What the mails of a meeting are written from, for the worker and for the organiser, who looks at them beforehand; without
-- the name of who has not confirmed, which somebody else typed.
create or replace function sec.mailed_seat(registration uuid, site uuid, why text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('registrationId', r.id, 'slug', m.slug, 'titleCs', m.title_cs, 'titleEn', m.title_en,
    'contactName', m.contact_name, 'contactEmail', m.contact_email, 'contactPhone', m.contact_phone,
    'linkId', (select l.id from public.registration_links l where l.registration_id = r.id and l.ended_at is null order by l.created_at desc, l.id limit 1),
    'name', case when r.confirmed_at is not null then r.name else '' end, 'role', r.role, 'locale', r.locale, 'site', sec.mailed_site(site), 'minds', r.preferred_site_id is not null,
    'wished', (select coalesce(jsonb_agg(sec.mailed_site(s.id) order by s.starts_on, s.code), '[]') from public.meeting_sites s
      where s.meeting_id = r.meeting_id and (r.preferred_site_id is null or s.id = r.preferred_site_id)),
    'reason', why)
  from public.registrations r join public.meetings m on m.id = r.meeting_id
  where r.id = registration and r.erased_at is null
    and (sec.kind() = 'worker' or r.organisation_id = any (sec.writes('meeting')))
$$;

-- The same of a decision: of the site that it gave, else of the one that it took.
create or replace function sec.mailed_decision(asked uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select sec.mailed_seat(d.registration_id, coalesce(d.site_id, d.from_site_id), d.note) from public.seat_decisions d where d.id = asked
$$;
grant execute on function sec.mailed_decision(uuid) to hlidka_app;

-- The same of a seat that somebody has at a site; null when he has it there no longer.
create or replace function sec.mailed_place(registration uuid, site uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select sec.mailed_seat(s.registration_id, s.site_id, '') from public.seats s where s.registration_id = registration and s.site_id = site
$$;
grant execute on function sec.mailed_place(uuid, uuid) to hlidka_app;

-- The same of somebody to look at the mails with: first who has another site than he asked for, first of that language.
create or replace function sec.mailed_sample(meeting uuid, language text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select sec.mailed_seat(r.id, coalesce(s.site_id, r.preferred_site_id, (select x.id from public.meeting_sites x where x.meeting_id = meeting order by x.starts_on, x.code limit 1)), '')
  from public.registrations r left join public.seats s on s.registration_id = r.id
  where r.meeting_id = meeting and r.confirmed_at is not null and r.withdrawn_at is null and r.erased_at is null
  order by s.id is null, s.site_id is not distinct from r.preferred_site_id, r.preferred_site_id is null, r.locale <> language, r.registered_at, r.id limit 1
$$;
grant execute on function sec.mailed_sample(uuid, text) to hlidka_app;

-- What somebody was last told about his seat: the kind of news and the site, null where he has none. Only what was sent counts.
create or replace function sec.told_seat(registration uuid, out news text, out site uuid)
language sql stable security definer set search_path = '' as $$
  select substr(o.template, 6), case when o.template in ('seat-placed', 'seat-moved', 'seat-promoted', 'seat-substitute') then d.site_id end
  from public.outbox o join public.seat_decisions d on d.id = (o.data ->> 'decisionId')::uuid
  where o.registration_id = registration and o.template like 'seat-%' and o.state = 'sent' order by d.number desc limit 1
$$;

-- Whether somebody may be mailed about his seat: who has not confirmed gets no more than strangers may have sent to him.
create or replace function sec.may_mail(registration uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (select from public.registrations r where r.id = registration and r.confirmed_at is null and r.email is not null
    and sec.mails_spent(r.email))
$$;

-- Orders what a new decision makes somebody need to know, in place of what waits about an earlier one: who was moved twice
-- before anything was sent reads of his last place alone, and who came back to where he knows that he is reads nothing.
create or replace function sec.mail_decision() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  told record;
  news text;
  starts timestamptz := (select p.mails_from from public.publications p where p.id = new.publication_id);
  later boolean := coalesce(starts > clock_timestamp(), false);
begin
  if new.decision = 'role-changed' or new.reason ->> 'key' = 'erased' or sec.kind() = 'operator' then
    return null;
  end if;
  -- Waits for one that is just being sent, which then counts as told.
  update public.outbox o set state = 'dropped', last_error = 'replaced', settled_at = clock_timestamp()
    where o.registration_id = new.registration_id and o.state = 'waiting' and o.template like 'seat-%';
  select * into told from sec.told_seat(new.registration_id);
  if new.site_id is not null then
    news := case when new.site_id = told.site then null when told.site is not null then 'moved' when told.news = 'queued' then 'promoted'
      when new.decision = 'substituted' then 'substitute' else 'placed' end;
  elsif new.decision = 'queued' then
    news := case when told.news is distinct from 'queued' then 'queued' end;
  elsif told.site is not null then
    -- Whose place somebody took over is told so by his team's mail, with the cancellation.
    news := case new.decision when 'lost' then 'lost' when 'substituted' then null else 'left' end;
  elsif new.decision = 'lost' then
    news := 'unlisted';
  end if;
  if news is not null and sec.may_mail(new.registration_id) then
    insert into public.outbox (organisation_id, message_id, template, registration_id, meeting_id, batch_id, data, next_attempt_at)
      values (new.organisation_id, sec.message_id('seat', new.id::text, new.registration_id), 'seat-' || news, new.registration_id, new.meeting_id,
        case when later then new.publication_id end, jsonb_build_object('decisionId', new.id), greatest(clock_timestamp(), starts));
  end if;
  -- Who comes to a site after its programme was sent gets it too, after the news.
  if news is not null and new.site_id is not null then
    insert into public.outbox (organisation_id, message_id, template, registration_id, meeting_id, data, next_attempt_at)
      select new.organisation_id, sec.message_id('programme', l.id::text, new.registration_id), 'meeting-programme', new.registration_id, new.meeting_id,
        jsonb_build_object('siteId', l.site_id), greatest(clock_timestamp(), starts) + interval '1 minute'
      from public.meeting_mailings l where l.site_id = new.site_id and l.kind = 'programme' and sec.may_mail(new.registration_id)
      order by l.ordered_at desc limit 1
      on conflict (message_id) do nothing;
  end if;
  return null;
end
$$;

-- A publication that is taken back takes its mails with it; refused once one of them has left, however long that took.
create or replace function sec.unmail_publication() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.outbox o where o.meeting_id = new.meeting_id and o.template like 'seat-%' and o.state = 'waiting' order by o.id for update;
  if sec.publication_left(new.id) then
    raise exception 'mails of the publication have left' using errcode = '23514', constraint = 'publications_left';
  end if;
  update public.outbox o set state = 'dropped', last_error = 'undone', settled_at = clock_timestamp()
    where o.state = 'waiting' and o.data ->> 'decisionId' in (select d.id::text from public.seat_decisions d where d.publication_id = new.id);
  return null;
end
$$;

-- The event that goes with a mail, numbered and kept before the mail is handed over; the same one when it is sent again. A
-- cancellation is that of the last event that went out, in its own words; null when there is none that holds. asked: an
-- event without a number, of a cancellation the method alone. For the worker.
create or replace function sec.number_event(mail uuid, asked jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  whose uuid := (select o.registration_id from public.outbox o where o.id = mail and sec.kind() = 'worker');
  kept jsonb;
  last jsonb;
begin
  if whose is null then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('event ' || whose, 0));
  select o.calendar into kept from public.outbox o where o.id = mail;
  if kept is null then
    select o.calendar into last from public.outbox o where o.registration_id = whose and o.state = 'sent' and o.calendar is not null
      order by (o.calendar ->> 'sequence')::int desc limit 1;
    if asked ->> 'method' = 'CANCEL' then
      if last is null or last ->> 'method' = 'CANCEL' then
        return null;
      end if;
      asked := last || '{"method": "CANCEL"}';
    end if;
    kept := asked || jsonb_build_object('sequence', (select coalesce(max((o.calendar ->> 'sequence')::int) + 1, 0)
      from public.outbox o where o.registration_id = whose));
    update public.outbox o set calendar = kept where o.id = mail;
  end if;
  return kept;
end
$$;
grant execute on function sec.number_event(uuid, jsonb) to hlidka_app;

-- Meetings whose batches do not go out now.
create or replace function sec.stopped_meetings() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(s.meeting_id), '{}') from (
    select distinct on (x.meeting_id) x.meeting_id, x.decision from public.meeting_mail_stops x order by x.meeting_id, x.decided_at desc, x.id) s
  where s.decision <> 'resumed'
$$;
grant execute on function sec.stopped_meetings() to hlidka_app;

-- Whether the mail server was asked often enough in this minute to let batches wait.
create or replace function sec.minute_is_full() returns boolean
language sql stable security definer set search_path = '' as $$
  select (select count(*) from public.outbox o where o.tried_at > clock_timestamp() - interval '1 minute')
    >= coalesce((select (s.value #>> '{}')::int from public.settings s
      where s.key = 'meeting.mails_per_minute' and s.valid_from <= sec.today() order by s.valid_from desc limit 1), 30)
$$;
grant execute on function sec.minute_is_full() to hlidka_app;

-- A mail of a meeting was refused for what it is, not for whom it is to. Those of its batch wait until somebody goes on, this
-- one too; its organisers are told once. Of one that is alone they are told once a day. For the worker.
create or replace function sec.refuse_mail(mail uuid, answer text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  stop uuid;
begin
  select o.organisation_id, o.meeting_id, o.batch_id into own from public.outbox o where o.id = mail and o.meeting_id is not null and sec.kind() = 'worker';
  if not found then
    return false;
  end if;
  perform sec.hold_mails(own.meeting_id);
  if own.batch_id is not null and own.meeting_id <> all (sec.stopped_meetings()) then
    insert into public.meeting_mail_stops (organisation_id, meeting_id, decision, codes) values (own.organisation_id, own.meeting_id, 'refused', answer)
      returning id into stop;
  end if;
  if stop is not null or own.batch_id is null then
    perform sec.put_mail(a.organisation_id, 'meeting-refused', a.user_id, coalesce(stop::text, own.meeting_id || ' ' || sec.rights_day()),
        jsonb_build_object('meetingId', own.meeting_id, 'codes', answer))
      from (select distinct u.organisation_id, u.id as user_id from public.role_assignments x join public.users u on u.id = x.user_id and u.active
        where x.role = 'organiser' and x.organisation_id = own.organisation_id and x.ended_at is null
          and sec.rights_day() between x.valid_from and coalesce(x.valid_to, 'infinity')) a;
  end if;
  return own.batch_id is not null;
end
$$;
grant execute on function sec.refuse_mail(uuid, text) to hlidka_app;

create or replace function sec.hold_mails(meeting uuid) returns void
language sql security definer set search_path = '' as $$ select pg_advisory_xact_lock(hashtextextended('mails ' || meeting, 0)) $$;

-- Stops the batches of a meeting, or lets them go on; false when they do so already, null when it is not there.
create or replace function sec.stop_mails(meeting uuid, stop boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  organisation uuid := (select m.organisation_id from public.meetings m where m.id = meeting and m.organisation_id = any (sec.writes('meeting')));
begin
  if organisation is null then
    return null;
  end if;
  perform sec.hold_mails(meeting);
  if (meeting = any (sec.stopped_meetings())) = stop then
    return false;
  end if;
  insert into public.meeting_mail_stops (organisation_id, meeting_id, decision, decided_by)
    values (organisation, meeting, case when stop then 'stopped' else 'resumed' end, sec.user_id());
  return true;
end
$$;
grant execute on function sec.stop_mails(uuid, boolean) to hlidka_app;

-- Orders the programme or the reminder of a site to everybody who has a seat there; who was confirmed less than two days ago,
-- or was told his place less than two days ago, needs no reminder. How many: null for a site that is not there, -1 for a
-- reminder that was sent.
create or replace function sec.send_mailing(site uuid, what text) returns int
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  made uuid := gen_random_uuid();
  ordered int;
begin
  select s.organisation_id, s.meeting_id into own from public.meeting_sites s
    where s.id = site and (sec.kind() = 'worker' or s.organisation_id = any (sec.writes('meeting')));
  if not found then
    return null;
  end if;
  perform sec.hold_mails(own.meeting_id);
  insert into public.meeting_mailings (id, organisation_id, meeting_id, kind, site_id, ordered_by)
    values (made, own.organisation_id, own.meeting_id, what, site, case when sec.kind() <> 'worker' then sec.user_id() end)
    on conflict (site_id) where kind = 'reminder' do nothing;
  if not found then
    return -1;
  end if;
  insert into public.outbox (organisation_id, message_id, template, registration_id, meeting_id, batch_id, data)
    select own.organisation_id, sec.message_id(what, made::text, r.id), 'meeting-' || what, r.id, own.meeting_id, made, jsonb_build_object('siteId', site)
    from public.seats s join public.registrations r on r.id = s.registration_id
    where s.site_id = site and r.withdrawn_at is null and r.erased_at is null and (what <> 'reminder' or
      r.confirmed_at is not null and r.confirmed_at < sec.moment() - interval '48 hours' and not exists (select from public.outbox o
        where o.registration_id = r.id and o.template like 'seat-%' and (o.state = 'waiting' or o.state = 'sent' and o.settled_at > now() - interval '48 hours')));
  get diagnostics ordered = row_count;
  return ordered;
end
$$;
grant execute on function sec.send_mailing(uuid, text) to hlidka_app;

-- The sites whose reminder is due: some days before the first one, and never on it or after it. For the worker.
create or replace function sec.reminders_due() returns table (id uuid)
language sql stable security definer set search_path = '' as $$
  select s.id from public.meeting_sites s join public.meetings m on m.id = s.meeting_id
  where sec.kind() = 'worker' and m.state = 'published' and s.starts_on > sec.today()
    and s.starts_on - coalesce((select (x.value #>> '{}')::int from public.settings x
      where x.key = 'meeting.reminder_days' and x.valid_from <= sec.today() order by x.valid_from desc limit 1), 7) <= sec.today()
    and not exists (select from public.meeting_mailings l where l.site_id = s.id and l.kind = 'reminder')
  order by s.starts_on, s.id
$$;
grant execute on function sec.reminders_due() to hlidka_app;

-- Sends a mail of a meeting again: one that failed as the same mail, one that arrived as another that says the same, with
-- the same event. Whether it could be, which news that holds no more cannot; null when it is not there.
create or replace function sec.resend_meeting_mail(mail uuid, again uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  own record;
begin
  select o.* into own from public.outbox o
    where o.id = mail and o.meeting_id is not null and o.registration_id is not null and o.organisation_id = any (sec.writes('meeting')) for update;
  if not found then
    return null;
  elsif own.state = 'failed' then
    update public.outbox o set state = 'waiting', attempts = 0, next_attempt_at = clock_timestamp(), settled_at = null, last_error = null where o.id = mail;
    return true;
  elsif own.state <> 'sent' or own.template like 'seat-%' and own.data ->> 'decisionId' is distinct from (sec.standing_decision(own.registration_id)).id::text then
    return false;
  end if;
  insert into public.outbox (organisation_id, message_id, template, registration_id, meeting_id, data, calendar)
    values (own.organisation_id, sec.message_id('again', again::text, own.registration_id), own.template, own.registration_id, own.meeting_id, own.data, own.calendar);
  return true;
end
$$;
grant execute on function sec.resend_meeting_mail(uuid, uuid) to hlidka_app;

-- Another address starts clean: nothing that happened to the one before counts, and what is to be told about a seat goes to
-- it now.
create or replace function sec.clean_mails() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.outbox o set attempts = 0, last_error = null,
      next_attempt_at = greatest(now(), (select p.mails_from from public.publications p where p.id = o.batch_id))
    where o.registration_id = new.id and o.state = 'waiting' and o.attempts > 0;
  update public.outbox o set state = 'waiting', attempts = 0, last_error = null, settled_at = null, next_attempt_at = now()
    where o.registration_id = new.id and o.state = 'failed' and o.template like 'seat-%'
      and o.data ->> 'decisionId' = (sec.standing_decision(new.id)).id::text;
  update public.outbox o set state = 'dropped', last_error = 'replaced' where o.registration_id = new.id and o.state = 'failed';
  return null;
end
$$;

-- Orders a mail of a meeting to its organiser himself.
create or replace function sec.try_meeting_mail(meeting uuid, event uuid, content jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.meetings m where m.id = meeting and m.organisation_id = any (sec.writes('meeting'))) then
    return false;
  end if;
  perform sec.put_mail(u.organisation_id, 'meeting-sample', u.id, event::text, content) from public.users u where u.id = sec.user_id();
  return found;
end
$$;
grant execute on function sec.try_meeting_mail(uuid, uuid, jsonb) to hlidka_app;

-- Tells the coordinator of a team that the own address of one of his people takes no mail. For the worker.
create or replace function sec.tell_coordinator(mail uuid) returns void
language sql security definer set search_path = '' as $$
  select sec.put_team_mail('team-bounced', r.team_id, mail::text, jsonb_build_object('registrationId', r.id))
  from public.outbox o join public.registrations r on r.id = o.registration_id
  where o.id = mail and r.team_id is not null and r.email is not null and sec.kind() = 'worker'
$$;
grant execute on function sec.tell_coordinator(uuid) to hlidka_app;
