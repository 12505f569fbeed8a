-- Mail that is ordered, links that turn a digest off, and notices to whose account it is.

-- The id of a mail, which is its name in the mail itself: the same event mails a person once.
create or replace function sec.message_id(kind text, event text, recipient uuid) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(concat_ws('/', kind, event, recipient), 'UTF8')), 'hex')
$$;

-- Puts a mail in; the same event mails a person once. Called by functions of ours alone.
create or replace function sec.put_mail(organisation uuid, kind text, recipient uuid, event text, content jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.outbox (organisation_id, message_id, template, recipient_id, data)
    values (organisation, sec.message_id(kind, event, recipient), kind, recipient, content)
    on conflict (message_id) do nothing
$$;

-- What the worker and the operator order, and an administrator's test mail to himself. Nobody else orders a mail: what it
-- says, a link that opens an account among it, is written with the worker's eyes for whoever it is addressed to.
create or replace function sec.queue_mail(organisation uuid, kind text, recipient uuid, event text, content jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not coalesce(organisation = any (sec.organisations()) and (sec.kind() in ('worker', 'operator')
      or kind = 'test' and recipient = sec.user_id() and sec.writes_everywhere('admin')), false) then
    raise exception 'no right to order this mail' using errcode = '42501';
  end if;
  perform sec.put_mail(organisation, kind, recipient, event, content);
end
$$;
grant execute on function sec.queue_mail(uuid, text, uuid, text, jsonb) to hlidka_app;

-- Whether a link that turns a digest off still does.
create or replace function sec.knows_digest(token text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.subscriptions s where s.kind = 'digest' and s.token_hash = sha256(convert_to(token, 'UTF8')))
$$;
grant execute on function sec.knows_digest(text) to hlidka_app;

-- Turns a digest off by the token of its link; whether there was one. The log says whose it was, and nothing else opens.
create or replace function sec.end_digest(token text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  entered jsonb := sec.context();
  found_one record;
begin
  select s.id, s.user_id, s.organisation_id into found_one from public.subscriptions s
    where s.kind = 'digest' and s.token_hash = sha256(convert_to(token, 'UTF8')) for update;
  if not found then
    return false;
  end if;
  perform sec.set_context(jsonb_build_object('kind', 'public', 'user', found_one.user_id, 'home', found_one.organisation_id,
    'reads', '[]'::jsonb, 'writes', '{}'::jsonb, 'today', sec.today(), 'action', 'digest.off'));
  delete from public.subscriptions s where s.id = found_one.id;
  perform sec.set_context(entered);
  return true;
end
$$;
grant execute on function sec.end_digest(text) to hlidka_app;

-- Whose account it is learns by mail what changed about signing in. It hangs on the tables, so that no way to change a
-- password or a second factor goes without it. An account that nobody may enter (ended, being erased) gets nothing.
create or replace function sec.notify_owner(person uuid, happened text, more jsonb default '{}') returns void
language sql security definer set search_path = '' as $$
  select sec.put_mail(u.organisation_id, 'security', u.id, gen_random_uuid()::text,
      jsonb_build_object('event', happened, 'at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) || more)
    from public.users u where u.id = person and u.active
$$;

create or replace function sec.notice_password() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.notify_owner(new.user_id, 'password');
  return null;
end
$$;

create or replace function sec.notice_factor() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    perform sec.notify_owner(old.user_id, 'factor-off');
  elsif old.confirmed_at is null then
    perform sec.notify_owner(new.user_id, 'factor-on');
  else
    perform sec.notify_owner(new.user_id, 'codes');
  end if;
  return null;
end
$$;

create or replace function sec.notice_recovery() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.notify_owner(new.user_id, 'recovery', jsonb_build_object('codesLeft',
    (select count(*) from public.recovery_codes c where c.user_id = new.user_id and c.used_at is null)));
  return null;
end
$$;
