-- Registering for a meeting without an account: who comes writes by these functions alone, into the organisation of the
-- meeting, and by a private link sees his own registration and nothing else.

-- Anybody who sends something: a context that opens no organisation, and remembers what was sent under which id. asked_at:
-- the instant that the installation is asked to be at, which decides about deadlines; else the clock's. network: the
-- address that he comes from, by which sendings are counted.
create or replace function sec.enter_visitor(asked_day date, asked_at timestamptz, network text, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me jsonb := sec.enter_public(asked_day);
begin
  perform sec.set_context(sec.context()
    || jsonb_build_object('command', command_id, 'action', command_name, 'now', asked_at, 'network', network));
  return me;
end
$$;
grant execute on function sec.enter_visitor(date, timestamptz, text, uuid, text) to hlidka_app;

-- The instant of the business clock: the one asked for, the real one, or the time of day on the day of a demo.
create or replace function sec.moment() returns timestamptz
language sql stable security definer set search_path = '' as $$
  select coalesce((c.ctx ->> 'now')::timestamptz,
    case when (c.ctx ->> 'today')::date = (now() at time zone 'Europe/Prague')::date then now()
      else ((c.ctx ->> 'today')::date + (now() at time zone 'Europe/Prague')::time) at time zone 'Europe/Prague' end)
  from (select sec.context() as ctx) c
$$;
grant execute on function sec.moment() to hlidka_app;

-- What a visitor sent belongs to the organisation that he wrote in; he himself enters none.
create or replace function sec.visit(organisation uuid) returns void
language sql security definer set search_path = '' as $$
  select sec.set_context(c.ctx || jsonb_build_object('visited', organisation))
  from (select sec.context() as ctx) c where c.ctx ->> 'kind' = 'public'
$$;

-- Orders a mail to who registered; the same event mails once.
create or replace function sec.put_registration_mail(organisation uuid, kind text, recipient uuid, event text, content jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.outbox (organisation_id, message_id, template, registration_id, meeting_id, data)
    select organisation, sec.message_id(kind, event, recipient), kind, recipient, r.meeting_id, content
    from public.registrations r where r.id = recipient
    on conflict (message_id) do nothing
$$;

-- One after another for the same address, however many ask at once.
create or replace function sec.hold_address(address text) returns void
language sql security definer set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended('registration ' || address, 0))
$$;

-- The code of a municipality by its code or a name that only one has; '' for a name that several have, null for none.
create or replace function sec.municipality_of(asked text) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  -- By the code no name is folded, which would be done for six thousand.
  if exists (select from public.municipalities m where m.code = asked) then
    return asked;
  end if;
  return (select case count(*) when 0 then null when 1 then min(m.code) else '' end from public.municipalities m
    where sec.plain(m.name) = sec.plain(asked));
end
$$;

-- What somebody asks for as a row: the site by its code, the municipality by code or name. problem: what is wrong with it.
create or replace function sec.read_answers(meeting uuid, round_site uuid, asked jsonb, out site uuid, out municipality text, out problem text)
language plpgsql stable security definer set search_path = '' as $$
begin
  if asked ->> 'site' <> 'any' then
    select s.id into site from public.meeting_sites s where s.meeting_id = meeting and s.code = asked ->> 'site';
    if site is null then
      problem := 'site';
      return;
    end if;
  end if;
  if round_site is not null and site is distinct from round_site then
    problem := 'site';
    return;
  end if;
  municipality := sec.municipality_of(asked ->> 'municipality');
  problem := case when municipality is null then 'municipality' when municipality = '' then 'ambiguous' end;
end
$$;

-- A number of the settings as it is today; otherwise: where none stands.
create or replace function sec.setting_number(asked text, otherwise int) returns int
language sql stable security definer set search_path = '' as $$
  select coalesce((select (s.value #>> '{}')::int from public.settings s
    where s.key = asked and s.valid_from <= sec.today() order by s.valid_from desc limit 1), otherwise)
$$;

-- Whether a network or a meeting is sent too much: 'crowded' for too many unconfirmed ones from a network in an hour,
-- 'slow' while a meeting gets very many and this network has sent one a minute ago; null: it may be sent.
create or replace function sec.sent_too_much(meeting uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  network text := coalesce(sec.context() ->> 'network', '');
  from_there bytea := sec.guess_mark('registration network', network);
begin
  if network = '' then
    return null;
  elsif sec.address_spent(from_there, sec.setting_number('registration.network_hour', 60)) then
    return 'crowded';
  elsif exists (select from public.guesses g where g.address = from_there and g.at > clock_timestamp() - interval '1 minute')
     and (select count(*) >= sec.setting_number('registration.meeting_ten_minutes', 300) from public.registrations r
       where r.meeting_id = meeting and r.confirmed_at is null and r.created_at > now() - interval '10 minutes') then
    return 'slow';
  end if;
  return null;
end
$$;

-- Counts what a network has sent, until its address is confirmed.
create or replace function sec.count_sending(sent uuid) returns void
language sql security definer set search_path = '' as $$
  insert into public.guesses (about, address, checked)
    select sec.guess_mark('registration', sent::text), sec.guess_mark('registration network', c.network), false
    from (select sec.context() ->> 'network' as network) c where c.network <> ''
$$;

-- Counts, by the address that it was ordered to, a mail that a stranger can have sent: whatever becomes of the registration
-- or of its address afterwards. To who confirmed his address himself what he asked for is no such mail.
create or replace function sec.count_mail() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.guesses (about, checked)
    select sec.guess_mark('mail', x.address), false from (
      select r.email as address from public.registrations r where r.id = new.registration_id
        and (r.confirmed_at is null or new.template in ('registration-known', 'registration-member', 'registration-replaced'))
      union all select t.email from public.registration_teams t where t.id = new.team_id and new.template in ('team-confirm', 'team-known')) x
    where x.address is not null;
  return null;
end
$$;

-- Whether an address had all the mails of a day that strangers can send to it.
create or replace function sec.mails_spent(asked text) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(*) >= 3 from public.guesses g where g.about = sec.guess_mark('mail', asked) and g.at > clock_timestamp() - interval '1 day'
$$;

-- Tells the address of what was just sent, and nobody else: by a link that confirms it, or that it is registered already. What
-- a known address, or one that had its mails of the day, was typed in counts for nothing, unless its sender corrects it.
create or replace function sec.tell_address(registration uuid, link uuid, link_hash bytea) returns void
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  known uuid;
begin
  select r.organisation_id, r.meeting_id, r.email into own from public.registrations r where r.id = registration;
  if not sec.mails_spent(own.email) then
    select r.id into known from public.registrations r where r.meeting_id = own.meeting_id and r.email = own.email
      and r.confirmed_at is not null and r.withdrawn_at is null and r.erased_at is null;
    if known is null then
      perform sec.put_registration_link(registration, link, link_hash);
      perform sec.put_registration_mail(own.organisation_id, 'registration-confirm', registration, link::text, jsonb_build_object('linkId', link));
      return;
    end if;
    perform sec.put_registration_mail(own.organisation_id, 'registration-known', known, link::text, '{}');
  end if;
  update public.registrations r set withdrawn_at = sec.moment() where r.id = registration;
end
$$;

-- What the secret of a sending opens, as long as its link confirms: nothing once the address was proven or corrected.
create or replace function sec.sent_registration(asked_slug text, registration uuid, hash bytea) returns table (id uuid, organisation_id uuid, meeting_id uuid, email text)
language sql stable security definer set search_path = '' as $$
  select r.id, r.organisation_id, r.meeting_id, r.email
  from public.registrations r join public.meetings m on m.id = r.meeting_id join public.meeting_rounds o on o.id = r.round_id
  where r.id = registration and r.correction_hash = hash and m.slug = asked_slug and r.confirmed_at is null and r.erased_at is null
    and sec.confirms(o.number, m.state, '', null, r.created_at)
$$;

-- The address that whoever sent a registration may still correct.
create or replace function sec.sent_address(asked_slug text, registration uuid, hash bytea) returns text
language sql stable security definer set search_path = '' as $$ select s.email from sec.sent_registration(asked_slug, registration, hash) s $$;
grant execute on function sec.sent_address(text, uuid, bytea) to hlidka_app;

-- Whoever sent a registration corrects its address, once: the link before is dead, the new address is told as the first one
-- was, the rank stays.
create or replace function sec.correct_sent_address(asked_slug text, registration uuid, hash bytea, address text, link uuid, link_hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  refused text;
begin
  select * into own from sec.sent_registration(asked_slug, registration, hash);
  if not found then
    return 'uncorrectable';
  elsif own.email = address then
    return 'same';
  end if;
  refused := sec.sent_too_much(own.meeting_id);
  if refused is not null then
    return refused;
  end if;
  perform sec.hold_meeting(own.meeting_id);
  -- Both in one order, so that two corrections never wait for each other.
  perform sec.hold_address(a.address) from (select e from unnest(array[own.email, address]) as e order by 1) a (address);
  update public.registrations r set email = correct_sent_address.address, withdrawn_at = null, correction_hash = null
    where r.id = own.id and r.correction_hash = hash and r.confirmed_at is null and r.erased_at is null;
  if not found then
    return 'uncorrectable';
  end if;
  perform sec.visit(own.organisation_id);
  perform sec.count_sending(own.id);
  update public.registration_links l set ended_at = now() where l.registration_id = own.id and l.ended_at is null;
  delete from public.outbox o where o.registration_id = own.id and o.state = 'waiting' and o.template like 'registration-%';
  perform sec.tell_address(own.id, link, link_hash);
  return 'done';
end
$$;
grant execute on function sec.correct_sent_address(text, uuid, bytea, text, uuid, bytea) to hlidka_app;

-- Takes a registration, and answers the same when the address is known or has had its mails of the day: only the mail to
-- the address tells. Too many unconfirmed ones from a network in an hour are 'crowded'; while a meeting gets very many,
-- each network sends one a minute ('slow'), so that nobody shuts it for others. Null: no such meeting.
create or replace function sec.register(asked_slug text, registration uuid, link uuid, link_hash bytea, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  meeting record;
  round record;
  answer record;
  address text := asked ->> 'email';
  refused text;
begin
  -- The meeting before its round, as who closes it.
  select m.id, m.organisation_id into meeting from public.meetings m where m.slug = asked_slug and m.state <> 'draft' for key share;
  if not found then
    return null;
  end if;
  select r.id, r.site_id into round from public.meeting_rounds r
    where r.meeting_id = meeting.id and r.state = 'open' and sec.moment() < r.closes_at order by r.number limit 1 for share;
  if not found then
    return 'closed';
  end if;
  answer := sec.read_answers(meeting.id, round.site_id, asked);
  if answer.problem is not null then
    return answer.problem;
  end if;
  refused := sec.sent_too_much(meeting.id);
  if refused is not null then
    return refused;
  end if;
  perform sec.count_sending(registration);
  perform sec.visit(meeting.organisation_id);
  perform sec.hold_address(address);
  insert into public.registrations (id, organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code,
      preferred_site_id, can_other, registered_at, kept_until, correction_hash)
    values (registration, meeting.organisation_id, meeting.id, round.id, asked ->> 'name', address, asked ->> 'locale', asked ->> 'role',
      answer.municipality, answer.site, answer.site is null or asked ->> 'canOther' = 'yes', sec.moment(), (asked ->> 'keptUntil')::date,
      decode(asked ->> 'correctionHash', 'hex'));
  insert into public.registration_needs (organisation_id, meeting_id, registration_id, meals, room, room_with, car, arrival)
    values (meeting.organisation_id, meeting.id, registration, array(select jsonb_array_elements_text(asked -> 'meals')), asked ->> 'room',
      case when asked ->> 'room' = 'with' then asked ->> 'roomWith' else '' end, (asked ->> 'car')::boolean, asked ->> 'arrival');
  perform sec.tell_address(registration, link, link_hash);
  return 'done';
end
$$;
grant execute on function sec.register(text, uuid, uuid, bytea, jsonb) to hlidka_app;

-- A new private link of a registration, in place of those before.
create or replace function sec.put_registration_link(registration uuid, link uuid, link_hash bytea) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.registration_links l set ended_at = now() where l.registration_id = registration and l.ended_at is null;
  insert into public.registration_links (id, organisation_id, meeting_id, registration_id, token_hash)
    select link, r.organisation_id, r.meeting_id, r.id, link_hash from public.registrations r where r.id = registration;
end
$$;

-- Whom a link of a meeting opens: nothing when it is another's, ended or unknown.
create or replace function sec.linked_registration(asked_slug text, link uuid, hash bytea) returns table (id uuid, organisation_id uuid, meeting_id uuid,
  email text, made_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select r.id, r.organisation_id, r.meeting_id, r.email, l.created_at
  from public.registration_links l join public.registrations r on r.id = l.registration_id join public.meetings m on m.id = l.meeting_id
  where l.id = link and l.token_hash = hash and l.ended_at is null and m.slug = asked_slug and r.erased_at is null
$$;

-- The registration of a link under its lock, after that of its meeting on which seats hang, with the state of that, or why it is
-- not kept. seen: the version that was looked at, where that matters.
create or replace function sec.hold_registration(asked_slug text, link uuid, hash bytea, seen text, out own record, out meeting_state text, out problem text)
language plpgsql security definer set search_path = '' as $$
begin
  meeting_state := (select sec.hold_meeting(l.meeting_id) from sec.linked_registration(asked_slug, link, hash) l);
  select r.* into own from sec.linked_registration(asked_slug, link, hash) l join public.registrations r on r.id = l.id for update of r;
  problem := case when not found then 'over' when own.withdrawn_at is not null then 'withdrawn'
    when seen is not null and sec.registration_version(own.id) is distinct from seen then 'changed' end;
  if problem is null then
    perform sec.visit(own.organisation_id);
  end if;
end
$$;

-- Whether a link of this age still confirms; of who took over somebody's place, which is his already, always.
create or replace function sec.confirms(round int, state text, correction text, replaces uuid, made_at timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select replaces is not null or made_at >= now() - interval '48 hours' and (round > 1 or correction <> '' or state in ('open', 'closed'))
$$;

-- Confirms an address by the button behind its link, within two days of the link and, in the first round, before the
-- allocation; one that the organiser corrected, or a substitute, later too. What else was sent for the same address, and not confirmed, is
-- replaced by it. In a further round it takes a seat that is free (sec.settle_seats).
create or replace function sec.confirm_registration(asked_slug text, link uuid, hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  linked record;
  own record;
begin
  select * into linked from sec.linked_registration(asked_slug, link, hash);
  if not found then
    return 'over';
  end if;
  if exists (select from public.registrations r join public.meetings m on m.id = r.meeting_id join public.meeting_rounds o on o.id = r.round_id
      where r.id = linked.id and (o.number > 1 or m.state not in ('open', 'closed'))) then
    perform sec.hold_meeting(linked.meeting_id);
  else
    perform from public.meetings m where m.id = linked.meeting_id for share;
  end if;
  perform sec.hold_address(linked.email);
  select r.confirmed_at, r.withdrawn_at, r.correction, r.replaces_id, o.number as round, m.state into own
    from public.registrations r join public.meetings m on m.id = r.meeting_id join public.meeting_rounds o on o.id = r.round_id
    where r.id = linked.id for update of r;
  if own.withdrawn_at is not null then
    return 'withdrawn';
  elsif own.confirmed_at is not null then
    return 'done';
  elsif not sec.confirms(own.round, own.state, own.correction, own.replaces_id, linked.made_at) then
    return 'late';
  elsif exists (select from public.registrations r where r.meeting_id = linked.meeting_id and r.email = linked.email
      and r.confirmed_at is not null and r.withdrawn_at is null and r.erased_at is null) then
    return 'twice';
  end if;
  perform sec.visit(linked.organisation_id);
  update public.registrations r set confirmed_at = sec.moment(), correction_hash = null where r.id = linked.id;
  update public.registrations r set withdrawn_at = sec.moment() where r.meeting_id = linked.meeting_id and r.email = linked.email
    and r.id <> linked.id and r.confirmed_at is null and r.withdrawn_at is null;
  delete from public.guesses g where g.about = sec.guess_mark('registration', linked.id::text);
  perform sec.put_registration_mail(linked.organisation_id, 'registration-copy', linked.id, link::text, '{}');
  return 'done';
end
$$;
grant execute on function sec.confirm_registration(text, uuid, bytea) to hlidka_app;

-- What a registration is at the moment, as one text: its row, what it asks for, its seat.
create or replace function sec.registration_version(registration uuid) returns text
language sql stable security definer set search_path = '' as $$
  select md5(concat_ws('|', r.xmin::text, n.xmin::text, s.xmin::text)) from public.registrations r
    left join public.registration_needs n on n.registration_id = r.id left join public.seats s on s.registration_id = r.id where r.id = registration
$$;
grant execute on function sec.registration_version(uuid) to hlidka_app;

-- Whether the details of a registration may be changed: until the deadline, until the day that the organiser opened them to,
-- and while a further round is open by who waits for a place.
create or replace function sec.may_change(registration uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select r.withdrawn_at is null and (o.state = 'open' and sec.moment() < o.closes_at
    or coalesce(sec.moment() < r.changes_until, false)
    or r.confirmed_at is not null and r.declined_at is null and not exists (select from public.seats s where s.registration_id = r.id)
      and exists (select from public.meeting_rounds x where x.meeting_id = r.meeting_id and x.number > 1 and x.state = 'open' and sec.moment() < x.closes_at))
  from public.registrations r join public.meeting_rounds o on o.id = r.round_id where r.id = registration
$$;

-- Whether somebody has asked to change his details and was not answered yet.
create or replace function sec.change_asked(registration uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((select e.kind = 'asked' from public.registration_events e
    where e.registration_id = registration and e.kind in ('asked', 'opened') order by e.at desc, e.id limit 1), false)
$$;
grant execute on function sec.change_asked(uuid) to hlidka_app;

-- What a private link shows; null when it opens nothing, and of a place that somebody else took over nothing but that.
-- changes: whether details may still be changed.
create or replace function sec.registration_by_link(asked_slug text, link uuid, hash bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select case when exists (select from public.registrations s where s.replaces_id = r.id) then jsonb_build_object('replaced', true)
    else jsonb_build_object('id', r.id, 'name', r.name, 'email', r.email, 'inTeam', r.team_id is not null, 'role', r.role,
    'municipality', jsonb_build_object('code', p.code, 'name', p.name, 'district', p.district),
    'site', coalesce(s.code, 'any'), 'canOther', r.can_other, 'registeredAt', r.registered_at,
    'confirmed', r.confirmed_at is not null, 'withdrawn', r.withdrawn_at is not null, 'keptUntil', r.kept_until,
    'confirmable', r.confirmed_at is null and r.withdrawn_at is null and sec.confirms(o.number, m.state, r.correction, r.replaces_id, l.made_at),
    'tookOver', r.replaces_id is not null,
    'changes', sec.may_change(r.id), 'asked', sec.change_asked(r.id),
    'withdrawable', r.withdrawn_at is null and sec.today() < sec.begins_for(r.id),
    'place', sec.place_of(r.id),
    'needs', case when n.id is not null then jsonb_build_object('meals', n.meals, 'room', n.room, 'roomWith', n.room_with, 'car', n.car,
      'arrival', n.arrival) end,
    'version', sec.registration_version(r.id)) end
  from sec.linked_registration(asked_slug, link, hash) l
    join public.registrations r on r.id = l.id join public.meetings m on m.id = r.meeting_id
    join public.meeting_rounds o on o.id = r.round_id join public.municipalities p on p.code = r.municipality_code
    left join public.meeting_sites s on s.id = r.preferred_site_id left join public.registration_needs n on n.registration_id = r.id
$$;
grant execute on function sec.registration_by_link(text, uuid, bytea) to hlidka_app;

-- The first day of the meeting for somebody: of his site, or of the first where he may go.
create or replace function sec.begins_for(registration uuid) returns date
language sql stable security definer set search_path = '' as $$
  select coalesce((select p.starts_on from public.seats s join public.meeting_sites p on p.id = s.site_id where s.registration_id = r.id),
      (select min(x.starts_on) from public.meeting_sites x where x.meeting_id = r.meeting_id and (x.id = r.preferred_site_id or r.can_other)))
  from public.registrations r where r.id = registration
$$;

-- What changes of a registration under the lock of its row. Once places were told nobody gets another weight in the queue by
-- himself: only whom the organiser lets change his details has another role.
create or replace function sec.put_details(registration uuid, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  answer record;
begin
  select r.meeting_id, o.site_id, r.role <> asked ->> 'role' and m.state = 'published' and r.confirmed_at is not null
      and not coalesce(sec.moment() < r.changes_until, false) as jumps into own
    from public.registrations r join public.meeting_rounds o on o.id = r.round_id join public.meetings m on m.id = r.meeting_id where r.id = registration;
  if own.jumps then
    return 'role';
  end if;
  answer := sec.read_answers(own.meeting_id, own.site_id, asked);
  if answer.problem is not null then
    return answer.problem;
  end if;
  update public.registrations r set name = asked ->> 'name', role = asked ->> 'role', municipality_code = answer.municipality,
    preferred_site_id = answer.site, can_other = answer.site is null or asked ->> 'canOther' = 'yes' where r.id = registration;
  return 'done';
end
$$;

-- Changes one's own details by the link, until the deadline, or the one that the organiser gave this person.
create or replace function sec.change_registration(asked_slug text, link uuid, hash bytea, seen text, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  own public.registrations;
  said text;
begin
  select * into held from sec.hold_registration(asked_slug, link, hash, seen);
  own := held.own;
  perform from public.meeting_rounds o where o.id = own.round_id for share;
  -- Who comes late is told so first, however old the page was that he sent.
  if coalesce(held.problem, 'changed') = 'changed' and not sec.may_change(own.id) then
    return 'closed';
  elsif held.problem is not null then
    return held.problem;
  end if;
  said := sec.put_details(own.id, asked);
  if said <> 'done' then
    return said;
  end if;
  update public.registration_needs n set meals = array(select jsonb_array_elements_text(asked -> 'meals')), room = asked ->> 'room',
    room_with = case when asked ->> 'room' = 'with' then asked ->> 'roomWith' else '' end, car = (asked ->> 'car')::boolean,
    arrival = asked ->> 'arrival' where n.registration_id = own.id;
  return 'done';
end
$$;
grant execute on function sec.change_registration(text, uuid, bytea, text, jsonb) to hlidka_app;

-- Asks the organiser, after the deadline, to let details be changed.
create or replace function sec.put_request(registration uuid, words text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if sec.may_change(registration) then
    return 'open';
  elsif sec.change_asked(registration) then
    return 'asked';
  end if;
  insert into public.registration_events (organisation_id, meeting_id, registration_id, kind, text)
    select r.organisation_id, r.meeting_id, r.id, 'asked', words from public.registrations r where r.id = registration;
  return 'done';
end
$$;

create or replace function sec.ask_change(asked_slug text, link uuid, hash bytea, words text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  own public.registrations;
begin
  select * into held from sec.hold_registration(asked_slug, link, hash, null);
  own := held.own;
  return coalesce(held.problem, sec.put_request(own.id, words));
end
$$;
grant execute on function sec.ask_change(text, uuid, bytea, text) to hlidka_app;

-- Withdraws by the link, until the first day of the meeting; the row stays, with its rank that nobody takes. A seat goes on.
create or replace function sec.withdraw_registration(asked_slug text, link uuid, hash bytea, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  own public.registrations;
begin
  select * into held from sec.hold_registration(asked_slug, link, hash, seen);
  own := held.own;
  if held.problem is not null then
    return held.problem;
  elsif sec.today() >= sec.begins_for(own.id) then
    return 'begun';
  end if;
  update public.registrations r set withdrawn_at = sec.moment(), correction_hash = null where r.id = own.id;
  delete from public.guesses g where g.about = sec.guess_mark('registration', own.id::text);
  return 'done';
end
$$;
grant execute on function sec.withdraw_registration(text, uuid, bytea, text) to hlidka_app;

-- The organiser gives a registration another address: its link is dead at once, a new confirmation goes out, the rank stays.
create or replace function sec.correct_address(registration uuid, seen text, address text, why text, link uuid, link_hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
begin
  perform sec.hold_meetings_of(array[registration]);
  select r.organisation_id, r.withdrawn_at into own from public.registrations r
    where r.id = registration and r.organisation_id = any (sec.writes('meeting')) and r.erased_at is null for update;
  if not found then
    return null;
  elsif own.withdrawn_at is not null then
    return 'withdrawn';
  elsif sec.registration_version(registration) is distinct from seen then
    return 'changed';
  end if;
  perform sec.hold_address(address);
  update public.registrations r set email = address, office_email = null, confirmed_at = null, correction_hash = null, correction = why where r.id = registration;
  perform sec.put_registration_link(registration, link, link_hash);
  delete from public.outbox o where o.registration_id = registration and o.state = 'waiting' and o.template like 'registration-%';
  perform sec.put_registration_mail(own.organisation_id, 'registration-confirm', registration, link::text, jsonb_build_object('linkId', link));
  return 'done';
end
$$;
grant execute on function sec.correct_address(uuid, text, text, text, uuid, bytea) to hlidka_app;

-- How many registered for a meeting, by site, role and state: all that who reads everything is told. site: null for who
-- does not mind.
create or replace function sec.registration_counts(meeting uuid) returns table (site_id uuid, role text, state text, n integer)
language sql stable security definer set search_path = '' as $$
  select r.preferred_site_id, r.role,
    case when r.withdrawn_at is not null then 'withdrawn' when r.confirmed_at is null then 'unconfirmed' else 'confirmed' end, count(*)::int
  from public.registrations r
  where r.meeting_id = meeting and r.organisation_id = any (sec.organisations())
  group by 1, 2, 3
$$;
grant execute on function sec.registration_counts(uuid) to hlidka_app;

-- Whose registrations somebody who looks after privacy may find, by a part of the name or the address.
create or replace function sec.registrants() returns table (id uuid, organisation_id uuid, name text, email text)
language sql stable security definer set search_path = '' as $$
  select r.id, r.organisation_id, r.name, coalesce(r.email, r.office_email, '') from public.registrations r
  where r.organisation_id = any (sec.writes('privacy'))
$$;
grant execute on function sec.registrants() to hlidka_app;

-- Takes food, room and journey away, with what the log kept of them.
create or replace function sec.forget_needs(asked uuid[]) returns int
language plpgsql security definer set search_path = '' as $$
declare
  ids uuid[] := array(select n.id from public.registration_needs n where n.registration_id = any (asked));
begin
  delete from public.registration_needs n where n.id = any (ids);
  delete from public.audit_personal p using public.audit_entries e
    where p.entry_id = e.id and e.table_name = 'registration_needs' and e.row_id = any (ids);
  return cardinality(ids);
end
$$;

-- What the organiser noted about people goes with them, in two steps as sec.take_out says: about their places, where they had
-- to stand, also by a pin that was taken back, why they counted without a seat.
create or replace function sec.forget_notes(people uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  pins uuid[] := array(select e.row_id from public.audit_entries e join public.audit_personal a on a.entry_id = e.id
    where e.table_name = 'allocation_pins' and a.column_name = 'registration_id' and a.value = any (people::text[]));
  noted uuid[] := array(select d.id from public.seat_decisions d where d.registration_id = any (people) and d.note <> ''
    union all select d.id from public.attendance_decisions d where d.registration_id = any (people) and d.note <> '');
  step text;
begin
  foreach step in array '{…,""}'::text[] loop
    update public.seat_decisions d set note = step where d.id = any (noted);
    update public.attendance_decisions d set note = step where d.id = any (noted);
    update public.allocation_pins p set reason = step where p.registration_id = any (people) and p.reason <> '';
  end loop;
  delete from public.audit_personal a using public.audit_entries e
    where a.entry_id = e.id and (e.table_name in ('seat_decisions', 'attendance_decisions') and e.row_id = any (noted)
        or e.table_name = 'allocation_pins' and e.row_id = any (pins))
      and (e.id <> (select max(x.id) from public.audit_entries x where x.table_name = e.table_name and x.row_id = e.row_id) or e.action = 'delete');
end
$$;

-- What erasing people of a meeting has in common, in the order in which it is done. First the logs of their organisations, so that
-- nobody waits in a circle.
create or replace function sec.hold_heads(organisations uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.audit_heads h where h.organisation_id = any (organisations) order by h.organisation_id for update;
end
$$;

-- What was answered to the commands that wrote rows of these tables.
create or replace function sec.forget_answers(changed_tables text[], ids uuid[]) returns void
language sql security definer set search_path = '' as $$
  update public.commands c set result = null, hash = 'erased' where c.id is distinct from sec.command()
    and c.id in (select e.command_id from public.audit_entries e where e.row_id = any (ids) and e.table_name = any (changed_tables))
$$;

-- What was counted of sendings, and of mails to these addresses.
create or replace function sec.forget_counted(ids uuid[], addresses text[]) returns void
language sql security definer set search_path = '' as $$
  delete from public.guesses g where g.about in (select sec.guess_mark('registration', i::text) from unnest(ids) as i
    union all select sec.guess_mark('mail', a) from unnest(addresses) as a)
$$;

-- What the log kept of rows whose names were taken out, but for the last entry of each, which says what they are now.
create or replace function sec.forget_logged(changed_table text, ids uuid[]) returns int
language plpgsql security definer set search_path = '' as $$
declare
  n int;
begin
  delete from public.audit_personal p using public.audit_entries e
    where p.entry_id = e.id and e.table_name = changed_table and e.row_id = any (ids)
      and e.id <> (select max(x.id) from public.audit_entries x where x.table_name = e.table_name and x.row_id = e.row_id);
  get diagnostics n = row_count;
  return n;
end
$$;

-- Mails that the worker keeps as files, and what is told of it all.
create or replace function sec.forget_mails(mails text[], logged int) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.jobs (organisation_id, kind, data)
    select o.id, 'forget-files', jsonb_build_object('files', '[]'::jsonb, 'mails', to_jsonb(mails))
    from public.organisations o where o.kind = 'operator' and cardinality(mails) > 0 order by o.slug limit 1;
  return jsonb_build_object('mails', cardinality(mails), 'logged', logged);
end
$$;

-- What names who registered goes, in two steps as sec.take_out says; the row stays and counts. Returns counts.
create or replace function sec.forget_registrations(ids uuid[]) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  mails text[] := array(select o.message_id from public.outbox o where o.registration_id = any (ids));
  needs uuid[] := array(select n.id from public.registration_needs n where n.registration_id = any (ids));
  requests uuid[] := array(select x.id from public.registration_events x where x.registration_id = any (ids) and x.kind = 'asked');
begin
  perform sec.hold_meetings_of(ids);
  perform sec.hold_heads(array(select r.organisation_id from public.registrations r where r.id = any (ids)));
  perform sec.forget_addresses(array(select a.id from public.invited_addresses a join public.registrations r
    on r.organisation_id = a.organisation_id and r.email = a.email where r.id = any (ids)));
  delete from public.registration_links l where l.registration_id = any (ids);
  delete from public.outbox o where o.registration_id = any (ids);
  perform sec.forget_answers('{registrations,registration_needs,registration_events}', ids || needs || requests);
  perform sec.forget_counted(ids, array(select r.email from public.registrations r where r.id = any (ids)));
  perform sec.forget_needs(ids);
  update public.feedback_marks m set registration_id = null where m.registration_id = any (ids);
  perform sec.forget_certificates(ids);
  perform sec.forget_practices(ids);
  delete from public.registration_events x where x.id = any (requests);
  delete from public.audit_personal p using public.audit_entries e
    where p.entry_id = e.id and e.table_name = 'registration_events' and e.row_id = any (requests);
  update public.registrations r set name = '…', email = 'x-' || r.id || '@erased.invalid', office_email = null, correction_hash = null, correction = '' where r.id = any (ids);
  update public.registrations r set name = 'Vymazaná osoba', email = 'erased-' || r.id || '@erased.invalid', erased_at = now() where r.id = any (ids);
  perform sec.forget_notes(ids);
  return sec.forget_mails(mails, sec.forget_logged('registrations', ids));
end
$$;

-- Erases who registered, for who looks after the privacy of that organisation; null when he is not there.
create or replace function sec.erase_registration(person uuid, why text, why_reference text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  organisation uuid := (select r.organisation_id from public.registrations r
    where r.id = person and r.organisation_id = any (sec.writes('privacy')));
  gone jsonb;
begin
  if organisation is null then
    return null;
  end if;
  gone := sec.forget_registrations(array[person]);
  insert into public.erasures (organisation_id, person_kind, person_id, reason, reference, in_notes, erased_by, removed)
    values (organisation, 'registration', person, why, why_reference, false, sec.user_id(), gone)
    on conflict (person_kind, person_id) do update set removed = excluded.removed, erased_at = now();
  return gone;
end
$$;

-- Removes by the business clock what registrations outlived: food, room and journey 30 days after the last day of where
-- somebody may go, names and addresses on the day that he agreed to, unconfirmed ones 30 days after they were sent.
create or replace function sec.purge_registrations() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  needs uuid[];
  due uuid[];
  teams uuid[];
begin
  select array_agg(n.registration_id) into needs from public.registration_needs n join public.registrations r on r.id = n.registration_id
    where (select max(s.ends_on) + 30 from public.meeting_sites s
      where s.meeting_id = r.meeting_id and (s.id = r.preferred_site_id or r.can_other)) < sec.today();
  select array_agg(t.id) into teams from public.registration_teams t where t.erased_at is null
    and (t.kept_until < sec.today() or (t.confirmed_at is null and t.created_at < now() - interval '30 days'));
  select array_agg(r.id) into due from public.registrations r where r.erased_at is null
    and (r.kept_until < sec.today()
      or (r.confirmed_at is null and r.replaces_id is null and r.registered_at < sec.moment() - interval '30 days'));
  insert into public.purges (organisation_id, what, older_than, removed)
    select r.organisation_id, w.what, sec.moment(), count(*) from public.registrations r
      join (select unnest(needs) as id, 'needs' as what union all select unnest(due), 'registrations') w on w.id = r.id
    group by 1, 2;
  perform sec.forget_needs(needs);
  insert into public.purges (organisation_id, what, older_than, removed)
    select t.organisation_id, 'coordinators', sec.moment(), count(*) from public.registration_teams t where t.id = any (teams) group by 1;
  perform sec.forget_registrations(due);
  perform sec.forget_coordinators(teams);
  return jsonb_build_object('coordinators', coalesce(cardinality(teams), 0), 'needs', coalesce(cardinality(needs), 0), 'registrations', coalesce(cardinality(due), 0));
end
$$;

-- Whom a mail to who registered goes to, for the worker: himself, or his coordinator where he has no address of his own; for
-- who keeps the mail the address alone. A first mail names nobody, since anybody may have typed the name. Null: no such
-- one for these eyes.
create or replace function sec.registration_recipient(registration uuid, template text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', r.id, 'email', coalesce(r.email, t.email), 'locale', case when r.email is null then t.locale else r.locale end,
    'active', r.erased_at is null and (r.withdrawn_at is null or template in ('registration-replaced', 'seat-left')) and (r.email is not null or t.erased_at is null),
    'name', case when sec.kind() = 'worker' and r.confirmed_at is not null
      and template not in ('registration-confirm', 'registration-member', 'registration-replaced') then r.name else '' end)
  from public.registrations r left join public.registration_teams t on t.id = r.team_id
  where r.id = registration and (sec.kind() = 'worker' or r.organisation_id = any (sec.writes('admin')))
$$;
grant execute on function sec.registration_recipient(uuid, text) to hlidka_app;

-- What is held of who registered, for who looks after the privacy of that organisation.
create or replace function sec.registrant_data(registration uuid) returns table (id uuid, name text, email text, meeting text, role text,
  municipality text, site text, state text, sent text, meals text, room text, room_with text, car boolean, arrival text)
language sql stable security definer set search_path = '' as $$
  select r.id, r.name, coalesce(r.email, r.office_email, ''), m.reference_number, r.role, p.name, s.name,
    case when r.withdrawn_at is not null then 'withdrawn' when r.confirmed_at is null then 'unconfirmed' else 'confirmed' end,
    to_char(r.registered_at, 'YYYY-MM-DD HH24:MI:SSOF'), array_to_string(n.meals, ', '), n.room, n.room_with, n.car, n.arrival
  from public.registrations r join public.meetings m on m.id = r.meeting_id join public.municipalities p on p.code = r.municipality_code
    left join public.meeting_sites s on s.id = r.preferred_site_id left join public.registration_needs n on n.registration_id = r.id
  where r.id = registration and r.organisation_id = any (sec.writes('privacy'))
$$;
grant execute on function sec.registrant_data(uuid) to hlidka_app;

-- What somebody asked the organiser for after the deadline, and was answered; for who looks after the privacy of that
-- organisation.
create or replace function sec.registrant_requests(registration uuid) returns table (at text, kind text, text text)
language sql stable security definer set search_path = '' as $$
  select to_char(e.at, 'YYYY-MM-DD HH24:MI:SSOF'), e.kind, e.text from public.registration_events e
  where e.registration_id = registration and e.organisation_id = any (sec.writes('privacy')) order by e.at, e.id
$$;
grant execute on function sec.registrant_requests(uuid) to hlidka_app;
