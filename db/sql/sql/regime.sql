-- The cost regime of a project: what its flat rate covers is not itemised (lib/domain/regime.ts, regimeProblem). A row
-- that stood there before the regime was stated stays as it is, internal and in no sum.

create or replace function sec.keep_regime() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.budget_line_id = old.budget_line_id and new.kind = old.kind then
    return new;
  end if;
  if exists (
    select from public.projects p join public.budget_lines l on l.id = new.budget_line_id
    where p.id = new.project_id and p.flat_rate_per_100000 is not null
      and (l.leaf = 'flat' or new.kind = 'flat' or (p.cost_regime = 'flat' and new.kind <> 'payroll'))
  ) then
    raise exception 'what the flat rate of a project covers is not itemised' using errcode = '23514', constraint = 'not_itemised';
  end if;
  return new;
end
$$;
