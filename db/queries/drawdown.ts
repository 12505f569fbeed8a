import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { countedExpenses, drawnSql, flatPart } from "./regime";

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

/**
 * The statement behind drawdownByMonth, for one project or for each of an outer statement. The flat part of a regime
 * follows each running total of what is evidenced, so that it is rounded once and does not drift.
 */
export const drawdownSql = (projectId: string | SQL, asOf: string): SQL => sql`
    with counted as (${countedExpenses(projectId, asOf)}),
    flows as (
      select e.paid_on as day, e.amount_halere as paid, e.base_halere as base, 0::bigint as claimed, 0::bigint as approved
      from counted e where e.paid_on <= ${asOf}::date
      union all
      select c.submitted_on, 0, 0, i.claimed_halere, 0
      from claims c join claim_items i on i.claim_id = c.id join counted e on e.id = i.expense_id
      where c.project_id = ${projectId} and c.submitted_on <= ${asOf}::date
      union all
      select c.approved_on, 0, 0, 0, coalesce(i.approved_halere, 0)
      from claims c join claim_items i on i.claim_id = c.id join counted e on e.id = i.expense_id
      where c.project_id = ${projectId} and c.approved_on <= ${asOf}::date
    ), monthly as (
      select date_trunc('month', greatest(f.day, p.starts_on)::timestamp) as month,
        sum(f.paid) as paid, sum(f.base) as base, sum(f.claimed) as claimed, sum(f.approved) as approved
      from flows f, projects p where p.id = ${projectId} group by 1
    ), months as (
      select p.flat_rate_per_100000 as rate, generate_series(date_trunc('month', p.starts_on::timestamp),
        greatest(p.ends_on, (select max(m.month) from monthly m)), '1 month') as month
      from projects p where p.id = ${projectId}
    ), running as (
      select m.month, m.rate, sum(pm.planned_halere) over so_far as planned,
        coalesce(sum(x.paid) over so_far, 0) as paid, coalesce(sum(x.base) over so_far, 0) as base,
        coalesce(sum(x.claimed) over so_far, 0) as claimed, coalesce(sum(x.approved) over so_far, 0) as approved
      from months m
      left join monthly x on x.month = m.month
      left join plan_months pm on pm.project_id = ${projectId} and pm.month = m.month::date
      window so_far as (order by m.month)
    )
    select to_char(r.month, 'YYYY-MM') as month, r.planned::bigint as "plannedHalere",
      case when r.month <= ${asOf}::date then r.paid::bigint + ${flatPart(sql`r.base`, sql`r.rate`)} end as "paidHalere",
      case when r.month <= ${asOf}::date then r.claimed::bigint + ${flatPart(sql`r.claimed`, sql`r.rate`)} end as "claimedHalere",
      case when r.month <= ${asOf}::date then r.approved::bigint + ${flatPart(sql`r.approved`, sql`r.rate`)} end as "approvedHalere"
    from running r
    order by r.month`;

export type DrawnTotals = { paidHalere: number; claimedHalere: number; approvedHalere: number };

/** What was drawn (paid), claimed and approved by a day, each with its flat part, in haléře. */
export async function drawnTotals(tx: Tx, projectId: string, asOf: string): Promise<DrawnTotals> {
  const [totals] = await tx.execute<DrawnTotals>(sql`
    with claimed as (
      select sum(i.claimed_halere) filter (where c.submitted_on <= ${asOf}::date) as claimed,
        sum(i.approved_halere) filter (where c.approved_on <= ${asOf}::date) as approved, max(e.rate) as rate
      from claims c join claim_items i on i.claim_id = c.id
        join (${countedExpenses(projectId, asOf)}) e on e.id = i.expense_id
      where c.project_id = ${projectId}
    )
    select ${drawnSql(projectId, asOf)} as "paidHalere",
      coalesce(claimed, 0)::bigint + ${flatPart(sql`claimed`, sql`rate`)} as "claimedHalere",
      coalesce(approved, 0)::bigint + ${flatPart(sql`approved`, sql`rate`)} as "approvedHalere"
    from claimed`);
  return totals ?? { paidHalere: 0, claimedHalere: 0, approvedHalere: 0 };
}
