import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { importExpenses } from "@/db/mutations/expense-imports";
import type { DomainError } from "@/lib/domain/error";
import { execute } from "@/server/command";
import { commands } from "@/server/commands";
import { giveBudget, type TestBudget } from "../support/budget";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
let budget: TestBudget;
let foreign: TestBudget;
let finance: Credential;
beforeAll(async () => {
  cast = await makeCast();
  budget = await giveBudget(cast.north);
  foreign = await giveBudget(cast.south);
  finance = person(cast.north, "finance").credential;
});

const invoice = (more: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  budgetLineId: budget.training,
  keyActivityId: budget.keyActivity,
  kind: "document",
  documentNumber: `FA-${randomUUID().slice(0, 8)}`,
  supplier: "Vzdělávání s.r.o.",
  description: "Kurz první pomoci",
  issuedOn: "2024-05-02",
  paidOn: "2024-05-16",
  amountHalere: 1_250_050,
  ...more,
});
const recorded = async (more: Record<string, unknown> = {}) => {
  const input = invoice(more);
  const { expenseId = "" } = await send(finance, "expense.record", input);
  return { input, expenseId };
};
const changed = (of: Awaited<ReturnType<typeof recorded>>, more: Record<string, unknown> = {}) => {
  const { projectId: _, ...fields } = of.input;
  return { ...fields, expenseId: of.expenseId, ...more };
};
const stored = async (id: string) => {
  const [row] = await withActor(finance, "read", (tx) =>
    tx.execute<{ amount: number; paid_on: string | null; line: string }>(
      sql`select amount_halere as amount, paid_on, budget_line_id as line from expenses where id = ${id}`,
    ),
  );
  return row;
};
const claim = async (expenseId: string) =>
  withActor({ kind: "operator" }, "write", async (tx) => {
    const claimId = randomUUID();
    await tx.execute(sql`insert into claims (id, organisation_id, project_id, number)
      values (${claimId}, ${cast.north.id}, ${cast.north.projectId}, ${Math.floor(Math.random() * 1e6) + 1})`);
    await tx.execute(sql`insert into claim_items (organisation_id, project_id, claim_id, expense_id, claimed_halere)
      values (${cast.north.id}, ${cast.north.projectId}, ${claimId}, ${expenseId}, 100)`);
  });
const row = (number: string, more: Record<string, unknown> = {}) => ({
  line: "1.1",
  keyActivity: "KA 01",
  kind: "payroll",
  documentNumber: number,
  supplier: "",
  description: "Mzdy",
  issuedOn: "2024-01-31",
  paidOn: "2024-02-12",
  amountHalere: 100_000,
  ...more,
});
const batch = (rows: unknown[], more: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  file: { name: "mzdy.csv", sha256: `${randomUUID()}${randomUUID()}`.replaceAll("-", "") },
  rows,
  ...more,
});
/** An import as its route carries it out; no command takes a file's name and hash from outside. */
const importAs = (who: Credential, input: unknown, id: string = randomUUID()) =>
  execute(who, importExpenses, "expense.import", id, input);
const countOf = async (numbers: string[]) => {
  const [found] = await withActor(finance, "read", (tx) =>
    tx.execute<{ n: number }>(
      sql`select count(*) as n from expenses where document_number in (${sql.join(numbers, sql`, `)})`,
    ),
  );
  return found?.n;
};

test("finance records an expense and it stands on its line", async () => {
  const { expenseId } = await recorded();
  expect(await stored(expenseId)).toEqual({ amount: 1_250_050, paid_on: "2024-05-16", line: budget.training });
});

test("a stranger's project is not found, whatever is asked of it", async () => {
  const of = await recorded();
  const stranger = person(cast.south, "finance").credential;
  for (const [name, input] of [
    ["expense.record", invoice()],
    ["expense.change", changed(of)],
    ["expense.delete", { expenseId: of.expenseId }],
  ] as const) {
    const { key, status } = await refusal(send(stranger, name, input));
    expect([name, key, status]).toEqual([name, "notFound", 404]);
  }
  expect(await refusal(importAs(stranger, batch([row("S-1")])))).toMatchObject({ key: "notFound", status: 404 });
});

test("a mentor and an auditor may not touch money", async () => {
  const of = await recorded();
  for (const { credential } of [person(cast.north, "mentor"), cast.ministry.auditor]) {
    for (const [name, input] of [
      ["expense.record", invoice()],
      ["expense.change", changed(of)],
      ["expense.delete", { expenseId: of.expenseId }],
    ] as const)
      expect([name, (await refusal(send(credential, name, input))).status]).toEqual([name, 403]);
    expect((await refusal(importAs(credential, batch([row("S-2")])))).status).toBe(403);
  }
});

test("a chapter, a foreign line and days outside the rules are refused beside their field", async () => {
  const wrong: [Record<string, unknown>, string, string][] = [
    [{ budgetLineId: budget.chapter }, "budgetLineId", "lineIsChapter"],
    [{ budgetLineId: foreign.training }, "budgetLineId", "lineMissing"],
    [{ keyActivityId: foreign.keyActivity }, "keyActivityId", "keyActivityMissing"],
    [{ paidOn: "2099-01-01" }, "paidOn", "paidInFuture"],
    [{ issuedOn: "2099-01-01", paidOn: null }, "issuedOn", "issuedInFuture"],
    [{ paidOn: "2023-03-31", issuedOn: "2023-03-01" }, "paidOn", "paidOutsideProject"],
    [{ amountHalere: 0 }, "amountHalere", "tooSmall"],
    [{ amountHalere: 10_000_000_000_001 }, "amountHalere", "tooBig"],
    [{ documentNumber: "  " }, "documentNumber", "required"],
    [{ issuedOn: "2024-02-30" }, "issuedOn", "badDate"],
  ];
  for (const [more, field, key] of wrong)
    expect([field, (await refusal(send(finance, "expense.record", invoice(more)))).fields[field]]).toEqual([
      field,
      key,
    ]);
});

test("an expense is changed until it is claimed, then it is neither changed nor deleted", async () => {
  const of = await recorded();
  await send(finance, "expense.change", changed(of, { amountHalere: 99, paidOn: null, budgetLineId: budget.staff }));
  expect(await stored(of.expenseId)).toEqual({ amount: 99, paid_on: null, line: budget.staff });
  await claim(of.expenseId);
  expect((await refusal(send(finance, "expense.change", changed(of)))).key).toBe("expenseClaimed");
  expect((await refusal(send(finance, "expense.delete", { expenseId: of.expenseId }))).key).toBe("expenseClaimed");
  expect((await stored(of.expenseId))?.amount).toBe(99);
});

test("an expense is deleted, and the log keeps what it was", async () => {
  const of = await recorded();
  await send(finance, "expense.delete", { expenseId: of.expenseId });
  expect(await stored(of.expenseId)).toBeUndefined();
  const [entry] = await withActor(finance, "read", (tx) =>
    tx.execute<{ before: { document_number: string } }>(
      sql`select before from audit_entries where row_id = ${of.expenseId} and op = 'delete'`,
    ),
  );
  expect(entry?.before.document_number).toBe(of.input.documentNumber);
  expect((await refusal(send(finance, "expense.delete", { expenseId: of.expenseId }))).status).toBe(404);
});

test("the same command twice does it once", async () => {
  const id = randomUUID();
  const input = invoice();
  const first = await send(finance, "expense.record", input, id);
  expect(await send(finance, "expense.record", input, id)).toEqual(first);
  expect((await refusal(send(finance, "expense.record", { ...input, amountHalere: 1 }, id))).key).toBe("commandReused");
  const importId = randomUUID();
  const file = batch([row("T-1")]);
  const added = await importAs(finance, file, importId);
  expect(await importAs(finance, file, importId)).toEqual(added);
  const deleteId = randomUUID();
  const { expenseId } = await recorded();
  await send(finance, "expense.delete", { expenseId }, deleteId);
  expect(await send(finance, "expense.delete", { expenseId }, deleteId)).toEqual({ expenseId });
});

test("a file is imported whole, by codes", async () => {
  const result = await importAs(finance, batch([row("I-1"), row("I-2", { paidOn: null, keyActivity: null })]));
  expect(result).toMatchObject({ added: 2, skipped: 0, sumHalere: 200_000 });
  expect(await countOf(["I-1", "I-2"])).toBe(2);
});

test("one bad row and nothing is added; every bad row is named", async () => {
  const rows = [
    row("B-1"),
    row("B-2", { line: "9.9" }),
    row("B-3", { line: "1" }),
    row("B-1"),
    row("B-5", { keyActivity: "KA 77" }),
  ];
  const { status, fields } = await refusal(importAs(finance, batch(rows)));
  expect(status).toBe(422);
  expect(fields).toEqual({
    "rows.1.line": "lineMissing",
    "rows.2.line": "lineIsChapter",
    "rows.3.documentNumber": "rowAlike",
    "rows.4.keyActivity": "keyActivityMissing",
  });
  expect(await countOf(["B-1", "B-2", "B-3", "B-5"])).toBe(0);
});

test("the same file again adds nothing, also when both come at once", async () => {
  const file = batch([row("R-1"), row("R-2")]);
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => importAs(finance, file)));
  const done = outcomes.filter((outcome) => outcome.status === "fulfilled");
  const keys = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [(outcome.reason as DomainError).key] : [],
  );
  expect(done).toHaveLength(1);
  expect(keys).toEqual(["fileImported", "fileImported", "fileImported"]);
  expect(await countOf(["R-1", "R-2"])).toBe(2);
});

test("rows that are already there refuse the import, or are left out when asked", async () => {
  await importAs(finance, batch([row("E-1")]));
  const again = batch([row("E-1"), row("E-2")]);
  await expect(importAs(finance, again)).rejects.toMatchObject({
    key: "rowsThere",
    values: { count: 1 },
  });
  expect(await countOf(["E-2"])).toBe(0);
  expect(await importAs(finance, { ...again, skipExisting: true })).toMatchObject({
    added: 1,
    skipped: 1,
  });
  const nothing = batch([row("E-1")], { skipExisting: true });
  expect((await refusal(importAs(finance, nothing))).key).toBe("nothingToImport");
});

test("a closed project takes no more money", async () => {
  const { south } = cast;
  await withActor({ kind: "operator" }, "write", (tx) =>
    tx.execute(sql`update projects set state = 'closed', closed_on = '2026-04-30' where id = ${south.projectId}`),
  );
  const { key } = await refusal(
    send(person(south, "finance").credential, "expense.record", invoice({ projectId: south.projectId })),
  );
  expect(key).toBe("projectClosed");
});

test("an import is no command that anybody may send, whose words for a file would be believed", () => {
  expect(Object.keys(commands).filter((name) => name.includes("import"))).toEqual([]);
});
