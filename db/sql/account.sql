-- Everybody keeps his own account: name, password, language, the browsers that are signed in. A city keeps what it says of
-- itself: its emblem and the office to turn to, never a person.

-- The user of a browser's session; a token of the API and machines keep no account.
create or replace function sec.session_user_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  ctx jsonb := sec.context();
begin
  if ctx ->> 'kind' is distinct from 'session' then
    raise exception 'only a signed-in person keeps an account' using errcode = '42501';
  end if;
  return (ctx ->> 'user')::uuid;
end
$$;

create or replace function sec.rename_self(new_name text) returns void
language sql security definer set search_path = '' as $$
  update public.users u set name = new_name where u.id = sec.session_user_id()
$$;
grant execute on function sec.rename_self(text) to hlidka_app;

-- Whether this is the password of who is signed in; counted like a sign-in. Returns 'ok', 'wrong' or 'slow'.
create or replace function sec.check_own_password(person uuid, derived bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  taken record := sec.take_guess(sec.guess_mark('own password', person::text), null);
begin
  if not taken.checked then
    return 'slow';
  elsif not exists (select from public.user_passwords p where p.user_id = person and p.digest = sha256(derived)) then
    return 'wrong';
  end if;
  perform sec.forget_guess(taken.guess);
  return 'ok';
end
$$;

-- Changes one's own password: the present one is asked for and counted like a sign-in, all sessions end and a new one
-- begins; only this browser stays known. Returns 'ok', 'wrong' or 'slow'. The caller commits in every case.
create or replace function sec.change_password(derived bytea, new_salt bytea, new_cost int, new_block_size int, new_parallelization int,
  new_derived bytea, new_token text, new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
  right_password text := sec.check_own_password(person, derived);
begin
  if right_password <> 'ok' then
    return right_password;
  end if;
  perform sec.store_password(person, new_salt, new_cost, new_block_size, new_parallelization, new_derived);
  perform sec.end_own_sessions(null);
  delete from public.sign_in_steps s where s.user_id = person;
  delete from public.known_devices d where d.user_id = person;
  perform sec.remember_device(person, device);
  perform sec.open_session(person, new_token, new_agent);
  -- This browser showed a code when it came in.
  update public.sessions s set strong = exists (select from public.user_factors f where f.user_id = person and f.confirmed_at is not null)
    where s.token_hash = sec.hash(new_token);
  return 'ok';
end
$$;
grant execute on function sec.change_password(bytea, bytea, int, int, int, bytea, text, text, text) to hlidka_app;

-- One's own live sessions, the latest used first; current is the one of this token.
create or replace function sec.own_sessions(token text) returns table (id uuid, agent text, created_at timestamptz, last_seen_at timestamptz, current boolean)
language sql stable security definer set search_path = '' as $$
  select s.id, s.agent, s.created_at, s.last_seen_at, s.token_hash = sha256(convert_to(token, 'UTF8'))
  from public.sessions s
  where s.user_id = sec.session_user_id() and s.revoked_at is null
    and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes'
  order by s.last_seen_at desc, s.id
$$;
grant execute on function sec.own_sessions(text) to hlidka_app;

-- Ends one of one's own live sessions, or all of them; returns how many ended.
create or replace function sec.end_own_sessions(asked uuid) returns int
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
  ended int;
begin
  update public.sessions s set revoked_at = now()
    where s.user_id = person and s.revoked_at is null and (asked is null or s.id = asked);
  get diagnostics ended = row_count;
  return ended;
end
$$;
grant execute on function sec.end_own_sessions(uuid) to hlidka_app;

-- When the people whom the actor keeps were here last; sessions themselves nobody reads.
create or replace function sec.last_seen() returns table (user_id uuid, last_seen_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select s.user_id, max(s.last_seen_at) from public.sessions s join public.users u on u.id = s.user_id
  where u.organisation_id = any ((select sec.writes('people'))::uuid[]) group by s.user_id
$$;
grant execute on function sec.last_seen() to hlidka_app;

-- The language and colours of one's own account; mail is written in the language.
create or replace function sec.prefer(new_locale text, new_theme text) returns void
language sql security definer set search_path = '' as $$
  update public.users u set locale = new_locale, theme = new_theme, preferred_at = now() where u.id = sec.session_user_id()
$$;
grant execute on function sec.prefer(text, text) to hlidka_app;

-- Whether a mail tells at once what of one's own was returned.
create or replace function sec.choose_mail(returned boolean) returns void
language sql security definer set search_path = '' as $$
  update public.users u set mail_returned = returned where u.id = sec.session_user_id() and u.mail_returned <> returned
$$;
grant execute on function sec.choose_mail(boolean) to hlidka_app;

create or replace function sec.own_mail_choice() returns boolean
language sql stable security definer set search_path = '' as $$
  select u.mail_returned from public.users u where u.id = sec.session_user_id()
$$;
grant execute on function sec.own_mail_choice() to hlidka_app;

-- What one has chosen; null for whoever has not.
create or replace function sec.own_preferences() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('locale', u.locale, 'theme', u.theme) from public.users u
  where u.id = sec.session_user_id() and u.preferred_at is not null
$$;
grant execute on function sec.own_preferences() to hlidka_app;

-- Whether the caller keeps an organisation: it is his city, or he administers everything.
create or replace function sec.keeps(organisation uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(organisation = any (sec.writes('admin')) or (organisation = any (sec.writes('project'))
    and exists (select from public.organisations o where o.id = organisation and o.kind = 'city')), false)
$$;
grant execute on function sec.keeps(uuid) to hlidka_app;

-- What an organisation says of itself; its manager keeps it.
create or replace function sec.change_organisation(organisation uuid, new_name text, new_ico text, municipality text, office text, address text, phone text, email text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not sec.keeps(organisation) then
    raise exception 'no right to change this organisation' using errcode = '42501';
  end if;
  update public.organisations o set name = new_name, ico = new_ico, municipality_code = municipality, office_name = office,
    office_address = address, office_phone = phone, office_email = email where o.id = organisation;
end
$$;
grant execute on function sec.change_organisation(uuid, text, text, text, text, text, text, text) to hlidka_app;

create or replace function sec.set_emblem(organisation uuid, sha256 text, media_type text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not sec.keeps(organisation) then
    raise exception 'no right to change this organisation' using errcode = '42501';
  end if;
  update public.organisations o set emblem_sha256 = sha256, emblem_type = media_type where o.id = organisation;
end
$$;
grant execute on function sec.set_emblem(uuid, text, text) to hlidka_app;
