import { type SQL, sql } from "drizzle-orm";
import { moneySumsOf } from "./money-sums";

/**
 * Whether an expense e on a line l of a project p is internal: its regime does not itemise it, so it is neither drawn nor
 * claimed and needs no file (lib/domain/regime, regimeProblem).
 */
export const isInternal = sql`coalesce(p.flat_rate_per_100000 is not null
  and (l.leaf = 'flat' or e.kind = 'flat' or (p.cost_regime = 'flat' and e.kind <> 'payroll')), false)`;

/** Whether an expense e of a project p is one that a file has to prove. */
export const needsFile = sql`(e.kind = 'document' and coalesce(p.cost_regime, '') <> 'unit' and not ${isInternal})`;

/** Haléře of the flat part on a sum of expenses, rounded half up; 0 without a rate. */
export const flatPart = (base: SQL, rate: SQL): SQL =>
  sql`coalesce(div(${base}::numeric * ${rate} * 2 + 100000, 200000), 0)::bigint`;

/**
 * The expenses of a project that its regime evidences (id, line_id, line_code, leaf, key_activity_id, issued_on, paid_on,
 * amount_halere), each with the rate of the flat part (null without one) and, as base_halere, what the flat part follows:
 * the amount that a claim decided by the day approved, until then the amount itself.
 */
export const countedExpenses = (projectId: string | SQL, asOf: string): SQL => sql`
  select e.id, l.id as line_id, l.code as line_code, l.leaf, e.key_activity_id, e.issued_on, e.paid_on, e.amount_halere,
    p.flat_rate_per_100000 as rate, coalesce(decided.approved_halere, e.amount_halere) as base_halere
  from expenses e
    join budget_lines l on l.id = e.budget_line_id
    join projects p on p.id = e.project_id
    left join (select i.expense_id, i.approved_halere from claim_items i join claims c on c.id = i.claim_id
      where i.project_id = ${projectId} and c.approved_on <= ${asOf}::date) decided
      on decided.expense_id = e.id and p.flat_rate_per_100000 is not null
  where e.project_id = ${projectId} and not ${isInternal}`;

/**
 * What counts of the sums of money of projects by a day (moneySumsOf), with the rate of the flat part: project_id, rate, figure, month,
 * line_id, line_code, leaf, halere, documents. `sums` are those by month unless others are given.
 */
export const countedSums = (among: SQL, asOf: string, sums: SQL = moneySumsOf(among, asOf)): SQL => sql`
  select p.flat_rate_per_100000 as rate, e.*, l.id as line_id, l.code as line_code, l.leaf
  from (${sums}) e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
  where not ${isInternal}`;

/** Haléře of a figure, or several, in rows of countedSums x. */
export const sumOf = (...figures: string[]): SQL =>
  sql`coalesce(sum(x.halere) filter (where x.figure in (${sql.join(
    figures.map((figure) => sql`${figure}`),
    sql`, `,
  )})), 0)::bigint`;
