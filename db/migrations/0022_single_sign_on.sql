-- Single sign-on: who somebody is at a provider, by what the provider signed (issuer and subject), never by e-mail.
CREATE TABLE "user_identities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_identities_subject" UNIQUE("issuer","subject"),
	CONSTRAINT "user_identities_length" CHECK (length("user_identities"."issuer") between 1 and 500 and length("user_identities"."subject") between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "user_identities" ADD CONSTRAINT "user_identities_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_identities" ADD CONSTRAINT "user_identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_identities_user" ON "user_identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_identities_organisation" ON "user_identities" USING btree ("organisation_id");--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "strong" boolean DEFAULT false NOT NULL;--> statement-breakpoint
select sec.lock_down('user_identities');--> statement-breakpoint

-- Opens a session for whom a provider signed in. The database cannot ask the provider, so the server vouches with the
-- installation's key. strong: the provider asked for a second factor and that counts here. Returns 'ok', 'code' when
-- the account's own second factor is to be asked for, or 'unknown'.
create function sec.sign_in_identity(key text, asked_issuer text, asked_subject text, is_strong boolean, new_token text,
  new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := (select u.id from public.user_identities i join public.users u on u.id = i.user_id and u.active
    where i.issuer = asked_issuer and i.subject = asked_subject);
begin
  perform sec.assert_key(key);
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
$$;--> statement-breakpoint

-- Links who is signed in with who the provider says he is. Returns whether nobody else is linked so.
create function sec.link_identity(key text, new_provider text, new_issuer text, new_subject text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
begin
  perform sec.assert_key(key);
  insert into public.user_identities (organisation_id, user_id, provider, issuer, subject)
    select u.organisation_id, u.id, new_provider, new_issuer, new_subject from public.users u where u.id = person
    on conflict (issuer, subject) do nothing;
  if found then
    update public.users u set sign_in_changed_at = now() where u.id = person;
  end if;
  return exists (select from public.user_identities i where i.issuer = new_issuer and i.subject = new_subject and i.user_id = person);
end
$$;--> statement-breakpoint

create function sec.own_identities() returns table (id uuid, provider text, issuer text, created_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select i.id, i.provider, i.issuer, i.created_at from public.user_identities i where i.user_id = sec.session_user_id()
  order by i.created_at, i.id
$$;--> statement-breakpoint

create function sec.unlink_identity(asked uuid) returns boolean
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
$$;--> statement-breakpoint

-- As before; a session in which the provider asked for the second factor needs none of ours.
create or replace function sec.enter_session(token text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  opened record;
  view jsonb;
  me jsonb;
begin
  select s.user_id, s.last_seen_at < now() - interval '1 minute' as stale, s.preview_role, s.preview_organisation_id, s.delegation_id,
      s.strong or f.confirmed_at is not null as strong
    into opened
    from public.sessions s left join public.user_factors f on f.user_id = s.user_id
    where s.token_hash = sec.hash(token) and s.revoked_at is null
      and s.expires_at > now() and s.last_seen_at > now() - interval '30 minutes';
  if not found then
    return null;
  end if;
  if opened.preview_role is not null and sec.may_preview(opened.user_id, opened.preview_role, opened.preview_organisation_id) then
    view := jsonb_build_object('role', opened.preview_role, 'organisation', opened.preview_organisation_id);
  elsif opened.delegation_id is not null and sec.delegation_holds(opened.delegation_id, opened.user_id) then
    select jsonb_build_object('for', d.principal_id, 'organisation', d.organisation_id) into view
      from public.delegations d where d.id = opened.delegation_id;
  end if;
  me := sec.enter_user('session', opened.user_id, asked_day, command_id, command_name, view) || jsonb_build_object('stale', opened.stale);
  if me is null or opened.strong or not sec.requires_factor()
     or not exists (select from jsonb_array_elements(me -> 'roles') as r (held) where sec.role_needs_factor(r.held ->> 'role')) then
    return me;
  end if;
  perform sec.set_context(sec.context() - 'mark' || '{"reads": [], "projects": [], "places": [], "writes": {}, "writesIn": {}}'::jsonb);
  return me || '{"roles": [], "factorMissing": true}'::jsonb;
end
$$;--> statement-breakpoint

grant execute on function sec.sign_in_identity(text, text, text, boolean, text, text, text),
  sec.link_identity(text, text, text, text), sec.own_identities(), sec.unlink_identity(uuid) to hlidka_app;
