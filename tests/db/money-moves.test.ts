import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Tx } from "@/db/gate";
import { foldRollups } from "@/db/mutations/rollups";
import { moneyDifferences } from "@/db/queries/rollups";
import { giveBudget, type TestBudget } from "../support/budget";
import { type Cast, makeCast, person } from "../support/cast";
import { agree, putFile, putInClaim, twoBills } from "../support/money-sums";
import { inVain } from "../support/rollups";

let cast: Cast;
let budget: TestBudget;
beforeAll(async () => {
  cast = await makeCast();
  budget = await giveBudget(cast.north);
});

const billsOf = (tx: Tx) => twoBills(tx, cast.north, [budget.staff, budget.training], person(cast.north, "manager").id);

type Two = Awaited<ReturnType<typeof twoBills>>;
const moves: [string, (of: Two) => SQL][] = [
  ["another day of payment", ({ bill }) => sql`update expenses set paid_on = '2024-03-31' where id = ${bill}`],
  ["not paid after all", ({ bill }) => sql`update expenses set paid_on = null where id = ${bill}`],
  ["another amount", ({ wage }) => sql`update expenses set amount_halere = 123 where id = ${wage}`],
  [
    "another line and kind",
    ({ bill, lines }) => sql`update expenses set budget_line_id = ${lines[1]}, kind = 'payroll' where id = ${bill}`,
  ],
  ["another day of issue", ({ bill }) => sql`update expenses set issued_on = '2024-02-19' where id = ${bill}`],
  ["a claim handed in later", ({ claim }) => sql`update claims set submitted_on = '2024-04-01' where id = ${claim}`],
  ["a claim that is not decided yet", ({ claim }) => sql`update claims set approved_on = null where id = ${claim}`],
  [
    "a claim taken back",
    ({ claim }) => sql`update claims set approved_on = null, submitted_on = null where id = ${claim}`,
  ],
  ["another approved amount", ({ bill }) => sql`update claim_items set approved_halere = 1 where expense_id = ${bill}`],
  ["in another claim", ({ bill, other }) => sql`update claim_items set claim_id = ${other} where expense_id = ${bill}`],
  ["in no claim", ({ bill }) => sql`delete from claim_items where expense_id = ${bill}`],
  ["a file less", ({ bill }) => sql`delete from evidence where expense_id = ${bill}`],
  ["a second file", (of) => putFile(of, of.bill)],
  [
    "a file that proves another one",
    ({ bill, wage }) => sql`update evidence set expense_id = ${wage} where expense_id = ${bill}`,
  ],
  [
    "all of it in one statement",
    ({ bill, wage, claim, own }) => sql`
      with unproven as (delete from evidence where expense_id = ${bill}), unclaimed as (delete from claim_items where expense_id = ${bill}),
        paid as (update expenses set paid_on = '2024-05-14', amount_halere = 77, kind = 'document' where id = ${wage}),
        decided as (update claims set submitted_on = '2024-02-20', approved_on = '2024-03-04' where id = ${claim}),
        cut as (update claim_items set approved_halere = 5 where expense_id = ${wage})
      insert into expenses (organisation_id, project_id, budget_line_id, kind, document_number, description, issued_on, paid_on, amount_halere)
      select ${own}, budget_line_id, kind, n::text, 'x', '2024-03-31', '2024-03-31', n from expenses, generate_series(1, 40) n where id = ${bill}`,
  ],
  [
    "an expense that goes with its file and its place in a claim, in one statement",
    ({ bill }) => sql`
      with file as (delete from evidence where expense_id = ${bill}), item as (delete from claim_items where expense_id = ${bill})
      delete from expenses where id = ${bill}`,
  ],
  [
    "expenses merged",
    ({ bill, wage, own, lines }) => sql`
      merge into expenses e using (values (${bill}::uuid, 5), (${wage}::uuid, 6), (gen_random_uuid(), 7)) as n (id, halere) on e.id = n.id
      when matched and n.halere = 6 then update set amount_halere = 6
      when matched then update set issued_on = '2024-02-01', paid_on = '2024-02-19'
      when not matched then insert (id, organisation_id, project_id, budget_line_id, kind, document_number, description, issued_on, amount_halere)
        values (n.id, ${own}, ${lines[0]}, 'document', 'new', 'x', '2024-01-09', n.halere)`,
  ],
  [
    "a place in a claim that is there already",
    (of) => sql`${putInClaim(of, of.bill, of.other, 3, 2)}
      on conflict (expense_id) do update set claim_id = excluded.claim_id, claimed_halere = excluded.claimed_halere, approved_halere = excluded.approved_halere`,
  ],
];

test.each(moves)("%s: the sums of money follow, of now and as of any day", async (_, move) => {
  await inVain(async (tx) => {
    const of = await billsOf(tx);
    await foldRollups(tx);
    await tx.execute(move(of));
    await agree(tx, cast.north);
    await foldRollups(tx);
    expect(await moneyDifferences(tx, cast.north.id)).toEqual([]);
  });
});
