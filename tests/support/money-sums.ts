import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/gate";
import { moneySumsOf, moneyTotalsOf } from "@/db/queries/money-sums";
import { moneyDifferences } from "@/db/queries/rollups";
import type { City } from "./cast";

/** What the rows of a project say of its money by a day, as regime.ts and drawdown.ts have it: the figures of money_sums. */
const fromRows = (projectId: string, day: string): SQL => sql`
  select e.project_id, 'paid' as figure, e.paid_on as on_day, e.budget_line_id, e.kind, e.amount_halere as halere, 1 as documents
  from expenses e where e.project_id = ${projectId} and e.paid_on <= ${day}::date
  union all
  select e.project_id, 'claimed', c.submitted_on, e.budget_line_id, e.kind, i.claimed_halere, 1
  from expenses e join claim_items i on i.expense_id = e.id join claims c on c.id = i.claim_id
  where e.project_id = ${projectId} and c.submitted_on <= ${day}::date
  union all
  select e.project_id, 'approved', c.approved_on, e.budget_line_id, e.kind, coalesce(i.approved_halere, 0), 1
  from expenses e join claim_items i on i.expense_id = e.id join claims c on c.id = i.claim_id
  where e.project_id = ${projectId} and c.approved_on <= ${day}::date
  union all
  select e.project_id, 'decided', e.paid_on, e.budget_line_id, e.kind, i.approved_halere - e.amount_halere, 0
  from expenses e join claim_items i on i.expense_id = e.id join claims c on c.id = i.claim_id
  where e.project_id = ${projectId} and e.paid_on <= ${day}::date and c.approved_on <= ${day}::date and i.approved_halere is not null
  union all
  select e.project_id, 'unproven', e.issued_on, e.budget_line_id, e.kind, e.amount_halere, 1
  from expenses e where e.project_id = ${projectId} and e.kind = 'document' and e.issued_on <= ${day}::date
    and not exists (select from evidence v where v.expense_id = e.id)`;

/** Where the sums of money of a project as of a day are not what its rows say, by month and over all of them; nothing when they agree. */
export async function moneyDifferencesAsOf(tx: Tx, projectId: string, day: string): Promise<unknown[]> {
  const only = sql`= ${projectId}`;
  return tx.execute(sql`
    select month, figure, budget_line_id, kind, sum(halere) as halere, sum(documents) as documents from (
      select s.month, s.figure, s.budget_line_id, s.kind, s.halere, s.documents from (${moneySumsOf(only, day)}) s
      union all
      select date_trunc('month', r.on_day::timestamp)::date, r.figure, r.budget_line_id, r.kind, -r.halere, -r.documents from (${fromRows(projectId, day)}) r
      union all
      select null, t.figure, t.budget_line_id, t.kind, t.halere, t.documents from (${moneyTotalsOf(only, day)}) t
      union all
      select null, r.figure, r.budget_line_id, r.kind, -r.halere, -r.documents from (${fromRows(projectId, day)}) r
    ) sides group by 1, 2, 3, 4 having (sum(halere), sum(documents)) <> (0, 0)`);
}

export type Purse = { own: SQL; projectId: string; lines: string[]; claims: string[]; author: string };

/** Three claims of a city of the cast, none handed in, for expenses on these lines. */
export async function openPurse(tx: Tx, city: City, lines: string[], author: string): Promise<Purse> {
  const own = sql`${city.id}::uuid, ${city.projectId}::uuid`;
  const claims = [randomUUID(), randomUUID(), randomUUID()];
  for (const [number, id] of claims.entries())
    await tx.execute(
      sql`insert into claims (id, organisation_id, project_id, number) values (${id}, ${own}, ${number + 1})`,
    );
  return { own, projectId: city.projectId, lines, claims, author };
}

export type Bill = {
  id: string;
  issuedOn: string;
  paidOn: string | null;
  halere: number;
  kind?: "document" | "payroll";
  line?: number;
};

/** Expenses in one statement. */
export async function spend(tx: Tx, purse: Purse, bills: readonly Bill[]): Promise<void> {
  await tx.execute(sql`insert into expenses (id, organisation_id, project_id, budget_line_id, kind, document_number, description, issued_on, paid_on, amount_halere)
    values ${sql.join(
      bills.map(
        ({ id, issuedOn, paidOn, halere, kind = "document", line = 0 }) =>
          sql`(${id}, ${purse.own}, ${purse.lines[line]}, ${kind}, ${id}, 'x', ${issuedOn}, ${paidOn}, ${halere})`,
      ),
      sql`, `,
    )}`);
}

export const putFile = (purse: Purse, expense: string | SQL) => sql`
  insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, expense_id, uploaded_by)
  values (${purse.own}, repeat('a', 64), 'doklad.pdf', 'application/pdf', 10, ${expense}, ${purse.author})`;

export const putInClaim = (
  purse: Purse,
  expense: string,
  claim: string,
  claimed: number,
  approved: number | null,
) => sql`
  insert into claim_items (organisation_id, project_id, claim_id, expense_id, claimed_halere, approved_halere)
  values (${purse.own}, ${claim}, ${expense}, ${claimed}, ${approved})`;

/** Two bills, one of them with a file, in a claim handed in on 5 March and decided on 15 May 2024. */
export async function twoBills(
  tx: Tx,
  city: City,
  lines: string[],
  author: string,
): Promise<Purse & { bill: string; wage: string; claim: string; other: string }> {
  const purse = await openPurse(tx, city, lines, author);
  const [bill, wage] = [randomUUID(), randomUUID()];
  const [claim = "", other = ""] = purse.claims;
  await spend(tx, purse, [
    { id: bill, issuedOn: "2024-01-10", paidOn: "2024-02-20", halere: 10_000 },
    { id: wage, issuedOn: "2024-01-31", paidOn: "2024-02-01", halere: 70_000, kind: "payroll", line: 1 },
  ]);
  await tx.execute(putFile(purse, bill));
  await tx.execute(putInClaim(purse, bill, claim, 10_000, 9_000));
  await tx.execute(putInClaim(purse, wage, claim, 70_000, null));
  await tx.execute(sql`update claims set submitted_on = '2024-03-05', approved_on = '2024-05-15' where id = ${claim}`);
  return { ...purse, bill, wage, claim, other };
}

/** Days around those of the bills below, and long before and after. */
export const days = [
  "2023-12-31",
  "2024-01-10",
  "2024-01-31",
  "2024-02-19",
  "2024-02-20",
  "2024-03-04",
  "2024-03-31",
  "2024-05-14",
  "2024-05-15",
  "2027-01-01",
];

/** Fails unless the sums of a city are what its rows say, of now and as of those days. */
export async function agree(tx: Tx, city: City, at = "") {
  const found: unknown[] = await moneyDifferences(tx, city.id);
  for (const day of days)
    for (const one of await moneyDifferencesAsOf(tx, city.projectId, day)) found.push({ day, one });
  if (found.length > 0) throw new Error(`${at}: ${found.length} differences, ${JSON.stringify(found[0])}`);
}
