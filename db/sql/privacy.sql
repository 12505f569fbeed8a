-- Whose data was looked at, and erasing a person.

-- The names of those who looked, wherever their accounts are at home; for who may read the access log.
create or replace function sec.lookers() returns table (id uuid, name text, organisation text)
language sql stable security definer set search_path = '' as $$
  select u.id, u.name, o.name from public.users u join public.organisations o on o.id = u.organisation_id
  where exists (select from public.access_log l where l.user_id = u.id
    and (l.organisation_id = any (sec.writes('privacy')) or l.about_organisation_id = any (sec.writes('privacy'))))
$$;
grant execute on function sec.lookers() to hlidka_app;

-- A text without accents, case and punctuation, one blank between words: to find a name however it was written.
create or replace function sec.plain(said text) returns text
language sql immutable set search_path = '' as $$
  select btrim(regexp_replace(translate(lower(said), 'áčďéěíňóřšťúůýžäöüôľĺŕ', 'acdeeinorstuuyzaouollr'), '[^a-z0-9@]+', ' ', 'g'))
$$;
grant execute on function sec.plain(text) to hlidka_app;

-- The columns in which a person may be named by others: the only ones that are searched and cleaned.
create or replace function sec.note_columns() returns table (table_name text, column_name text)
language sql stable set search_path = '' as $$
  select v.t, v.c from (values ('training_supports', 'note'), ('practices', 'title'), ('practices', 'happened'), ('practices', 'lesson'),
    ('practice_decisions', 'note'), ('activity_notes', 'note'), ('activity_decisions', 'note'), ('assessments', 'note'),
    ('indicator_measurements', 'note'), ('projects', 'closing_note'), ('milestones', 'title'), ('expense_imports', 'file_name'),
    ('api_tokens', 'name'), ('delegations', 'reason'), ('meetings', 'contact_name'), ('meetings', 'contact_email'),
    ('meetings', 'signatory_name'), ('meeting_blocks', 'lecturer'), ('meeting_decisions', 'note'), ('round_decisions', 'note'),
    ('walk_ins', 'name'), ('certificates', 'name'), ('attendance_decisions', 'note'), ('publications', 'note'),
    ('seat_decisions', 'note'), ('allocation_pins', 'reason'), ('development_goals', 'title'), ('development_goals', 'measure'),
    ('development_reviews', 'note'), ('assistant_evaluations', 'note'), ('selection_rounds', 'motivation'), ('selection_rounds', 'note'),
    ('planned_shifts', 'task'), ('planned_days', 'priorities'), ('personal_overrules', 'reason')) as v (t, c)
  where exists (select from pg_catalog.pg_attribute a where a.attrelid = to_regclass('public.' || v.t) and a.attname = v.c and not a.attisdropped)
$$;
grant execute on function sec.note_columns() to hlidka_app;

-- A name, both ways round, with any blanks between its words; what a regular expression would take for a sign is taken as it is.
create or replace function sec.name_pattern(said text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  words text[] := regexp_split_to_array(btrim(regexp_replace(said, '([.*+?^${}()|\[\]\\])', '\\\1', 'g')), '\s+');
  turned text[] := (select array_agg(w.word order by w.at desc) from unnest(words) with ordinality as w (word, at));
begin
  return '(?<![[:alnum:]])(' || array_to_string(words, '\s+') || '|' || array_to_string(turned, '\s+') || ')(?![[:alnum:]])';
end
$$;
grant execute on function sec.name_pattern(text) to hlidka_app;

-- Who is meant: organisation, everything he was ever called, all organisations that he served; null for who may not know.
-- Looked for is a whole name: one word alone, which everybody may call himself, would take pieces out of other words.
create or replace function sec.find_person(kind text, person uuid, out organisation uuid, out names text[], out scope uuid[])
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
    where (n like '%@%' or n ~ '\S\s+\S') and n <> 'Vymazaná osoba');
  scope := array(select organisation union select a.organisation_id from public.role_assignments a where kind = 'user' and a.user_id = person);
end
$$;

-- In which notes of shifts that are not approved a person stands under a whole name: their ids and those of their shifts,
-- never what they say, which who looks after privacy does not read.
create or replace function sec.unread_mentions(kind text, person uuid) returns table (id uuid, activity_id uuid)
language plpgsql stable security definer set search_path = '' as $$
declare
  who record;
  pattern text;
begin
  select * into who from sec.find_person(kind, person);
  pattern := (select string_agg(sec.name_pattern(x), '|') from unnest(who.names) as x);
  return query select n.id, n.activity_id from public.activity_notes n
    where n.organisation_id = who.organisation and not n.approved and n.note ~* pattern;
end
$$;
grant execute on function sec.unread_mentions(text, uuid) to hlidka_app;

-- The last day on which money of a project moved as far as it is known here, and its end at least: from then on its
-- papers are kept. The programmes count from the last payment, never from the end alone. Null for who keeps no papers of it.
create or replace function sec.last_money(project uuid) returns date
language sql stable security definer set search_path = '' as $$
  select greatest(p.ends_on, (select max(e.paid_on) from public.expenses e where e.project_id = p.id),
    (select max(c.approved_on) from public.claims c where c.project_id = p.id))
  from public.projects p where p.id = project and p.organisation_id = any (sec.writes('privacy'))
$$;
grant execute on function sec.last_money(uuid) to hlidka_app;

-- Until when the papers of the projects in which an assistant served must stay; null when there is no such project.
create or replace function sec.kept_until(person uuid) returns date
language sql stable security definer set search_path = '' as $$
  select max(make_date(extract(year from coalesce(sec.last_money(p.id), p.ends_on))::int + 1 + coalesce((select (s.value #>> '{}')::int from public.settings s
      where s.key = 'retention.years' and s.valid_from <= sec.today() order by s.valid_from desc limit 1), 10), 1, 1)) - 1
  from public.projects p
  where p.id in (select o.project_id from public.post_occupancies o where o.assistant_id = person
    union select x.project_id from public.activity_assistants x where x.assistant_id = person
    union select m.project_id from public.assessments m where m.assistant_id = person)
$$;
grant execute on function sec.kept_until(uuid) to hlidka_app;

-- Takes a pattern out of one column of many rows, in two steps: the log keeps the old and the new value of a change under
-- one salt, so the value that stays gets a change, and a salt, of its own. Returns the rows.
create or replace function sec.take_out(tbl text, col text, pattern text, instead text, ids uuid[]) returns int
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
$$;

-- What names a person goes, what the projects did stays under his id. in_notes: his full name goes from notes of others
-- too. Returns counts; null when he is not there for the caller. 23514 retention_duty while papers must stay.
create or replace function sec.take_person_out(kind text, person uuid, why text, why_reference text, in_notes boolean, again boolean default false) returns jsonb
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
  -- Whatever day somebody enters with, the papers stay until the real one.
  if kind = 'assistant' and not again and sec.kept_until(person) >= least(sec.today(), sec.rights_day()) then
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
    -- What was planned for him and said of him goes; that it was, when and how it went stays.
    ids := array(select g.id from public.development_goals g where g.assistant_id = person);
    n := sec.take_out('development_goals', 'title', '^.*$', '[vymazáno]', ids) + sec.take_out('development_goals', 'measure', '^.*$', '',
      array(select g.id from public.development_goals g where g.assistant_id = person and g.measure <> ''));
    n := n + sec.take_out('assistant_evaluations', 'note', '^.*$', '[vymazáno]',
      array(select v.id from public.assistant_evaluations v where v.assistant_id = person));
    gone := gone || jsonb_build_object('development', n + sec.take_out('development_reviews', 'note', '^.*$', '',
      array(select r.id from public.development_reviews r where r.goal_id = any (ids) and r.note <> '')));
    ids := array(select m.id from public.assessments m where m.assistant_id = person);
    files := array(select e.sha256 from public.evidence e where e.assessment_id = any (ids));
    delete from public.evidence e where e.assessment_id = any (ids);
    gone := gone || jsonb_build_object('files', cardinality(files));
  end if;

  if in_notes then
    -- Whom people may call about a meeting: his number goes with his name, and an address is an address or none.
    ids := array(select m.id from public.meetings m where m.organisation_id = any (who.scope) and m.contact_phone <> ''
      and (m.contact_name ~* pattern or m.contact_email ~* pattern));
    n := sec.take_out('meetings', 'contact_phone', '^.*$', '', ids);
    for place in select * from sec.note_columns() loop
      execute format('select array(select t.id from public.%1$I t where t.organisation_id = any ($1) and t.%2$I ~* $2)', place.table_name, place.column_name)
        using who.scope, pattern into ids;
      n := n + sec.take_out(place.table_name, place.column_name, pattern,
        case place.column_name when 'contact_email' then '' else '[vymazáno]' end, ids);
    end loop;
    update public.meetings m set contact_email = null where m.organisation_id = any (who.scope) and m.contact_email = '';
    gone := gone || jsonb_build_object('notes', n);
  end if;

  -- The values beside the log: of his own rows all but what stands there now, elsewhere every entry that names him. An
  -- entry's values share a salt, so they go together. What a row still says stays, or the log would not fit it.
  with doomed as (
    select e.id from public.audit_entries e
    where (e.table_name = own_table and e.row_id = person) or (e.table_name = 'api_tokens' and e.row_id = any (own_tokens))
      or (kind = 'assistant' and e.table_name = 'assessments' and e.row_id in (select m.id from public.assessments m where m.assistant_id = person))
      or (kind = 'assistant' and (e.table_name, e.row_id) in (
        select 'development_goals', g.id from public.development_goals g where g.assistant_id = person
        union all select 'assistant_evaluations', v.id from public.assistant_evaluations v where v.assistant_id = person
        union all select 'development_reviews', r.id from public.development_reviews r join public.development_goals g on g.id = r.goal_id
          where g.assistant_id = person))
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
    where c.id is distinct from sec.command()
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
$$;

-- Erases a person, as sec.take_person_out says: not oneself, not an administrator by who is none, never the last one, not
-- in somebody's stead. Who is erased has no roles any more and stands in for nobody, and nobody lets him in again. again:
-- the operator, after a restore, whom no duty to keep papers stops a second time.
create or replace function sec.erase_person(kind text, person uuid, why text, why_reference text, in_notes boolean, again boolean default false) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  gone jsonb;
begin
  if again and sec.kind() is distinct from 'operator' then
    raise exception 'only the operator erases again' using errcode = '42501';
  end if;
  if kind = 'registration' then
    return sec.erase_registration(person, why, why_reference);
  elsif kind = 'coordinator' then
    return sec.erase_coordinator(person, why, why_reference);
  end if;
  if kind = 'user' and not again then
    perform sec.hold_admins();
    if person in (sec.user_id(), sec.stands_for()) or sec.stands_for() is not null
       or (not sec.writes_everywhere('privacy') and exists (select from public.role_assignments a where a.user_id = person and a.role = 'admin' and a.ended_at is null)) then
      raise exception 'no right to erase this person' using errcode = '42501';
    end if;
  end if;
  gone := sec.take_person_out(kind, person, why, why_reference, in_notes, again);
  if kind = 'user' and gone is not null then
    update public.role_assignments a set ended_at = now() where a.user_id = person and a.ended_at is null;
    update public.delegations d set ended_at = now() where person in (d.principal_id, d.deputy_id) and d.ended_at is null;
  end if;
  if kind = 'user' and gone is not null and not again then
    perform sec.assert_an_admin();
  end if;
  return gone;
end
$$;
grant execute on function sec.erase_person(text, uuid, text, text, boolean, boolean) to hlidka_app;

-- What an account leaves where nobody else reads: browsers, mail, tries to sign in. Null for who may not know.
create or replace function sec.person_account(person uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'sessions', coalesce((select jsonb_agg(jsonb_build_object('at', s.created_at, 'lastSeenAt', s.last_seen_at, 'endedAt', s.revoked_at, 'browser', s.agent)
      order by s.created_at) from public.sessions s where s.user_id = u.id), '[]'),
    'mails', coalesce((select jsonb_agg(jsonb_build_object('at', o.created_at, 'kind', o.template, 'state', o.state) order by o.created_at)
      from public.outbox o where o.recipient_id = u.id), '[]'))
  from public.users u where u.id = person and u.organisation_id = any (sec.writes('privacy'))
$$;
grant execute on function sec.person_account(uuid) to hlidka_app;

-- Counts what was sent although it looked like a person's data, with the city and project in which this transaction wrote.
-- A write that changed nothing is not counted.
create or replace function sec.count_overrule(of_verb text, finds jsonb, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  written record;
begin
  select e.organisation_id, (e.after ->> 'project_id')::uuid as project_id into written
    from public.audit_unsealed u join public.audit_entries e on e.id >= u.first_entry and e.transaction_id = u.transaction_id
    where u.transaction_id = pg_current_xact_id()::text::bigint
    order by e.after ->> 'project_id' is null, e.id limit 1;
  if found then
    insert into public.personal_overrules (organisation_id, project_id, verb, field, kind, reason, noticed_on)
      select written.organisation_id, written.project_id, of_verb, f ->> 'field', f ->> 'kind', btrim(why), sec.today()
      from jsonb_array_elements(finds) f;
  end if;
end
$$;
grant execute on function sec.count_overrule(text, jsonb, text) to hlidka_app;
