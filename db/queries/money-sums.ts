import { type SQL, sql } from "drizzle-orm";

/**
 * What the expenses of projects add up to by a day, as a statement whose rows are to be added up: project_id, figure, month
 * (its first day), budget_line_id, kind, halere, documents (db/schema/rollups.ts says what the figures are). Whether something is
 * internal to the regime is told by whoever reads (isInternal in regime.ts, the row as e). From the sums that the database
 * keeps; of the day's own month what comes after the day is taken off. `among` is the rest of a condition on the project's id.
 */
export function moneySumsOf(among: SQL, asOf: string): SQL {
  return sql`
    select s.project_id, s.figure, s.month, s.budget_line_id, s.kind, s.halere, s.documents
    from money_sums s
    where s.project_id ${among} and s.month <= ${asOf}::date and coalesce(s.decided_in, s.month) <= ${asOf}::date
    union all
    ${laterInMonth(among, asOf)}`;
}

/** The same without the months, for many projects: as of today from what is added up over all months. */
export function moneyTotalsOf(among: SQL, asOf: string): SQL {
  const isPast = sql`${asOf}::date < (select sec.today())`;
  return sql`
    select t.project_id, t.figure, t.budget_line_id, t.kind, t.halere, t.documents
    from money_totals t where t.project_id ${among} and not (${isPast})
    union all
    select s.project_id, s.figure, s.budget_line_id, s.kind, s.halere, s.documents
    from money_sums s where s.project_id ${among} and not s.folded and not (${isPast})
    union all
    select s.project_id, s.figure, s.budget_line_id, s.kind, -s.halere, -s.documents
    from money_sums s
    where s.project_id ${among} and s.month > ${asOf}::date and not (${isPast})
    union all
    select s.project_id, s.figure, s.budget_line_id, s.kind, -s.halere, -s.documents
    from money_sums s
    where s.project_id ${among} and s.decided_in > ${asOf}::date and s.month <= ${asOf}::date and not (${isPast})
    union all
    select s.project_id, s.figure, s.budget_line_id, s.kind, s.halere, s.documents
    from money_sums s
    where s.project_id ${among} and s.month <= ${asOf}::date and coalesce(s.decided_in, s.month) <= ${asOf}::date and ${isPast}
    union all
    select x.project_id, x.figure, x.budget_line_id, x.kind, x.halere, x.documents from (${laterInMonth(among, asOf)}) x`;
}

/** What stands in the sums of the day's own month and comes after the day, to be taken off. */
function laterInMonth(among: SQL, asOf: string): SQL {
  const later = (day: SQL) =>
    sql`${day} > ${asOf}::date and ${day} < (date_trunc('month', ${asOf}::timestamp) + interval '1 month')::date`;
  const month = (day: SQL) => sql`date_trunc('month', ${day}::timestamp)::date`;
  const next = sql`(date_trunc('month', ${asOf}::timestamp) + interval '1 month')::date`;
  return sql`
    select e.project_id, 'paid' as figure, ${month(sql`e.paid_on`)} as month, e.budget_line_id, e.kind, -e.amount_halere as halere, -1 as documents
    from expenses e where e.project_id ${among} and ${later(sql`e.paid_on`)}
    union all
    select c.project_id, f.figure, ${month(sql`f.day`)}, e.budget_line_id, e.kind, -f.halere, -1
    from claims c join claim_items i on i.claim_id = c.id join expenses e on e.id = i.expense_id
      cross join lateral (values ('claimed', c.submitted_on, i.claimed_halere), ('approved', c.approved_on, coalesce(i.approved_halere, 0))) as f (figure, day, halere)
    where c.project_id ${among} and (${later(sql`c.submitted_on`)} or ${later(sql`c.approved_on`)}) and ${later(sql`f.day`)}
    union all
    select c.project_id, 'decided', ${month(sql`e.paid_on`)}, e.budget_line_id, e.kind, e.amount_halere - i.approved_halere, 0
    from claims c join claim_items i on i.claim_id = c.id join expenses e on e.id = i.expense_id
    where c.project_id ${among} and ${later(sql`c.approved_on`)} and e.paid_on < ${next} and i.approved_halere is not null
    union all
    select e.project_id, 'decided', ${month(sql`e.paid_on`)}, e.budget_line_id, e.kind, e.amount_halere - i.approved_halere, 0
    from expenses e join claim_items i on i.expense_id = e.id join claims c on c.id = i.claim_id
    where e.project_id ${among} and ${later(sql`e.paid_on`)} and c.approved_on <= ${asOf}::date and i.approved_halere is not null
    union all
    select e.project_id, 'unproven', ${month(sql`e.issued_on`)}, e.budget_line_id, e.kind, -e.amount_halere, -1
    from expenses e
    where e.project_id ${among} and ${later(sql`e.issued_on`)} and e.kind = 'document' and not exists (select from evidence v where v.expense_id = e.id)`;
}
