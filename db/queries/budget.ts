import { sql } from "drizzle-orm";
import type { BudgetLineRow } from "@/lib/domain/budget";
import type { Tx } from "../gate";
import { rowVersion } from "../version";

/**
 * The lines of the budget in force on a day, each with what stands on its own code: paid by the day (drawn), issued by
 * it and not yet paid (committed), and the number of those expenses. Haléře; sums over the tree are lib/domain/budget.
 */
export async function listBudgetLines(tx: Tx, projectId: string, asOf: string): Promise<BudgetLineRow[]> {
  return tx.execute<BudgetLineRow>(sql`
    with spent as (
      select l.code,
        coalesce(sum(e.amount_halere) filter (where e.paid_on <= ${asOf}::date), 0)::bigint as drawn,
        coalesce(sum(e.amount_halere) filter (where e.paid_on is null or e.paid_on > ${asOf}::date), 0)::bigint as committed,
        count(*) as expenses
      from expenses e join budget_lines l on l.id = e.budget_line_id
      where e.project_id = ${projectId} and least(e.issued_on, e.paid_on) <= ${asOf}::date
      group by l.code
    )
    select l.id, l.parent_id as "parentId", l.code, l.name, l.leaf, l.amount_halere as "approvedHalere",
      coalesce(s.drawn, 0) as "drawnHalere", coalesce(s.committed, 0) as "committedHalere",
      coalesce(s.expenses, 0) as expenses, ${rowVersion("l")} as version
    from budget_lines l left join spent s on s.code = l.code
    where l.version_id = ${versionOn(projectId, asOf)}
    order by l.position`);
}

export type ExpenseChoices = {
  lines: { id: string; code: string; name: string; leaf: string }[];
  keyActivities: { id: string; code: string; name: string }[];
};

/** What an expense may stand on: the lines of the budget in force on a day, chapters too, and the key activities. */
export async function expenseChoices(tx: Tx, projectId: string, asOf: string): Promise<ExpenseChoices> {
  const [lines, keyActivities] = await Promise.all([
    tx.execute<ExpenseChoices["lines"][number]>(sql`
      select id, code, name, leaf from budget_lines where version_id = ${versionOn(projectId, asOf)}
      order by string_to_array(code, '.')::int[]`),
    tx.execute<ExpenseChoices["keyActivities"][number]>(sql`
      select id, code, name from key_activities where project_id = ${projectId} order by code`),
  ]);
  return { lines, keyActivities };
}

/** The version in force on a day; before the first one, the first that will be. */
const versionOn = (projectId: string, asOf: string) => sql`(select v.id from budget_versions v
  where v.project_id = ${projectId}
  order by (v.valid_from <= ${asOf}::date) desc,
    case when v.valid_from <= ${asOf}::date then v.number else -v.number end desc limit 1)`;
