import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../gate";

/** Cumulative haléře at the end of a calendar month (YYYY-MM); null in the months after the as-of day, and without a plan. */
export type DrawdownMonth = {
  month: string;
  plannedHalere: number | null;
  paidHalere: number | null;
  claimedHalere: number | null;
  approvedHalere: number | null;
};

/**
 * The project's money month by month as of a day: what the financial plan says, what was paid by the day (drawn),
 * claimed in claims handed in and approved in claims decided by it. The months run from the project's first to its
 * last, further when something came later; what was paid before the first counts in the first.
 */
export async function drawdownByMonth(tx: Tx, projectId: string, asOf: string): Promise<DrawdownMonth[]> {
  return tx.execute<DrawdownMonth>(drawdownSql(projectId, asOf));
}

/** The statement behind drawdownByMonth, for one project or for each of an outer statement. */
export const drawdownSql = (projectId: string | SQL, asOf: string): SQL => sql`
    with flows as (
      select e.paid_on as day, e.amount_halere as paid, 0::bigint as claimed, 0::bigint as approved
      from expenses e where e.project_id = ${projectId} and e.paid_on <= ${asOf}::date
      union all
      select c.submitted_on, 0, i.claimed_halere, 0
      from claims c join claim_items i on i.claim_id = c.id
      where c.project_id = ${projectId} and c.submitted_on <= ${asOf}::date
      union all
      select c.approved_on, 0, 0, coalesce(i.approved_halere, 0)
      from claims c join claim_items i on i.claim_id = c.id
      where c.project_id = ${projectId} and c.approved_on <= ${asOf}::date
    ), monthly as (
      select date_trunc('month', greatest(f.day, p.starts_on)::timestamp) as month,
        sum(f.paid) as paid, sum(f.claimed) as claimed, sum(f.approved) as approved
      from flows f, projects p where p.id = ${projectId} group by 1
    ), months as (
      select generate_series(date_trunc('month', p.starts_on::timestamp),
        greatest(p.ends_on, (select max(m.month) from monthly m)), '1 month') as month
      from projects p where p.id = ${projectId}
    )
    select to_char(m.month, 'YYYY-MM') as month,
      (sum(pm.planned_halere) over running)::bigint as "plannedHalere",
      case when m.month <= ${asOf}::date then coalesce(sum(x.paid) over running, 0)::bigint end as "paidHalere",
      case when m.month <= ${asOf}::date then coalesce(sum(x.claimed) over running, 0)::bigint end as "claimedHalere",
      case when m.month <= ${asOf}::date then coalesce(sum(x.approved) over running, 0)::bigint end as "approvedHalere"
    from months m
    left join monthly x on x.month = m.month
    left join plan_months pm on pm.project_id = ${projectId} and pm.month = m.month::date
    window running as (order by m.month)
    order by m.month`;

export type DrawnTotals = { paidHalere: number; claimedHalere: number; approvedHalere: number };

/** What was drawn (paid), claimed and approved by a day, in haléře. */
export async function drawnTotals(tx: Tx, projectId: string, asOf: string): Promise<DrawnTotals> {
  const [totals] = await tx.execute<DrawnTotals>(sql`
    select
      (select coalesce(sum(e.amount_halere), 0) from expenses e
        where e.project_id = ${projectId} and e.paid_on <= ${asOf}::date)::bigint as "paidHalere",
      coalesce(sum(i.claimed_halere) filter (where c.submitted_on <= ${asOf}::date), 0)::bigint as "claimedHalere",
      coalesce(sum(i.approved_halere) filter (where c.approved_on <= ${asOf}::date), 0)::bigint as "approvedHalere"
    from claims c join claim_items i on i.claim_id = c.id
    where c.project_id = ${projectId}`);
  return totals ?? { paidHalere: 0, claimedHalere: 0, approvedHalere: 0 };
}
