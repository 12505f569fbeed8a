-- Sums of what is counted, kept in the transaction of their rows. What a trigger writes on the way of a write is only ever
-- a row more, so that writers of one project never wait for each other. db/queries/as-of.ts says what a figure means;
-- sec.verify_rollups compares the sums with it.
--
-- Of one statement several tables may be written at once (a shift with its people, its counts and its handing in), and
-- all of their triggers see all of it. So that each product is added once, a trigger takes the parts as they were before its
-- statement from the tables that come after its own in the order shift, decision, part: it passes over the rows that bear
-- the same transaction and command. What is taken away or changed in a part bears no mark of that, so a statement that
-- does so changes neither its shift nor a decision on it.
-- Of two sessions at one shift each would miss what the other has not committed: whoever writes parts holds the shift as
-- shared, whoever decides holds it alone, as whoever changes it does. The verbs hold it already, and no other shift waits.
--
-- How many shifts have no count of a contact (silent), how many have nobody (unserved), and their files, are no sums of
-- what a statement changes. Folding counts them for the months whose rows it folds: they hold for months that have no loose row,
-- others are counted from their shifts. So whatever changes parts of a shift writes a row, of zeros where they cancel out.

-- The first day of a month; of an instant the month in Prague.
create or replace function sec.month_of(day date) returns date
language sql immutable as $$ select date_trunc('month', day::timestamp)::date $$;
create or replace function sec.month_of(at timestamptz) returns date
language sql immutable as $$ select date_trunc('month', at at time zone 'Europe/Prague')::date $$;
grant execute on function sec.month_of(date), sec.month_of(timestamptz) to hlidka_app;

-- The states that decisions gave a shift (1) and took from it (-1), but for being a draft, by the month of the decision. Of
-- several decisions of one instant the greatest id counts last. Passed over: the decisions that a statement wrote.
create or replace function sec.steps_of(activity uuid, written xid, command cid) returns table (decided_in date, state text, sign int)
language sql stable as $$
  select sec.month_of(d.decided_at), s.state, s.sign
  from (select x.decided_at, x.decision, lag(x.decision, 1, 'draft') over (order by x.decided_at, x.id) as before
      from public.activity_decisions x where x.activity_id = activity and (x.xmin, x.cmin) is distinct from (written, command)) d
    cross join lateral (values (d.decision, 1), (d.before, -1)) as s (state, sign)
  where s.state <> 'draft'
$$;

-- What a shift adds to sums: itself with its files, the minutes of each of its people, and each kind's count. Passed over:
-- the parts that a statement wrote.
create or replace function sec.parts_of(activity uuid, shift_minutes int, written xid, command cid)
  returns table (kind_id uuid, assistant_id uuid, shifts int, minutes bigint, count bigint, files int)
language sql stable as $$
  select null::uuid, null::uuid, 1, 0::bigint, 0::bigint, (select pg_catalog.count(*)::int from public.evidence e
    where e.activity_id = activity and (e.xmin, e.cmin) is distinct from (written, command))
  union all
  select null, p.assistant_id, 0, shift_minutes, 0, 0 from public.activity_assistants p
  where p.activity_id = activity and (p.xmin, p.cmin) is distinct from (written, command)
  union all
  select n.kind_id, null, 0, 0, n.count, 0 from public.activity_counts n
  where n.activity_id = activity and (n.xmin, n.cmin) is distinct from (written, command)
$$;

-- What a shift lacks, 1 or 0: a count of a contact, and somebody who served in it.
create or replace function sec.gaps_of(activity uuid) returns table (silent int, unserved int)
language sql stable as $$
  select (not exists (select from public.activity_counts n join public.activity_kinds k on k.id = n.kind_id
      where n.activity_id = activity and k.contact))::int,
    (not exists (select from public.activity_assistants p where p.activity_id = activity))::int
$$;

-- The statements of the three functions below are planned once a connection: a plan made for the few rows of a call cost
-- more than the call.

-- Shifts that come, go or change. A new one has no parts yet but those of its own statement; nothing is left of one that goes.
create or replace function sec.sum_shifts() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
  if tg_op = 'UPDATE' then
    insert into public.activity_sums (organisation_id, project_id, month, decided_in, key_activity_id, state, kind_id, assistant_id,
      shifts, minutes, count, files)
    select v.organisation_id, v.project_id, sec.month_of(v.happened_on), t.decided_in, v.key_activity_id, t.state, p.kind_id, p.assistant_id,
      sum(v.sign * t.sign * p.shifts), sum(v.sign * t.sign * p.minutes), sum(v.sign * t.sign * p.count), sum(v.sign * t.sign * p.files)
    from old_rows o join new_rows n using (id) join public.activities a using (id)
      cross join lateral (select (o.organisation_id, o.project_id, sec.month_of(o.happened_on), o.key_activity_id, o.minutes)
        is distinct from (n.organisation_id, n.project_id, sec.month_of(n.happened_on), n.key_activity_id, n.minutes) as moved) m
      cross join lateral (values (-1, o.organisation_id, o.project_id, o.happened_on, o.key_activity_id, o.minutes, o.state),
        (1, n.organisation_id, n.project_id, n.happened_on, n.key_activity_id, n.minutes, n.state))
        as v (sign, organisation_id, project_id, happened_on, key_activity_id, minutes, state)
      cross join lateral (select null::date as decided_in, v.state, 1 as sign where v.state <> 'draft'
        union all select s.decided_in, s.state, s.sign from sec.steps_of(a.id, a.xmin, a.cmin) s where m.moved) t
      cross join lateral sec.parts_of(a.id, v.minutes, a.xmin, a.cmin) p
    where m.moved or o.state <> n.state
    group by 1, 2, 3, 4, 5, 6, 7, 8;
  elsif tg_op = 'INSERT' then
    if not exists (select from new_rows n where n.state <> 'draft') then return null; end if;
    insert into public.activity_sums (organisation_id, project_id, month, key_activity_id, state, shifts, minutes, count, files)
    select n.organisation_id, n.project_id, sec.month_of(n.happened_on), n.key_activity_id, n.state, count(*), 0, 0, 0
    from new_rows n where n.state <> 'draft' group by 1, 2, 3, 4, 5;
  else
    insert into public.activity_sums (organisation_id, project_id, month, key_activity_id, state, shifts, minutes, count, files)
    select o.organisation_id, o.project_id, sec.month_of(o.happened_on), o.key_activity_id, o.state, -count(*), 0, 0, 0
    from old_rows o where o.state <> 'draft' group by 1, 2, 3, 4, 5;
  end if;
  return null;
end
$$;

-- Decisions on shifts. Only the owner changes or takes one away, which tests and whoever mends a database do.
create or replace function sec.sum_decisions() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  shifts uuid[];
  ids uuid[];
  decisions text[];
  instants timestamptz[];
begin
  if tg_op = 'INSERT' then
    if not exists (select from new_rows) then return null; end if;
    perform from public.activities a where a.id in (select n.activity_id from new_rows n) and a.xmin <> pg_current_xact_id()::xid
      order by a.id for no key update;
    insert into public.activity_sums (organisation_id, project_id, month, decided_in, key_activity_id, state, kind_id, assistant_id,
      shifts, minutes, count, files)
    select a.organisation_id, a.project_id, sec.month_of(a.happened_on), t.decided_in, a.key_activity_id, t.state, p.kind_id, p.assistant_id,
      sum(t.sign * p.shifts), sum(t.sign * p.minutes), sum(t.sign * p.count), sum(t.sign * p.files)
    from (select distinct x.activity_id, x.xmin as written, x.cmin as command
        from new_rows n join public.activity_decisions x using (id)) d
      join public.activities a on a.id = d.activity_id
      cross join lateral (select s.decided_in, s.state, s.sign from sec.steps_of(a.id, null, null) s
        union all select s.decided_in, s.state, -s.sign from sec.steps_of(a.id, d.written, d.command) s) t
      cross join lateral sec.parts_of(a.id, a.minutes, d.written, d.command) p
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having (sum(t.sign * p.shifts), sum(t.sign * p.minutes), sum(t.sign * p.count), sum(t.sign * p.files)) <> (0, 0, 0, 0);
    return null;
  end if;
  if tg_op = 'UPDATE' then
    -- What was written beside a decision may go, when a person is erased: that is no other decision.
    select array_agg(o.activity_id), array_agg(o.id), array_agg(o.decision), array_agg(o.decided_at) into shifts, ids, decisions, instants
      from old_rows o join new_rows n using (id)
      where (o.activity_id, o.decision, o.decided_at) is distinct from (n.activity_id, n.decision, n.decided_at);
  else
    select array_agg(o.activity_id), array_agg(o.id), array_agg(o.decision), array_agg(o.decided_at) into shifts, ids, decisions, instants
      from old_rows o;
  end if;
  if ids is null then return null; end if;
  perform from public.activities a
    where a.id = any (shifts) or a.id in (select x.activity_id from public.activity_decisions x where x.id = any (ids))
    order by a.id for no key update;
  perform sec.sum_changed_decisions(shifts, ids, decisions, instants);
  return null;
end
$$;

-- The steps as they are now against those with rows as they were.
create or replace function sec.sum_changed_decisions(shifts uuid[], ids uuid[], decisions text[], instants timestamptz[]) returns void
language sql security definer set search_path = '' as $$
  with touched as (
    select unnest(shifts) as activity_id
    union select x.activity_id from public.activity_decisions x where x.id = any (ids)
  ), told as (
    select 1 as sign, x.activity_id, x.id, x.decision, x.decided_at
    from public.activity_decisions x where x.activity_id in (select t.activity_id from touched t)
    union all
    select -1, x.activity_id, x.id, x.decision, x.decided_at
    from public.activity_decisions x where x.activity_id in (select t.activity_id from touched t) and x.id <> all (ids)
    union all
    select -1, o.activity_id, o.id, o.decision, o.decided_at
    from unnest(shifts, ids, decisions, instants) as o (activity_id, id, decision, decided_at)
  ), stepped as (
    select t.*, lag(t.decision, 1, 'draft') over (partition by t.sign, t.activity_id order by t.decided_at, t.id) as before from told t
  )
  insert into public.activity_sums (organisation_id, project_id, month, decided_in, key_activity_id, state, kind_id, assistant_id,
    shifts, minutes, count, files)
  select a.organisation_id, a.project_id, sec.month_of(a.happened_on), sec.month_of(d.decided_at), a.key_activity_id, s.state, p.kind_id, p.assistant_id,
    sum(s.sign * p.shifts), sum(s.sign * p.minutes), sum(s.sign * p.count), sum(s.sign * p.files)
  from stepped d join public.activities a on a.id = d.activity_id
    cross join lateral (values (d.decision, d.sign), (d.before, -d.sign)) as s (state, sign)
    cross join lateral sec.parts_of(a.id, a.minutes, null, null) p
  where s.state <> 'draft'
  group by 1, 2, 3, 4, 5, 6, 7, 8
  having (sum(s.sign * p.shifts), sum(s.sign * p.minutes), sum(s.sign * p.count), sum(s.sign * p.files)) <> (0, 0, 0, 0)
$$;

-- People, counts and files of shifts that come or go, a line each in the lists: its part is a person or a kind.
create or replace function sec.sum_parts() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  shifts uuid[];
  parts uuid[];
  counts int[];
  signs int[];
  others boolean;
  sums boolean;
begin
  if tg_op <> 'DELETE' then
    select array_agg(n.activity_id), array_agg(coalesce(r ->> 'kind_id', r ->> 'assistant_id')::uuid), array_agg((r ->> 'count')::int), array_agg(1)
      into shifts, parts, counts, signs from new_rows n cross join lateral to_jsonb(n) r where n.activity_id is not null;
  end if;
  if tg_op <> 'INSERT' then
    select shifts || array_agg(o.activity_id), parts || array_agg(coalesce(r ->> 'kind_id', r ->> 'assistant_id')::uuid),
        counts || array_agg((r ->> 'count')::int), signs || array_agg(-1)
      into shifts, parts, counts, signs from old_rows o cross join lateral to_jsonb(o) r where o.activity_id is not null;
  end if;
  if shifts is null then return null; end if;
  if tg_op = 'DELETE' and exists (
    select from unnest(shifts) as s (id) where not exists (select from public.activities a where a.id = s.id)) then
    raise exception 'parts of a shift go before it, not with it' using errcode = '23503';
  end if;
  -- A draft of this transaction that nobody has decided on is in no sum: most of what is logged.
  select bool_or(a.xmin <> pg_current_xact_id()::xid),
      bool_or(a.state <> 'draft' or exists (select from public.activity_decisions d where d.activity_id = a.id))
    into others, sums from public.activities a where a.id = any (shifts);
  if others then
    perform from public.activities a where a.id = any (shifts) and a.xmin <> pg_current_xact_id()::xid order by a.id for share;
  elsif not sums then
    return null;
  end if;
  insert into public.activity_sums (organisation_id, project_id, month, decided_in, key_activity_id, state, kind_id, assistant_id,
    shifts, minutes, count, files)
  select a.organisation_id, a.project_id, sec.month_of(a.happened_on), t.decided_in, a.key_activity_id, t.state,
    case tg_table_name when 'activity_counts' then x.part end, case tg_table_name when 'activity_assistants' then x.part end, 0,
    case tg_table_name when 'activity_assistants' then sum(x.sign * t.sign * a.minutes) else 0 end,
    case tg_table_name when 'activity_counts' then sum(x.sign * t.sign * x.count) else 0 end,
    case tg_table_name when 'evidence' then sum(x.sign * t.sign) else 0 end
  from unnest(shifts, parts, counts, signs) as x (activity_id, part, count, sign)
    join public.activities a on a.id = x.activity_id
    cross join lateral (select null::date as decided_in, a.state, 1 as sign where a.state <> 'draft'
      union all select s.decided_in, s.state, s.sign from sec.steps_of(a.id, null, null) s) t
  group by 1, 2, 3, 4, 5, 6, 7, 8;
  return null;
end
$$;

-- Whether a kind is a contact is said when it comes. Where that is changed all the same, which no verb does, what shifts lack
-- is counted anew at the next folding.
create or replace function sec.loosen_sums() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from old_rows o join new_rows n using (id) where o.contact <> n.contact) then
    perform pg_advisory_xact_lock(hashtext('hlidka.rollups'));
    update public.activity_sums set folded = false where folded;
    -- What is added up over all months is of folded rows alone.
    delete from public.activity_totals;
  end if;
  return null;
end
$$;

-- What is counted goes row by row: a table emptied at once passes its triggers by.
create or replace function sec.refuse_truncate() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% is counted: its rows go one by one', tg_table_name using errcode = '42501';
end
$$;

-- Puts sums on a table that they are made of, those of shifts or those of money; files feed both.
create or replace function sec.sum_rows_of(tbl text, counting text) returns void
language plpgsql set search_path = '' as $$
declare
  named text := case counting when 'sum_money' then 'money' else 'sums' end;
begin
  execute format('create trigger %I after insert on public.%I referencing new table as new_rows
    for each statement execute function sec.%I()', named || '_insert', tbl, counting);
  execute format('create trigger %I after update on public.%I referencing old table as old_rows new table as new_rows
    for each statement execute function sec.%I()', named || '_update', tbl, counting);
  execute format('create trigger %I after delete on public.%I referencing old table as old_rows
    for each statement execute function sec.%I()', named || '_delete', tbl, counting);
  execute format('create trigger %I before truncate on public.%I for each statement execute function sec.refuse_truncate()',
    named || '_truncate', tbl);
end
$$;

-- The sums made of the rows themselves, of one organisation or all.
create or replace function sec.counted_activities(scope uuid[]) returns table (organisation_id uuid, project_id uuid, month date,
  decided_in date, key_activity_id uuid, state text, kind_id uuid, assistant_id uuid, shifts bigint, minutes bigint, count bigint, files bigint,
  silent bigint, silent_files bigint, unserved bigint, unserved_files bigint)
language sql stable security definer set search_path = '' set work_mem = '64MB' as $$
  with shift as (
    select a.* from public.activities a where scope is null or a.organisation_id = any (scope)
  ), step as (
    select a.id, null::date as decided_in, a.state, 1 as sign from shift a
    union all
    select d.activity_id, sec.month_of(d.decided_at), s.state, s.sign
    from (select x.activity_id, x.decided_at, x.decision,
        lag(x.decision, 1, 'draft') over (partition by x.activity_id order by x.decided_at, x.id) as before
      from public.activity_decisions x where scope is null or x.organisation_id = any (scope)) d
      cross join lateral (values (d.decision, 1), (d.before, -1)) as s (state, sign)
  ), part as (
    select a.id, null::uuid as kind_id, null::uuid as assistant_id, 1 as shifts, 0 as minutes, 0 as count, coalesce(e.files, 0) as files,
      (c.activity_id is null)::int as silent, (p.activity_id is null)::int as unserved
    from shift a
      left join (select distinct x.activity_id from public.activity_assistants x
        where scope is null or x.organisation_id = any (scope)) p on p.activity_id = a.id
      left join (select distinct n.activity_id from public.activity_counts n join public.activity_kinds k on k.id = n.kind_id
        where k.contact and (scope is null or n.organisation_id = any (scope))) c on c.activity_id = a.id
      left join (select x.activity_id, count(*) as files from public.evidence x
        where x.activity_id is not null and (scope is null or x.organisation_id = any (scope)) group by 1) e on e.activity_id = a.id
    union all
    select a.id, null, x.assistant_id, 0, a.minutes, 0, 0, 0, 0 from shift a join public.activity_assistants x on x.activity_id = a.id
    union all
    select n.activity_id, n.kind_id, null, 0, 0, n.count, 0, 0, 0 from public.activity_counts n where scope is null or n.organisation_id = any (scope)
  )
  select a.organisation_id, a.project_id, sec.month_of(a.happened_on), s.decided_in, a.key_activity_id, s.state, p.kind_id, p.assistant_id,
    sum(s.sign * p.shifts), sum(s.sign * p.minutes), sum(s.sign * p.count), sum(s.sign * p.files),
    coalesce(sum(p.silent) filter (where s.decided_in is null), 0), coalesce(sum(p.silent * p.files) filter (where s.decided_in is null), 0),
    coalesce(sum(p.unserved) filter (where s.decided_in is null), 0), coalesce(sum(p.unserved * p.files) filter (where s.decided_in is null), 0)
  from shift a join step s using (id) join part p using (id)
  where s.state <> 'draft'
  group by 1, 2, 3, 4, 5, 6, 7, 8
  having (sum(s.sign * p.shifts), sum(s.sign * p.minutes), sum(s.sign * p.count), sum(s.sign * p.files)) <> (0, 0, 0, 0)
$$;

-- The organisations whose sums a check is about: those that the caller sees, or the one asked for; null is all of them.
create or replace function sec.scope_of_check(asked uuid) returns uuid[]
language sql stable set search_path = '' as $$
  select case when sec.kind() is not null or session_user = 'hlidka_app'
    then array(select o from unnest(sec.organisations()) as o where asked is null or o = asked)
    when asked is not null then array[asked] end
$$;

-- Where sums are not what their rows add up to, in the organisations that the caller sees, or in one of them: the figure
-- (shifts, minutes, count, files; silent, unserved and their files of folded months) with what is kept and what the rows
-- say. One statement, so one look at both.
create or replace function sec.verify_rollups(asked uuid default null) returns table (organisation_id uuid, project_id uuid, month date,
  decided_in date, key_activity_id uuid, state text, kind_id uuid, assistant_id uuid, figure text, kept bigint, counted bigint)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
declare
  scope uuid[] := sec.scope_of_check(asked);
begin
  return query
    with both_sides as (
      select c.organisation_id, c.project_id, c.month, c.decided_in, c.key_activity_id, c.state, c.kind_id, c.assistant_id, f.figure, 0::bigint as kept, f.value as counted
      from sec.counted_activities(scope) c
        cross join lateral (values ('shifts', c.shifts), ('minutes', c.minutes), ('count', c.count), ('files', c.files),
          ('silent', c.silent), ('silent_files', c.silent_files), ('unserved', c.unserved), ('unserved_files', c.unserved_files)) as f (figure, value)
      union all
      select s.organisation_id, s.project_id, s.month, s.decided_in, s.key_activity_id, s.state, s.kind_id, s.assistant_id, f.figure, f.value, 0
      from public.activity_sums s
        cross join lateral (values ('shifts', s.shifts::bigint), ('minutes', s.minutes), ('count', s.count), ('files', s.files::bigint),
          ('silent', s.silent::bigint), ('silent_files', s.silent_files::bigint), ('unserved', s.unserved::bigint),
          ('unserved_files', s.unserved_files::bigint)) as f (figure, value)
      where scope is null or s.organisation_id = any (scope)
    )
    select b.organisation_id, b.project_id, b.month, b.decided_in, b.key_activity_id, b.state, b.kind_id, b.assistant_id, b.figure,
      sum(b.kept)::bigint, sum(b.counted)::bigint
    from both_sides b
    where b.figure not in ('silent', 'silent_files', 'unserved', 'unserved_files')
      or not exists (select from public.activity_sums l where l.project_id = b.project_id and l.month = b.month and not l.folded)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having sum(b.kept) <> sum(b.counted)
    order by 2, 3, 4 nulls first, 5, 6, 7, 8, 9;
end
$$;
grant execute on function sec.verify_rollups(uuid) to hlidka_app;

-- Makes one row of several of a key. Takes rows that are there for good and that nobody else takes, since one folds at a
-- time and a write only adds: nobody waits. Answers how many rows it took; none while somebody else is at it.
create or replace function sec.fold_rollups() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  taken integer;
  loose uuid[];
begin
  if sec.kind() is null or sec.kind() not in ('worker', 'operator') then
    raise exception 'only the worker folds' using errcode = '42501';
  end if;
  if not pg_try_advisory_xact_lock(hashtext('hlidka.rollups')) then return 0; end if;
  select array_agg(distinct l.project_id) into loose from (select a.project_id from public.activity_sums a where not a.folded
    union all select m.project_id from public.money_sums m where not m.folded) l;
  if loose is null then return 0; end if;
  with loose as (
    select distinct l.project_id, l.month, l.decided_in, l.key_activity_id, l.state, l.kind_id, l.assistant_id
    from public.activity_sums l where not l.folded
  ), months as (
    select distinct l.project_id, l.month from loose l
  ), keys as (
    select * from loose
    union select s.project_id, s.month, null, s.key_activity_id, s.state, null, null
    from public.activity_sums s join months m on m.project_id = s.project_id and m.month = s.month
    where s.decided_in is null and s.kind_id is null and s.assistant_id is null
  ), gone as (
    delete from public.activity_sums s using keys k
    where s.project_id = k.project_id and s.month = k.month and s.key_activity_id = k.key_activity_id and s.state = k.state
      and s.decided_in is not distinct from k.decided_in and s.kind_id is not distinct from k.kind_id
      and s.assistant_id is not distinct from k.assistant_id
    returning s.*
  ), gaps as (
    select a.project_id, m.month, a.key_activity_id, a.state, sum(g.silent) as silent, sum(g.silent * e.files) as silent_files,
      sum(g.unserved) as unserved, sum(g.unserved * e.files) as unserved_files
    from months m join public.activities a on a.project_id = m.project_id and a.happened_on >= m.month and a.happened_on < m.month + interval '1 month'
      cross join lateral sec.gaps_of(a.id) g
      cross join lateral (select count(*) as files from public.evidence v where v.activity_id = a.id) e
    group by 1, 2, 3, 4
  ), made as (
    insert into public.activity_sums (organisation_id, project_id, month, decided_in, key_activity_id, state, kind_id, assistant_id,
      shifts, minutes, count, files, silent, silent_files, unserved, unserved_files, folded)
    select g.*, coalesce(x.silent, 0), coalesce(x.silent_files, 0), coalesce(x.unserved, 0), coalesce(x.unserved_files, 0), true
    from (
      select g.organisation_id, g.project_id, g.month, g.decided_in, g.key_activity_id, g.state, g.kind_id, g.assistant_id,
        sum(g.shifts), sum(g.minutes), sum(g.count), sum(g.files)
      from gone g group by 1, 2, 3, 4, 5, 6, 7, 8
      having (sum(g.shifts), sum(g.minutes), sum(g.count), sum(g.files)) <> (0, 0, 0, 0)
    ) g left join gaps x on g.decided_in is null and g.kind_id is null and g.assistant_id is null
      and x.project_id = g.project_id and x.month = g.month and x.key_activity_id = g.key_activity_id and x.state = g.state
  )
  select count(*) into taken from gone;
  taken := taken + sec.fold_money();
  perform sec.total_rollups(loose);
  return taken;
end
$$;
grant execute on function sec.fold_rollups() to hlidka_app;

-- Makes the sums anew of the rows, while people write: what is committed after the one statement began stays as rows of its
-- own. Answers how many rows there are then. For the operator, and the owner who loads a backup.
create or replace function sec.rebuild_rollups() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  made integer;
begin
  if session_user = 'hlidka_app' and sec.kind() is distinct from 'operator' then
    raise exception 'only the operator makes the sums anew' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtext('hlidka.rollups'));
  with gone as (
    delete from public.activity_sums
  )
  insert into public.activity_sums (organisation_id, project_id, month, decided_in, key_activity_id, state, kind_id, assistant_id,
    shifts, minutes, count, files, silent, silent_files, unserved, unserved_files, folded)
  select c.*, true from sec.counted_activities(null) c;
  get diagnostics made = row_count;
  made := made + sec.rebuild_money();
  perform sec.total_rollups(null);
  return made;
end
$$;
grant execute on function sec.rebuild_rollups() to hlidka_app;
