-- The bridge from a national meeting to the people of a city: whoever keeps a team takes what a certificate says into the
-- record of an assistant whom he chooses. Nobody is matched by name or mail, and nothing of the city goes to the ministry.

-- Whether the context keeps the team of a project; null for a project that is not there for it.
create or replace function sec.keeps_team(project uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select true from public.projects p where p.id = project
    and (p.organisation_id = any (sec.writes('team')) or p.id = any (sec.writes_in('team')))
$$;

-- What a certificate says, by its code, for who keeps a team: as it is checked, with its meeting and site. Null: no such code.
create or replace function sec.certificate_for_training(asked_code text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select sec.told_certificate(c.id) || jsonb_build_object('titleCs', m.title_cs, 'titleEn', m.title_en, 'reference', m.reference_number,
    'site', s.name, 'startsOn', s.starts_on, 'endsOn', s.ends_on)
  from public.certificates c join public.meetings m on m.id = c.meeting_id join public.meeting_sites s on s.id = c.site_id
  where c.code = asked_code and (cardinality(sec.writes('team')) > 0 or cardinality(sec.writes_in('team')) > 0)
$$;
grant execute on function sec.certificate_for_training(text) to hlidka_app;

-- Puts the blocks of a certificate in place of what an assistant has of a training; areas: which area each number belongs to.
create or replace function sec.put_training(training uuid, assistant uuid, certificate uuid, areas jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.training_attendances a where a.training_id = training and a.assistant_id = assistant;
  insert into public.training_attendances (organisation_id, project_id, training_id, assistant_id, area_id, number, title, held_on, minutes, certificate_id)
    select t.organisation_id, t.project_id, t.id, assistant,
      (select (x ->> 'areaId')::uuid from jsonb_array_elements(areas) x where (x ->> 'number')::int = (b ->> 'number')::int limit 1),
      (b ->> 'number')::int, b ->> 'titleCs', (b ->> 'day')::date, (b ->> 'minutes')::int, certificate
    from public.trainings t cross join public.certificates c cross join lateral jsonb_array_elements(c.blocks) b
    where t.id = training and c.id = certificate;
end
$$;

-- Takes a certificate that holds into the record of an assistant, who must be of the project. One certificate is one
-- person's, whatever its issue; one person brings one from a site.
create or replace function sec.take_training(project uuid, assistant uuid, asked_code text, areas jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  given record;
  own record;
  training uuid;
begin
  if sec.keeps_team(project) is null then
    return null;
  elsif sec.hold_project(project, false) = 'closed' then
    return 'closed';
  elsif not exists (select from public.assistants a where a.id = assistant and a.project_id = project) then
    return 'assistant';
  end if;
  select c.id, c.meeting_id, c.site_id, c.number, c.ended_at, m.title_cs, m.office_cs, s.starts_on, s.ends_on into given
    from public.certificates c join public.meetings m on m.id = c.meeting_id join public.meeting_sites s on s.id = c.site_id
    where c.code = asked_code and c.erased_at is null for share of c;
  if not found then
    return 'certificate';
  elsif given.ended_at is not null then
    return 'replaced';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('certificate ' || given.meeting_id || given.number, 0));
  for own in
    select distinct a.assistant_id, t.meeting_site_id, c.meeting_id, c.number from public.training_attendances a
      join public.trainings t on t.id = a.training_id join public.certificates c on c.id = a.certificate_id
      where (c.meeting_id = given.meeting_id and c.number = given.number) or (a.assistant_id = assistant and t.meeting_site_id = given.site_id)
  loop
    return case when own.meeting_id = given.meeting_id and own.number = given.number then 'taken' else 'twice' end;
  end loop;
  insert into public.trainings (organisation_id, project_id, title, provider, starts_on, ends_on, form, source, meeting_site_id, recorded_by)
    select p.organisation_id, p.id, given.title_cs, given.office_cs, given.starts_on, given.ends_on, 'present', 'meeting', given.site_id, sec.user_id()
    from public.projects p where p.id = project
    on conflict (project_id, meeting_site_id) do nothing;
  select t.id into training from public.trainings t where t.project_id = project and t.meeting_site_id = given.site_id;
  perform sec.put_training(training, assistant, given.id, areas);
  return 'done';
end
$$;
grant execute on function sec.take_training(uuid, uuid, text, jsonb) to hlidka_app;

-- The issue of a certificate that holds now, in place of another of the same number; null: it was taken back.
create or replace function sec.certificate_now(certificate uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select n.id from public.certificates c join public.certificates n on n.meeting_id = c.meeting_id and n.number = c.number
  where c.id = certificate and n.ended_at is null
$$;

-- Where the record of a project says something else than the certificates that it was taken from say by now: whose, of
-- which training, and what they say. Null blocks: the certificate was taken back.
create or replace function sec.training_changes(project uuid) returns table (training_id uuid, assistant_id uuid, certificate_id uuid, issue int, blocks jsonb, minutes int)
language sql stable security definer set search_path = '' as $$
  select h.training_id, h.assistant_id, n.id, n.issue, n.blocks, n.minutes
  from (select distinct a.training_id, a.assistant_id, a.certificate_id from public.training_attendances a
      join public.projects p on p.id = a.project_id
      where a.project_id = project and a.certificate_id is not null
        and (p.organisation_id = any (sec.organisations()) or p.id = any (sec.projects()))) h
    join public.certificates c on c.id = h.certificate_id left join public.certificates n on n.id = sec.certificate_now(h.certificate_id)
  where n.id is distinct from c.id and c.ended_at is not null
$$;
grant execute on function sec.training_changes(uuid) to hlidka_app;

-- Takes over what a certificate says by now. seen: the issue that was looked at, or 'none'.
create or replace function sec.update_training(training uuid, assistant uuid, seen text, areas jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  latest uuid;
begin
  select t.project_id, (select a.certificate_id from public.training_attendances a where a.training_id = t.id and a.assistant_id = assistant limit 1) as certificate
    into own from public.trainings t where t.id = training and sec.keeps_team(t.project_id);
  if not found or own.certificate is null then
    return null;
  elsif sec.hold_project(own.project_id, false) = 'closed' then
    return 'closed';
  end if;
  perform 1 from public.certificates c where c.id = own.certificate for share;
  latest := sec.certificate_now(own.certificate);
  if coalesce(latest::text, 'none') is distinct from seen then
    return 'changed';
  elsif latest = own.certificate then
    return 'same';
  end if;
  perform sec.put_training(training, assistant, latest, areas);
  return 'done';
end
$$;
grant execute on function sec.update_training(uuid, uuid, text, jsonb) to hlidka_app;

-- Says whether somebody's hours of a training count for the support of the project, and why. seen: the decision before, or 'none'.
create or replace function sec.support_training(training uuid, assistant uuid, does_count boolean, why text, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  last record;
begin
  select t.organisation_id, t.project_id, t.source into own from public.trainings t where t.id = training and sec.keeps_team(t.project_id) for update;
  if not found or not exists (select from public.training_attendances a where a.training_id = training and a.assistant_id = assistant) then
    return null;
  elsif sec.hold_project(own.project_id, false) = 'closed' then
    return 'closed';
  end if;
  select s.id, s.counts into last from public.training_supports s where s.training_id = training and s.assistant_id = assistant
    order by s.decided_at desc, s.id limit 1;
  if coalesce(last.id::text, 'none') is distinct from seen then
    return 'changed';
  elsif coalesce(last.counts, own.source = 'own') = does_count then
    return 'same';
  end if;
  insert into public.training_supports (organisation_id, project_id, training_id, assistant_id, counts, note, decided_by)
    values (own.organisation_id, own.project_id, training, assistant, does_count, why, sec.user_id());
  return 'done';
end
$$;
grant execute on function sec.support_training(uuid, uuid, boolean, text, text) to hlidka_app;

-- Writes a training of the project's own with who attended it, a new one or one that is there: facts holds its title, provider,
-- kind, form and days, parts its minutes by area, people the assistants, who held a post then. seen: the version. Who writes
-- holds the project alone, so that two at once do not record the same.
create or replace function sec.record_training(project uuid, known uuid, seen text, facts jsonb, parts jsonb, people jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  training uuid := known;
  begins date := (facts ->> 'startsOn')::date;
  until date := (facts ->> 'endsOn')::date;
begin
  select p.id, p.organisation_id, p.starts_on, p.ends_on into own from public.projects p
    where p.id = coalesce(project, (select t.project_id from public.trainings t where t.id = known and t.source = 'own')) and sec.keeps_team(p.id);
  if not found then
    return null;
  elsif sec.hold_project(own.id, true) = 'closed' then
    return 'closed';
  end if;
  perform 1 from public.trainings t where t.id = known for update;
  if known is not null and not exists (select from public.trainings t where t.id = known and t.xmin::text = seen) then
    return 'changed';
  elsif begins < own.starts_on or until > own.ends_on then
    return 'outside';
  elsif exists (select from jsonb_array_elements(parts) x where x ->> 'areaId' is not null
      and not exists (select from public.training_areas a where a.id = (x ->> 'areaId')::uuid and a.project_id = own.id)) then
    return 'area';
  elsif exists (select from jsonb_array_elements_text(people) x where not exists (select from public.post_occupancies o
      where o.assistant_id = x.value::uuid and o.project_id = own.id and o.starts_on <= until and coalesce(o.ends_on, 'infinity') >= begins)) then
    return 'people';
  elsif exists (select from public.trainings t where t.project_id = own.id and t.id is distinct from known and t.starts_on = begins
      and lower(btrim(t.title)) = lower(btrim(facts ->> 'title'))) then
    return 'alike';
  end if;
  if known is null then
    insert into public.trainings (organisation_id, project_id, title, provider, kind, form, starts_on, ends_on, source, recorded_by)
      values (own.organisation_id, own.id, facts ->> 'title', facts ->> 'provider', facts ->> 'kind', facts ->> 'form', begins, until, 'own', sec.user_id())
      returning id into training;
  else
    update public.trainings t set title = facts ->> 'title', provider = facts ->> 'provider', kind = facts ->> 'kind',
      form = facts ->> 'form', starts_on = begins, ends_on = until where t.id = known;
    delete from public.training_supports s where s.training_id = known
      and s.assistant_id not in (select x.value::uuid from jsonb_array_elements_text(people) x);
    delete from public.training_attendances a where a.training_id = known;
  end if;
  insert into public.training_attendances (organisation_id, project_id, training_id, assistant_id, area_id, number, title, held_on, minutes)
    select own.organisation_id, own.id, training, p.value::uuid, (x.part ->> 'areaId')::uuid, x.at::int, facts ->> 'title', begins, (x.part ->> 'minutes')::int
    from jsonb_array_elements_text(people) p cross join jsonb_array_elements(parts) with ordinality as x (part, at);
  return 'done';
end
$$;
grant execute on function sec.record_training(uuid, uuid, text, jsonb, jsonb, jsonb) to hlidka_app;

-- Takes a training of the project's own out with who attended it and what was decided of it; the log keeps them.
create or replace function sec.remove_training(training uuid, seen text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
begin
  select t.project_id, t.xmin::text as version into own from public.trainings t
    where t.id = training and t.source = 'own' and sec.keeps_team(t.project_id) for update;
  if not found then
    return null;
  elsif sec.hold_project(own.project_id, false) = 'closed' then
    return 'closed';
  elsif own.version is distinct from seen then
    return 'changed';
  end if;
  delete from public.training_supports s where s.training_id = training;
  delete from public.training_attendances a where a.training_id = training;
  delete from public.trainings t where t.id = training;
  return 'done';
end
$$;
grant execute on function sec.remove_training(uuid, text) to hlidka_app;

-- The certificates that hold of people in the teams which the own office made or took over, and that nobody has in his
-- record yet; for who keeps a team.
create or replace function sec.team_certificates() returns table (code text, name text, role text, minutes int, reference text, site text, starts_on date, ends_on date)
language sql stable security definer set search_path = '' as $$
  select c.code, c.name, r.role, c.minutes, m.reference_number, s.name, s.starts_on, s.ends_on
  from public.certificates c join public.registrations r on r.id = c.registration_id join public.meetings m on m.id = c.meeting_id
    join public.meeting_sites s on s.id = c.site_id
  where r.team_id = any (sec.city_teams()) and c.ended_at is null and c.erased_at is null
    and not exists (select from public.training_attendances a join public.certificates x on x.id = a.certificate_id
      where x.meeting_id = c.meeting_id and x.number = c.number)
  order by s.starts_on desc, c.name collate "cs-x-icu", c.id
$$;
grant execute on function sec.team_certificates() to hlidka_app;
