-- Inviting to a further round: those who wait for a place, and a list of addresses, each once and reminded once. Who
-- objects is invited by that organiser never again.

-- The offices of cities with projects that have an address, for who holds meetings.
create or replace function sec.project_offices() returns table (email text, label text)
language sql stable security definer set search_path = '' as $$
  select distinct on (lower(o.office_email)) lower(o.office_email), o.name from public.organisations o
  where cardinality(sec.writes('meeting')) > 0 and o.office_email <> '' and exists (select from public.projects p where p.organisation_id = o.id)
  order by 1, 2
$$;
grant execute on function sec.project_offices() to hlidka_app;

-- Puts addresses on the list of a meeting; who is on it, or has objected, is counted and left out.
create or replace function sec.add_addresses(meeting uuid, asked jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  own record;
  one jsonb;
  added int := 0;
  known int := 0;
  objected int := 0;
begin
  select m.id, m.organisation_id, (select max(s.ends_on) + 30 from public.meeting_sites s where s.meeting_id = m.id) as until into own
    from public.meetings m where m.id = meeting and m.organisation_id = any (sec.writes('meeting'));
  if not found or own.until is null then
    return null;
  end if;
  for one in select value from jsonb_array_elements(asked) loop
    if exists (select from public.mail_objections o where o.organisation_id = own.organisation_id
        and o.email_hash = sha256(convert_to(one ->> 'email', 'UTF8'))) then
      objected := objected + 1;
      continue;
    end if;
    insert into public.invited_addresses (id, organisation_id, meeting_id, email, label, source, token_hash, added_by, kept_until)
      values ((one ->> 'id')::uuid, own.organisation_id, own.id, one ->> 'email', one ->> 'label', one ->> 'source', decode(one ->> 'hash', 'hex'),
        sec.user_id(), own.until)
      on conflict (meeting_id, email) do update set removed_at = null where invited_addresses.removed_at is not null;
    if found then
      added := added + 1;
    else
      known := known + 1;
    end if;
  end loop;
  return jsonb_build_object('added', added, 'known', known, 'objected', objected);
end
$$;
grant execute on function sec.add_addresses(uuid, jsonb) to hlidka_app;

-- Takes addresses off their lists, with what was ordered for them and what the log kept.
create or replace function sec.forget_addresses(asked uuid[]) returns int
language plpgsql security definer set search_path = '' as $$
declare
  n int;
begin
  delete from public.round_invitations i where i.address_id = any (asked);
  delete from public.outbox o where o.address_id = any (asked);
  delete from public.invited_addresses a where a.id = any (asked);
  get diagnostics n = row_count;
  delete from public.audit_personal p using public.audit_entries e
    where p.entry_id = e.id and e.table_name = 'invited_addresses' and e.row_id = any (asked);
  return n;
end
$$;

-- Takes an address off its list; one that was invited is known as such as long as the list is, and gets nothing more.
create or replace function sec.remove_address(address uuid) returns text
language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.invited_addresses a
    where a.id = address and a.organisation_id = any (sec.writes('meeting')) and a.removed_at is null for update;
  if not found then
    return null;
  elsif exists (select from public.round_invitations i where i.address_id = address) then
    update public.invited_addresses a set removed_at = now() where a.id = address;
    delete from public.outbox o where o.address_id = address and o.state = 'waiting';
  else
    perform sec.forget_addresses(array[address]);
  end if;
  return 'done';
end
$$;
grant execute on function sec.remove_address(uuid) to hlidka_app;

-- Whether somebody of an address has answered: registered or registers a team for that meeting, whatever became of it.
create or replace function sec.address_answered(address uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.registrations r where r.meeting_id = a.meeting_id and r.confirmed_at is not null and a.email in (r.email, r.office_email))
    or exists (select from public.registration_teams t where t.meeting_id = a.meeting_id and t.confirmed_at is not null and t.email = a.email)
  from public.invited_addresses a where a.id = address and (sec.kind() = 'worker' or a.organisation_id = any (sec.writes('meeting')))
$$;
grant execute on function sec.address_answered(uuid) to hlidka_app;

-- Whether the mail server has refused a mail to an address for good.
create or replace function sec.address_bounced(address uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.outbox o join public.invited_addresses a on a.id = o.address_id
    where o.address_id = address and o.state = 'failed' and a.organisation_id = any (sec.writes('meeting')))
$$;
grant execute on function sec.address_bounced(uuid) to hlidka_app;

-- Orders a mail to an address: of the batch of its round, so that others go first and no relay is asked too often.
create or replace function sec.put_address_mail(kind text, address uuid, event text, content jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.outbox (organisation_id, message_id, template, address_id, meeting_id, batch_id, data)
    select a.organisation_id, sec.message_id(kind, event, a.id), kind, a.id, a.meeting_id, (content ->> 'roundId')::uuid, content
    from public.invited_addresses a where a.id = address
    on conflict (message_id) do nothing
$$;

-- The further round that is open, under the lock of its meeting, for its organiser; null for none.
create or replace function sec.hold_round(asked uuid) returns record
language plpgsql security definer set search_path = '' as $$
declare
  held public.meeting_rounds;
begin
  perform sec.hold_meeting(r.meeting_id) from public.meeting_rounds r where r.id = asked and r.organisation_id = any (sec.writes('meeting'));
  select r.* into held from public.meeting_rounds r where r.id = asked and r.organisation_id = any (sec.writes('meeting')) and r.number > 1;
  return held;
end
$$;

-- Invites to a further round: each address of the list once, but for who objected or has answered, and those who wait.
create or replace function sec.invite_to_round(asked uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  round public.meeting_rounds := sec.hold_round(asked);
  invited uuid[];
  told int;
begin
  if round.id is null then
    return null;
  elsif round.state <> 'open' or sec.moment() >= round.closes_at then
    return '{"said": "closed"}';
  end if;
  with made as (
    insert into public.round_invitations (organisation_id, meeting_id, round_id, address_id)
      select a.organisation_id, a.meeting_id, round.id, a.id from public.invited_addresses a
      where a.meeting_id = round.meeting_id and a.objected_at is null and a.removed_at is null and not sec.address_answered(a.id)
      order by a.id
      on conflict (round_id, address_id) do nothing
      returning address_id)
  select coalesce(array_agg(m.address_id), '{}') into invited from made m;
  perform sec.put_address_mail('round-invitation', a, round.id::text, jsonb_build_object('roundId', round.id, 'reminder', false)) from unnest(invited) as a;
  perform sec.put_registration_mail(round.organisation_id, 'round-queue', q.registration_id, round.id::text, jsonb_build_object('roundId', round.id))
    from sec.seat_queue(round.meeting_id) q;
  select count(*) into told from sec.seat_queue(round.meeting_id);
  return jsonb_build_object('said', 'done', 'invited', cardinality(invited), 'waiting', told);
end
$$;
grant execute on function sec.invite_to_round(uuid) to hlidka_app;

-- Reminds once whoever was invited two days ago and has neither answered nor objected.
create or replace function sec.remind_of_round(asked uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  round public.meeting_rounds := sec.hold_round(asked);
  reminded uuid[];
begin
  if round.id is null then
    return null;
  elsif round.state <> 'open' or sec.moment() >= round.closes_at then
    return '{"said": "closed"}';
  end if;
  with made as (
    update public.round_invitations i set reminded_at = now() from public.invited_addresses a
      where i.round_id = round.id and a.id = i.address_id and i.reminded_at is null and i.invited_at < now() - interval '48 hours'
        and a.objected_at is null and a.removed_at is null and not sec.address_answered(a.id)
      returning i.address_id)
  select coalesce(array_agg(m.address_id), '{}') into reminded from made m;
  perform sec.put_address_mail('round-invitation', a, round.id::text || ' reminder', jsonb_build_object('roundId', round.id, 'reminder', true))
    from unnest(reminded) as a;
  return jsonb_build_object('said', 'done', 'reminded', cardinality(reminded));
end
$$;
grant execute on function sec.remind_of_round(uuid) to hlidka_app;

-- Whom a link of an invitation belongs to: nothing when it is none.
create or replace function sec.invited_by_link(asked_slug text, address uuid, hash bytea) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('email', a.email, 'objected', a.objected_at is not null)
  from public.invited_addresses a join public.meetings m on m.id = a.meeting_id
  where a.id = address and a.token_hash = hash and m.slug = asked_slug
$$;
grant execute on function sec.invited_by_link(text, uuid, bytea) to hlidka_app;

-- An address wants no more invitations from this organiser; what waits to be sent to it is dropped when it is written.
create or replace function sec.object_invitation(asked_slug text, address uuid, hash bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  own record;
begin
  select a.id, a.organisation_id, a.email into own from public.invited_addresses a join public.meetings m on m.id = a.meeting_id
    where a.id = address and a.token_hash = hash and m.slug = asked_slug for update of a;
  if not found then
    return 'over';
  end if;
  perform sec.visit(own.organisation_id);
  update public.invited_addresses a set objected_at = now()
    where a.organisation_id = own.organisation_id and a.email = own.email and a.objected_at is null;
  insert into public.mail_objections (organisation_id, email_hash) values (own.organisation_id, sha256(convert_to(own.email, 'UTF8')))
    on conflict do nothing;
  return 'done';
end
$$;
grant execute on function sec.object_invitation(text, uuid, bytea) to hlidka_app;

-- Whom a mail to an address of a list goes to; as sec.registration_recipient.
create or replace function sec.address_recipient(address uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', a.id, 'email', a.email, 'locale', 'cs', 'active', a.objected_at is null and a.removed_at is null, 'name', '')
  from public.invited_addresses a
  where a.id = address and (sec.kind() = 'worker' or a.organisation_id = any (sec.writes('admin')))
$$;
grant execute on function sec.address_recipient(uuid) to hlidka_app;

-- Lists are gone a month after the last day of their meeting; objections stay.
create or replace function sec.purge_addresses() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  due uuid[] := array(select a.id from public.invited_addresses a where a.kept_until < sec.today());
begin
  insert into public.purges (organisation_id, what, older_than, removed)
    select a.organisation_id, 'addresses', sec.moment(), count(*) from public.invited_addresses a where a.id = any (due) group by 1;
  return jsonb_build_object('addresses', sec.forget_addresses(due));
end
$$;
