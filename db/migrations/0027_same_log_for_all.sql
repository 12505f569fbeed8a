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
$$;--> statement-breakpoint

-- Who looks through a role that lies elsewhere (a view as another role, an account at home in another organisation)
-- leaves his note too.
drop policy notes on public.access_log;--> statement-breakpoint
create policy notes on public.access_log for insert to hlidka_app
  with check (user_id = (select sec.user_id()) and organisation_id = (select sec.home())
    and (about_organisation_id is null or about_organisation_id = (select sec.home())
      or about_organisation_id = any ((select sec.places())::uuid[])));--> statement-breakpoint

-- The browser in which a link of a mail was just used, in the same transaction, is one that the account knows: whoever
-- spent the guesses of strange browsers does not keep the owner out after that.
create function sec.know_browser(link uuid, device text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  person uuid := coalesce((select r.user_id from public.password_resets r where r.id = link and r.used_at = now()),
    (select i.user_id from public.invitations i where i.id = link and i.accepted_at = now()));
begin
  if person is not null then
    perform sec.remember_device(person, device);
  end if;
end
$$;--> statement-breakpoint
grant execute on function sec.know_browser(uuid, text) to hlidka_app;--> statement-breakpoint

-- Who is erased has no roles any more and stands in for nobody, and nobody lets him in again.
create or replace function sec.erase_person(kind text, person uuid, why text, why_reference text, in_notes boolean, again boolean default false) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  gone jsonb;
begin
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
$$;--> statement-breakpoint
create or replace function sec.assert_may_keep(person uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if person is not distinct from sec.user_id() or person is not distinct from sec.stands_for() then
    raise exception 'nobody decides about himself' using errcode = '42501';
  end if;
  if not exists (select from public.users u where u.id = person and u.organisation_id = any (sec.writes('people'))) or sec.holds_more(person)
     or exists (select from public.erasures e where e.person_kind = 'user' and e.person_id = person) then
    raise exception 'no right to keep this person' using errcode = '42501';
  end if;
end
$$;
