import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { expenseChoices, listBudgetLines } from "@/db/queries/budget";
import { documentTwins } from "@/db/queries/document-twins";
import { expenseSums, findExpense, listExpenseImports, listExpenses } from "@/db/queries/expenses";
import { expenseFilter } from "@/lib/domain/expense-filter";
import { giveBudget, type TestBudget } from "../support/budget";
import { type Cast, makeCast, person } from "../support/cast";

let cast: Cast;
let finance: Credential;
let budget: TestBudget;
let projectId: string;
const importId = randomUUID();
const day = "2024-06-30";

/** Number, line (staff or training), kind, issued, paid, amount. */
const rows = [
  ["A-1", "staff", "payroll", "2024-04-30", "2024-05-10", 500],
  ["A-2", "staff", "payroll", "2024-05-31", "2024-06-10", 700],
  ["B-1", "training", "document", "2024-05-02", "2024-05-16", 300],
  ["B-2", "training", "document", "2024-06-20", null, 250],
  ["B-3", "training", "flat", "2024-06-01", "2024-07-05", 40],
  ["C-1", "training", "document", "2024-07-01", null, 9],
] as const;

beforeAll(async () => {
  cast = await makeCast();
  budget = await giveBudget(cast.north);
  projectId = cast.north.projectId;
  finance = person(cast.north, "finance").credential;
  const own = sql`${cast.north.id}::uuid, ${projectId}::uuid`;
  await withActor({ kind: "operator" }, "write", async (tx) => {
    await tx.execute(sql`insert into expense_imports (id, organisation_id, project_id, sha256, file_name, row_count)
      values (${importId}, ${own}, ${"a".repeat(64)}, 'doklady.csv', 1)`);
    for (const [number, line, kind, issued, paid, amount] of rows) {
      const id = randomUUID();
      await tx.execute(sql`insert into expenses (id, organisation_id, project_id, budget_line_id, import_id, kind,
          document_number, supplier, description, issued_on, paid_on, amount_halere)
        values (${id}, ${own}, ${budget[line]}, ${number === "B-1" ? importId : null}, ${kind}, ${number},
          ${number === "B-2" ? "100% Bavlna_s.r.o." : "Město"}, 'Popis', ${issued}, ${paid}, ${amount})`);
      if (number === "B-1")
        await tx.execute(sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes,
            expense_id, uploaded_by)
          values (${own}, ${"b".repeat(64)}, 'f.pdf', 'application/pdf', 3, ${id}, ${person(cast.north, "finance").id})`);
    }
  });
});

const read = <T>(run: (tx: Tx) => Promise<T>, who = finance) => withActor(who, "read", run);
const numbers = async (asked: Record<string, string>, asOf = day) => {
  const filter = expenseFilter.parse({ sort: "number", ...asked });
  const [found, sums] = await read((tx) =>
    Promise.all([
      listExpenses(tx, projectId, asOf, filter, { after: null, limit: 50 }),
      expenseSums(tx, projectId, asOf, filter),
    ]),
  );
  expect(sums).toEqual({
    count: found.length,
    internal: 0,
    amountHalere: found.reduce((sum, row) => sum + row.amountHalere, 0),
    paidHalere: found.reduce((sum, row) => sum + (row.paidOn ? row.amountHalere : 0), 0),
    unpaidHalere: found.reduce((sum, row) => sum + (row.paidOn ? 0 : row.amountHalere), 0),
  });
  return found.map(({ documentNumber }) => documentNumber);
};

test.each([
  ["everything issued or paid by the day", {}, ["A-1", "A-2", "B-1", "B-2", "B-3"]],
  ["a line", { line: "1.1" }, ["A-1", "A-2"]],
  ["a chapter with all below it", { line: "1" }, ["A-1", "A-2", "B-1", "B-2", "B-3"]],
  ["no line whose code only begins alike", { line: "1.10" }, []],
  ["the month of payment", { month: "2024-05" }, ["A-1", "B-1"]],
  ["nothing paid only after the day", { month: "2024-07" }, []],
  ["a kind", { kind: "document" }, ["B-1", "B-2"]],
  ["what came with a file", { source: importId }, ["B-1"]],
  ["what was entered by hand", { source: "hand" }, ["A-1", "A-2", "B-2", "B-3"]],
  ["documents that no file proves", { file: "missing" }, ["B-2"]],
  ["what a file proves", { file: "some" }, ["B-1"]],
  ["what is paid by the day", { paid: "yes" }, ["A-1", "A-2", "B-1"]],
  ["what is not", { paid: "no" }, ["B-2", "B-3"]],
  ["a text with signs of a pattern", { q: "100% bavlna_" }, ["B-2"]],
  ["no signs alone, which would be a pattern", { q: "_" }, []],
  ["a text without its accents and in another case", { q: "MESTO" }, ["A-1", "A-2", "B-1", "B-3"]],
  ["a number with another dash", { q: "b–2" }, ["B-2"]],
  ["several at once", { line: "1.2", paid: "yes", kind: "document" }, ["B-1"]],
  ["what is no filter is left out", { kind: "nonsense", line: "x" }, ["A-1", "A-2", "B-1", "B-2", "B-3"]],
] as const)("the list and its sums hold %s", async (_, asked, expected) => {
  expect(await numbers(asked)).toEqual(expected);
});

test("the payment of a later day is not known on an earlier one", async () => {
  expect(await numbers({ paid: "yes" }, "2024-05-31")).toEqual(["A-1", "B-1"]);
  expect(await numbers({}, "2024-07-31")).toEqual(["A-1", "A-2", "B-1", "B-2", "B-3", "C-1"]);
});

test.each(["issued", "-issued", "paid", "-paid", "amount", "-amount", "number", "-number", "line", "-line"])(
  "sorted by %s, pages follow one another without a gap or a double",
  async (sort) => {
    const filter = expenseFilter.parse({ sort });
    const whole = await read((tx) => listExpenses(tx, projectId, day, filter, { after: null, limit: 50 }));
    const paged: string[] = [];
    let after: [string, string] | null = null;
    for (let page = 0; page < 9; page += 1) {
      const part: typeof whole = await read((tx) => listExpenses(tx, projectId, day, filter, { after, limit: 2 }));
      paged.push(...part.map(({ id }) => id));
      const last = part.at(-1);
      if (!last || part.length < 2) break;
      after = [last.sortKey, last.id];
    }
    expect(paged).toEqual(whole.map(({ id }) => id));
  },
);

test("the budget as of a day: paid is drawn, issued and unpaid is committed, what comes later is neither", async () => {
  const lines = async (asOf: string) =>
    (await read((tx) => listBudgetLines(tx, projectId, asOf))).map((line) => [
      line.code,
      line.drawnHalere,
      line.committedHalere,
      line.expenses,
    ]);
  expect(await lines("2024-05-31")).toEqual([
    ["1", 0, 0, 0],
    ["1.1", 500, 700, 2],
    ["1.2", 300, 0, 1],
  ]);
  expect(await lines(day)).toEqual([
    ["1", 0, 0, 0],
    ["1.1", 1200, 0, 2],
    ["1.2", 300, 290, 3],
  ]);
});

test("the version in force on a day is taken, before the first one the first; what stands on a code stays on it", async () => {
  await withActor({ kind: "operator" }, "write", async (tx) => {
    const version = randomUUID();
    await tx.execute(sql`insert into budget_versions (id, organisation_id, project_id, number, valid_from)
      values (${version}, ${cast.north.id}, ${projectId}, 2, '2025-01-01')`);
    await tx.execute(sql`insert into budget_lines (organisation_id, project_id, version_id, code, name, leaf, amount_halere, position)
      values (${cast.north.id}, ${projectId}, ${version}, '1.1', 'Mzdy 2', 'direct', 9000000, 1)`);
  });
  const names = async (asOf: string) =>
    (await read((tx) => expenseChoices(tx, projectId, asOf))).lines.map(({ name }) => name);
  expect(await names("2020-01-01")).toEqual(["Výdaje", "Mzdy", "Vzdělávání"]);
  expect(await names("2024-12-31")).toEqual(["Výdaje", "Mzdy", "Vzdělávání"]);
  expect(await names("2025-01-01")).toEqual(["Mzdy 2"]);
  const { lines, flat } = await read((tx) => expenseChoices(tx, projectId, "2025-01-01"));
  expect([lines.map(({ freeHalere }) => freeHalere), flat]).toEqual([[9_000_000 - 1200], null]);
  const [later] = await read((tx) => listBudgetLines(tx, projectId, "2025-01-01"));
  expect(later).toMatchObject({ code: "1.1", approvedHalere: 9_000_000, drawnHalere: 1200, expenses: 2 });
});

test("imports and documents that are there are found, and nothing of it by a stranger", async () => {
  const document = { kind: "document", supplier: "", description: "", issuedOn: "2024-05-02", keyActivityId: null };
  const asked = ["B-1", "X"].map((documentNumber) => ({ ...document, documentNumber, budgetLineId: null }));
  const everything = (who: Credential) =>
    read(async (tx) => {
      const [one] = await tx.execute<{ id: string }>(
        sql`select id from expenses where project_id = ${projectId} limit 1`,
      );
      const filter = expenseFilter.parse({});
      return {
        imports: (await listExpenseImports(tx, projectId)).map(({ fileName }) => fileName),
        there: [...(await documentTwins(tx, projectId, asked)).keys()],
        expense: one ? (await findExpense(tx, projectId, one.id))?.id === one.id : null,
        listed: (await listExpenses(tx, projectId, day, filter, { after: null, limit: 50 })).length,
        lines: (await listBudgetLines(tx, projectId, day)).length,
      };
    }, who);
  expect(await everything(finance)).toEqual({
    imports: ["doklady.csv"],
    there: [0],
    expense: true,
    listed: 5,
    lines: 3,
  });
  expect(await everything(person(cast.south, "finance").credential)).toEqual({
    imports: [],
    there: [],
    expense: null,
    listed: 0,
    lines: 0,
  });
});
