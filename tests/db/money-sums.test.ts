import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { foldRollups, rebuildRollups } from "@/db/mutations/rollups";
import { allDifferences, moneyDifferences } from "@/db/queries/rollups";
import { giveBudget, type TestBudget } from "../support/budget";
import { type Cast, makeCast, person } from "../support/cast";
import {
  agree,
  days,
  moneyDifferencesAsOf,
  openPurse,
  putFile,
  putInClaim,
  spend,
  twoBills,
} from "../support/money-sums";
import { inVain } from "../support/rollups";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let budget: TestBudget;
beforeAll(async () => {
  cast = await makeCast();
  budget = await giveBudget(cast.north);
});

const operator = { kind: "operator" } as const;
const purseOf = (tx: Tx) =>
  openPurse(tx, cast.north, [budget.staff, budget.training], person(cast.north, "manager").id);
const billsOf = (tx: Tx) => twoBills(tx, cast.north, [budget.staff, budget.training], person(cast.north, "manager").id);
const total = async (tx: Tx, figure: string, day: string, more: SQL = sql`true`) =>
  (
    await tx.execute<{ halere: number; documents: number }>(sql`
      select coalesce(sum(halere), 0)::bigint as halere, coalesce(sum(documents), 0)::int as documents from money_sums
      where project_id = ${cast.north.projectId} and figure = ${figure} and month = ${day} and ${more}`)
  )[0];

test("the sums of the demo's money, which came through the triggers, are what its rows say", async () => {
  const found = await withActor(operator, "read", async (tx) => {
    const projects = await tx.execute<{ id: string }>(sql`select distinct project_id as id from expenses`);
    const past = [];
    for (const { id } of projects)
      for (const day of ["2023-06-30", "2024-02-29", "2024-08-13", "2025-02-15", "2027-01-01"])
        past.push(...(await moneyDifferencesAsOf(tx, id, day)));
    return { projects: projects.length, now: await allDifferences(tx), past };
  });
  expect(found.projects).toBeGreaterThan(0);
  expect([found.now, found.past]).toEqual([[], []]);
});

test("what is paid, claimed and approved stands in the months of those days, a document without a file in that of its issue", async () => {
  await inVain(async (tx) => {
    const { bill } = await billsOf(tx);
    expect(await total(tx, "paid", "2024-02-01")).toEqual({ halere: 80_000, documents: 2 });
    expect(await total(tx, "claimed", "2024-03-01")).toEqual({ halere: 80_000, documents: 2 });
    expect(await total(tx, "approved", "2024-05-01")).toEqual({ halere: 9_000, documents: 2 });
    expect(await total(tx, "decided", "2024-02-01", sql`decided_in = '2024-05-01'`)).toEqual({
      halere: -1_000,
      documents: 0,
    });
    expect(await total(tx, "unproven", "2024-01-01")).toEqual({ halere: 0, documents: 0 });
    await tx.execute(sql`delete from evidence where expense_id = ${bill}`);
    expect(await total(tx, "unproven", "2024-01-01")).toEqual({ halere: 10_000, documents: 1 });
    await agree(tx, cast.north);
  });
});

/** A generator of numbers from a seed, so that a history that broke can be lived again. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test.each([1, 2, 3, 4])("random histories of expenses, claims and files, seed %i", async (seed) => {
  const roll = dice(seed);
  await inVain(async (tx) => {
    const purse = await purseOf(tx);
    const bills: string[] = [];
    const any = (list: readonly string[]) => list[roll(list.length)] ?? list[0] ?? randomUUID();
    const day = () => any(["2024-01-31", "2024-02-01", ...days.slice(1, -1)]);
    const maybe = (value: string) => (roll(4) ? value : null);
    const steps = [
      async () => {
        const made = Array.from({ length: 1 + roll(3) }, () => randomUUID());
        bills.push(...made);
        await spend(
          tx,
          purse,
          made.map((id) => ({
            id,
            issuedOn: day(),
            paidOn: maybe(day()),
            halere: 1 + roll(9_999),
            kind: roll(2) ? "document" : "payroll",
            line: roll(2),
          })),
        );
      },
      () =>
        tx.execute(
          sql`update expenses set paid_on = ${maybe(day())}, issued_on = ${day()}, amount_halere = ${1 + roll(9_999)} where id = ${any(bills)}`,
        ),
      () =>
        tx.execute(
          sql`update expenses set budget_line_id = ${purse.lines[roll(2)]}, kind = ${roll(2) ? "document" : "payroll"} where id = ${any(bills)}`,
        ),
      () => tx.execute(putFile(purse, any(bills))),
      () => tx.execute(sql`delete from evidence where expense_id = ${any(bills)}`),
      () =>
        tx.execute(
          sql`${putInClaim(purse, any(bills), any(purse.claims), 5_000, roll(2) ? roll(5_000) : null)} on conflict (expense_id) do nothing`,
        ),
      () =>
        tx.execute(
          sql`update claim_items set claim_id = ${any(purse.claims)}, approved_halere = ${roll(2) ? roll(5_000) : null} where expense_id = ${any(bills)}`,
        ),
      () => tx.execute(sql`delete from claim_items where expense_id = ${any(bills)}`),
      () =>
        tx.execute(
          sql`update claims set approved_on = null, submitted_on = ${maybe("2024-02-20")} where id = ${any(purse.claims)}`,
        ),
      () =>
        tx.execute(
          sql`update claims set submitted_on = coalesce(submitted_on, '2024-01-10'), approved_on = ${any(["2024-03-05", "2024-05-15", "2024-06-30"])} where id = ${any(purse.claims)}`,
        ),
      async () => {
        const gone = await tx.execute<{ id: string }>(sql`delete from expenses e where id = ${any(bills.slice(1))}
          and not exists (select from evidence where expense_id = e.id) and not exists (select from claim_items where expense_id = e.id) returning id`);
        for (const { id } of gone) bills.splice(bills.indexOf(id), 1);
      },
      () => foldRollups(tx),
    ];
    await steps[0]?.();
    for (let step = 0; step < 48; step += 1) {
      const at = roll(steps.length);
      await steps[at]?.();
      if (step % 8 === 7) await agree(tx, cast.north, `step ${step}, the last was ${at}`);
    }
    const [rows] = await tx.execute(sql`select count(*)::int as n from expenses where project_id = ${purse.projectId}`);
    expect(rows?.n).toBeGreaterThan(0);
  });
});

test.each(["expenses", "claims", "claim_items", "evidence"])("%s with its trigger off is seen", async (table) => {
  await inVain(async (tx) => {
    const { bill, claim } = await billsOf(tx);
    await tx.execute(
      sql.raw(`alter table ${table} disable trigger money_${table === "evidence" ? "delete" : "update"}`),
    );
    const change: Record<string, SQL> = {
      expenses: sql`update expenses set amount_halere = 11000 where id = ${bill}`,
      claims: sql`update claims set submitted_on = '2024-04-05' where id = ${claim}`,
      claim_items: sql`update claim_items set approved_halere = 8000 where expense_id = ${bill}`,
      evidence: sql`delete from evidence where expense_id = ${bill}`,
    };
    await tx.execute(change[table] ?? sql`select 1`);
    const found = await moneyDifferences(tx, cast.north.id);
    expect(found.filter(({ figure }) => figure.endsWith("mark"))).toHaveLength(table === "claims" ? 4 : 2);
    expect(found.filter(({ figure }) => !figure.endsWith("mark")).length).toBeGreaterThan(0);
    expect((await allDifferences(tx, cast.north.id)).length).toBe(found.length);
    await rebuildRollups(tx);
    await agree(tx, cast.north);
  });
});

test("totals over all months that are not those of the folded rows are named", async () => {
  await inVain(async (tx) => {
    await billsOf(tx);
    await foldRollups(tx);
    await tx.execute(
      sql`update money_totals set halere = halere + 7 where project_id = ${cast.north.projectId} and figure = 'paid' and kind = 'payroll'`,
    );
    expect(await moneyDifferences(tx, cast.north.id)).toEqual([
      {
        project: cast.north.slug,
        figure: "total.paid",
        month: null,
        decidedIn: null,
        part: "1.2",
        kind: "payroll",
        unit: "halere",
        kept: 70_007,
        counted: 70_000,
      },
    ]);
  });
});

test("folding makes one row of a key and moves no head of the log", async () => {
  await inVain(async (tx) => {
    await billsOf(tx);
    const look = async () =>
      (
        await tx.execute<{
          n: number;
          loose: number;
          heads: string;
        }>(sql`select count(*)::int as n, count(*) filter (where not folded)::int as loose,
        (select string_agg(seq || encode(hash, 'hex'), ',' order by organisation_id) from audit_heads) as heads from money_sums where project_id = ${cast.north.projectId}`)
      )[0];
    const before = await look();
    expect(before?.loose).toBeGreaterThan(0);
    await foldRollups(tx);
    expect(await look()).toMatchObject({ loose: 0, heads: before?.heads });
    expect(await foldRollups(tx)).toBe(0);
  });
});

test.each(["expenses", "claims", "claim_items"])("%s is not emptied at once, past its triggers", async (table) => {
  await expect(asSuperOperator(sql.raw(`truncate ${table} cascade`))).rejects.toMatchObject({
    cause: { code: "42501" },
  });
});

test("nobody writes a sum of money, and marks are read by nobody", async () => {
  const { credential } = person(cast.north, "finance");
  const mark = { id: randomUUID(), name: "test.sums" };
  for (const statement of [
    sql`update money_sums set halere = 0`,
    sql`delete from money_totals`,
    sql`insert into activity_totals select * from activity_totals`,
    sql`select count(*) from expense_marks`,
  ])
    await expect(withActor(credential, "write", (tx) => tx.execute(statement), mark)).rejects.toMatchObject({
      cause: { code: "42501" },
    });
});

test("sums of money are read where their expenses are", async () => {
  const seen = (credential: Parameters<typeof withActor>[0]) =>
    withActor(
      credential,
      "read",
      async (tx) =>
        (
          await tx.execute<{ sums: number; totals: number; rows: number }>(sql`select
          (select coalesce(sum(documents), 0)::int from money_sums where figure = 'paid') as sums,
          (select coalesce(sum(documents), 0)::int from (select documents from money_totals where figure = 'paid' union all
            select documents from money_sums where figure = 'paid' and not folded) t) as totals,
          (select count(*)::int from expenses where paid_on is not null) as rows`)
        )[0],
    );
  const auditor = await seen(cast.ministry.auditor.credential);
  expect(auditor?.rows).toBeGreaterThan(0);
  expect(auditor).toEqual({ sums: auditor?.rows, totals: auditor?.rows, rows: auditor?.rows });
  expect(await seen({ kind: "public" })).toEqual({ sums: 0, totals: 0, rows: 0 });
});
