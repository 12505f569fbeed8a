import { sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { rowsVersion } from "../version";

/** A month of the financial plan (YYYY-MM); null: nothing was ever planned for it. Haléře. */
export type PlanMonth = { month: string; plannedHalere: number | null };

/** The version of the whole plan of a project. */
export async function planVersion(tx: Tx, projectId: string): Promise<string> {
  const [plan] = await tx.execute<{ version: string }>(
    sql`select ${rowsVersion("plan_months")} as version from projects p where p.id = ${projectId}`,
  );
  return plan?.version ?? "";
}

/** Every month of a project that may be planned (its first day lies in the project), in order, and what is planned. */
export async function listPlanMonths(tx: Tx, projectId: string): Promise<PlanMonth[]> {
  return tx.execute<PlanMonth>(sql`
    select to_char(m.month, 'YYYY-MM') as month, x.planned_halere as "plannedHalere"
    from projects p
      cross join generate_series(date_trunc('month', p.starts_on::timestamp), p.ends_on::timestamp, '1 month') as m (month)
      left join plan_months x on x.project_id = p.id and x.month = m.month::date
    where p.id = ${projectId} and m.month::date >= p.starts_on
    order by m.month`);
}
