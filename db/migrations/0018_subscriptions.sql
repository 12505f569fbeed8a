-- What a person has asked to be sent or shown elsewhere: a digest of what waits, a calendar of deadlines. The id is what
-- the token of its link is derived from; only the token's hash stands here.
create table public.subscriptions (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references public.organisations (id) on delete restrict,
  user_id uuid not null references public.users (id) on delete cascade,
  kind text not null,
  every text,
  token_hash bytea not null constraint subscriptions_token_hash_unique unique,
  created_at timestamptz not null default now(),
  constraint subscriptions_once unique (user_id, kind),
  constraint subscriptions_kind check (kind in ('digest', 'calendar')),
  constraint subscriptions_every check ((kind = 'digest') = (every is not null) and every in ('day', 'week'))
);--> statement-breakpoint
create index subscriptions_organisation on public.subscriptions (organisation_id);--> statement-breakpoint
select sec.lock_down('subscriptions');--> statement-breakpoint
select sec.audit_table('subscriptions', '{token_hash}');--> statement-breakpoint
create policy reads on public.subscriptions for select to hlidka_app using (user_id = (select sec.user_id()));--> statement-breakpoint
create policy subscribes on public.subscriptions for insert to hlidka_app
  with check (user_id = (select sec.user_id()) and organisation_id = (select sec.home()) and (select sec.kind()) = 'session');--> statement-breakpoint
create policy changes on public.subscriptions for update to hlidka_app
  using (user_id = (select sec.user_id()) and (select sec.kind()) = 'session')
  with check (user_id = (select sec.user_id()) and (select sec.kind()) = 'session');--> statement-breakpoint
create policy ends on public.subscriptions for delete to hlidka_app
  using (user_id = (select sec.user_id()) and (select sec.kind()) = 'session');--> statement-breakpoint
create policy takes on public.subscriptions for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
grant select, insert, delete, update (every) on public.subscriptions to hlidka_app;--> statement-breakpoint

-- Enters as a person who is not there, to read what he may read now: nothing can be written.
create function sec.read_as(person uuid, asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me jsonb := sec.enter_user('reader', person, asked_day, null::uuid, null::text);
begin
  if me is not null then
    perform sec.set_context(sec.context() || '{"writes": {}}');
  end if;
  return me;
end
$$;--> statement-breakpoint

-- For the digest, with the key of the installation: only of somebody who asked for one.
create function sec.enter_digest(person uuid, key text, asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from sec.keys k where k.name = 'operator' and k.value = sha256(convert_to(key, 'UTF8'))) then
    raise exception 'the key of this installation does not fit' using errcode = '42501';
  end if;
  if not exists (select from public.subscriptions s where s.user_id = person and s.kind = 'digest') then
    return null;
  end if;
  return sec.read_as(person, asked_day);
end
$$;--> statement-breakpoint

-- For the calendar, by the token of its address.
create function sec.enter_calendar(token text, asked_day date) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := (select s.user_id from public.subscriptions s
    where s.kind = 'calendar' and s.token_hash = sha256(convert_to(token, 'UTF8')));
begin
  return case when person is null then null else sec.read_as(person, asked_day) end;
end
$$;--> statement-breakpoint

-- Whether a link that turns a digest off still does.
create function sec.knows_digest(token text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.subscriptions s where s.kind = 'digest' and s.token_hash = sha256(convert_to(token, 'UTF8')))
$$;--> statement-breakpoint

-- Turns a digest off by the token of its link; whether there was one. The log says whose it was, and nothing else opens.
create function sec.end_digest(token text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
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
  return true;
end
$$;--> statement-breakpoint
grant execute on function sec.enter_digest(uuid, text, date), sec.enter_calendar(text, date), sec.knows_digest(text),
  sec.end_digest(text) to hlidka_app;
