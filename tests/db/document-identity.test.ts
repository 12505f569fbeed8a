import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { foldedName, foldedNumber } from "@/db/document";
import { type Credential, withActor } from "@/db/gate";
import { importExpenses } from "@/db/mutations/expense-imports";
import { numberPostings } from "@/db/reference/postings";
import { foldName, foldNumber } from "@/lib/domain/document";
import { execute } from "@/server/command";
import { giveBudget, type TestBudget } from "../support/budget";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
let budget: TestBudget;
let finance: Credential;
beforeAll(async () => {
  cast = await makeCast();
  budget = await giveBudget(cast.north);
  finance = person(cast.north, "finance").credential;
}, 60_000);

let count = 0;
/** An invoice of a number of its own. */
const invoice = (more: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  budgetLineId: budget.staff,
  keyActivityId: null,
  kind: "document",
  documentNumber: `N-${++count}`,
  supplier: "Alfa s.r.o.",
  description: "Boty",
  issuedOn: "2024-05-02",
  paidOn: "2024-05-16",
  amountHalere: 123_450,
  ...more,
});
const record = (input: Record<string, unknown>) => send(finance, "expense.record", input);
const row = (more: Record<string, unknown> = {}) => {
  const { projectId: _, budgetLineId: __, keyActivityId: ___, ...document } = invoice(more);
  return { line: "1.1", ...document };
};
const importing = (rows: unknown[], more: Record<string, unknown> = {}) =>
  execute(finance, importExpenses, "expense.import", randomUUID(), {
    projectId: cast.north.projectId,
    file: { name: "vydaje.csv", sha256: randomUUID().replaceAll("-", "").repeat(2) },
    rows,
    ...more,
  });
const asOperator = <T>(work: Parameters<typeof withActor<T>>[2]) =>
  withActor({ kind: "operator" }, "write", work, { id: randomUUID(), name: "test.documents" });

test("two suppliers' number, a series that begins again and one document in two places are entered at once", async () => {
  const input = invoice();
  await record(input);
  await record({ ...input, supplier: "Beta s.r.o." });
  await record({ ...input, issuedOn: "2023-05-02", paidOn: "2023-05-16" });
  await record({ ...input, keyActivityId: budget.keyActivity });
  await record({ ...input, budgetLineId: budget.training });
});

test("a row that may be one that is there is asked about, and entered once somebody says that it is another", async () => {
  const input = invoice({ documentNumber: "FA-1" });
  await record(input);
  for (const more of [
    {},
    ...["fa-1", "FA–1", "FA 1"].map((documentNumber) => ({ documentNumber })),
    { supplier: "" },
  ]) {
    const again = { ...input, ...more, description: `Jiné ${JSON.stringify(more)}` };
    expect(await refusal(record(again))).toEqual({ key: "documentAlike", status: 409, fields: {} });
    await record({ ...again, another: true });
  }
});

test("wages have an identity of their own: month, place and whose they are", async () => {
  const wages = invoice({ kind: "payroll", supplier: "", documentNumber: "MZ-1", description: "Mzda – post 1" });
  await record(wages);
  await record({ ...wages, description: "Mzda – post 2" });
  await record({ ...wages, issuedOn: "2024-06-02", paidOn: null });
  await record({ ...wages, kind: "document", supplier: "Alfa s.r.o." });
  expect((await refusal(record({ ...wages, amountHalere: 1 }))).key).toBe("documentAlike");
});

test("a change is asked about only when it makes a document like another one", async () => {
  const [one, other] = [invoice(), invoice()];
  await record(one);
  const { expenseId } = await record(other);
  const { projectId: _, ...kept } = { ...other, expenseId };
  await send(finance, "expense.change", { ...kept, amountHalere: 5 });
  const alike = { ...kept, documentNumber: one.documentNumber.toLowerCase() };
  expect((await refusal(send(finance, "expense.change", alike))).key).toBe("documentAlike");
  await send(finance, "expense.change", { ...alike, another: true });
  await send(finance, "expense.change", { ...alike, amountHalere: 6 });
});

test("an import leaves out what is there when told to, asks about what is alike and merges nothing", async () => {
  const there = invoice();
  const bare = invoice({ supplier: "" });
  for (const input of [there, bare]) await record(input);
  const same = row({ documentNumber: there.documentNumber });
  const alike = row({ documentNumber: bare.documentNumber });
  expect((await refusal(importing([same, row()]))).key).toBe("rowsThere");
  expect(await importing([same, row()], { skipExisting: true })).toMatchObject({ added: 1, skipped: 1 });
  expect(await importing([alike, row()])).toMatchObject({ added: 1, skipped: 1 });
  expect(await importing([alike, row()], { another: true })).toMatchObject({ added: 2, skipped: 0 });
  const twice = row();
  expect((await refusal(importing([twice, twice]))).fields).toEqual({ "rows.1.documentNumber": "rowAlike" });
  expect(await importing([twice, twice], { another: true })).toMatchObject({ added: 2 });
});

test("of the same record by two commands at once one is entered", async () => {
  const input = invoice();
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => record(input)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("the database refuses a second row of a document in its place, whoever writes it", async () => {
  const insert = (number: string, posting: number | null) =>
    asOperator((tx) =>
      tx.execute(sql`insert into expenses (organisation_id, project_id, budget_line_id, kind, document_number, supplier,
        description, issued_on, amount_halere, posting) values (${cast.north.id}, ${cast.north.projectId}, ${budget.staff},
        'document', ${number}, 'Alfa s.r.o.', 'Boty', '2024-05-02', 1, ${posting})`),
    );
  await insert("DB-1", 1);
  await expect(insert("db 1", 1)).rejects.toThrow();
  await insert("db 1", 2);
  // As rows of a version that knew no identity stand there.
  await insert("OLD-1", null);
  await insert("old 1", null);
  expect(await asOperator(numberPostings)).toEqual([expect.stringMatching(/twice: (OLD-1|old 1)$/)]);
  await expect(insert("OLD 1", 1)).rejects.toThrow();
});

test("here and in the database the same does not count", async () => {
  const letters = [..."aAžŽéü1/._ -–—−\u00a0,&„“"];
  const texts = fc.sample(fc.array(fc.constantFrom(...letters), { maxLength: 12 }), 300).map((text) => text.join(""));
  const found = await asOperator((tx) =>
    tx.execute<{ number: string; name: string }>(sql`
      select ${foldedNumber(sql`t.text`)} as number, ${foldedName(sql`t.text`)} as name
      from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality as t (text, at) order by t.at`),
  );
  expect(found.map(({ number, name }) => [number, name])).toEqual(
    texts.map((text) => [foldNumber(text), foldName(text)]),
  );
});
