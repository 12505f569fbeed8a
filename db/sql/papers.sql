-- Papers of a meeting: lists that were given out, and certificates of what people attended.

-- Gives out a list of a site: lines say of each person, by the id of the registration, what the list says about him, as a
-- hash. Answers its number; 0 when nobody is on it otherwise than on the last one. Null: no such site.
create or replace function sec.issue_list(site uuid, asked_kind text, lines jsonb) returns int
language plpgsql security definer set search_path = '' as $$
declare
  place record;
  last record;
  told record;
  next uuid := gen_random_uuid();
begin
  select s.organisation_id, s.meeting_id into place from public.meeting_sites s
    where s.id = site and s.organisation_id = any (sec.writes('meeting')) for update;
  if not found then
    return null;
  end if;
  select i.id, i.number into last from public.list_issues i where i.site_id = site and i.kind = asked_kind order by i.number desc limit 1;
  select count(*) filter (where n.key is not null)::int as people, count(*) filter (where o.line_hash is null)::int as added,
      count(*) filter (where n.key is null)::int as removed, count(*) filter (where n.value <> o.line_hash)::int as changed
    into told from jsonb_each_text(lines) n full join (select l.registration_id::text as key, l.line_hash from public.list_lines l
      where l.issue_id = last.id) o on o.key = n.key;
  if last.id is not null and told.added + told.removed + told.changed = 0 then
    return 0;
  end if;
  insert into public.list_issues (id, organisation_id, meeting_id, site_id, kind, number, people, added, removed, changed, issued_by, issued_at)
    values (next, place.organisation_id, place.meeting_id, site, asked_kind, coalesce(last.number, 0) + 1, told.people, told.added, told.removed,
      told.changed, sec.user_id(), sec.moment());
  insert into public.list_lines (organisation_id, meeting_id, issue_id, registration_id, line_hash)
    select place.organisation_id, place.meeting_id, next, n.key::uuid, n.value from jsonb_each_text(lines) n;
  return coalesce(last.number, 0) + 1;
end
$$;
grant execute on function sec.issue_list(uuid, text, jsonb) to hlidka_app;

-- What everybody attended at a site, as a certificate says it: name, blocks in their order with their days, minutes; the
-- titles of blocks without a length. Under the rights of who asks.
create or replace function sec.attended_blocks(site uuid) returns table (registration_id uuid, walk_in_id uuid, name text, blocks jsonb, minutes int, unmeasured text)
language sql stable set search_path = '' as $$
  select a.registration_id, a.walk_in_id, coalesce(r.name, w.name),
    jsonb_agg(jsonb_build_object('number', b.number, 'titleCs', b.title_cs, 'titleEn', b.title_en, 'day', s.starts_on + b.day_number - 1,
      'minutes', b.duration_minutes) order by b.day_number, b.starts_at, b.number, b.id),
    coalesce(sum(b.duration_minutes), 0)::int, string_agg(b.title_cs, ', ' order by b.number) filter (where b.duration_minutes is null)
  from public.meeting_sites s cross join lateral sec.attended(s.meeting_id) a join public.meeting_blocks b on b.id = a.block_id
    left join public.registrations r on r.id = a.registration_id left join public.walk_ins w on w.id = a.walk_in_id
  where s.id = site and a.site_id = site and r.erased_at is null and w.erased_at is null
  group by a.registration_id, a.walk_in_id, r.name, w.name
$$;
grant execute on function sec.attended_blocks(uuid) to hlidka_app;

-- Gives out the certificates of a site that are new or say something else than the last issue, and ends those of who
-- attended nothing after all; all of them, or those of one attendee. Answers how many were given out and ended; a block without a
-- length gives its title instead, and nothing is done. Null: no such site, or nobody of its meeting.
create or replace function sec.issue_certificates(site uuid, attendee uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  place record;
  unmeasured text;
  issued int;
  ended int;
begin
  select s.organisation_id, s.meeting_id, s.ends_on into place from public.meeting_sites s
    where s.id = site and s.organisation_id = any (sec.writes('meeting')) for update;
  if not found then
    return null;
  elsif attendee is not null and not exists (select from public.registrations r where r.id = attendee and r.meeting_id = place.meeting_id)
      and not exists (select from public.walk_ins w where w.id = attendee and w.meeting_id = place.meeting_id) then
    return null;
  elsif sec.today() < place.ends_on then
    return jsonb_build_object('problem', 'early');
  end if;
  select a.unmeasured into unmeasured from sec.attended_blocks(site) a where a.unmeasured is not null
    and coalesce(attendee, a.registration_id, a.walk_in_id) = coalesce(a.registration_id, a.walk_in_id) limit 1;
  if unmeasured is not null then
    return jsonb_build_object('problem', 'unmeasured', 'titles', unmeasured);
  end if;
  perform 1 from public.meetings m where m.id = place.meeting_id for update;
  with last as (
    select distinct on (coalesce(c.registration_id, c.walk_in_id)) c.* from public.certificates c
      where c.site_id = site and coalesce(attendee, c.registration_id, c.walk_in_id) = coalesce(c.registration_id, c.walk_in_id)
      order by coalesce(c.registration_id, c.walk_in_id), c.issue desc
  ), wanted as (
    select a.*, l.number as last_number, coalesce(l.issue, 0) + 1 as issue,
        row_number() over (partition by l.number is null order by a.name collate "cs-x-icu", a.registration_id, a.walk_in_id) as place
      from sec.attended_blocks(site) a left join last l on coalesce(l.registration_id, l.walk_in_id) = coalesce(a.registration_id, a.walk_in_id)
      where coalesce(attendee, a.registration_id, a.walk_in_id) = coalesce(a.registration_id, a.walk_in_id)
        and (l.id is null or l.ended_at is not null or (l.name, l.blocks, l.minutes) is distinct from (a.name, a.blocks, a.minutes))
  ), stopped as (
    update public.certificates c set ended_at = now() from last l
      where c.id = l.id and c.ended_at is null and c.erased_at is null
        and (exists (select from wanted w where coalesce(w.registration_id, w.walk_in_id) = coalesce(c.registration_id, c.walk_in_id))
          or not exists (select from sec.attended_blocks(site) a where coalesce(a.registration_id, a.walk_in_id) = coalesce(c.registration_id, c.walk_in_id)))
      returning coalesce(c.registration_id, c.walk_in_id) as person
  ), given as (
    insert into public.certificates (organisation_id, meeting_id, site_id, registration_id, walk_in_id, number, issue, code, name, blocks, minutes, issued_by, issued_at)
      select place.organisation_id, place.meeting_id, site, w.registration_id, w.walk_in_id,
        coalesce(w.last_number, w.place + (select coalesce(max(c.number), 0) from public.certificates c where c.meeting_id = place.meeting_id)),
        w.issue, left(encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'), 24), w.name, w.blocks,
        w.minutes, sec.user_id(), sec.moment()
      from wanted w returning id
  )
  select (select count(*) from given),
    (select count(*) from stopped s where not exists (select from wanted w where coalesce(w.registration_id, w.walk_in_id) = s.person))
    into issued, ended;
  return jsonb_build_object('issued', issued, 'ended', ended);
end
$$;
grant execute on function sec.issue_certificates(uuid, uuid) to hlidka_app;

-- A certificate as it is checked and printed: state is "valid", "replaced" or "ended".
create or replace function sec.told_certificate(certificate uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'number', c.number, 'issue', c.issue, 'code', c.code, 'name', case when c.erased_at is null then c.name end,
    'blocks', c.blocks, 'minutes', c.minutes, 'issuedOn', (c.issued_at at time zone 'Europe/Prague')::date, 'siteId', c.site_id,
    'latest', n.issue, 'state', case when c.ended_at is null then 'valid' when n.issue > c.issue then 'replaced' else 'ended' end)
  from public.certificates c cross join lateral (select max(x.issue) as issue from public.certificates x
    where x.meeting_id = c.meeting_id and x.number = c.number) n
  where c.id = certificate
$$;

-- The certificate of a code, for everybody who has the paper; null for any other code and in any other meeting.
create or replace function sec.certificate_by_code(asked_slug text, asked_code text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select sec.told_certificate(c.id) from public.certificates c join public.meetings m on m.id = c.meeting_id
  where c.code = asked_code and m.slug = asked_slug and sec.kind() is not null
$$;
grant execute on function sec.certificate_by_code(text, text) to hlidka_app;

-- The certificates that hold of whom a private link opens.
create or replace function sec.certificates_by_link(asked_slug text, link uuid, hash bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(sec.told_certificate(c.id) order by c.number), '[]')
  from sec.linked_registration(asked_slug, link, hash) l join public.certificates c on c.registration_id = l.id
  where c.ended_at is null
$$;
grant execute on function sec.certificates_by_link(text, uuid, bytea) to hlidka_app;

-- What names people on their certificates goes, in two steps as sec.take_out says; blocks and hours stay.
create or replace function sec.forget_certificates(people uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  ids uuid[] := array(select c.id from public.certificates c where coalesce(c.registration_id, c.walk_in_id) = any (people) and c.erased_at is null);
begin
  delete from public.list_lines l where l.registration_id = any (people);
  if cardinality(ids) = 0 then
    return;
  end if;
  update public.certificates c set name = '…' where c.id = any (ids);
  update public.certificates c set name = 'Vymazaná osoba', erased_at = now() where c.id = any (ids);
  perform sec.forget_logged('certificates', ids);
end
$$;

-- What lists said about people goes with their food and rooms, 30 days after the last day of the site; how often and
-- when they were given out stays. Returns how many lines went.
create or replace function sec.purge_list_lines() returns int
language plpgsql security definer set search_path = '' as $$
declare
  gone int;
begin
  delete from public.list_lines l using public.list_issues i, public.meeting_sites s
    where i.id = l.issue_id and s.id = i.site_id and s.ends_on + 30 < sec.today();
  get diagnostics gone = row_count;
  return gone;
end
$$;
