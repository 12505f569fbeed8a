-- Who somebody is at a provider, by what the provider signed, never by e-mail.

-- Opens a session for whom a provider signed in. The database cannot ask the provider, so the server vouches with the
-- installation's key. strong: the provider asked for a second factor and that counts here. Returns 'ok', 'code' when
-- the account's own second factor is to be asked for, or 'unknown'.
create or replace function sec.sign_in_identity(key text, asked_issuer text, asked_subject text, is_strong boolean, new_token text,
  new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid;
begin
  perform sec.assert_key(key);
  perform 1 from public.users u where u.id = (select i.user_id from public.user_identities i
    where i.issuer = asked_issuer and i.subject = asked_subject) for share;
  person := (select u.id from public.user_identities i join public.users u on u.id = i.user_id and u.active
    where i.issuer = asked_issuer and i.subject = asked_subject);
  if person is null then
    return 'unknown';
  elsif not is_strong and exists (select from public.user_factors f where f.user_id = person and f.confirmed_at is not null) then
    insert into public.sign_in_steps (token_hash, user_id, expires_at)
      values (sec.hash(new_token), person, now() + interval '10 minutes');
    return 'code';
  end if;
  perform sec.open_session(person, new_token, new_agent);
  update public.sessions s set strong = is_strong where s.token_hash = sec.hash(new_token);
  perform sec.remember_device(person, device);
  return 'ok';
end
$$;
grant execute on function sec.sign_in_identity(text, text, text, boolean, text, text, text) to hlidka_app;

-- Links who is signed in with who the provider says he is. Another account at the provider is a way in past the password:
-- linked only by who has just signed in, and gone with a forgotten password, a factor that was taken off and an access
-- that ended. Returns 'ok', 'taken' or 'stale'.
create or replace function sec.link_identity(key text, new_provider text, new_issuer text, new_subject text, token text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
begin
  perform sec.assert_key(key);
  if not exists (select from public.sessions s where s.token_hash = sec.hash(token) and s.user_id = person and s.created_at > now() - interval '15 minutes') then
    return 'stale';
  end if;
  insert into public.user_identities (organisation_id, user_id, provider, issuer, subject)
    select u.organisation_id, u.id, new_provider, new_issuer, new_subject from public.users u where u.id = person
    on conflict (issuer, subject) do nothing;
  if found then
    update public.users u set sign_in_changed_at = now() where u.id = person;
  end if;
  return case when exists (select from public.user_identities i where i.issuer = new_issuer and i.subject = new_subject and i.user_id = person)
    then 'ok' else 'taken' end;
end
$$;
grant execute on function sec.link_identity(text, text, text, text, text) to hlidka_app;

create or replace function sec.own_identities() returns table (id uuid, provider text, issuer text, created_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select i.id, i.provider, i.issuer, i.created_at from public.user_identities i where i.user_id = sec.session_user_id()
  order by i.created_at, i.id
$$;
grant execute on function sec.own_identities() to hlidka_app;

create or replace function sec.unlink_identity(asked uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.user_identities i where i.id = asked and i.user_id = sec.session_user_id();
  if not found then
    return false;
  end if;
  -- Tells the log.
  update public.users u set sign_in_changed_at = now() where u.id = sec.session_user_id();
  return true;
end
$$;
grant execute on function sec.unlink_identity(uuid) to hlidka_app;
