-- The audit log: what changed, by whom, by which command, in the same transaction; sealed once a transaction.

-- Microseconds of an instant. Like the two hashes below it sets nothing, so that the planner writes it into the query: a
-- call a row cost more than the hash.
create or replace function sec.micros(at timestamptz) returns bigint
language sql stable as $$ select (extract(epoch from at) * 1000000)::bigint $$;
grant execute on function sec.micros(timestamptz) to hlidka_app;

-- What an entry of the log says, hashed. The person somebody stood in for counts; an entry that somebody wrote for himself
-- hashes without it.
create or replace function sec.entry_hash(id bigint, organisation_id uuid, transaction_id bigint, at timestamptz, actor_kind text, actor_id uuid,
  command_id uuid, action text, table_name text, row_id uuid, op text, before jsonb, after jsonb, on_behalf_of uuid default null) returns bytea
language sql stable as $$
  select pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.concat_ws('|', id, organisation_id, transaction_id, sec.micros(at), actor_kind,
    coalesce(actor_id::text, '-'), coalesce(command_id::text, '-'), coalesce(action, '-'), table_name, row_id, op,
    coalesce(before::text, '-'), coalesce(after::text, '-'), on_behalf_of), 'UTF8'))
$$;
grant execute on function sec.entry_hash(bigint, uuid, bigint, timestamptz, text, uuid, uuid, text, text, uuid, text, jsonb, jsonb, uuid) to hlidka_app;

create or replace function sec.link_hash(organisation_id uuid, seq bigint, transaction_id bigint, first_entry bigint, last_entry bigint, entries int,
  digest bytea, previous bytea, sealed_at timestamptz) returns bytea
language sql immutable as $$
  select pg_catalog.sha256(previous || digest || pg_catalog.convert_to(pg_catalog.concat_ws('|', organisation_id, seq, transaction_id,
    first_entry, last_entry, entries, sec.micros(sealed_at)), 'UTF8'))
$$;
grant execute on function sec.link_hash(uuid, bigint, bigint, bigint, bigint, int, bytea, bytea, timestamptz) to hlidka_app;

-- A row with its personal columns replaced by their salted hashes.
create or replace function sec.blind(record jsonb, personal text[], salt text) returns jsonb
language sql immutable set search_path = '' as $$
  select record || coalesce((
    select jsonb_object_agg(c, encode(sha256(convert_to(salt || (record ->> c), 'UTF8')), 'hex'))
    from unnest(personal) as c where record ->> c is not null), '{}')
$$;

-- The old values of what differs between two states of a row; all of it when it is gone, nothing when it is new.
create or replace function sec.changed_from(old_row jsonb, new_row jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case
    when old_row is null then null
    when new_row is null then old_row
    else (select jsonb_object_agg(o.key, o.value) from jsonb_each(old_row) o where new_row -> o.key is distinct from o.value)
  end
$$;

-- Writes one entry a changed row and notes the transaction for sealing. Without a context nothing can be changed.
-- A few rows that say nothing about people are entered one by one: the query for ten thousand costs four times as much to
-- set up.
create or replace function sec.record(changed_table text, operation text, personal text[], rows_before jsonb[], rows_after jsonb[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  ctx jsonb := sec.context();
  txid bigint := pg_current_xact_id()::text::bigint;
  plain boolean := cardinality(personal) = 0;
  actor_kind text := ctx ->> 'kind';
  actor_id uuid := (ctx ->> 'user')::uuid;
  command_id uuid := (ctx ->> 'command')::uuid;
  action text := ctx ->> 'action';
  on_behalf_of uuid := (ctx ->> 'for')::uuid;
  few boolean := cardinality(rows_after) <= 8;
  column_name text;
  was jsonb;
  state jsonb;
  entry bigint;
  organisation uuid;
  organisations uuid[] := '{}';
  firsts bigint[] := '{}';
begin
  if ctx is null then
    raise exception 'a change of % needs a context', changed_table using errcode = '42501';
  end if;
  if few then
    foreach column_name in array personal loop
      for n in 1 .. cardinality(rows_after) loop
        few := few and rows_before[n] ->> column_name is null and rows_after[n] ->> column_name is null;
      end loop;
    end loop;
  end if;
  if few then
    for n in 1 .. cardinality(rows_after) loop
      continue when rows_before[n] is not distinct from rows_after[n];
      state := coalesce(rows_after[n], rows_before[n]);
      organisation := coalesce(state ->> 'organisation_id', state ->> 'id')::uuid;
      was := case when operation <> 'insert' then sec.changed_from(rows_before[n], rows_after[n]) end;
      entry := nextval('public.audit_entry_ids');
      insert into public.audit_entries
        (id, organisation_id, transaction_id, at, actor_kind, actor_id, command_id, action, table_name, row_id, op, before, after, on_behalf_of, hash)
      values (entry, organisation, txid, now(), actor_kind, actor_id, command_id, action, changed_table, (state ->> 'id')::uuid, operation,
        was, rows_after[n], on_behalf_of,
        sec.entry_hash(entry, organisation, txid, now(), actor_kind, actor_id, command_id, action, changed_table, (state ->> 'id')::uuid,
          operation, was, rows_after[n], on_behalf_of));
      if organisation <> all (organisations) then
        organisations := organisations || organisation;
        firsts := firsts || entry;
      end if;
    end loop;
    -- After all of them: where constraints do not wait for the end of the transaction, this seals.
    for n in 1 .. cardinality(organisations) loop
      insert into public.audit_unsealed (transaction_id, organisation_id, first_entry, last_entry)
        values (txid, organisations[n], firsts[n], firsts[n]) on conflict (transaction_id, organisation_id) do nothing;
    end loop;
    return;
  end if;
  with changed as materialized (
    select nextval('public.audit_entry_ids') as id, gen_random_uuid()::text as salt, c.before, c.after, coalesce(c.after, c.before) as state
    from unnest(rows_before, rows_after) as c (before, after)
    where c.before is distinct from c.after
  ),
  -- Materialized, so that every row is blinded and compared once.
  blinded as materialized (
    select c.id, coalesce(c.state ->> 'organisation_id', c.state ->> 'id')::uuid as organisation_id, (c.state ->> 'id')::uuid as row_id,
      case when plain then c.before else sec.blind(c.before, personal, c.salt) end as old_row,
      case when plain then c.after else sec.blind(c.after, personal, c.salt) end as new_row
    from changed c
  ),
  compared as materialized (
    select b.id, b.organisation_id, b.row_id, b.new_row,
      case when operation = 'insert' then null else sec.changed_from(b.old_row, b.new_row) end as before
    from blinded b
  ),
  entered as (
    insert into public.audit_entries
      (id, organisation_id, transaction_id, at, actor_kind, actor_id, command_id, action, table_name, row_id, op, before, after, on_behalf_of, hash)
    select c.id, c.organisation_id, txid, now(), actor_kind, actor_id, command_id, action, changed_table, c.row_id, operation,
      c.before, c.new_row, on_behalf_of,
      sec.entry_hash(c.id, c.organisation_id, txid, now(), actor_kind, actor_id, command_id, action, changed_table, c.row_id,
        operation, c.before, c.new_row, on_behalf_of)
    from compared c
    returning id, organisation_id
  ),
  kept as (
    insert into public.audit_personal (entry_id, organisation_id, side, column_name, salt, value, reader_ids)
    select c.id, coalesce(c.state ->> 'organisation_id', c.state ->> 'id')::uuid, s.side, p.name, c.salt, s.record ->> p.name,
      -- What a note said while it was not approved stays with its authors and who approves, also when it is by now.
      case when changed_table = 'activity_notes' and not (s.record ->> 'approved')::boolean
        then translate(s.record ->> 'author_ids', '[]" ', '{}')::uuid[]
      when changed_table in ('practices', 'practice_decisions') then '{}'::uuid[]
      -- Of who registered for a meeting nobody reads here: his organiser does so at the row.
      when changed_table in ('registrations', 'registration_needs', 'registration_events', 'registration_teams', 'invited_addresses', 'seat_decisions', 'walk_ins', 'certificates', 'allocation_pins', 'allocation_runs') then '{}'::uuid[] end
    from changed c
      cross join lateral (values ('before', c.before), ('after', c.after)) as s (side, record)
      cross join lateral unnest(personal) as p (name)
    where not plain and s.record ->> p.name is not null
  )
  insert into public.audit_unsealed (transaction_id, organisation_id, first_entry, last_entry)
  select txid, e.organisation_id, min(e.id), max(e.id) from entered e group by e.organisation_id
  on conflict (transaction_id, organisation_id) do nothing;
end
$$;

create or replace function sec.audit() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  rows_before jsonb[];
  rows_after jsonb[];
begin
  if tg_op = 'INSERT' then
    select array_agg(null::jsonb), array_agg(to_jsonb(n)) into rows_before, rows_after from new_rows n;
  elsif tg_op = 'UPDATE' then
    select array_agg(to_jsonb(o)), array_agg(to_jsonb(n)) into rows_before, rows_after from old_rows o join new_rows n using (id);
  else
    select array_agg(to_jsonb(o)), array_agg(null::jsonb) into rows_before, rows_after from old_rows o;
  end if;
  if rows_after is not null then
    perform sec.record(tg_table_name, lower(tg_op), tg_argv[0]::text[], rows_before, rows_after);
  end if;
  return null;
end
$$;

-- Seals what this transaction recorded: one link an organisation, heads locked in the order of their ids, last of all.
create or replace function sec.seal() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  open record;
  head record;
  link bytea;
begin
  for open in
    select * from public.audit_unsealed u where u.transaction_id = new.transaction_id order by u.organisation_id
  loop
    loop
      select h.seq, h.hash into head from public.audit_heads h where h.organisation_id = open.organisation_id for update;
      exit when found;
      insert into public.audit_heads values (open.organisation_id, 0, sha256(convert_to(open.organisation_id::text, 'UTF8')))
        on conflict do nothing;
    end loop;
    insert into public.audit_links
    select open.organisation_id, head.seq + 1, open.transaction_id, open.first_entry, c.last_entry, c.entries, c.digest, head.hash,
      sec.link_hash(open.organisation_id, head.seq + 1, open.transaction_id, open.first_entry, c.last_entry, c.entries, c.digest, head.hash, c.at), c.at
    from (
      select max(e.id) as last_entry, count(*)::int as entries, sha256(string_agg(e.hash, '' order by e.id)) as digest, clock_timestamp() as at
      from public.audit_entries e
      where e.organisation_id = open.organisation_id and e.transaction_id = open.transaction_id and e.id >= open.first_entry
    ) c
    returning hash into link;
    update public.audit_heads h set seq = head.seq + 1, hash = link where h.organisation_id = open.organisation_id;
    delete from public.audit_unsealed u
      where u.transaction_id = open.transaction_id and u.organisation_id = open.organisation_id;
  end loop;
  return null;
end
$$;

create or replace function sec.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'the audit log only grows' using errcode = '42501';
end
$$;

-- Whether a value that the log tells of a row differs from the row's own; columns that came later are not compared, nor
-- personal ones that are no longer there. Not by containment, to which a list or an object inside a row could be added to
-- unseen.
create or replace function sec.differs(record jsonb, logged jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select exists (select from jsonb_each(logged) l where record -> l.key is distinct from l.value)
$$;
grant execute on function sec.differs(jsonb, jsonb) to hlidka_app;

-- The same of personal values, which the log holds as salted hashes.
create or replace function sec.differs_personally(entry bigint, record jsonb, logged jsonb, personal text[]) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from unnest(personal) as c
      left join public.audit_personal p on p.entry_id = entry and p.side = 'after' and p.column_name = c
    where logged ? c and record ? c
      and logged ->> c is distinct from encode(sha256(convert_to(p.salt || (record ->> c), 'UTF8')), 'hex'))
$$;
grant execute on function sec.differs_personally(bigint, jsonb, jsonb, text[]) to hlidka_app;

-- What does not hold in the log, as far as the caller sees, or in one organisation of it: broken entries and links first,
-- then rows that differ from their last entry. No row = the log holds. problem: entry-changed, personal-changed,
-- entry-unlinked, link-broken, chain-broken, entries-missing, head-mismatch, row-changed, row-missing, row-unlogged.
-- Every value of a row is compared, a personal one by its hash; a hash whose salt is gone matches nothing.
-- The log is checked with the rights of its owner, in the organisations that the caller sees: a row that he may not read
-- himself (another's subscription, an erasure) is there all the same. Without a context nothing is checked for the
-- product's role, everything for the owner.
create or replace function sec.verify(asked uuid default null)
  returns table (organisation_id uuid, problem text, table_name text, row_id uuid, entry_id bigint, seq bigint)
language plpgsql stable security definer set search_path = '' set timezone = 'UTC' set work_mem = '64MB' as $$
#variable_conflict use_column
declare
  audited record;
  scope uuid[] := case when sec.kind() is not null or session_user = 'hlidka_app'
    then array(select o from unnest(sec.organisations()) as o where asked is null or o = asked)
    when asked is not null then array[asked] end;
begin
  return query
    select e.organisation_id, 'entry-changed', e.table_name, e.row_id, e.id, null::bigint
    from public.audit_entries e
    where (scope is null or e.organisation_id = any (scope))
      and e.hash <> sec.entry_hash(e.id, e.organisation_id, e.transaction_id, e.at, e.actor_kind, e.actor_id, e.command_id, e.action,
        e.table_name, e.row_id, e.op, e.before, e.after, e.on_behalf_of)
    order by e.id;
  return query
    select e.organisation_id, 'personal-changed', e.table_name, e.row_id, e.id, null::bigint
    from public.audit_personal p join public.audit_entries e on e.id = p.entry_id
    where (scope is null or p.organisation_id = any (scope))
      and (case p.side when 'before' then e.before else e.after end) ? p.column_name
      and (case p.side when 'before' then e.before else e.after end) ->> p.column_name
        is distinct from encode(sha256(convert_to(p.salt || p.value, 'UTF8')), 'hex')
    order by e.id;
  return query
    select e.organisation_id, 'entry-unlinked', e.table_name, e.row_id, e.id, null::bigint
    from public.audit_entries e
      left join public.audit_links l on l.organisation_id = e.organisation_id and l.transaction_id = e.transaction_id
        and e.id between l.first_entry and l.last_entry
    where l.seq is null and (scope is null or e.organisation_id = any (scope))
    order by e.id;
  return query
    select l.organisation_id, 'link-broken', null::text, null::uuid, l.first_entry, l.seq
    from public.audit_links l
    where (scope is null or l.organisation_id = any (scope))
      and l.hash <> sec.link_hash(l.organisation_id, l.seq, l.transaction_id, l.first_entry, l.last_entry, l.entries, l.digest, l.previous, l.sealed_at)
    order by l.organisation_id, l.seq;
  return query
    select c.organisation_id, 'chain-broken', null::text, null::uuid, c.first_entry, c.seq
    from (
      select l.*, lag(l.hash) over w as expected, lag(l.seq) over w as before_it
      from public.audit_links l where scope is null or l.organisation_id = any (scope)
      window w as (partition by l.organisation_id order by l.seq)
    ) c
    where c.previous is distinct from coalesce(c.expected, sha256(convert_to(c.organisation_id::text, 'UTF8')))
       or c.seq <> coalesce(c.before_it, 0) + 1
    order by c.organisation_id, c.seq;
  return query
    select l.organisation_id, 'entries-missing', null::text, null::uuid, l.first_entry, l.seq
    from public.audit_links l
      left join lateral (
        select count(*) as entries, sha256(string_agg(e.hash, '' order by e.id)) as digest
        from public.audit_entries e
        where e.organisation_id = l.organisation_id and e.transaction_id = l.transaction_id and e.id between l.first_entry and l.last_entry
      ) found on true
    where (scope is null or l.organisation_id = any (scope))
      and (found.entries <> l.entries or found.digest is distinct from l.digest)
    order by l.organisation_id, l.seq;
  return query
    select coalesce(h.organisation_id, last.organisation_id), 'head-mismatch', null::text, null::uuid, null::bigint, coalesce(h.seq, last.seq)
    from public.audit_heads h
      full join (select distinct on (l.organisation_id) l.* from public.audit_links l order by l.organisation_id, l.seq desc) last
        on last.organisation_id = h.organisation_id
    where (scope is null or coalesce(h.organisation_id, last.organisation_id) = any (scope))
      and (h.hash is distinct from last.hash or h.seq is distinct from last.seq);
  for audited in select a.table_name as name, a.personal from sec.audited a order by a.table_name loop
    return query execute format($query$
      with last as (
        select distinct on (e.row_id) e.row_id, e.organisation_id, e.op, e.after, e.id
        from public.audit_entries e where e.table_name = %1$L and ($1 is null or e.organisation_id = any ($1)) order by e.row_id, e.id desc
      )
      select coalesce(last.organisation_id, (t.record ->> 'organisation_id')::uuid, t.id),
        case when last.row_id is null then 'row-unlogged' when t.id is null then 'row-missing' else 'row-changed' end,
        %1$L::text, coalesce(last.row_id, t.id), last.id, null::bigint
      from last full join (
        select r.id, to_jsonb(r) as record from public.%1$I r where $1 is null or r.%3$I = any ($1)
      ) t on t.id = last.row_id
      where last.row_id is null
        or (last.op <> 'delete' and t.id is null)
        or (t.id is not null and (last.op = 'delete' or %4$s))
    $query$, audited.name, audited.personal, case audited.name when 'organisations' then 'id' else 'organisation_id' end,
      case when cardinality(audited.personal) = 0 then 't.record <> last.after and sec.differs(t.record, last.after)'
        else format('(t.record - %1$L::text[] <> last.after - %1$L::text[] and sec.differs(t.record, last.after - %1$L::text[]))
          or sec.differs_personally(last.id, t.record, last.after, %1$L)', audited.personal) end)
      using scope;
  end loop;
end
$$;
grant execute on function sec.verify(uuid) to hlidka_app;
