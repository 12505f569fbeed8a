-- Privacy: the data-protection officer, whose data was looked at, erasing a person, and what is removed after its time.
alter table public.role_assignments drop constraint role_assignments_role;--> statement-breakpoint
alter table public.role_assignments add constraint role_assignments_role
  check (role in ('mentor', 'manager', 'finance', 'auditor', 'organiser', 'admin', 'dpo'));--> statement-breakpoint
create or replace function sec.role_classes(role text) returns text[]
language sql immutable set search_path = '' as $$
  select case role
    when 'mentor' then array['field', 'evidence', 'team', 'measure']
    when 'manager' then array['field', 'evidence', 'team', 'measure', 'money', 'budget', 'project', 'people']
    when 'finance' then array['money', 'budget', 'evidence']
    when 'admin' then array['budget', 'project', 'admin', 'people', 'privacy']
    when 'dpo' then array['privacy']
    else array[]::text[]
  end
$$;--> statement-breakpoint
create or replace function sec.enter_machine(asked_kind text, key text, asked_day date, command_id uuid, command_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  operator uuid := (select o.id from public.organisations o where o.kind = 'operator' order by o.slug limit 1);
  day date := sec.business_day(asked_day);
begin
  if asked_kind not in ('worker', 'operator')
     or not exists (select from sec.keys k where k.name = 'operator' and k.value = sha256(convert_to(key, 'UTF8'))) then
    raise exception 'the key of this installation does not fit' using errcode = '42501';
  end if;
  perform sec.set_context(jsonb_build_object(
    'kind', asked_kind, 'home', operator, 'reads', 'all', 'places', 'all', 'today', day, 'command', command_id, 'action', command_name,
    'writes', case when asked_kind = 'operator' then jsonb_build_object('field', 'all', 'evidence', 'all', 'team', 'all',
      'measure', 'all', 'money', 'all', 'budget', 'all', 'project', 'all', 'admin', 'all', 'people', 'all', 'privacy', 'all') else '{}'::jsonb end));
  return jsonb_build_object('kind', asked_kind, 'userId', null, 'name', asked_kind, 'email', '', 'locale', 'cs', 'theme', 'auto',
    'organisationId', operator, 'organisationName', '', 'organisationKind', 'operator', 'roles', '[]'::jsonb, 'today', day,
    'demo', exists (select from public.settings s where s.key = 'demo.today'));
end
$$;--> statement-breakpoint

create or replace function sec.role_needs_factor(role text) returns boolean
language sql immutable set search_path = '' as $$
  select role in ('mentor', 'manager', 'finance', 'auditor', 'organiser', 'admin', 'dpo')
$$;--> statement-breakpoint

-- Whose data it was: the organisation of the page, and the person where the page was about one.
alter table public.access_log add column about_organisation_id uuid references public.organisations (id) on delete restrict;--> statement-breakpoint
alter table public.access_log add column about_id uuid;--> statement-breakpoint
create index access_log_about on public.access_log (about_organisation_id, at);--> statement-breakpoint
drop policy notes on public.access_log;--> statement-breakpoint
create policy notes on public.access_log for insert to hlidka_app
  with check (user_id = (select sec.user_id()) and organisation_id = (select sec.home())
    and (about_organisation_id is null or about_organisation_id = any ((select sec.places())::uuid[])));--> statement-breakpoint
drop policy reads on public.access_log;--> statement-breakpoint
create policy reads on public.access_log for select to hlidka_app
  using (organisation_id = any ((select sec.writes('privacy'))::uuid[]) or about_organisation_id = any ((select sec.writes('privacy'))::uuid[]));--> statement-breakpoint

-- The names of those who looked, wherever their accounts are at home; for who may read the access log.
create function sec.lookers() returns table (id uuid, name text, organisation text)
language sql stable security definer set search_path = '' as $$
  select u.id, u.name, o.name from public.users u join public.organisations o on o.id = u.organisation_id
  where exists (select from public.access_log l where l.user_id = u.id
    and (l.organisation_id = any (sec.writes('privacy')) or l.about_organisation_id = any (sec.writes('privacy'))))
$$;--> statement-breakpoint

CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"in_notes" boolean NOT NULL,
	"erased_by" uuid,
	"erased_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed" jsonb NOT NULL,
	CONSTRAINT "erasures_person" UNIQUE("person_kind","person_id"),
	CONSTRAINT "erasures_person_kind" CHECK ("erasures"."person_kind" in ('user', 'assistant')),
	CONSTRAINT "erasures_reason" CHECK ("erasures"."reason" in ('request', 'time', 'mistake', 'order')),
	CONSTRAINT "erasures_reference" CHECK ("erasures"."reference" ~ '^[0-9A-Z/ .-]{0,40}$')
);
--> statement-breakpoint
CREATE TABLE "purges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"what" text NOT NULL,
	"older_than" timestamp with time zone NOT NULL,
	"removed" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purges_what" CHECK ("purges"."what" in ('access', 'mail', 'jobs', 'commands'))
);
--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purges" ADD CONSTRAINT "purges_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erasures_organisation" ON "erasures" USING btree ("organisation_id","erased_at");--> statement-breakpoint
CREATE INDEX "purges_organisation" ON "purges" USING btree ("organisation_id","at");--> statement-breakpoint
select sec.lock_down(t), sec.audit_table(t, '{}') from unnest(array['erasures', 'purges']) as t;--> statement-breakpoint
create policy reads on public.erasures for select to hlidka_app using (organisation_id = any ((select sec.writes('privacy'))::uuid[]));--> statement-breakpoint
create policy reads on public.purges for select to hlidka_app using (organisation_id = any ((select sec.writes('privacy'))::uuid[]));--> statement-breakpoint
-- The list that a restored backup is erased by.
create policy replays on public.erasures for select to hlidka_app using ((select sec.kind()) in ('worker', 'operator'));--> statement-breakpoint
grant select on public.erasures, public.purges to hlidka_app;--> statement-breakpoint

-- Columns in which people write about people enter the log as salted hashes from now on, so that they can be erased.
create function sec.audit_anew(tbl text, personal text[]) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('drop trigger audit_insert on public.%1$I; drop trigger audit_update on public.%1$I; drop trigger audit_delete on public.%1$I', tbl);
  delete from sec.audited a where a.table_name = tbl;
  perform sec.audit_table(tbl, personal);
end
$$;--> statement-breakpoint
select sec.audit_anew('api_tokens', '{name,token_hash}'), sec.audit_anew('indicator_measurements', '{note}'),
  sec.audit_anew('projects', '{closing_note}'), sec.audit_anew('milestones', '{title}'), sec.audit_anew('expense_imports', '{file_name}'), sec.audit_anew('delegations', '{reason}');--> statement-breakpoint

-- A text without accents, case and punctuation, one blank between words: to find a name however it was written.
create function sec.plain(said text) returns text
language sql immutable set search_path = '' as $$
  select btrim(regexp_replace(translate(lower(said), 'áčďéěíňóřšťúůýžäöüôľĺŕ', 'acdeeinorstuuyzaouollr'), '[^a-z0-9@]+', ' ', 'g'))
$$;--> statement-breakpoint

-- The columns in which a person may be named by others: the only ones that are searched and cleaned.
create function sec.note_columns() returns table (table_name text, column_name text)
language sql stable set search_path = '' as $$
  select v.t, v.c from (values ('activities', 'note'), ('activity_decisions', 'note'), ('assessments', 'note'),
    ('indicator_measurements', 'note'), ('projects', 'closing_note'), ('milestones', 'title'), ('expense_imports', 'file_name'),
    ('api_tokens', 'name'), ('delegations', 'reason')) as v (t, c)
  where exists (select from pg_catalog.pg_attribute a where a.attrelid = to_regclass('public.' || v.t) and a.attname = v.c and not a.attisdropped)
$$;--> statement-breakpoint

-- A name, both ways round, with any blanks between its words; what a regular expression would take for a sign is taken as it is.
create function sec.name_pattern(said text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  words text[] := regexp_split_to_array(btrim(regexp_replace(said, '([.*+?^${}()|\[\]\\])', '\\\1', 'g')), '\s+');
  turned text[] := (select array_agg(w.word order by w.at desc) from unnest(words) with ordinality as w (word, at));
begin
  return '(' || array_to_string(words, '\s+') || '|' || array_to_string(turned, '\s+') || ')';
end
$$;--> statement-breakpoint

-- Who is meant: organisation, everything he was ever called, all organisations that he served; null for who may not know.
create function sec.find_person(kind text, person uuid, out organisation uuid, out names text[], out scope uuid[])
language plpgsql stable security definer set search_path = '' as $$
begin
  if kind = 'user' then
    select u.organisation_id, array[u.name, u.email] into organisation, names from public.users u where u.id = person;
  else
    select s.organisation_id, array[s.name] into organisation, names from public.assistants s where s.id = person;
  end if;
  if organisation is null or not coalesce(organisation = any (sec.writes('privacy')), false) then
    organisation := null;
    names := null;
    return;
  end if;
  names := array(select distinct n from (
    select unnest(names) as n
    union select p.value from public.audit_personal p join public.audit_entries e on e.id = p.entry_id
      where e.table_name = case kind when 'user' then 'users' else 'assistants' end and e.row_id = person and p.column_name in ('name', 'email')) x
    where length(n) > 3 and n <> 'Vymazaná osoba');
  scope := array(select organisation union select a.organisation_id from public.role_assignments a where kind = 'user' and a.user_id = person);
end
$$;--> statement-breakpoint

-- Until when the papers of the projects in which an assistant served must stay; null when there is no such project.
create function sec.kept_until(person uuid) returns date
language sql stable security definer set search_path = '' as $$
  select max(make_date(extract(year from p.ends_on)::int + 1 + coalesce((select (s.value #>> '{}')::int from public.settings s
      where s.key = 'retention.years' and s.valid_from <= sec.today() order by s.valid_from desc limit 1), 10), 1, 1)) - 1
  from public.projects p
  where p.id in (select o.project_id from public.post_occupancies o where o.assistant_id = person
    union select x.project_id from public.activity_assistants x where x.assistant_id = person
    union select m.project_id from public.assessments m where m.assistant_id = person)
$$;--> statement-breakpoint

-- Takes a pattern out of one column of many rows, in two steps: the log keeps the old and the new value of a change under
-- one salt, so the value that stays gets a change, and a salt, of its own. Returns the rows.
create function sec.take_out(tbl text, col text, pattern text, instead text, ids uuid[]) returns int
language plpgsql set search_path = '' as $$
declare
  finals text[];
begin
  if cardinality(ids) = 0 then
    return 0;
  end if;
  execute format('select array_agg(%1$s order by t.id), array_agg(t.id order by t.id) from public.%2$I t where t.id = any ($1)',
    case when pattern is null then 'coalesce(nullif($3, ''#''), ''soubor-'' || left(t.id::text, 8) || coalesce(substring(t.' || quote_ident(col) || ' from ''\.[A-Za-z0-9]{1,5}$''), ''''))'
      else format('regexp_replace(t.%I, $2, $3, ''gi'')', col) end, tbl)
    using ids, pattern, instead into finals, ids;
  execute format('update public.%1$I t set %2$I = ''…'' where t.id = any ($1)', tbl, col) using ids;
  execute format('update public.%1$I t set %2$I = f.value from unnest($1, $2) as f (id, value) where t.id = f.id', tbl, col) using ids, finals;
  return cardinality(ids);
end
$$;--> statement-breakpoint

-- Erases a person: what names him goes, what the projects did stays under his id. in_notes: his full name goes from notes
-- of others too. Returns counts; null when he is not there for the caller. 23514 retention_duty while papers must stay.
create function sec.erase_person(kind text, person uuid, why text, why_reference text, in_notes boolean, again boolean default false) returns jsonb
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_variable
declare
  who record;
  pattern text;
  plain text[];
  ids uuid[];
  files text[];
  mails text[];
  own_tokens uuid[] := '{}';
  own_table text := case kind when 'user' then 'users' else 'assistants' end;
  place record;
  n int;
  gone jsonb := '{}';
begin
  select * into who from sec.find_person(kind, person);
  if who.organisation is null then
    return null;
  end if;
  if kind = 'assistant' and not again and sec.kept_until(person) >= sec.today() then
    raise exception 'papers of the projects must stay' using errcode = '23514', constraint = 'retention_duty';
  end if;
  perform 1 from public.audit_heads h where h.organisation_id = who.organisation for update;
  pattern := (select string_agg(sec.name_pattern(x), '|' order by length(x) desc) from unnest(who.names) as x);
  plain := array(select distinct w from unnest(who.names) as x, lateral (values (sec.plain(x)),
    (array_to_string(array(select t.word from unnest(string_to_array(sec.plain(x), ' ')) with ordinality as t (word, at) order by t.at desc), ' '))) as v (w)
    where length(w) > 3);

  -- Names of files that hold the name.
  ids := array(select e.id from public.evidence e where e.organisation_id = any (who.scope)
    and exists (select from unnest(plain) as x where sec.plain(regexp_replace(e.file_name, '\.[A-Za-z0-9]{1,5}$', '')) like '%' || x || '%'));
  gone := gone || jsonb_build_object('fileNames', sec.take_out('evidence', 'file_name', null, '#', ids));

  if kind = 'user' then
    update public.users u set name = '…', email = 'x-' || person || '@erased.invalid', active = false, locale = 'cs', theme = 'auto' where u.id = person;
    update public.users u set name = 'Vymazaná osoba', email = 'erased-' || person || '@erased.invalid' where u.id = person;
    own_tokens := array(select t.id from public.api_tokens t where t.user_id = person);
    select count(*) into n from public.sessions s where s.user_id = person;
    gone := gone || jsonb_build_object('sessions', n, 'tokens', cardinality(own_tokens));
    -- Whatever belongs to an account alone goes with it: what a table says by "on delete cascade".
    for place in
      select c.conrelid::regclass as tbl, a.attname as col from pg_catalog.pg_constraint c
        join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = 'public.users'::regclass and c.confdeltype = 'c' and cardinality(c.conkey) = 1
    loop
      execute format('delete from %s where %I = $1', place.tbl, place.col) using person;
    end loop;
    delete from public.guesses g where g.about in (select sec.guess_mark('account', x) from unnest(who.names) as x);
    mails := array(select o.message_id from public.outbox o where o.recipient_id = person);
    delete from public.outbox o where o.recipient_id = person;
    gone := gone || jsonb_build_object('mails', cardinality(mails));
  else
    update public.assistants s set name = '…' where s.id = person;
    update public.assistants s set name = 'Vymazaná osoba' where s.id = person;
    ids := array(select m.id from public.assessments m where m.assistant_id = person and m.note <> '');
    gone := gone || jsonb_build_object('assessmentNotes', sec.take_out('assessments', 'note', '^.*$', '', ids));
    ids := array(select m.id from public.assessments m where m.assistant_id = person);
    files := array(select e.sha256 from public.evidence e where e.assessment_id = any (ids));
    delete from public.evidence e where e.assessment_id = any (ids);
    gone := gone || jsonb_build_object('files', cardinality(files));
  end if;

  if in_notes then
    n := 0;
    for place in select * from sec.note_columns() loop
      execute format('select array(select t.id from public.%1$I t where t.organisation_id = any ($1) and t.%2$I ~* $2)', place.table_name, place.column_name)
        using who.scope, pattern into ids;
      n := n + sec.take_out(place.table_name, place.column_name, pattern, '[vymazáno]', ids);
    end loop;
    gone := gone || jsonb_build_object('notes', n);
  end if;

  -- The values beside the log: of his own rows all but what stands there now, elsewhere every entry that names him. An
  -- entry's values share a salt, so they go together. What a row still says stays, or the log would not fit it.
  with doomed as (
    select e.id from public.audit_entries e
    where (e.table_name = own_table and e.row_id = person) or (e.table_name = 'api_tokens' and e.row_id = any (own_tokens))
      or (kind = 'assistant' and e.table_name = 'assessments' and e.row_id in (select m.id from public.assessments m where m.assistant_id = person))
    union
    select p.entry_id from public.audit_personal p where p.organisation_id = any (who.scope)
      and (p.value ~* pattern or exists (select from unnest(plain) as x where sec.plain(p.value) like '%' || x || '%'))
  ), standing as (
    select distinct on (e.table_name, e.row_id) e.id, e.op from public.audit_entries e
    where (e.table_name, e.row_id) in (select d.table_name, d.row_id from public.audit_entries d join doomed on doomed.id = d.id)
    order by e.table_name, e.row_id, e.id desc
  )
  delete from public.audit_personal p using doomed d
    where p.entry_id = d.id and not exists (select from standing s where s.id = d.id and s.op <> 'delete');
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('logged', n);

  -- Answers to commands that named him, and their hashes, which a guess of the name could be tried on.
  update public.commands c set result = null, hash = 'erased'
    where c.id is distinct from (sec.context() ->> 'command')::uuid
      and (c.id in (select e.command_id from public.audit_entries e where e.table_name = own_table and e.row_id = person)
      or (c.organisation_id = any (who.scope) and exists (select from unnest(plain) as x where sec.plain(c.result::text) like '%' || x || '%')));
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('answers', n);
  update public.access_log l set page = split_part(l.page, '?', 1), subject = case when sec.plain(l.subject) = any (plain) then kind else l.subject end
    where exists (select from unnest(plain) as x where sec.plain(l.page || ' ' || l.subject) like '%' || x || '%');
  get diagnostics n = row_count;
  gone := gone || jsonb_build_object('looked', n);
  update public.outbox o set last_error = null where o.last_error ~* pattern;
  update public.jobs j set last_error = null where j.last_error ~* pattern;
  -- Files lie outside the database: they go once this has happened, and the list beside the backups is written anew.
  insert into public.jobs (organisation_id, kind, data)
    select o.id, 'forget-files', jsonb_build_object('files', coalesce(to_jsonb(files), '[]'), 'mails', coalesce(to_jsonb(mails), '[]'))
    from public.organisations o where o.kind = 'operator' order by o.slug limit 1;
  insert into public.erasures (organisation_id, person_kind, person_id, reason, reference, in_notes, erased_by, removed)
    values (who.organisation, kind, person, why, why_reference, in_notes, sec.user_id(), gone)
    on conflict (person_kind, person_id) do update set removed = excluded.removed, erased_at = now();
  return gone;
end
$$;--> statement-breakpoint

-- Removes what outlived its time (real clock) and writes down how much. For the worker and the operator only.
create function sec.purge() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  operator uuid := (select o.id from public.organisations o where o.kind = 'operator' order by o.slug limit 1);
  due record;
  n int;
  done jsonb := '{}';
begin
  if sec.kind() is null or sec.kind() not in ('worker', 'operator') then
    raise exception 'only the worker removes' using errcode = '42501';
  end if;
  for due in select * from sec.purge_borders() loop
    execute format('with gone as (delete from public.%1$I t where %2$s < $1 %3$s returning t.organisation_id)
      insert into public.purges (organisation_id, what, older_than, removed)
      select g.organisation_id, $2, $1, count(*) from gone g group by 1', due.tbl, due.col, due.more) using due.border, due.what;
    get diagnostics n = row_count;
    done := done || jsonb_build_object(due.what, n);
  end loop;
  return done;
end
$$;--> statement-breakpoint

-- What is removed after a time: the setting, its fallback, and the instant before which it is due.
create function sec.purge_borders() returns table (what text, tbl text, col text, more text, border timestamptz)
language sql stable security definer set search_path = '' as $$
  with asked as (
    select v.*, coalesce((select (s.value #>> '{}')::int from public.settings s
      where s.key = v.setting and s.valid_from <= current_date order by s.valid_from desc limit 1), v.fallback) as n
    from (values ('access', 'access_log', 't.at', '', 'retention.access_log_months', 12, 'months'),
      ('mail', 'outbox', 't.created_at', 'and t.state <> ''waiting''', 'retention.mail_months', 12, 'months'),
      ('jobs', 'jobs', 't.finished_at', 'and t.state <> ''waiting''', 'retention.job_days', 30, 'days'),
      ('commands', 'commands', 't.at', '', 'retention.command_months', 12, 'months')) as v (what, tbl, col, more, setting, fallback, unit)
  )
  select a.what, a.tbl, a.col, a.more, now() - case a.unit when 'months' then make_interval(months => a.n) else make_interval(days => a.n) end
  from asked a
$$;--> statement-breakpoint

-- The clock of retention: how many rows there are, the oldest, and how many are due, in the organisations of the caller.
create function sec.retention_clock() returns table (what text, held bigint, oldest timestamptz, due bigint, border timestamptz)
language plpgsql stable security definer set search_path = '' as $$
declare
  at record;
begin
  for at in select * from sec.purge_borders() loop
    return query execute format('select $2::text, count(*), min(%2$s), count(*) filter (where %2$s < $1 %3$s), $1
      from public.%1$I t where t.organisation_id = any (sec.writes(''privacy''))', at.tbl, at.col, at.more) using at.border, at.what;
  end loop;
end
$$;--> statement-breakpoint
-- What an account leaves where nobody else reads: browsers, mail, tries to sign in. Null for who may not know.
create function sec.person_account(person uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'sessions', coalesce((select jsonb_agg(jsonb_build_object('at', s.created_at, 'lastSeenAt', s.last_seen_at, 'endedAt', s.revoked_at, 'browser', s.agent)
      order by s.created_at) from public.sessions s where s.user_id = u.id), '[]'),
    'mails', coalesce((select jsonb_agg(jsonb_build_object('at', o.created_at, 'kind', o.template, 'state', o.state) order by o.created_at)
      from public.outbox o where o.recipient_id = u.id), '[]'))
  from public.users u where u.id = person and u.organisation_id = any (sec.writes('privacy'))
$$;--> statement-breakpoint
revoke all on function sec.find_person(text, uuid), sec.take_out(text, text, text, text, uuid[]), sec.purge_borders(), sec.audit_anew(text, text[]) from public;--> statement-breakpoint
grant execute on function sec.lookers(), sec.kept_until(uuid), sec.erase_person(text, uuid, text, text, boolean, boolean), sec.purge(),
  sec.retention_clock(), sec.person_account(uuid), sec.plain(text), sec.note_columns(), sec.name_pattern(text) to hlidka_app;
