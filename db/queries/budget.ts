import { sql } from "drizzle-orm";
import { type BudgetLineRow, type FlatRoom, spreadFlat } from "@/lib/domain/budget";
import type { Tx } from "../gate";
import { rowVersion } from "../version";
import { countedExpenses, flatPart } from "./regime";

/**
 * The lines of the budget in force on a day, each with what stands on its own code: paid by the day (drawn), issued by
 * it and not yet paid (committed), and the number of those expenses; on the flat lines of a regime the part that follows.
 * Haléře; sums over the tree are lib/domain/budget.
 */
export async function listBudgetLines(tx: Tx, projectId: string, asOf: string): Promise<BudgetLineRow[]> {
  const rows = await tx.execute<BudgetLineRow & { flatDrawn: number; flatCommitted: number }>(sql`
    with counted as (
      select * from (${countedExpenses(projectId, asOf)}) x where least(x.issued_on, x.paid_on) <= ${asOf}::date
    ), spent as (
      select e.line_code,
        coalesce(sum(e.amount_halere) filter (where e.paid_on <= ${asOf}::date), 0)::bigint as drawn,
        coalesce(sum(e.amount_halere) filter (where e.paid_on is null or e.paid_on > ${asOf}::date), 0)::bigint as committed
      from counted e group by 1
    ), held as (
      select l.code, count(*) as expenses from expenses e join budget_lines l on l.id = e.budget_line_id
      where e.project_id = ${projectId} and least(e.issued_on, e.paid_on) <= ${asOf}::date group by 1
    ), flat as (
      select ${flatPart(sql`sum(e.base_halere) filter (where e.paid_on <= ${asOf}::date)`, sql`max(e.rate)`)} as drawn,
        ${flatPart(sql`sum(e.base_halere)`, sql`max(e.rate)`)} as whole
      from counted e
    )
    select l.id, l.parent_id as "parentId", l.code, l.name, l.leaf, l.amount_halere as "approvedHalere",
      coalesce(s.drawn, 0) as "drawnHalere", coalesce(s.committed, 0) as "committedHalere",
      coalesce(h.expenses, 0) as expenses, ${rowVersion("l")} as version,
      coalesce(f.drawn, 0) as "flatDrawn", coalesce(f.whole - f.drawn, 0) as "flatCommitted"
    from budget_lines l left join spent s on s.line_code = l.code left join held h on h.code = l.code, flat f
    where l.version_id = ${versionOn(projectId, asOf)}
    order by l.position`);
  const [first] = rows;
  return spreadFlat(
    rows.map(({ flatDrawn: _, flatCommitted: __, ...row }) => row),
    { drawnHalere: first?.flatDrawn ?? 0, committedHalere: first?.flatCommitted ?? 0 },
  );
}

export type ExpenseChoices = {
  /** amountHalere: what is approved; freeHalere: what of it no expense that the regime evidences takes yet, paid or not. */
  lines: { id: string; code: string; name: string; leaf: string; amountHalere: number; freeHalere: number }[];
  /** The flat lines together, by the code and name of the first, and what their part follows; null without a rate. */
  flat: FlatRoom | null;
  keyActivities: { id: string; code: string; name: string }[];
};

/** What an expense may stand on: the lines of the budget in force on a day, chapters too, and the key activities. */
export async function expenseChoices(tx: Tx, projectId: string, asOf: string): Promise<ExpenseChoices> {
  const [lines, [flat], keyActivities] = await Promise.all([
    tx.execute<ExpenseChoices["lines"][number]>(sql`
      with spent as (
        select e.line_code, sum(e.amount_halere) as amount from (${countedExpenses(projectId, asOf)}) e group by 1
      )
      select l.id, l.code, l.name, l.leaf, l.amount_halere as "amountHalere",
        (l.amount_halere - coalesce(s.amount, 0))::bigint as "freeHalere"
      from budget_lines l left join spent s on s.line_code = l.code where l.version_id = ${versionOn(projectId, asOf)}
      order by string_to_array(l.code, '.')::int[]`),
    tx.execute<FlatRoom>(sql`
      select f.code, f.name, f.amount as "amountHalere", p.flat_rate_per_100000 as "ratePer100000",
        (select coalesce(sum(e.base_halere), 0)::bigint from (${countedExpenses(projectId, asOf)}) e) as "baseHalere"
      from projects p cross join (
        select (array_agg(l.code order by l.position))[1] as code, (array_agg(l.name order by l.position))[1] as name,
          sum(l.amount_halere)::bigint as amount
        from budget_lines l where l.leaf = 'flat' and l.version_id = ${versionOn(projectId, asOf)}
      ) f where p.id = ${projectId} and p.flat_rate_per_100000 is not null and f.code is not null`),
    tx.execute<ExpenseChoices["keyActivities"][number]>(sql`
      select id, code, name from key_activities where project_id = ${projectId} order by code`),
  ]);
  return { lines, flat: flat ?? null, keyActivities };
}

/** The version in force on a day; before the first one, the first that will be. */
const versionOn = (projectId: string, asOf: string) => sql`(select v.id from budget_versions v
  where v.project_id = ${projectId}
  order by (v.valid_from <= ${asOf}::date) desc,
    case when v.valid_from <= ${asOf}::date then v.number else -v.number end desc limit 1)`;
