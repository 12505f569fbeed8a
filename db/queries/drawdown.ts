import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { countedSums, flatPart, sumOf } from "./regime";

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
    with monthly as (
      select greatest(x.month, date_trunc('month', p.starts_on::timestamp)) as month,
        ${sumOf("paid")} as paid, ${sumOf("paid", "decided")} as base, ${sumOf("claimed")} as claimed, ${sumOf("approved")} as approved
      from (${countedSums(sql`= ${projectId}`, asOf)}) x, projects p where p.id = ${projectId} and x.figure <> 'unproven'
      group by 1 having sum(x.documents) > 0
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
    select ${sumOf("paid")} + ${flatPart(sumOf("paid", "decided"), sql`max(x.rate)`)} as "paidHalere",
      ${sumOf("claimed")} + ${flatPart(sumOf("claimed"), sql`max(x.rate)`)} as "claimedHalere",
      ${sumOf("approved")} + ${flatPart(sumOf("approved"), sql`max(x.rate)`)} as "approvedHalere"
    from (${countedSums(sql`= ${projectId}`, asOf)}) x`);
  return totals ?? { paidHalere: 0, claimedHalere: 0, approvedHalere: 0 };
}
