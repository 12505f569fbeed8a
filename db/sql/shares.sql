-- Shares of a full-time job: those present in a post, and all that a person holds, are at most a whole on every day.

-- The first day on which those present in a post hold more than a whole, and how much; null when there is none. Who is
-- away is not present. The sum rises only where somebody comes or comes back, so these days alone are asked.
create or replace function sec.post_over(post uuid, out day date, out percent int)
language sql volatile set search_path = '' as $$
  with held as (
    select o.assistant_id, o.starts_on, coalesce(o.ends_on, 'infinity') as ends_on, o.fte_percent
    from public.post_occupancies o where o.post_id = post
  ), days as (
    select h.starts_on as day from held h
    union select l.ends_on + 1 from public.assistant_leaves l
      where l.assistant_id in (select h.assistant_id from held h) and l.ends_on is not null
  )
  select d.day, sum(h.fte_percent)::int
  from days d join held h on d.day between h.starts_on and h.ends_on
  where not exists (select from public.assistant_leaves l where l.assistant_id = h.assistant_id
    and d.day between l.starts_on and coalesce(l.ends_on, 'infinity'))
  group by d.day having sum(h.fte_percent) > 100
  order by d.day limit 1
$$;

-- The first day on which a person holds more than a whole, away or not: the contracts count, as on a work report.
create or replace function sec.person_over(person uuid, out day date, out percent int)
language sql volatile set search_path = '' as $$
  select d.starts_on, sum(o.fte_percent)::int
  from (select distinct s.starts_on from public.post_occupancies s where s.assistant_id = person) d
    join public.post_occupancies o on o.assistant_id = person and d.starts_on between o.starts_on and coalesce(o.ends_on, 'infinity')
  group by d.starts_on having sum(o.fte_percent) > 100
  order by d.starts_on limit 1
$$;

-- Refuses what would give a post or a person more than a whole. Whoever changes a person's shares or leaves locks the
-- person and then the posts, always in this order and by id, and counts in statements of its own, which see what others
-- committed before they let the lock go. Under repeatable read they would not, so nothing is changed there.
create or replace function sec.hold_shares() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  people uuid[];
  places uuid[];
  over record;
begin
  if current_setting('transaction_isolation') = 'repeatable read' then
    raise exception 'shares of posts are not changed under repeatable read' using errcode = '25001';
  end if;
  if tg_op = 'DELETE' then
    people := array(select distinct r.assistant_id from old_rows r);
  elsif tg_op = 'UPDATE' then
    people := array(select r.assistant_id from new_rows r union select r.assistant_id from old_rows r);
  else
    people := array(select distinct r.assistant_id from new_rows r);
  end if;
  perform 1 from public.assistants a where a.id = any (people) order by a.id for no key update;
  -- Of a leave every post of the person, of an occupancy its own: another post gets no fuller by it.
  if tg_table_name = 'assistant_leaves' then
    places := array(select distinct o.post_id from public.post_occupancies o where o.assistant_id = any (people));
  else
    places := array(select distinct r.post_id from new_rows r);
  end if;
  perform 1 from public.posts p where p.id = any (places) order by p.id for no key update;
  if tg_table_name = 'post_occupancies' then
    if exists (select from new_rows r join public.posts p on p.id = r.post_id
      where r.starts_on < p.starts_on or coalesce(r.ends_on, r.starts_on) > p.ends_on) then
      raise exception 'somebody would hold a post outside its days' using errcode = '23514', constraint = 'outside_post_days';
    end if;
  end if;
  select x.day, x.percent into over from unnest(people) as t (id) cross join lateral sec.person_over(t.id) x
    where x.day is not null order by x.day limit 1;
  if over.day is not null then
    raise exception 'more than a whole of one person' using errcode = '23P01', constraint = 'person_shares',
      detail = over.day || ' ' || over.percent;
  end if;
  select x.day, x.percent into over from unnest(places) as t (id) cross join lateral sec.post_over(t.id) x
    where x.day is not null order by x.day limit 1;
  if over.day is not null then
    raise exception 'more than a whole in one post' using errcode = '23P01', constraint = 'post_shares',
      detail = over.day || ' ' || over.percent;
  end if;
  return null;
end
$$;

-- Holds the shares of a table whose rows give or take some.
create or replace function sec.hold_shares_of(tbl text, deletes boolean) returns void
language plpgsql set search_path = '' as $$
begin
  execute format('create trigger shares_insert after insert on public.%I referencing new table as new_rows
    for each statement execute function sec.hold_shares()', tbl);
  execute format('create trigger shares_update after update on public.%I referencing old table as old_rows new table as new_rows
    for each statement execute function sec.hold_shares()', tbl);
  if deletes then
    execute format('create trigger shares_delete after delete on public.%I referencing old table as old_rows
      for each statement execute function sec.hold_shares()', tbl);
  end if;
end
$$;
