import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { toDomainError } from "@/db/failure";
import { type Credential, withActor } from "@/db/gate";
import { importExpenses } from "@/db/mutations/expense-imports";
import { expenseChoices, listBudgetLines } from "@/db/queries/budget";
import { drawdownByMonth, drawnTotals } from "@/db/queries/drawdown";
import { expenseSums, listExpenses } from "@/db/queries/expenses";
import { findProject } from "@/db/queries/project";
import { listExpenseRecords } from "@/db/queries/project-records";
import { projectSummaries } from "@/db/queries/project-summary";
import { warningFacts } from "@/db/queries/warning-facts";
import { expenseFilter } from "@/lib/domain/expense-filter";
import { execute } from "@/server/command";
import { previewExpenses } from "@/server/views/expense-import";
import { giveBudget, type TestBudget } from "../support/budget";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

/**
 * Staff costs of 100 000,01 Kč paid and of 50 000,00 Kč issued, and an invoice of 12 500,50 Kč on the flat line, entered
 * before anybody said how costs are claimed. A claim of the paid staff costs, decided on 1 August 2024, cuts 1 000 Kč.
 */
const [paid, issued, invoiced, approved] = [10_000_001, 5_000_000, 1_250_050, 9_900_001];
let cast: Cast;
let budget: TestBudget;
let finance: Credential;
let manager: Credential;
let invoiceId: string;

const entry = (more: Record<string, unknown>) => ({
  projectId: cast.north.projectId,
  budgetLineId: budget.staff,
  kind: "payroll",
  documentNumber: `D-${randomUUID().slice(0, 8)}`,
  description: "Mzdy",
  issuedOn: "2024-05-02",
  paidOn: "2024-05-16",
  amountHalere: 100,
  ...more,
});
const regime = (more: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  costRegime: "flat",
  flatRatePer100000: 40_000,
  origin: "inferred",
  source: "Nezveřejněno",
  ...more,
});
const read = <T>(query: (tx: Parameters<Parameters<typeof withActor>[2]>[0]) => Promise<T>) =>
  withActor(finance, "read", query);
const totals = (asOf: string) => read((tx) => drawnTotals(tx, cast.north.projectId, asOf));
const lines = (asOf: string) =>
  read(async (tx) =>
    (await listBudgetLines(tx, cast.north.projectId, asOf))
      .filter(({ leaf }) => leaf !== "chapter")
      .map(({ code, drawnHalere, committedHalere }) => [code, drawnHalere, committedHalere]),
  );
/** What lines have free, and what the flat part follows. */
const room = async (asOf: string) => {
  const choices = await read((tx) => expenseChoices(tx, cast.north.projectId, asOf));
  return { free: choices.lines.map(({ freeHalere }) => freeHalere), flat: choices.flat };
};
const facts = () => read((tx) => warningFacts(tx, cast.north.projectId, "2024-07-31"));

beforeAll(async () => {
  cast = await makeCast();
  budget = await giveBudget(cast.north);
  finance = person(cast.north, "finance").credential;
  manager = person(cast.north, "manager").credential;
  const invoice = { budgetLineId: budget.training, kind: "document", description: "Kurz", amountHalere: invoiced };
  const wages = await send(finance, "expense.record", entry({ amountHalere: paid }));
  await send(finance, "expense.record", entry({ amountHalere: issued, paidOn: null }));
  invoiceId = (await send(finance, "expense.record", entry(invoice))).expenseId ?? "";
  await withActor({ kind: "operator" }, "write", async (tx) => {
    const own = sql`${cast.north.id}::uuid, ${cast.north.projectId}::uuid`;
    const claimId = randomUUID();
    await tx.execute(sql`insert into claims (id, organisation_id, project_id, number, submitted_on, approved_on)
      values (${claimId}, ${own}, 2, '2024-06-10', '2024-08-01')`);
    await tx.execute(sql`insert into claim_items (organisation_id, project_id, claim_id, expense_id, claimed_halere, approved_halere)
      values (${own}, ${claimId}, ${wages.expenseId}, ${paid}, ${approved})`);
  });
}, 60_000);

test("until somebody states the regime, everything counts as it was entered", async () => {
  expect((await totals("2024-07-31")).paidHalere).toBe(paid + invoiced);
  expect(await lines("2024-07-31")).toEqual([
    ["1.1", paid, issued],
    ["1.2", invoiced, 0],
  ]);
  expect(await facts()).toMatchObject({ documentsWithoutFile: 1, withoutFileHalere: invoiced });
  expect(await room("2024-07-31")).toEqual({
    free: [10_000_000, 8_000_000 - paid - issued, 2_000_000 - invoiced],
    flat: null,
  });
});

test("40 % follow the staff costs, the approved ones once a claim is decided, and what is on the flat line is internal", async () => {
  await send(manager, "regime.change", regime());
  // 40 % of 100 000,01 Kč are 40 000,00 Kč; of the approved 99 000,01 Kč they are 39 600,00 Kč.
  expect(await totals("2024-07-31")).toEqual({
    paidHalere: paid + 4_000_000,
    claimedHalere: paid + 4_000_000,
    approvedHalere: 0,
  });
  expect(await totals("2024-08-01")).toEqual({
    paidHalere: paid + 3_960_000,
    claimedHalere: paid + 4_000_000,
    approvedHalere: approved + 3_960_000,
  });
  const months = await read((tx) => drawdownByMonth(tx, cast.north.projectId, "2024-08-31"));
  const shown = (month: string) => months.find((row) => row.month === month);
  expect(shown("2024-05")).toMatchObject({ paidHalere: paid + 3_960_000, claimedHalere: 0, approvedHalere: 0 });
  expect(shown("2024-08")).toMatchObject(await totals("2024-08-31"));
  const [summary] = await read((tx) => projectSummaries(tx, "2024-07-31", { slug: cast.north.slug }));
  expect(summary).toMatchObject({
    drawnHalere: paid + 4_000_000,
    costRegime: "flat",
    flatRatePer100000: 40_000,
    costRegimeOrigin: "inferred",
  });
  expect(await lines("2024-07-31")).toEqual([
    ["1.1", paid, issued],
    ["1.2", 4_000_000, 2_000_000],
  ]);
});

test("what lines have free follows the regime, and a file says before it is taken which it would overdraw, the flat one too", async () => {
  const flat = { code: "1.2", name: "Vzdělávání", amountHalere: 2_000_000, ratePer100000: 40_000 };
  const free = [10_000_000, 8_000_000 - paid - issued, 2_000_000];
  expect(await room("2024-07-31")).toEqual({ free, flat: { ...flat, baseHalere: paid + issued } });
  expect(await room("2024-08-01")).toEqual({ free, flat: { ...flat, baseHalere: approved + issued } });
  const csv =
    "Číslo dokladu;Položka rozpočtu;Popis;Datum vystavení;Datum úhrady;Částka;Druh\nMZ-9;1.1;Mzdy;2.5.2024;16.5.2024;100,00;mzdy\n";
  const { signal } = new AbortController();
  const preview = await previewExpenses(finance, cast.north.slug, Buffer.from(csv), "cs", [], signal);
  expect(preview.overdrawn).toEqual([
    { code: "1.1", name: "Mzdy", overHalere: paid + issued + 10_000 - 8_000_000 },
    // 40 % of 149 100,01 Kč.
    { code: "1.2", name: "Vzdělávání", overHalere: 5_964_000 - 2_000_000 },
  ]);
});

test("what is internal asks for no file, stands in no sum and says so", async () => {
  expect(await facts()).toMatchObject({
    documentsWithoutFile: 0,
    withoutFileHalere: 0,
    overdrawnLines: [
      { code: "1.1", overHalere: paid - 8_000_000 },
      { code: "1.2", overHalere: 2_000_000 },
    ],
  });
  const { projectId, slug } = cast.north;
  const filter = expenseFilter.parse({});
  const rows = await read((tx) => listExpenses(tx, projectId, "2024-07-31", filter, { after: null, limit: 10 }));
  expect(rows.filter(({ internal }) => internal).map(({ id }) => id)).toEqual([invoiceId]);
  expect(await read((tx) => expenseSums(tx, projectId, "2024-07-31", filter))).toEqual({
    count: 3,
    internal: 1,
    amountHalere: paid + issued,
    paidHalere: paid,
    unpaidHalere: issued,
  });
  const missing = expenseFilter.parse({ file: "missing" });
  expect(await read((tx) => expenseSums(tx, projectId, "2024-07-31", missing))).toMatchObject({ count: 0 });
  const records = await read((tx) => listExpenseRecords(tx, slug, "2024-07-31", null, 10));
  expect(records.filter(({ internal }) => internal).map(({ id }) => id)).toEqual([invoiceId]);
});

test("a document on a flat line and one that is no staff cost are refused, by hand and in a file", async () => {
  const fields = async (work: Promise<unknown>) => (await refusal(work)).fields;
  const record = (more: Record<string, unknown>) => send(finance, "expense.record", entry(more));
  expect(await fields(record({ budgetLineId: budget.training }))).toEqual({ budgetLineId: "lineIsFlat" });
  expect(await fields(record({ kind: "document" }))).toEqual({ kind: "staffOnly" });
  const { projectId: _, ...kept } = entry({ budgetLineId: budget.training, kind: "document" });
  expect(await fields(send(finance, "expense.change", { ...kept, expenseId: invoiceId }))).toEqual({
    budgetLineId: "lineIsFlat",
  });
  const row = (line: string, kind: string) => {
    const { projectId: _, budgetLineId: __, ...document } = entry({ kind });
    return { ...document, line };
  };
  const file = { name: "vydaje.csv", sha256: "a".repeat(64) };
  const rows = [row("1.2", "document"), row("1.1", "document"), row("1.1", "payroll")];
  expect(
    await fields(
      execute(finance, importExpenses, "expense.import", randomUUID(), { projectId: cast.north.projectId, file, rows }),
    ),
  ).toEqual({
    "rows.0.line": "lineIsFlat",
    "rows.1.kind": "staffOnly",
  });
});

test("the database takes no row that the rate covers, whoever writes it; one that is there already stays as it is", async () => {
  const write = (statement: ReturnType<typeof sql>) =>
    withActor({ kind: "operator" }, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.write" });
  const insert = (line: string, kind: string) => sql`
    insert into expenses (organisation_id, project_id, budget_line_id, kind, document_number, description, issued_on, amount_halere, posting)
    values (${cast.north.id}, ${cast.north.projectId}, ${line}, ${kind}, ${randomUUID().slice(0, 8)}, 'x', '2024-05-02', 1, 1)`;
  const refused = (statement: ReturnType<typeof sql>) =>
    refusal(write(statement).catch((error: unknown) => Promise.reject(toDomainError(error))));
  for (const covered of [insert(budget.training, "payroll"), insert(budget.staff, "document")])
    expect(await refused(covered)).toMatchObject({ status: 422, fields: { budgetLineId: "lineIsFlat" } });
  const move = sql`update expenses set budget_line_id = ${budget.training} where budget_line_id = ${budget.staff}`;
  expect(await refused(move)).toMatchObject({ status: 422 });
  await write(sql`update expenses set description = 'Kurz a pomůcky' where id = ${invoiceId}`);
});

test("a flat line is not lowered under what follows from the rate", async () => {
  const change = { budgetLineId: budget.training, code: "1.2", name: "Paušál", amountHalere: 1_900_000 };
  expect((await refusal(send(manager, "budget-line.change", change))).fields).toEqual({
    amountHalere: "amountBelowPaid",
  });
});

test("indirect costs follow all direct ones", async () => {
  await send(manager, "regime.change", regime({ costRegime: "indirect", flatRatePer100000: 25_000 }));
  await send(finance, "expense.record", entry({ kind: "document", amountHalere: 3 }));
  // 25 % of 100 000,04 Kč are 25 000,01 Kč.
  expect((await totals("2024-07-31")).paidHalere).toBe(paid + 3 + 2_500_001);
  expect(await facts()).toMatchObject({ documentsWithoutFile: 1, withoutFileHalere: 3 });
  await send(manager, "regime.change", regime({ costRegime: "unit", flatRatePer100000: null }));
  expect(await facts()).toMatchObject({ documentsWithoutFile: 0 });
});

test("the manager states the regime and the office, each once; nobody else, and no rate is no regime", async () => {
  const id = randomUUID();
  const input = regime();
  await send(manager, "regime.change", input, id);
  expect(await send(manager, "regime.change", input, id)).toEqual({ projectId: cast.north.projectId });
  expect((await refusal(send(manager, "regime.change", regime({ flatRatePer100000: null })))).fields).toEqual({
    flatRatePer100000: "required",
  });
  const office = { projectId: cast.north.projectId, checkingOffice: "Úřad Sever", origin: "published", source: "s. 3" };
  for (const [name, sent] of [
    ["regime.change", input],
    ["office.change", office],
  ] as const) {
    expect(await refusal(send(finance, name, sent))).toMatchObject({ status: 403 });
    expect(await refusal(send(person(cast.south, "manager").credential, name, sent))).toMatchObject({
      key: "notFound",
    });
    expect(await refusal(send(manager, name, { ...sent, version: "1" }))).toMatchObject({ key: "changedMeanwhile" });
  }
  await send(manager, "office.change", office);
  expect(await read((tx) => findProject(tx, cast.north.slug))).toMatchObject({
    checkingOffice: "Úřad Sever",
    checkingOfficeOrigin: "published",
    checkingOfficeSource: "s. 3",
    costRegime: "flat",
    costRegimeSource: "Nezveřejněno",
  });
  await send(manager, "office.change", { ...office, checkingOffice: "" });
  await send(manager, "regime.change", regime({ costRegime: null }));
  expect(await read((tx) => findProject(tx, cast.north.slug))).toMatchObject({
    checkingOffice: null,
    checkingOfficeOrigin: null,
    checkingOfficeSource: "",
    costRegime: null,
    flatRatePer100000: null,
    costRegimeOrigin: null,
  });
});
