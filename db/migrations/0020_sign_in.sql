-- Signing in: guesses are counted before anything is compared, a browser that its person used before has a count of its
-- own, and a one-time code may be the second thing that is asked for.
drop table public.sign_in_failures;--> statement-breakpoint
drop function sec.guessed_often(bytea);--> statement-breakpoint

CREATE TABLE "guesses" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"about" "bytea" NOT NULL,
	"address" "bytea",
	"checked" boolean NOT NULL,
	"used" boolean DEFAULT false NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "known_devices" (
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "known_devices_user_id_token_hash_pk" PRIMARY KEY("user_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_user_id_code_hash_pk" PRIMARY KEY("user_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_steps" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_factors" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"secret" "bytea" NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"codes_batch" uuid
);
--> statement-breakpoint
ALTER TABLE "known_devices" ADD CONSTRAINT "known_devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_user_factors_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_factors"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_steps" ADD CONSTRAINT "sign_in_steps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_factors" ADD CONSTRAINT "user_factors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guesses_about" ON "guesses" USING btree ("about","at");--> statement-breakpoint
CREATE INDEX "guesses_address" ON "guesses" USING btree ("address","at");--> statement-breakpoint
CREATE INDEX "sign_in_steps_user" ON "sign_in_steps" USING btree ("user_id");--> statement-breakpoint
-- Nobody but the functions below.
select sec.lock_down(t) from unnest(array['guesses', 'known_devices', 'user_factors', 'recovery_codes', 'sign_in_steps']) as t;--> statement-breakpoint
-- A backup takes them along as it does passwords; a change is told to the log by the account's own column.
alter table public.users add column sign_in_changed_at timestamptz;--> statement-breakpoint

create function sec.hash(secret text) returns bytea
language sql immutable set search_path = '' as $$ select sha256(convert_to(secret, 'UTF8')) $$;--> statement-breakpoint

-- What is guessed or from where, as a mark that only this database can make: no e-mail and no address is kept.
create function sec.guess_mark(kind text, what text) returns bytea
language sql stable security definer set search_path = '' as $$ select decode(sec.sign('guess ' || kind || ' ' || what), 'hex') $$;--> statement-breakpoint

-- Counts a guess before it is looked at; checked says whether it will be: that many in an hour are. One after another for the same thing, so that
-- a hundred at once are still counted one by one.
create function sec.take_guess(guessed bytea, came_from bytea, most int default 10, out guess uuid, out checked boolean)
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(guessed, 'hex'), 0));
  checked := (select count(*) < most from public.guesses g
    where g.about = guessed and g.checked and g.at > clock_timestamp() - interval '1 hour');
  insert into public.guesses (about, address, checked) values (guessed, came_from, take_guess.checked) returning id into guess;
end
$$;--> statement-breakpoint

-- Takes a counted guess for comparing, once; null when there is no such one.
create function sec.use_guess(asked uuid, guessed bytea[]) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  may_check boolean;
begin
  update public.guesses g set used = true
    where g.id = asked and not g.used and g.about = any (guessed) and g.at > clock_timestamp() - interval '10 minutes'
    returning g.checked into may_check;
  return coalesce(may_check, false);
end
$$;--> statement-breakpoint

-- What was right was no guess.
create function sec.forget_guess(asked uuid) returns void
language sql security definer set search_path = '' as $$ delete from public.guesses g where g.id = asked $$;--> statement-breakpoint

create function sec.knows_device(person uuid, device text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.known_devices d where d.user_id = person and d.token_hash = sec.hash(device))
$$;--> statement-breakpoint

create function sec.remember_device(person uuid, device text) returns void
language sql security definer set search_path = '' as $$
  insert into public.known_devices (user_id, token_hash) select person, sec.hash(device) where device <> ''
    on conflict (user_id, token_hash) do update set used_at = now()
$$;--> statement-breakpoint

-- Whether this address has had that many guesses in an hour.
create function sec.address_spent(from_there bytea, most int) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(from_there, 'hex'), 0));
  return (select count(*) >= most from public.guesses g
    where g.address = from_there and g.at > clock_timestamp() - interval '1 hour');
end
$$;--> statement-breakpoint

-- Begins a sign-in: counts it, by the account and the network's address from a strange browser, by the browser from one
-- that this account knows. Answers the parameters of the password (of the same look for an unknown account) and the
-- guess that sec.sign_in takes; "slow" only when the address has had its hundred in an hour, whatever the account.
create function sec.begin_sign_in(account text, address text, device text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  known boolean := exists (select from public.users u where u.email = account and u.active and sec.knows_device(u.id, device));
  from_there bytea;
  taken record;
begin
  if address <> '' and not known then
    from_there := sec.guess_mark('address', address);
    if sec.address_spent(from_there, 100) then
      return '{"slow": true}';
    end if;
  end if;
  taken := sec.take_guess(
    case when known then sec.guess_mark('device', account || ' ' || device) else sec.guess_mark('account', account) end, from_there);
  return sec.password_parameters(account) || jsonb_build_object('guess', taken.guess);
end
$$;--> statement-breakpoint

drop function sec.sign_in(text, bytea, text, text);--> statement-breakpoint
-- Signs in with the key derived from the password. Returns 'ok', 'code' when the session opens only with a code, or
-- 'wrong', which is also what an unknown account and one that was guessed at too often get. The caller commits.
create function sec.sign_in(account text, derived bytea, asked_guess uuid, new_token text, new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  may_check boolean := sec.use_guess(asked_guess, array[sec.guess_mark('account', account), sec.guess_mark('device', account || ' ' || device)]);
  person uuid := (select u.id from public.users u join public.user_passwords p on p.user_id = u.id
    where u.email = account and u.active and p.digest = sha256(derived));
begin
  if person is null or not may_check then
    return 'wrong';
  end if;
  perform sec.forget_guess(asked_guess);
  if exists (select from public.user_factors f where f.user_id = person and f.confirmed_at is not null) then
    insert into public.sign_in_steps (token_hash, user_id, expires_at)
      values (sec.hash(new_token), person, now() + interval '10 minutes');
    return 'code';
  end if;
  perform sec.open_session(person, new_token, new_agent);
  perform sec.remember_device(person, device);
  return 'ok';
end
$$;--> statement-breakpoint

-- Whose half-done sign-in this is; null when it is over.
create function sec.step_user(step_token text) returns uuid
language sql stable security definer set search_path = '' as $$
  select s.user_id from public.sign_in_steps s join public.users u on u.id = s.user_id and u.active
  where s.token_hash = sec.hash(step_token) and s.expires_at > now()
$$;--> statement-breakpoint

create function sec.assert_key(key text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from sec.keys k where k.name = 'operator' and k.value = sec.hash(key)) then
    raise exception 'the key of this installation does not fit' using errcode = '42501';
  end if;
end
$$;--> statement-breakpoint

-- Counts a try of a person's code and hands out what it is compared with: the database cannot open the secret, so the
-- server compares and vouches for the result with the installation's key.
create function sec.code_guess(person uuid, device text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  taken record;
begin
  taken := sec.take_guess(case when sec.knows_device(person, device)
    then sec.guess_mark('code device', person || ' ' || device) else sec.guess_mark('code', person::text) end, null);
  return (select jsonb_build_object('userId', person, 'guess', taken.guess, 'checked', taken.checked,
      'secret', encode(f.secret, 'hex'))
    from public.user_factors f where f.user_id = person);
end
$$;--> statement-breakpoint

-- Whether a code holds: a step of the clock that was not used before, or a recovery code, used up by this.
create function sec.use_code(person uuid, device text, asked_guess uuid, step bigint, recovery bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not sec.use_guess(asked_guess, array[sec.guess_mark('code', person::text), sec.guess_mark('code device', person || ' ' || device)]) then
    return false;
  end if;
  if step is not null then
    update public.user_factors f set last_step = step
      where f.user_id = person and f.last_step < step and abs(step - floor(extract(epoch from clock_timestamp()) / 30)) <= 1;
  else
    update public.recovery_codes c set used_at = now() where c.user_id = person and c.code_hash = recovery and c.used_at is null;
  end if;
  if found then
    perform sec.forget_guess(asked_guess);
  end if;
  return found;
end
$$;--> statement-breakpoint

create function sec.begin_step(step_token text, device text) returns jsonb
language sql security definer set search_path = '' as $$
  select sec.code_guess(u.id, device) from sec.step_user(step_token) as u (id) where u.id is not null
$$;--> statement-breakpoint

create function sec.step_waits(step_token text) returns boolean
language sql stable security definer set search_path = '' as $$ select sec.step_user(step_token) is not null $$;--> statement-breakpoint

-- Opens the session that waited for a code. Returns 'ok', 'wrong' or 'over'.
create function sec.finish_sign_in(key text, step_token text, asked_guess uuid, step bigint, recovery bytea,
  new_token text, new_agent text, device text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.step_user(step_token);
begin
  perform sec.assert_key(key);
  if person is null then
    return 'over';
  elsif not sec.use_code(person, device, asked_guess, step, recovery) then
    return 'wrong';
  end if;
  delete from public.sign_in_steps s where s.token_hash = sec.hash(step_token);
  update public.user_factors f set codes_batch = null where f.user_id = person;
  perform sec.open_session(person, new_token, new_agent);
  perform sec.remember_device(person, device);
  return 'ok';
end
$$;--> statement-breakpoint

-- One's own second factor: what the page of the account shows. Its secret is handed out only until it is confirmed.
create function sec.own_factor() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('confirmedAt', f.confirmed_at, 'batch', f.codes_batch,
    'secret', case when f.confirmed_at is null then encode(f.secret, 'hex') end,
    'codesLeft', (select count(*) from public.recovery_codes c where c.user_id = f.user_id and c.used_at is null))
  from public.user_factors f where f.user_id = sec.session_user_id()
$$;--> statement-breakpoint

-- Begins to set it up, with a fresh secret while none is confirmed.
create function sec.begin_factor(sealed bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.user_factors as f (user_id, secret) values (sec.session_user_id(), sealed)
    on conflict (user_id) do update set secret = excluded.secret, last_step = 0 where f.confirmed_at is null;
  return found;
end
$$;--> statement-breakpoint

create function sec.own_code_guess(device text) returns jsonb
language sql security definer set search_path = '' as $$ select sec.code_guess(sec.session_user_id(), device) $$;--> statement-breakpoint

create function sec.store_codes(person uuid, batch uuid, hashes jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.recovery_codes c where c.user_id = person;
  insert into public.recovery_codes (user_id, code_hash) select person, decode(h, 'hex') from jsonb_array_elements_text(hashes) as h;
  update public.user_factors f set codes_batch = batch where f.user_id = person;
  update public.users u set sign_in_changed_at = now() where u.id = person;
end
$$;--> statement-breakpoint

-- A right code confirms the set-up, or replaces the recovery codes of what is set up. Returns whether it was right.
create function sec.confirm_factor(key text, device text, asked_guess uuid, step bigint, batch uuid, hashes jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
begin
  perform sec.assert_key(key);
  if step is null or not sec.use_code(person, device, asked_guess, step, null) then
    return false;
  end if;
  update public.user_factors f set confirmed_at = coalesce(f.confirmed_at, now()) where f.user_id = person;
  perform sec.store_codes(person, batch, hashes);
  return true;
end
$$;--> statement-breakpoint

-- The recovery codes were put away, and are not shown again.
create function sec.keep_codes() returns void
language sql security definer set search_path = '' as $$
  update public.user_factors f set codes_batch = null where f.user_id = sec.session_user_id()
$$;--> statement-breakpoint

create function sec.forget_factor(person uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.user_factors f where f.user_id = person;
  if found then
    update public.users u set sign_in_changed_at = now() where u.id = person;
  end if;
end
$$;--> statement-breakpoint

-- Whether this is the password of who is signed in; counted like a sign-in. Returns 'ok', 'wrong' or 'slow'.
create function sec.check_own_password(person uuid, derived bytea) returns text
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
$$;--> statement-breakpoint

-- Turns it off for a person who knows the password and has a code. Returns 'ok', 'password', 'slow' or 'code'.
create function sec.remove_factor(key text, device text, derived bytea, asked_guess uuid, step bigint, recovery bytea) returns text
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := sec.session_user_id();
  right_password text := sec.check_own_password(person, derived);
begin
  perform sec.assert_key(key);
  if right_password <> 'ok' then
    return case right_password when 'slow' then 'slow' else 'password' end;
  elsif not sec.use_code(person, device, asked_guess, step, recovery) then
    return 'code';
  end if;
  perform sec.forget_factor(person);
  return 'ok';
end
$$;--> statement-breakpoint

-- For one who lost the phone and the recovery codes: takes the second factor off and ends every session.
create function sec.reset_factor(account text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := (select u.id from public.users u where u.email = account and u.organisation_id = any (sec.writes('admin')));
begin
  if person is null then
    return false;
  end if;
  perform sec.forget_factor(person);
  update public.sessions s set revoked_at = now() where s.user_id = person and s.revoked_at is null;
  delete from public.sign_in_steps s where s.user_id = person;
  return true;
end
$$;--> statement-breakpoint

drop function sec.change_password(bytea, bytea, int, int, int, bytea, text, text);--> statement-breakpoint
-- As before, and only this browser stays known.
create function sec.change_password(derived bytea, new_salt bytea, new_cost int, new_block_size int, new_parallelization int,
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
  return 'ok';
end
$$;--> statement-breakpoint

-- Which roles need a second factor where it is required: those that see money or personal data.
create function sec.role_needs_factor(role text) returns boolean
language sql immutable set search_path = '' as $$
  select role in ('mentor', 'manager', 'finance', 'auditor', 'organiser', 'admin')
$$;--> statement-breakpoint

-- Whether the installation requires one; unless it says otherwise, all but the demo do.
create function sec.requires_factor() returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select s.value = '"required"' from public.settings s
     where s.key = 'sign_in.second_factor' and s.valid_from <= current_date order by s.valid_from desc limit 1),
    not exists (select from public.settings s where s.key = 'demo.today'))
$$;--> statement-breakpoint

-- As before; whoever needs a second factor and has none enters with nothing but the own account, to set it up.
create or replace function sec.enter_session(token text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  opened record;
  view jsonb;
  me jsonb;
begin
  select s.user_id, s.last_seen_at < now() - interval '1 minute' as stale, s.preview_role, s.preview_organisation_id, s.delegation_id,
      coalesce(f.confirmed_at is not null, false) as strong
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

-- What signing in leaves behind and nobody needs any more.
create function sec.clean_sign_in() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  gone integer;
  more integer;
begin
  delete from public.guesses g where g.at < now() - interval '1 day';
  get diagnostics gone = row_count;
  delete from public.sign_in_steps s where s.expires_at < now();
  get diagnostics more = row_count;
  gone := gone + more;
  delete from public.known_devices d where d.used_at < now() - interval '400 days';
  get diagnostics more = row_count;
  return gone + more;
end
$$;--> statement-breakpoint

create or replace function sec.clean_up() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  gone integer;
begin
  if sec.kind() is null or sec.kind() not in ('worker', 'operator') then
    raise exception 'only the worker cleans up' using errcode = '42501';
  end if;
  delete from public.sessions s where least(s.expires_at, coalesce(s.revoked_at, s.expires_at)) < now() - interval '7 days';
  get diagnostics gone = row_count;
  return gone + sec.clean_sign_in();
end
$$;--> statement-breakpoint

grant execute on function sec.begin_sign_in(text, text, text), sec.sign_in(text, bytea, uuid, text, text, text),
  sec.begin_step(text, text), sec.step_waits(text), sec.finish_sign_in(text, text, uuid, bigint, bytea, text, text, text),
  sec.own_factor(), sec.begin_factor(bytea), sec.own_code_guess(text), sec.confirm_factor(text, text, uuid, bigint, uuid, jsonb),
  sec.keep_codes(), sec.remove_factor(text, text, bytea, uuid, bigint, bytea), sec.reset_factor(text),
  sec.change_password(bytea, bytea, int, int, int, bytea, text, text, text), sec.role_needs_factor(text)
  to hlidka_app;
