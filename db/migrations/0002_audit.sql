-- The audit log: what changed, by whom, by which command, in the same transaction; sealed once a transaction.
-- No foreign keys: its rows outlive their subjects.
create sequence public.audit_entry_ids;--> statement-breakpoint
create table public.audit_entries (
  id bigint primary key,
  organisation_id uuid not null,
  transaction_id bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  command_id uuid,
  action text,
  table_name text not null,
  row_id uuid not null,
  op text not null check (op in ('insert', 'update', 'delete')),
  before jsonb,
  after jsonb,
  hash bytea not null
);--> statement-breakpoint
create index audit_entries_row on public.audit_entries (table_name, row_id, id);--> statement-breakpoint
create index audit_entries_transaction on public.audit_entries (organisation_id, transaction_id, id);--> statement-breakpoint
create index audit_entries_at on public.audit_entries (organisation_id, id);--> statement-breakpoint
-- What was taken away from a record is found by its parent inside the deleted row; deletes are few.
create index audit_entries_deletes on public.audit_entries (table_name, row_id) where op = 'delete';--> statement-breakpoint

-- Personal values stand beside the chain, which holds only their salted hashes: erasing them keeps the chain valid.
create table public.audit_personal (
  entry_id bigint not null references public.audit_entries (id) on delete restrict,
  organisation_id uuid not null,
  side text not null check (side in ('before', 'after')),
  column_name text not null,
  salt text not null,
  value text not null,
  primary key (entry_id, side, column_name)
);--> statement-breakpoint

create table public.audit_links (
  organisation_id uuid not null,
  seq bigint not null,
  transaction_id bigint not null,
  first_entry bigint not null,
  last_entry bigint not null,
  entries int not null,
  digest bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (organisation_id, seq)
);--> statement-breakpoint
create table public.audit_heads (
  organisation_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);--> statement-breakpoint
-- One row a transaction and organisation; its deferred trigger seals the link and takes the row away.
create table public.audit_unsealed (
  transaction_id bigint not null,
  organisation_id uuid not null,
  first_entry bigint not null,
  last_entry bigint not null,
  primary key (transaction_id, organisation_id)
);--> statement-breakpoint

-- Which tables are audited and which of their columns are personal.
create table sec.audited (table_name text primary key, personal text[] not null);--> statement-breakpoint
grant select on sec.audited to hlidka_app;--> statement-breakpoint

-- These two are stable and set nothing, so that the planner writes them into the query: a call a row cost more than the hash.
create function sec.micros(at timestamptz) returns bigint
language sql stable as $$ select (extract(epoch from at) * 1000000)::bigint $$;--> statement-breakpoint

create function sec.entry_hash(id bigint, organisation_id uuid, transaction_id bigint, at timestamptz, actor_kind text, actor_id uuid,
  command_id uuid, action text, table_name text, row_id uuid, op text, before jsonb, after jsonb) returns bytea
language sql stable as $$
  select pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.concat_ws('|', id, organisation_id, transaction_id, sec.micros(at), actor_kind,
    coalesce(actor_id::text, '-'), coalesce(command_id::text, '-'), coalesce(action, '-'), table_name, row_id, op,
    coalesce(before::text, '-'), coalesce(after::text, '-')), 'UTF8'))
$$;--> statement-breakpoint

create function sec.link_hash(organisation_id uuid, seq bigint, transaction_id bigint, first_entry bigint, last_entry bigint, entries int,
  digest bytea, previous bytea, sealed_at timestamptz) returns bytea
language sql immutable as $$
  select pg_catalog.sha256(previous || digest || pg_catalog.convert_to(pg_catalog.concat_ws('|', organisation_id, seq, transaction_id,
    first_entry, last_entry, entries, sec.micros(sealed_at)), 'UTF8'))
$$;--> statement-breakpoint

-- A row with its personal columns replaced by their salted hashes.
create function sec.blind(record jsonb, personal text[], salt text) returns jsonb
language sql immutable set search_path = '' as $$
  select record || coalesce((
    select jsonb_object_agg(c, encode(sha256(convert_to(salt || (record ->> c), 'UTF8')), 'hex'))
    from unnest(personal) as c where record ->> c is not null), '{}')
$$;--> statement-breakpoint

-- The old values of what differs between two states of a row; all of it when it is gone, nothing when it is new.
create function sec.changed_from(old_row jsonb, new_row jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case
    when old_row is null then null
    when new_row is null then old_row
    else (select jsonb_object_agg(o.key, o.value) from jsonb_each(old_row) o where new_row -> o.key is distinct from o.value)
  end
$$;--> statement-breakpoint

-- Writes one entry a changed row and notes the transaction for sealing. Without a context nothing can be changed.
create function sec.record(changed_table text, operation text, personal text[], rows_before jsonb[], rows_after jsonb[]) returns void
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  ctx jsonb := sec.context();
  txid bigint := pg_current_xact_id()::text::bigint;
  plain boolean := cardinality(personal) = 0;
  actor_kind text := ctx ->> 'kind';
  actor_id uuid := (ctx ->> 'user')::uuid;
  command_id uuid := (ctx ->> 'command')::uuid;
  action text := ctx ->> 'action';
begin
  if ctx is null then
    raise exception 'a change of % needs a context', changed_table using errcode = '42501';
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
      (id, organisation_id, transaction_id, at, actor_kind, actor_id, command_id, action, table_name, row_id, op, before, after, hash)
    select c.id, c.organisation_id, txid, now(), actor_kind, actor_id, command_id, action, changed_table, c.row_id, operation,
      c.before, c.new_row,
      sec.entry_hash(c.id, c.organisation_id, txid, now(), actor_kind, actor_id, command_id, action, changed_table, c.row_id,
        operation, c.before, c.new_row)
    from compared c
    returning id, organisation_id
  ),
  kept as (
    insert into public.audit_personal (entry_id, organisation_id, side, column_name, salt, value)
    select c.id, coalesce(c.state ->> 'organisation_id', c.state ->> 'id')::uuid, s.side, p.name, c.salt, s.record ->> p.name
    from changed c
      cross join lateral (values ('before', c.before), ('after', c.after)) as s (side, record)
      cross join lateral unnest(personal) as p (name)
    where not plain and s.record ->> p.name is not null
  )
  insert into public.audit_unsealed (transaction_id, organisation_id, first_entry, last_entry)
  select txid, e.organisation_id, min(e.id), max(e.id) from entered e group by e.organisation_id
  on conflict (transaction_id, organisation_id) do update set last_entry = excluded.last_entry;
end
$$;--> statement-breakpoint

create function sec.audit() returns trigger
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
$$;--> statement-breakpoint

-- Seals what this transaction recorded: one link an organisation, heads locked in the order of their ids, last of all.
create function sec.seal() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC' as $$
declare
  open record;
  head record;
  content record;
  at timestamptz;
  link bytea;
begin
  for open in
    select * from public.audit_unsealed u where u.transaction_id = new.transaction_id order by u.organisation_id
  loop
    insert into public.audit_heads values (open.organisation_id, 0, sha256(convert_to(open.organisation_id::text, 'UTF8')))
      on conflict do nothing;
    select h.seq, h.hash into head from public.audit_heads h where h.organisation_id = open.organisation_id for update;
    select sha256(string_agg(e.hash, '' order by e.id)) as digest, count(*)::int as entries into content
      from public.audit_entries e
      where e.organisation_id = open.organisation_id and e.transaction_id = open.transaction_id
        and e.id between open.first_entry and open.last_entry;
    at := clock_timestamp();
    link := sec.link_hash(open.organisation_id, head.seq + 1, open.transaction_id, open.first_entry, open.last_entry,
      content.entries, content.digest, head.hash, at);
    insert into public.audit_links values (open.organisation_id, head.seq + 1, open.transaction_id, open.first_entry, open.last_entry,
      content.entries, content.digest, head.hash, link, at);
    update public.audit_heads h set seq = head.seq + 1, hash = link where h.organisation_id = open.organisation_id;
    delete from public.audit_unsealed u
      where u.transaction_id = open.transaction_id and u.organisation_id = open.organisation_id;
  end loop;
  return null;
end
$$;--> statement-breakpoint
create constraint trigger seal after insert on public.audit_unsealed
  deferrable initially deferred for each row execute function sec.seal();--> statement-breakpoint

create function sec.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'the audit log only grows' using errcode = '42501';
end
$$;--> statement-breakpoint
create trigger only_grows before update or delete or truncate on public.audit_entries
  for each statement execute function sec.refuse_change();--> statement-breakpoint
create trigger only_grows before update or delete or truncate on public.audit_links
  for each statement execute function sec.refuse_change();--> statement-breakpoint

-- What does not hold in the log, as far as the caller sees, or in one organisation of it: broken entries and links first,
-- then rows that differ from their last entry. No row = the log holds. problem: entry-changed, personal-changed,
-- entry-unlinked, link-broken, chain-broken, entries-missing, head-mismatch, row-changed, row-missing, row-unlogged.
-- Rows are compared only where the caller reads the log too: settings and the catalogue are visible to everybody.
create function sec.verify(asked uuid default null)
  returns table (organisation_id uuid, problem text, table_name text, row_id uuid, entry_id bigint, seq bigint)
language plpgsql stable set search_path = '' set timezone = 'UTC' set work_mem = '64MB' as $$
#variable_conflict use_column
declare
  audited record;
  scope uuid[] := case when asked is not null then array[asked] when sec.kind() is not null then sec.organisations() end;
begin
  return query
    select e.organisation_id, 'entry-changed', e.table_name, e.row_id, e.id, null::bigint
    from public.audit_entries e
    where (scope is null or e.organisation_id = any (scope))
      and e.hash <> sec.entry_hash(e.id, e.organisation_id, e.transaction_id, e.at, e.actor_kind, e.actor_id, e.command_id, e.action,
        e.table_name, e.row_id, e.op, e.before, e.after)
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
        or (t.id is not null and (last.op = 'delete' or not t.record @> (last.after - %2$L::text[]) or %4$s))
    $query$, audited.name, audited.personal, case audited.name when 'organisations' then 'id' else 'organisation_id' end,
      case when cardinality(audited.personal) = 0 then 'false' else $personal$exists (
        select from public.audit_personal p
        where p.entry_id = last.id and p.side = 'after'
          and last.after ->> p.column_name is distinct from
            encode(sha256(convert_to(p.salt || coalesce(t.record ->> p.column_name, ''), 'UTF8')), 'hex'))$personal$ end)
      using scope;
  end loop;
end
$$;--> statement-breakpoint
grant execute on function sec.verify(uuid), sec.entry_hash(bigint, uuid, bigint, timestamptz, text, uuid, uuid, text, text, uuid, text, jsonb, jsonb),
  sec.link_hash(uuid, bigint, bigint, bigint, bigint, int, bytea, bytea, timestamptz), sec.micros(timestamptz) to hlidka_app;
