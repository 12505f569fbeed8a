-- The check of the log compared by containment: a list or an object inside a row could be added to, and a personal value
-- whose salt had been taken away could be changed, and neither was named.

-- Whether a value that the log tells of a row differs from the row's own; columns that came later are not compared.
create function sec.differs(record jsonb, logged jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select exists (select from jsonb_each(logged) l where record -> l.key is distinct from l.value)
$$;--> statement-breakpoint

-- The same of personal values, which the log holds as salted hashes.
create function sec.differs_personally(entry bigint, record jsonb, logged jsonb, personal text[]) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select from unnest(personal) as c
      left join public.audit_personal p on p.entry_id = entry and p.side = 'after' and p.column_name = c
    where logged ? c
      and logged ->> c is distinct from encode(sha256(convert_to(p.salt || (record ->> c), 'UTF8')), 'hex'))
$$;--> statement-breakpoint

-- What does not hold in the log, as far as the caller sees, or in one organisation of it: broken entries and links first,
-- then rows that differ from their last entry. No row = the log holds. problem: entry-changed, personal-changed,
-- entry-unlinked, link-broken, chain-broken, entries-missing, head-mismatch, row-changed, row-missing, row-unlogged.
-- Every value of a row is compared, a personal one by its hash; a hash whose salt is gone matches nothing.
-- Rows are compared only where the caller reads the log too: settings and the catalogue are visible to everybody.
create or replace function sec.verify(asked uuid default null)
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
        or (t.id is not null and (last.op = 'delete' or %4$s))
    $query$, audited.name, audited.personal, case audited.name when 'organisations' then 'id' else 'organisation_id' end,
      case when cardinality(audited.personal) = 0 then 't.record <> last.after and sec.differs(t.record, last.after)'
        else format('(t.record - %1$L::text[] <> last.after - %1$L::text[] and sec.differs(t.record, last.after - %1$L::text[]))
          or sec.differs_personally(last.id, t.record, last.after, %1$L)', audited.personal) end)
      using scope;
  end loop;
end
$$;--> statement-breakpoint
grant execute on function sec.differs(jsonb, jsonb), sec.differs_personally(bigint, jsonb, jsonb, text[]) to hlidka_app;
