import { randomInt, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { withActor } from "@/db/gate";
import { attachFile } from "../../support/attach";
import { giveBudget, type TestBudget } from "../../support/budget";
import { person } from "../../support/cast";
import { openPurse, type Purse, putInClaim } from "../../support/money-sums";
import { anyDay, one, raw, send, type Tally, type Town, tried } from "./histories";

export type Till = { at: Town; purse: Purse; budget: TestBudget };

/** A budget and three claims of a town. */
export async function till(at: Town): Promise<Till> {
  const budget = await giveBudget(at.city);
  const author = person(at.city, "manager").id;
  return { at, budget, purse: await raw((tx) => openPurse(tx, at.city, [budget.staff, budget.training], author)) };
}

const finance = ({ at }: Till) => person(at.city, "finance").credential;

/** What somebody types of an expense. */
function typed({ budget }: Till) {
  const issuedOn = anyDay();
  return {
    budgetLineId: one([budget.staff, budget.training]),
    keyActivityId: one([budget.keyActivity, null]),
    kind: one(["document", "payroll"]),
    documentNumber: randomUUID().slice(0, 8),
    supplier: "Dodavatel",
    description: "Zkouška",
    issuedOn,
    paidOn: one([issuedOn, null, anyDay()]),
    amountHalere: 1 + randomInt(5_000_000),
    another: true,
  };
}

/** Whoever mends by hand holds what he changes, as the verbs do. */
const mend = (expenseId: string, statement: SQL) =>
  raw(async (tx) => {
    await tx.execute(sql`select from expenses where id = ${expenseId} for update`);
    await tx.execute(statement);
  });

type Step = (of: Till, expenseId: string) => Promise<unknown>;
/** Every verb that touches money, and what is done by hand to claims, which have no verbs yet. */
const steps: readonly Step[] = [
  (of, expenseId) => send(finance(of), "expense.change", { ...typed(of), expenseId }),
  (of, expenseId) => send(finance(of), "expense.change", { ...typed(of), expenseId }),
  (of, expenseId) => send(finance(of), "expense.delete", { expenseId }),
  (of, expenseId) =>
    attachFile(finance(of), of.at.city.projectId, { expenseId }, randomUUID().replaceAll("-", "").repeat(2)),
  (of, expenseId) =>
    attachFile(finance(of), of.at.city.projectId, { expenseId }, randomUUID().replaceAll("-", "").repeat(2)),
  async (of, expenseId) => {
    const [file] = await withActor(finance(of), "read", (tx) =>
      tx.execute<{ id: string }>(sql`select id from evidence where expense_id = ${expenseId} limit 1`),
    );
    if (file) await send(finance(of), "evidence.remove", { evidenceId: file.id });
  },
  (of, expenseId) =>
    raw((tx) =>
      tx.execute(
        sql`${putInClaim(of.purse, expenseId, one(of.purse.claims), 500, one([null, randomInt(500)]))} on conflict (expense_id) do nothing`,
      ),
    ),
  (of, expenseId) =>
    mend(
      expenseId,
      sql`update claim_items set claim_id = ${one(of.purse.claims)}, approved_halere = ${randomInt(500)} where expense_id = ${expenseId}`,
    ),
  (_, expenseId) => mend(expenseId, sql`delete from claim_items where expense_id = ${expenseId}`),
  // A claim that is handed in or decided on another day moves all of its items.
  (of) => {
    const [submittedOn = null, approvedOn = null] = [anyDay(), anyDay()].sort();
    return raw((tx) =>
      tx.execute(sql`update claims set submitted_on = ${submittedOn}, approved_on = ${one([approvedOn, null])}
        where id = ${one(of.purse.claims)}`),
    );
  },
  (of) =>
    raw((tx) =>
      tx.execute(sql`update claims set submitted_on = null, approved_on = null where id = ${one(of.purse.claims)}`),
    ),
];

/** One life of an expense: it is recorded, then up to six things happen to it, sometimes two at once. */
export async function billHistory(of: Till, tally: Tally): Promise<void> {
  let expenseId: string | undefined;
  await tried(async () => {
    const made = await send<{ expenseId: string }>(finance(of), "expense.record", {
      ...typed(of),
      projectId: of.at.city.projectId,
    });
    expenseId = made.expenseId;
  }, tally);
  const id = expenseId;
  if (!id) return;
  for (let left = 1 + randomInt(6); left > 0; left -= 1) {
    const now = randomInt(4) === 0 ? [one(steps), one(steps)] : [one(steps)];
    await Promise.all(now.map((step) => tried(() => step(of, id), tally)));
  }
}
