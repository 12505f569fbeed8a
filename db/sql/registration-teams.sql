-- City teams: one coordinator registers up to fifteen people of a municipality. He confirms his address by a link, or is
-- signed in; whom he enters then is confirmed by him. By the link he sees and keeps his team and nothing else.

-- Orders a mail to a coordinator; the same event mails once.
create or replace function sec.put_team_mail(kind text, team uuid, event text, content jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.outbox (organisation_id, message_id, template, team_id, data)
    select t.organisation_id, sec.message_id(kind, event, t.id), kind, t.id, content
    from public.registration_teams t where t.id = team
    on conflict (message_id) do nothing
$$;

create or replace function sec.put_team_link(team uuid, link uuid, link_hash bytea) returns void
language sql security definer set search_path = '' as $$
  insert into public.registration_links (id, organisation_id, meeting_id, team_id, token_hash)
    select link, t.organisation_id, t.meeting_id, t.id, link_hash from public.registration_teams t where t.id = team
$$;

-- Takes who wants to register a team, or answers the same when the address does so already or has had its mails of the day.
create or replace function sec.begin_team(asked_slug text, team uuid, link uuid, link_hash bytea, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  meeting record;
  place text := sec.municipality_of(asked ->> 'municipality');
  address text := asked ->> 'email';
  refused text;
  known record;
begin
  select m.id, m.organisation_id into meeting from public.meetings m where m.slug = asked_slug and m.state <> 'draft';
  if not found then
    return null;
  elsif sec.open_round(meeting.id) is null then
    return 'closed';
  elsif place is null then
    return 'municipality';
  elsif place = '' then
    return 'ambiguous';
  end if;
  refused := sec.sent_too_much(meeting.id);
  if refused is not null then
    return refused;
  end if;
  perform sec.count_sending(team);
  perform sec.visit(meeting.organisation_id);
  perform sec.hold_address(address);
  if sec.mails_spent(address) then
    return 'done';
  end if;
  select t.id, l.id as link into known from public.registration_teams t join public.registration_links l on l.team_id = t.id and l.ended_at is null
    where t.meeting_id = meeting.id and t.email = address and t.municipality_code = place
      and t.confirmed_at is not null and t.withdrawn_at is null and t.erased_at is null limit 1;
  if found then
    perform sec.put_team_mail('team-known', known.id, team::text, jsonb_build_object('linkId', known.link));
    return 'done';
  end if;
  insert into public.registration_teams (id, organisation_id, meeting_id, municipality_code, name, email, locale, kept_until)
    values (team, meeting.organisation_id, meeting.id, place, asked ->> 'name', address, asked ->> 'locale', (asked ->> 'keptUntil')::date);
  perform sec.put_team_link(team, link, link_hash);
  perform sec.put_team_mail('team-confirm', team, link::text, jsonb_build_object('linkId', link));
  return 'done';
end
$$;
grant execute on function sec.begin_team(text, uuid, uuid, bytea, jsonb) to hlidka_app;

-- The round in which a meeting takes registrations now; null for none.
create or replace function sec.open_round(meeting uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select r.id from public.meeting_rounds r where r.meeting_id = meeting and r.state = 'open' and sec.moment() < r.closes_at
  order by r.number limit 1
$$;

-- A signed-in user of a city begins a team of his office, with his own name and address, which are known to be his.
create or replace function sec.start_team(asked_slug text, team uuid, link uuid, link_hash bytea, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  meeting record;
  place text := sec.municipality_of(asked ->> 'municipality');
begin
  select m.id, m.organisation_id into meeting from public.meetings m where m.slug = asked_slug and m.state <> 'draft';
  if not found or not sec.home() = any (sec.writes('team')) then
    return null;
  elsif sec.open_round(meeting.id) is null then
    return 'closed';
  elsif place is null then
    return 'municipality';
  elsif place = '' then
    return 'ambiguous';
  end if;
  insert into public.registration_teams (id, organisation_id, meeting_id, municipality_code, name, email, locale, city_organisation_id, made_by,
      confirmed_at, kept_until)
    select team, meeting.organisation_id, meeting.id, place, u.name, u.email, u.locale, sec.home(), u.id, sec.moment(), (asked ->> 'keptUntil')::date
    from public.users u where u.id = sec.user_id();
  perform sec.put_team_link(team, link, link_hash);
  return 'done';
end
$$;
grant execute on function sec.start_team(text, uuid, uuid, bytea, jsonb) to hlidka_app;

-- Which team a link of a meeting opens: nothing when it is another's, ended or unknown.
create or replace function sec.linked_team(asked_slug text, link uuid, hash bytea) returns table (id uuid, made_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select t.id, l.created_at from public.registration_links l join public.registration_teams t on t.id = l.team_id
    join public.meetings m on m.id = l.meeting_id
  where l.id = link and l.token_hash = hash and l.ended_at is null and m.slug = asked_slug and t.erased_at is null
$$;

-- A signed-in user of a city takes the team of a link over for his office, which sees it from then on.
create or replace function sec.take_over_team(asked_slug text, link uuid, hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  team public.registration_teams;
begin
  if not sec.home() = any (sec.writes('team')) then
    return null;
  end if;
  select t.* into team from sec.linked_team(asked_slug, link, hash) l join public.registration_teams t on t.id = l.id for update of t;
  if not found then
    return 'over';
  elsif team.withdrawn_at is not null or team.confirmed_at is null then
    return 'withdrawn';
  elsif team.city_organisation_id is not null then
    return case when team.city_organisation_id = sec.home() then 'done' else 'taken' end;
  end if;
  update public.registration_teams t set city_organisation_id = sec.home(), made_by = sec.user_id() where t.id = team.id;
  return 'done';
end
$$;
grant execute on function sec.take_over_team(text, uuid, bytea) to hlidka_app;

-- The button behind the link of a coordinator's first mail, within two days; what else was begun with the same address for
-- the same municipality, and not confirmed, is replaced by it.
create or replace function sec.confirm_team(asked_slug text, link uuid, hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  linked record;
  team public.registration_teams;
begin
  select * into linked from sec.linked_team(asked_slug, link, hash);
  if not found then
    return 'over';
  end if;
  select t.* into team from public.registration_teams t where t.id = linked.id for update;
  if team.withdrawn_at is not null then
    return 'withdrawn';
  elsif team.confirmed_at is not null then
    return 'done';
  elsif linked.made_at < now() - interval '48 hours' then
    return 'late';
  end if;
  perform sec.visit(team.organisation_id);
  perform sec.hold_address(team.email);
  update public.registration_teams t set confirmed_at = sec.moment() where t.id = team.id;
  update public.registration_teams t set withdrawn_at = sec.moment() where t.meeting_id = team.meeting_id and t.email = team.email
    and t.municipality_code = team.municipality_code and t.id <> team.id and t.confirmed_at is null and t.withdrawn_at is null;
  delete from public.guesses g where g.about = sec.guess_mark('registration', team.id::text);
  return 'done';
end
$$;
grant execute on function sec.confirm_team(text, uuid, bytea) to hlidka_app;

-- The team of a link under its lock, after that of its meeting on which seats hang, or why it is not kept.
create or replace function sec.hold_team(asked_slug text, link uuid, hash bytea, out team record, out problem text)
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.hold_meeting(t.meeting_id) from sec.linked_team(asked_slug, link, hash) l join public.registration_teams t on t.id = l.id;
  select t.* into team from sec.linked_team(asked_slug, link, hash) l join public.registration_teams t on t.id = l.id for update of t;
  problem := case when not found then 'over' when team.withdrawn_at is not null then 'withdrawn' when team.confirmed_at is null then 'unconfirmed' end;
  if problem is null then
    perform sec.visit(team.organisation_id);
  end if;
end
$$;

-- What a team is at the moment, as one text: its row and the rows of its people.
create or replace function sec.team_version(asked uuid) returns text
language sql stable security definer set search_path = '' as $$
  select md5(concat_ws('|', t.xmin::text, (select string_agg(r.id || ' ' || r.xmin::text, '|' order by r.id) from public.registrations r
    where r.team_id = t.id))) from public.registration_teams t where t.id = asked
$$;
grant execute on function sec.team_version(uuid) to hlidka_app;

-- One person into a team, under its lock. His own address makes him who he is, else his name in the team: the same name
-- is asked about ('twin'). An address that several have is the office's, and their mail goes to the coordinator. Who is
-- registered with his address already counts there: here he waits for his own word.
create or replace function sec.put_member(team record, round uuid, site uuid, other boolean, ranked timestamptz, replaced uuid, person jsonb)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  address text := person ->> 'email';
  own boolean := address is not null;
  id uuid := (person ->> 'id')::uuid;
begin
  if not coalesce((person ->> 'another')::boolean, false) and exists (select from public.registrations r where r.team_id = team.id
      and r.withdrawn_at is null and r.erased_at is null and r.id is distinct from replaced and sec.plain(r.name) = sec.plain(person ->> 'name')) then
    return 'twin';
  end if;
  if own then
    perform sec.hold_address(address);
    if exists (select from public.registrations r where r.team_id = team.id and r.withdrawn_at is null and r.erased_at is null
        and r.id is distinct from replaced and address in (r.email, r.office_email)) then
      update public.registrations r set email = null, office_email = address
        where r.team_id = team.id and r.email = address and r.withdrawn_at is null and r.id is distinct from replaced;
      own := false;
    end if;
  end if;
  insert into public.registrations (id, organisation_id, meeting_id, round_id, team_id, name, email, office_email, replaces_id, locale, role,
      municipality_code, preferred_site_id, can_other, registered_at, confirmed_at, kept_until)
    values (id, team.organisation_id, team.meeting_id, round, team.id, person ->> 'name', case when own then address end,
      case when not own then address end, replaced, team.locale, person ->> 'role', team.municipality_code, site, site is null or other, ranked,
      case when replaced is null and not (own and exists (select from public.registrations r where r.meeting_id = team.meeting_id and r.email = address
        and r.confirmed_at is not null and r.withdrawn_at is null and r.erased_at is null)) then sec.moment() end, team.kept_until);
  insert into public.registration_needs (organisation_id, meeting_id, registration_id, room, car, arrival)
    values (team.organisation_id, team.meeting_id, id, 'any', false, 'in-time');
  perform sec.put_registration_link(id, (person ->> 'link')::uuid, decode(person ->> 'linkHash', 'hex'));
  return 'done';
end
$$;

-- The first mail to a member with an address of his own, which his coordinator typed: it holds nothing but his link.
create or replace function sec.tell_member(member uuid, template text) returns void
language sql security definer set search_path = '' as $$
  select sec.put_registration_mail(r.organisation_id, template, r.id, l.id::text, jsonb_build_object('linkId', l.id))
  from public.registrations r join public.registration_links l on l.registration_id = r.id and l.ended_at is null
  where r.id = member and (r.email is null and template = 'registration-confirm' or r.email is not null and not sec.mails_spent(r.email))
$$;

-- Enters people into a team while a round is open: all of them or none, fifteen at most. Their rank is this instant, in the
-- order in which they stand there. The coordinator gets a copy.
create or replace function sec.add_members(asked_slug text, link uuid, hash bytea, seen text, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  team public.registration_teams;
  round record;
  answer record;
  person jsonb;
  number int;
  said text;
begin
  select * into held from sec.hold_team(asked_slug, link, hash);
  team := held.team;
  if held.problem is not null then
    return held.problem;
  end if;
  select r.id, r.site_id into round from public.meeting_rounds r where r.id = sec.open_round(team.meeting_id) for share;
  if not found then
    return 'closed';
  elsif sec.team_version(team.id) is distinct from seen then
    return 'changed';
  elsif (select count(*) from public.registrations r where r.team_id = team.id and r.withdrawn_at is null and r.erased_at is null)
      + jsonb_array_length(asked -> 'people') > 15 or (select count(*) from public.registrations r where r.team_id = team.id) > 60 then
    return 'full';
  end if;
  answer := sec.read_answers(team.meeting_id, round.site_id, asked || jsonb_build_object('municipality', team.municipality_code));
  if answer.problem is not null then
    return answer.problem;
  end if;
  for person, number in select p.value, p.number from jsonb_array_elements(asked -> 'people') with ordinality as p (value, number) order by p.number loop
    said := sec.put_member(team, round.id, answer.site, asked ->> 'canOther' = 'yes', sec.moment() + (number - 1) * interval '1 microsecond', null, person);
    if said <> 'done' then
      return said;
    end if;
  end loop;
  perform sec.tell_member((p ->> 'id')::uuid, 'registration-member') from jsonb_array_elements(asked -> 'people') as p;
  perform sec.put_team_mail('team-copy', team.id, asked -> 'people' -> 0 ->> 'id', '{}');
  return 'done';
end
$$;
grant execute on function sec.add_members(text, uuid, bytea, text, jsonb) to hlidka_app;

-- A member of a team under the locks of both, or why he is not kept.
create or replace function sec.hold_member(asked_slug text, link uuid, hash bytea, member uuid, seen text, out team record, out own record, out problem text)
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  select * into held from sec.hold_team(asked_slug, link, hash);
  team := held.team;
  problem := held.problem;
  if problem is null then
    select r.* into own from public.registrations r where r.id = member and r.team_id = team.id and r.erased_at is null for update;
    problem := case when not found then 'missing' when own.withdrawn_at is not null then 'withdrawn'
      when seen is not null and sec.registration_version(own.id) is distinct from seen then 'changed' end;
  end if;
end
$$;

-- The coordinator changes a member: name, address, role and site. Another address gets a link of its own, and the old one
-- is dead.
create or replace function sec.change_member(asked_slug text, link uuid, hash bytea, member uuid, seen text, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  team public.registration_teams;
  own public.registrations;
  address text := asked ->> 'email';
  said text;
begin
  select * into held from sec.hold_member(asked_slug, link, hash, member, seen);
  team := held.team;
  own := held.own;
  if coalesce(held.problem, 'changed') = 'changed' and not sec.may_change(own.id) then
    return 'closed';
  elsif held.problem is not null then
    return held.problem;
  elsif not coalesce((asked ->> 'another')::boolean, false) and exists (select from public.registrations r where r.team_id = team.id
      and r.withdrawn_at is null and r.erased_at is null and r.id <> own.id and sec.plain(r.name) = sec.plain(asked ->> 'name')) then
    return 'twin';
  end if;
  said := sec.put_details(own.id, asked || jsonb_build_object('municipality', team.municipality_code));
  if said <> 'done' or coalesce(own.email, own.office_email) is not distinct from address then
    return said;
  end if;
  perform sec.hold_address(address);
  if exists (select from public.registrations r where r.team_id = team.id and r.withdrawn_at is null and r.erased_at is null
      and r.id <> own.id and address in (r.email, r.office_email)) then
    update public.registrations r set email = case when r.id = own.id then null else r.email end, office_email = address where r.id = own.id;
    update public.registrations r set email = null, office_email = address where r.team_id = team.id and r.email = address and r.withdrawn_at is null;
  else
    update public.registrations r set email = address, office_email = null,
      confirmed_at = case when not exists (select from public.registrations x where x.meeting_id = own.meeting_id and x.email = address and x.id <> own.id
        and x.confirmed_at is not null and x.withdrawn_at is null and x.erased_at is null) then r.confirmed_at end
      where r.id = own.id;
  end if;
  perform sec.put_registration_link(own.id, (asked ->> 'link')::uuid, decode(asked ->> 'linkHash', 'hex'));
  perform sec.tell_member(own.id, 'registration-member');
  return 'done';
end
$$;
grant execute on function sec.change_member(text, uuid, bytea, uuid, text, jsonb) to hlidka_app;

-- The coordinator withdraws one of his people, until the first day of where he may be.
create or replace function sec.withdraw_member(asked_slug text, link uuid, hash bytea, member uuid, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  select * into held from sec.hold_member(asked_slug, link, hash, member, seen);
  if held.problem is not null then
    return held.problem;
  elsif sec.today() >= sec.begins_for(member) then
    return 'begun';
  end if;
  update public.registrations r set withdrawn_at = sec.moment() where r.id = member;
  return 'done';
end
$$;
grant execute on function sec.withdraw_member(text, uuid, bytea, uuid, text) to hlidka_app;

-- Withdraws a whole team, once: who has withdrawn before stays as he is.
create or replace function sec.withdraw_team(asked_slug text, link uuid, hash bytea, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  team public.registration_teams;
begin
  select * into held from sec.hold_team(asked_slug, link, hash);
  team := held.team;
  if held.problem is not null then
    return held.problem;
  elsif sec.team_version(team.id) is distinct from seen then
    return 'changed';
  elsif exists (select from public.registrations r where r.team_id = team.id and r.withdrawn_at is null and r.erased_at is null
      and sec.today() >= sec.begins_for(r.id)) then
    return 'begun';
  end if;
  update public.registrations r set withdrawn_at = sec.moment() where r.team_id = team.id and r.withdrawn_at is null and r.erased_at is null;
  update public.registration_teams t set withdrawn_at = sec.moment() where t.id = team.id;
  return 'done';
end
$$;
grant execute on function sec.withdraw_team(text, uuid, bytea, text) to hlidka_app;

-- Somebody else takes a member's place, his seat too, and his rank, until the first day. Nothing of the one before is his: food, room, journey,
-- consent and confirmation are empty, the link is his own, and the old one says only that the place was taken over.
create or replace function sec.substitute_member(asked_slug text, link uuid, hash bytea, member uuid, seen text, asked jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  own public.registrations;
  said text;
begin
  select * into held from sec.hold_member(asked_slug, link, hash, member, seen);
  own := held.own;
  if held.problem is not null then
    return held.problem;
  elsif sec.today() >= sec.begins_for(own.id) then
    return 'begun';
  elsif (select count(*) from public.registrations r where r.team_id = own.team_id) > 60 then
    return 'often';
  end if;
  -- Both in one order, so that two teams never wait for each other.
  perform sec.hold_address(a.address) from (select distinct e from unnest(array[own.email, asked ->> 'email']) as e where e is not null order by 1) a (address);
  said := sec.put_member(held.team, own.round_id, own.preferred_site_id, own.can_other, own.registered_at, own.id, asked);
  if said <> 'done' then
    return said;
  end if;
  perform sec.substitute_seat(own.id, (asked ->> 'id')::uuid);
  update public.registrations r set withdrawn_at = sec.moment() where r.id = own.id;
  perform sec.tell_member((asked ->> 'id')::uuid, 'registration-confirm');
  if own.email is null or not sec.mails_spent(own.email) then
    perform sec.put_registration_mail(own.organisation_id, 'registration-replaced', own.id, asked ->> 'id', '{}');
  end if;
  return 'done';
end
$$;
grant execute on function sec.substitute_member(text, uuid, bytea, uuid, text, jsonb) to hlidka_app;

-- Who of a team sits and who waits change, so that no seat leaves the team; each time both get a mail, so twenty times a day.
create or replace function sec.exchange_members(asked_slug text, link uuid, hash bytea, seated uuid, waiting uuid, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
  team public.registration_teams;
begin
  select * into held from sec.hold_team(asked_slug, link, hash);
  team := held.team;
  if held.problem is not null then
    return held.problem;
  elsif (select count(*) from public.registrations r where r.id in (seated, waiting) and r.team_id = team.id and r.erased_at is null) <> 2 then
    return 'missing';
  elsif sec.team_version(team.id) is distinct from seen then
    return 'changed';
  elsif (select count(*) >= 20 from public.seat_decisions d join public.registrations r on r.id = d.registration_id
      where r.team_id = team.id and d.reason ->> 'key' = 'exchange' and d.decided_at > clock_timestamp() - interval '1 day') then
    return 'often';
  end if;
  return case when sec.exchange_seat(seated, waiting) then 'done' else 'unfit' end;
end
$$;
grant execute on function sec.exchange_members(text, uuid, bytea, uuid, uuid, text) to hlidka_app;

-- The coordinator asks, after the deadline, to let one of his people be changed.
create or replace function sec.ask_member_change(asked_slug text, link uuid, hash bytea, member uuid, words text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  held record;
begin
  select * into held from sec.hold_member(asked_slug, link, hash, member, null);
  return coalesce(held.problem, sec.put_request(member, words));
end
$$;
grant execute on function sec.ask_member_change(text, uuid, bytea, uuid, text) to hlidka_app;

-- The people of a team, the earliest first. linkId: of who has no address of his own, whose page his coordinator opens.
create or replace function sec.team_members(asked uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'email', r.email, 'officeEmail', r.office_email, 'role', r.role,
      'site', coalesce(s.code, 'any'), 'canOther', r.can_other, 'confirmed', r.confirmed_at is not null, 'withdrawn', r.withdrawn_at is not null,
      'replaced', exists (select from public.registrations x where x.replaces_id = r.id), 'changes', sec.may_change(r.id), 'asked', sec.change_asked(r.id),
      'place', (select jsonb_build_object('state', x.place ->> 'state', 'site', x.place -> 'site' ->> 'name', 'at', x.place -> 'at')
        from (select sec.place_of(r.id) as place) x where x.place is not null),
      'withdrawable', r.withdrawn_at is null and sec.today() < sec.begins_for(r.id),
      'linkId', case when r.email is null and r.withdrawn_at is null then l.id end, 'version', sec.registration_version(r.id))
    order by r.withdrawn_at is not null, r.registered_at, r.name collate "cs-x-icu", r.id), '[]')
  from public.registrations r left join public.meeting_sites s on s.id = r.preferred_site_id
    left join public.registration_links l on l.registration_id = r.id and l.ended_at is null
  where r.team_id = asked and r.erased_at is null
$$;

-- What the link of a coordinator shows; null when it opens nothing.
create or replace function sec.team_by_link(asked_slug text, link uuid, hash bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', t.id, 'name', t.name, 'email', t.email,
    'municipality', jsonb_build_object('code', p.code, 'name', p.name, 'district', p.district),
    'confirmed', t.confirmed_at is not null, 'withdrawn', t.withdrawn_at is not null, 'keptUntil', t.kept_until,
    'confirmable', t.confirmed_at is null and t.withdrawn_at is null and l.made_at >= now() - interval '48 hours',
    'ofOffice', t.city_organisation_id is not null, 'adds', sec.open_round(t.meeting_id) is not null,
    'members', sec.team_members(t.id), 'version', sec.team_version(t.id))
  from sec.linked_team(asked_slug, link, hash) l join public.registration_teams t on t.id = l.id
    join public.municipalities p on p.code = t.municipality_code
$$;
grant execute on function sec.team_by_link(text, uuid, bytea) to hlidka_app;

-- The teams that a signed-in user of a city, or one of his office, made or took over. Policies of who is in them ask it.
create or replace function sec.city_teams() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(t.id), '{}') from public.registration_teams t where t.city_organisation_id = any (sec.writes('team'))
$$;
grant execute on function sec.city_teams() to hlidka_app;

-- Those teams with how many are in each, where they have places and how many wait; names of nobody. told: places were told.
create or replace function sec.own_teams() returns table (team_id uuid, slug text, title_cs text, title_en text, municipality text, link_id uuid,
  adds boolean, told boolean, people int, unconfirmed int, waiting int, places jsonb)
language sql stable security definer set search_path = '' as $$
  select t.id, m.slug, m.title_cs, m.title_en, p.name, l.id, sec.open_round(m.id) is not null, m.state = 'published',
    (select count(*)::int from public.registrations r where r.team_id = t.id and r.withdrawn_at is null),
    (select count(*)::int from public.registrations r where r.team_id = t.id and r.withdrawn_at is null and r.confirmed_at is null),
    (select count(*)::int from sec.seat_queue(m.id) q join public.registrations r on r.id = q.registration_id where r.team_id = t.id),
    (select coalesce(jsonb_agg(jsonb_build_object('site', x.name, 'startsOn', x.starts_on, 'endsOn', x.ends_on, 'people', x.n) order by x.starts_on, x.name), '[]')
      from (select s.name, s.starts_on, s.ends_on, count(*) as n from public.seats a join public.registrations r on r.id = a.registration_id
        join public.meeting_sites s on s.id = a.site_id where r.team_id = t.id group by 1, 2, 3) x)
  from public.registration_teams t join public.meetings m on m.id = t.meeting_id join public.municipalities p on p.code = t.municipality_code
    join public.registration_links l on l.team_id = t.id and l.ended_at is null
  where t.id = any (sec.city_teams()) and t.withdrawn_at is null and t.erased_at is null
    and sec.today() <= (select max(s.ends_on) from public.meeting_sites s where s.meeting_id = m.id)
  order by m.slug, p.name, t.created_at
$$;
grant execute on function sec.own_teams() to hlidka_app;

-- Whom a mail to a coordinator goes to; as sec.registration_recipient.
create or replace function sec.team_recipient(team uuid, template text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', t.id, 'email', t.email, 'locale', t.locale, 'active', t.erased_at is null and t.withdrawn_at is null,
    'name', case when sec.kind() = 'worker' and template <> 'team-confirm' then t.name else '' end)
  from public.registration_teams t
  where t.id = team and (sec.kind() = 'worker' or t.organisation_id = any (sec.writes('admin')))
$$;
grant execute on function sec.team_recipient(uuid, text) to hlidka_app;

-- Whose teams somebody who looks after privacy may find.
create or replace function sec.coordinators() returns table (id uuid, organisation_id uuid, name text, email text, meeting text, municipality text,
  people int, sent text)
language sql stable security definer set search_path = '' as $$
  select t.id, t.organisation_id, t.name, t.email, m.reference_number, p.name,
    (select count(*)::int from public.registrations r where r.team_id = t.id), to_char(t.created_at, 'YYYY-MM-DD HH24:MI:SSOF')
  from public.registration_teams t join public.meetings m on m.id = t.meeting_id join public.municipalities p on p.code = t.municipality_code
  where t.organisation_id = any (sec.writes('privacy'))
$$;
grant execute on function sec.coordinators() to hlidka_app;

-- What names a coordinator goes, as sec.forget_registrations says; his people stay. Returns counts.
create or replace function sec.forget_coordinators(ids uuid[]) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  mails text[] := array(select o.message_id from public.outbox o where o.team_id = any (ids));
begin
  perform sec.hold_heads(array(select t.organisation_id from public.registration_teams t where t.id = any (ids)));
  perform sec.forget_addresses(array(select a.id from public.invited_addresses a join public.registration_teams t
    on t.organisation_id = a.organisation_id and t.email = a.email where t.id = any (ids)));
  delete from public.registration_links l where l.team_id = any (ids);
  delete from public.outbox o where o.team_id = any (ids);
  perform sec.forget_answers('{registration_teams}', ids);
  perform sec.forget_counted(ids, array(select t.email from public.registration_teams t where t.id = any (ids)));
  update public.registration_teams t set name = '…', email = 'x-' || t.id || '@erased.invalid' where t.id = any (ids);
  update public.registration_teams t set name = 'Vymazaná osoba', email = 'erased-' || t.id || '@erased.invalid', erased_at = now() where t.id = any (ids);
  return sec.forget_mails(mails, sec.forget_logged('registration_teams', ids));
end
$$;

-- Erases a coordinator, for who looks after the privacy of that organisation; null when he is not there.
create or replace function sec.erase_coordinator(person uuid, why text, why_reference text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  organisation uuid := (select t.organisation_id from public.registration_teams t
    where t.id = person and t.organisation_id = any (sec.writes('privacy')));
  gone jsonb;
begin
  if organisation is null then
    return null;
  end if;
  gone := sec.forget_coordinators(array[person]);
  insert into public.erasures (organisation_id, person_kind, person_id, reason, reference, in_notes, erased_by, removed)
    values (organisation, 'coordinator', person, why, why_reference, false, sec.user_id(), gone)
    on conflict (person_kind, person_id) do update set removed = excluded.removed, erased_at = now();
  return gone;
end
$$;
