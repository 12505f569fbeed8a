-- Sums of money, kept in the transaction of their rows as those of shifts are (rollups.sql), and what both add up to over all
-- months. db/queries/regime.ts and drawdown.ts say what the figures mean.
--
-- An expense, its place in a claim, the days of that claim and its files together say in which sums it stands. Whatever of
-- them changes, the same thing happens: the expense as it is now is compared with its mark, and the difference is added as
-- rows. So it makes no matter which tables a statement writes in which order. The mark is held meanwhile, and whoever
-- puts an expense into a claim holds the claim as shared, whose days somebody else may be changing.

-- Every expense as it belongs into the sums now, in the columns of its mark.
create or replace function sec.expense_states() returns table (expense_id uuid, organisation_id uuid, project_id uuid, budget_line_id uuid, kind text,
  amount_halere bigint, claimed_halere bigint, approved_halere bigint, paid_in date, claimed_in date, approved_in date, unproven_in date)
language sql stable as $$
  select e.id, e.organisation_id, e.project_id, e.budget_line_id, e.kind, e.amount_halere, i.claimed_halere, i.approved_halere,
    sec.month_of(e.paid_on), sec.month_of(c.submitted_on), sec.month_of(c.approved_on),
    case when e.kind = 'document' and not exists (select from public.evidence v where v.expense_id = e.id) then sec.month_of(e.issued_on) end
  from public.expenses e left join public.claim_items i on i.expense_id = e.id left join public.claims c on c.id = i.claim_id
$$;

-- The sums in which an expense stands.
create or replace function sec.figures_of(amount bigint, claimed bigint, approved bigint, paid_in date, claimed_in date, approved_in date, unproven_in date)
  returns table (figure text, month date, decided_in date, halere bigint, documents int)
language sql stable as $$
  select f.* from (values
    ('paid', paid_in, null::date, amount, 1),
    ('claimed', claimed_in, null, claimed, 1),
    ('approved', approved_in, null, coalesce(approved, 0), 1),
    ('decided', case when approved_in is not null then paid_in end, approved_in, approved - amount, 0),
    ('unproven', unproven_in, null, amount, 1)) as f (figure, month, decided_in, halere, documents)
  where f.month is not null and f.halere is not null
$$;

-- Adds to the sums what has changed of expenses, and moves their marks.
create or replace function sec.sum_expenses(ids uuid[]) returns void
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
begin
  perform from public.expense_marks m where m.expense_id = any (ids) order by m.expense_id for update;
  with changed as materialized (
    select x.state as s, y.mark as m from (select s.expense_id, row(s.*)::public.expense_marks as state from sec.expense_states() s where s.expense_id = any (ids)) x
      full join (select m.expense_id, m as mark from public.expense_marks m where m.expense_id = any (ids)) y using (expense_id)
    where x.state is distinct from y.mark
  ), gone as (
    delete from public.expense_marks x using changed c where x.expense_id = (c.m).expense_id and (c.s).expense_id is null
  ), put as (
    insert into public.expense_marks
    select (c.s).* from changed c where (c.s).expense_id is not null
    on conflict (expense_id) do update set (organisation_id, project_id, budget_line_id, kind, amount_halere, claimed_halere, approved_halere,
        paid_in, claimed_in, approved_in, unproven_in)
      = (excluded.organisation_id, excluded.project_id, excluded.budget_line_id, excluded.kind, excluded.amount_halere, excluded.claimed_halere,
        excluded.approved_halere, excluded.paid_in, excluded.claimed_in, excluded.approved_in, excluded.unproven_in)
  )
  insert into public.money_sums (organisation_id, project_id, figure, month, decided_in, budget_line_id, kind, halere, documents)
  select (x.state).organisation_id, (x.state).project_id, f.figure, f.month, f.decided_in, (x.state).budget_line_id, (x.state).kind,
    sum(x.sign * f.halere), sum(x.sign * f.documents)
  from (select 1 as sign, c.s as state from changed c union all select -1, c.m from changed c) x
    cross join lateral sec.figures_of((x.state).amount_halere, (x.state).claimed_halere, (x.state).approved_halere, (x.state).paid_in, (x.state).claimed_in,
      (x.state).approved_in, (x.state).unproven_in) f
  group by 1, 2, 3, 4, 5, 6, 7
  having (sum(x.sign * f.halere), sum(x.sign * f.documents)) <> (0, 0);
end
$$;

-- Expenses, what of them is in claims, claims and files that come, go or change.
create or replace function sec.sum_money() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  ids uuid[];
  more uuid[];
  claims uuid[];
begin
  if tg_table_name = 'claims' then
    if tg_op <> 'UPDATE' then return null; end if;
    select array_agg(i.expense_id) into ids from public.claim_items i where i.claim_id in (
      select n.id from new_rows n join old_rows o using (id)
      where (sec.month_of(n.submitted_on), sec.month_of(n.approved_on)) is distinct from (sec.month_of(o.submitted_on), sec.month_of(o.approved_on)));
  elsif tg_table_name = 'expenses' then
    if tg_op <> 'DELETE' then select array_agg(n.id) into ids from new_rows n; end if;
    if tg_op <> 'INSERT' then select array_agg(o.id) into more from old_rows o; end if;
  else
    if tg_op <> 'DELETE' then select array_agg(n.expense_id) into ids from new_rows n where n.expense_id is not null; end if;
    if tg_op <> 'INSERT' then select array_agg(o.expense_id) into more from old_rows o where o.expense_id is not null; end if;
    if tg_table_name = 'claim_items' and tg_op <> 'DELETE' then
      select array_agg(n.claim_id) into claims from new_rows n;
      perform from public.claims c where c.id = any (claims) order by c.id for share;
    end if;
  end if;
  ids := ids || more;
  if ids is not null then perform sec.sum_expenses(ids); end if;
  return null;
end
$$;

-- The sums made of the rows themselves, of one organisation or all.
create or replace function sec.counted_money(scope uuid[]) returns table (organisation_id uuid, project_id uuid, figure text, month date,
  decided_in date, budget_line_id uuid, kind text, halere bigint, documents bigint)
language sql stable security definer set search_path = '' set work_mem = '64MB' as $$
  select s.organisation_id, s.project_id, f.figure, f.month, f.decided_in, s.budget_line_id, s.kind, sum(f.halere), sum(f.documents)
  from sec.expense_states() s
    cross join lateral sec.figures_of(s.amount_halere, s.claimed_halere, s.approved_halere, s.paid_in, s.claimed_in, s.approved_in, s.unproven_in) f
  where scope is null or s.organisation_id = any (scope)
  group by 1, 2, 3, 4, 5, 6, 7
  having (sum(f.halere), sum(f.documents)) <> (0, 0)
$$;

-- Where sums of money are not what their rows add up to, in the organisations that the caller sees, or in one of them: what
-- is kept and what the rows say, in haléře and documents. A mark that is not as its expense is told as the figures mark and no mark, and what over all
-- months is not the sum of the folded rows as the figure total, of both kinds of sums.
create or replace function sec.verify_money(asked uuid default null) returns table (organisation_id uuid, project_id uuid, figure text, month date,
  decided_in date, part_id uuid, kind text, unit text, kept bigint, counted bigint)
language plpgsql stable security definer set search_path = '' set work_mem = '64MB' as $$
#variable_conflict use_column
declare
  scope uuid[] := sec.scope_of_check(asked);
begin
  return query
    with both_sides as (
      select c.organisation_id, c.project_id, c.figure, c.month, c.decided_in, c.budget_line_id as part_id, c.kind, u.unit, 0::bigint as kept, u.value as counted
      from sec.counted_money(scope) c cross join lateral (values ('halere', c.halere), ('documents', c.documents)) as u (unit, value)
      union all
      select s.organisation_id, s.project_id, s.figure, s.month, s.decided_in, s.budget_line_id, s.kind, u.unit, u.value, 0
      from public.money_sums s cross join lateral (values ('halere', s.halere), ('documents', s.documents::bigint)) as u (unit, value)
      union all
      select m.organisation_id, m.project_id, 'mark', null, null, m.budget_line_id, m.kind, m.expense_id::text, 1, 0
      from (select m.* from public.expense_marks m except select s.* from sec.expense_states() s) m
      union all
      select m.organisation_id, m.project_id, 'no mark', null, null, m.budget_line_id, m.kind, m.expense_id::text, 0, 1
      from (select s.* from sec.expense_states() s except select m.* from public.expense_marks m) m
      union all
      select t.organisation_id, t.project_id, 'total.' || t.figure, null, null, t.budget_line_id, t.kind, u.unit, u.value, 0
      from public.money_totals t cross join lateral (values ('halere', t.halere), ('documents', t.documents)) as u (unit, value)
      union all
      select s.organisation_id, s.project_id, 'total.' || s.figure, null, null, s.budget_line_id, s.kind, u.unit, 0, u.value
      from public.money_sums s cross join lateral (values ('halere', s.halere), ('documents', s.documents::bigint)) as u (unit, value)
      where s.folded
      union all
      select t.organisation_id, t.project_id, 'total', null, null, t.kind_id, t.state, u.unit, u.value, 0
      from public.activity_totals t cross join lateral (values ('shifts', t.shifts), ('minutes', t.minutes), ('count', t.count), ('files', t.files)) as u (unit, value)
      union all
      select s.organisation_id, s.project_id, 'total', null, null, s.kind_id, s.state, u.unit, 0, u.value
      from public.activity_sums s
        cross join lateral (values ('shifts', s.shifts::bigint), ('minutes', s.minutes), ('count', s.count), ('files', s.files::bigint)) as u (unit, value)
      where s.folded and s.decided_in is null
    )
    select b.organisation_id, b.project_id, b.figure, b.month, b.decided_in, b.part_id, b.kind, b.unit, sum(b.kept)::bigint, sum(b.counted)::bigint
    from both_sides b where scope is null or b.organisation_id = any (scope)
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having sum(b.kept) <> sum(b.counted)
    order by 2, 3, 4 nulls first, 5, 6, 7, 8;
end
$$;
grant execute on function sec.verify_money(uuid) to hlidka_app;

-- Makes one row of several of a key; how many it took. Called by sec.fold_rollups, which lets one fold at a time.
create or replace function sec.fold_money() returns integer
language sql security definer set search_path = '' as $$
  with loose as (
    select distinct l.project_id, l.figure, l.month, l.decided_in, l.budget_line_id, l.kind from public.money_sums l where not l.folded
  ), gone as (
    delete from public.money_sums s using loose l
    where s.project_id = l.project_id and s.figure = l.figure and s.month = l.month and s.decided_in is not distinct from l.decided_in
      and s.budget_line_id = l.budget_line_id and s.kind = l.kind
    returning s.*
  ), made as (
    insert into public.money_sums
    select g.organisation_id, g.project_id, g.figure, g.month, g.decided_in, g.budget_line_id, g.kind, sum(g.halere), sum(g.documents), true
    from gone g group by 1, 2, 3, 4, 5, 6, 7
    having (sum(g.halere), sum(g.documents)) <> (0, 0)
  )
  select count(*)::int from gone
$$;

-- What the folded rows of projects add up to over all months, or of all projects; by whoever folds, who is alone.
create or replace function sec.total_rollups(projects uuid[]) returns void
language sql security definer set search_path = '' as $$
  delete from public.activity_totals t where projects is null or t.project_id = any (projects);
  insert into public.activity_totals
  select s.organisation_id, s.project_id, s.state, s.kind_id, sum(s.shifts), sum(s.minutes), sum(s.count), sum(s.files)
  from public.activity_sums s where s.folded and s.decided_in is null and (projects is null or s.project_id = any (projects))
  group by 1, 2, 3, 4;
  delete from public.money_totals t where projects is null or t.project_id = any (projects);
  insert into public.money_totals
  select s.organisation_id, s.project_id, s.figure, s.budget_line_id, s.kind, sum(s.halere), sum(s.documents)
  from public.money_sums s where s.folded and (projects is null or s.project_id = any (projects))
  group by 1, 2, 3, 4, 5
$$;

-- Makes the sums of money anew; how many rows there are then. Whoever is at an expense is waited for, and waits: what is
-- committed after the look must not meet a mark from before it.
create or replace function sec.rebuild_money() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  made integer;
begin
  lock table public.expense_marks in exclusive mode;
  delete from public.expense_marks;
  insert into public.expense_marks select s.* from sec.expense_states() s;
  delete from public.money_sums;
  insert into public.money_sums
  select c.organisation_id, c.project_id, c.figure, c.month, c.decided_in, c.budget_line_id, c.kind, c.halere, c.documents, true
  from sec.counted_money(null) c;
  get diagnostics made = row_count;
  return made;
end
$$;
