-- Decisions on records: who wrote what is decided on, whose decisions count, what follows from them.

-- Notes who wrote a record or what belongs to it, and for whom; a change of its state alone writes nothing, nor does what
-- goes with a record that is deleted.
create or replace function sec.note_writers() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  ctx jsonb;
  me uuid;
  principal uuid;
  written jsonb[];
begin
  if tg_op = 'INSERT' and tg_table_name in ('activity_assistants', 'activity_counts', 'activity_places') then
    -- Says nobody else's name, and mostly belongs to a shift that its writer has just logged.
    ctx := sec.context();
    if ctx ->> 'for' is null and not exists (select from new_rows n where not exists (select from public.record_writers w
        where w.activity_id = n.activity_id and w.measurement_id is null and w.user_id = (ctx ->> 'user')::uuid)) then
      return null;
    end if;
    insert into public.record_writers (organisation_id, project_id, activity_id, user_id)
    select distinct n.organisation_id, n.project_id, n.activity_id, p.person
    from new_rows n cross join lateral (values ((ctx ->> 'user')::uuid), ((ctx ->> 'for')::uuid)) as p (person)
    where p.person is not null and not exists (select from public.record_writers w
      where w.activity_id = n.activity_id and w.measurement_id is null and w.user_id = p.person)
    on conflict do nothing;
    return null;
  elsif tg_op = 'INSERT' and tg_table_name = 'activities' then
    ctx := sec.context();
    insert into public.record_writers (organisation_id, project_id, activity_id, user_id)
    select distinct n.organisation_id, n.project_id, n.id, p.person
    from new_rows n cross join lateral (values ((ctx ->> 'user')::uuid), ((ctx ->> 'for')::uuid), (n.author_id)) as p (person)
    where p.person is not null
    on conflict do nothing;
    return null;
  elsif tg_op = 'INSERT' then
    select array_agg(to_jsonb(n)) into written from new_rows n;
  elsif tg_op = 'UPDATE' then
    select array_agg(to_jsonb(n)) into written from old_rows o join new_rows n using (id)
      where to_jsonb(o) - '{state,approved}'::text[] is distinct from to_jsonb(n) - '{state,approved}'::text[];
  elsif tg_table_name not in ('activities', 'indicator_measurements') then
    select array_agg(to_jsonb(o)) into written from old_rows o;
  end if;
  if written is null then
    return null;
  end if;
  ctx := sec.context();
  me := (ctx ->> 'user')::uuid;
  principal := (ctx ->> 'for')::uuid;
  insert into public.record_writers (organisation_id, project_id, activity_id, measurement_id, user_id)
  select distinct w.organisation_id, w.project_id, w.activity_id, w.measurement_id, p.person
  from (
    select (x.item ->> 'organisation_id')::uuid as organisation_id, (x.item ->> 'project_id')::uuid as project_id,
      (x.item ->> case tg_table_name when 'activities' then 'id' else 'activity_id' end)::uuid as activity_id,
      (x.item ->> case tg_table_name when 'indicator_measurements' then 'id' else 'measurement_id' end)::uuid as measurement_id,
      array[me, principal, (x.item ->> 'author_id')::uuid, (x.item ->> 'uploaded_by')::uuid, (x.item ->> 'decided_by')::uuid] as people
    from unnest(written) as x (item) where coalesce(x.item ->> 'decision', 'submitted') = 'submitted'
  ) w cross join lateral unnest(w.people) as p (person)
  where p.person is not null and coalesce(w.activity_id, w.measurement_id) is not null
    and (tg_op <> 'DELETE' or tg_table_name <> 'activity_notes' or exists (select from public.activities a where a.id = w.activity_id))
  on conflict do nothing;
  return null;
end
$$;

-- Four eyes: nobody decides on what he wrote himself, nor does a deputy for the person he stands in for, nor the one in
-- whose stead it was written. Arguments: the column that points to the record, the decision.
create or replace function sec.four_eyes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  own boolean;
begin
  if new.decision = tg_argv[1] then
    execute format('select exists (select from public.record_writers w where w.%1$I = ($1).%1$I and w.user_id = any ($2))', tg_argv[0])
      into own using new, array[new.decided_by, sec.user_id(), sec.stands_for()];
    if own then
      raise exception 'the author of a record decides on it' using errcode = '23514', constraint = 'four_eyes';
    end if;
  end if;
  return new;
end
$$;

-- Whether it is the role of run time that writes, for somebody: not a function of ours, nor the operator, who fills the
-- demo. The two guards below run with the rights of who writes, so that this can tell.
create or replace function sec.is_person(by_whom text) returns boolean
language sql stable set search_path = '' as $$ select by_whom = 'hlidka_app' and sec.kind() is distinct from 'operator' $$;
grant execute on function sec.is_person(text) to hlidka_app;

-- A state is what a decision of the same transaction made it, taken by the one who entered. Arguments: the table of the
-- decisions, its column that points here, the state that a record begins with, the moves that there are.
create or replace function sec.follow_decision() returns trigger
language plpgsql set search_path = '' as $$
declare
  was text := case tg_op when 'INSERT' then tg_argv[2] else to_jsonb(old) ->> 'state' end;
  taken boolean;
begin
  if new.state = was or not sec.is_person(current_user) then
    return null;
  end if;
  execute format('select exists (select from public.%I d where d.%I = $1 and d.decision = $2 and d.decided_by = $3 and d.decided_at = now())',
    tg_argv[0], tg_argv[1]) into taken using new.id, new.state, sec.user_id();
  if not taken or was || '>' || new.state <> all (tg_argv[3]::text[]) then
    raise exception '% of % follows from no decision', new.state, tg_table_name using errcode = '42501';
  end if;
  return null;
end
$$;

-- A decision of a person moves its record, in the statement that writes it, and is the only one of its transaction: none
-- stands there for later, before what is decided on is written, nor opens again what was handed in. Arguments: the table of
-- the records, the column that points there. Only for the role of run time (the trigger's condition).
create or replace function sec.decide_once() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  moves boolean;
begin
  if not sec.is_person('hlidka_app') then
    return null;
  end if;
  execute format('select exists (select from public.%1$I r where r.id = ($1).%2$I and r.state = ($1).decision)
      and not exists (
        select from (select d.decision, d.decided_at from public.%3$I d where d.%2$I = ($1).%2$I and d.id <> ($1).id
          order by d.decided_at desc limit 1) before
        where before.decided_at >= now() or before.decision = ($1).decision)', tg_argv[0], tg_argv[1], tg_table_name)
    into moves using new;
  if not moves then
    raise exception '% moves nothing of %', new.decision, tg_argv[0] using errcode = '23514', constraint = 'decided_once';
  end if;
  return null;
end
$$;

-- A verified value is replaced by another verified one of its day, of the same transaction at the latest.
create or replace function sec.keep_successor() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.indicator_measurements m
      where m.indicator_id = new.indicator_id and m.measured_on = new.measured_on and m.state = 'verified') then
    raise exception 'nothing replaces a verified value' using errcode = '42501';
  end if;
  return null;
end
$$;

-- What was handed in keeps its values while it is decided on and afterwards.
create or replace function sec.keep_values() returns trigger
language plpgsql set search_path = '' as $$
begin
  if to_jsonb(old) - 'state' is distinct from to_jsonb(new) - 'state' and sec.is_person(current_user) then
    raise exception '% was handed in', tg_table_name using errcode = '42501';
  end if;
  return new;
end
$$;

-- Only one of those who wrote a shift takes it back, for himself or for whom he stands in.
create or replace function sec.take_back() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if sec.kind() is distinct from 'operator' and not exists (select from public.record_writers w
      where w.activity_id = new.activity_id and w.user_id in (new.decided_by, sec.stands_for())) then
    raise exception 'a shift is taken back by who wrote it' using errcode = '42501';
  end if;
  return null;
end
$$;

-- So do the people and counts of a shift, but for the transaction that hands it in; its files and those of a verified
-- value stay on, and a shift that waits to be decided on gets no more of them. Each row of every shift is asked: only for
-- the role of run time (the trigger's condition), and by the owner, whom no policy costs anything.
create or replace function sec.keep_parts() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  part jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  added_file boolean := tg_table_name = 'evidence' and tg_op = 'INSERT';
  handed_in boolean;
begin
  if added_file then
    -- Waits for who hands it in at this moment.
    perform from public.activities a where a.id = (part ->> 'activity_id')::uuid for share;
  end if;
  handed_in := exists (
    select from public.activities a where a.id = (part ->> 'activity_id')::uuid and a.state not in ('draft', 'returned')
      and not (added_file and a.state = 'approved')
      and not exists (select from public.activity_decisions d
        where d.activity_id = a.id and d.decision = 'submitted' and d.decided_at = now()));
  if not handed_in and tg_table_name = 'evidence' and tg_op = 'DELETE' then
    handed_in := exists (
      select from public.indicator_measurements m where m.id = (part ->> 'measurement_id')::uuid and m.state <> 'submitted');
  end if;
  if handed_in and sec.is_person('hlidka_app') then
    raise exception 'what % belongs to was handed in', tg_table_name using errcode = '42501';
  end if;
  return null;
end
$$;

-- Whose a note is: who logged its shift, who writes it, and for whom. It is approved as its shift is, which nobody decides
-- on meanwhile.
create or replace function sec.own_note() returns trigger
language plpgsql set search_path = '' as $$
declare
  shift record;
begin
  select a.state, a.author_id into shift from public.activities a where a.id = new.activity_id for share;
  new.approved := coalesce(shift.state = 'approved', false);
  if tg_op = 'INSERT' then
    new.author_ids := array_remove(array[shift.author_id], null);
  else
    new.author_ids := old.author_ids;
  end if;
  if sec.is_person(current_user) then
    new.author_ids := array(select distinct p from unnest(new.author_ids || array[sec.user_id(), sec.stands_for()]) as p where p is not null);
  end if;
  return new;
end
$$;

-- A note is opened to everybody with the approval of its shift, and closed again when that is taken back, in the log too.
create or replace function sec.open_notes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  opened uuid[];
  closed uuid[];
begin
  select array_agg(n.id) filter (where n.state = 'approved'), array_agg(n.id) filter (where o.state = 'approved') into opened, closed
    from old_rows o join new_rows n using (id) where (o.state = 'approved') <> (n.state = 'approved');
  if opened is not null or closed is not null then
    update public.activity_notes t set approved = not t.approved where t.activity_id = any (opened || closed);
  end if;
  if closed is not null then
    update public.audit_personal p set reader_ids = t.author_ids
      from public.activity_notes t join public.audit_entries e on e.table_name = 'activity_notes' and e.row_id = t.id
      where t.activity_id = any (closed) and p.entry_id = e.id;
  end if;
  return null;
end
$$;

-- Who writes a note or a further place writes its shift: the version of the shift moves, whoever may read the note; where this transaction has
-- written the shift, it moves anyway.
create or replace function sec.touch_shift() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  shift uuid := case when tg_op = 'DELETE' then old.activity_id else new.activity_id end;
begin
  if exists (select from public.activities a where a.id = shift and a.xmin <> pg_current_xact_id()::xid) then
    update public.activities a set minutes = a.minutes where a.id = shift;
  end if;
  return null;
end
$$;

-- Who logged a shift that was returned hears of it by mail at once, if he wants to: of what one transaction returns, once.
create or replace function sec.tell_returned() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform sec.put_mail(u.organisation_id, 'activity-returned', u.id, 'returned ' || pg_current_xact_id()::text,
      jsonb_build_object('at', to_char(new.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
    from public.activities a join public.users u on u.id = a.author_id
    where a.id = new.activity_id and u.active and u.mail_returned and u.id <> new.decided_by;
  return null;
end
$$;

-- What of somebody's shifts was returned at an instant and is so still, for the mail that tells him: no note, no people. For
-- the worker alone, and only as long as the author may see the shift himself.
create or replace function sec.returned_at(author uuid, at timestamptz)
returns table (id uuid, slug text, happened_on date, starts_at time, ends_at time, reason text)
language sql stable security definer set search_path = '' as $$
  select a.id, p.slug, a.happened_on, a.starts_at, a.ends_at, d.reason
  from public.activity_decisions d join public.activities a on a.id = d.activity_id join public.projects p on p.id = a.project_id
  where sec.kind() = 'worker' and a.author_id = author and a.state = 'returned' and d.decision = 'returned' and d.decided_at = at
    and exists (select from public.role_assignments r where r.user_id = author and r.ended_at is null
      and sec.rights_day() between r.valid_from and coalesce(r.valid_to, 'infinity')
      and coalesce(r.project_id = a.project_id, r.organisation_id = a.organisation_id))
  order by a.happened_on, a.starts_at, a.id
$$;
grant execute on function sec.returned_at(uuid, timestamptz) to hlidka_app;
