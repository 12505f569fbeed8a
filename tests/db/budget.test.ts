import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { listBudgetLines } from "@/db/queries/budget";
import { listPlanMonths } from "@/db/queries/plan";
import { budgetTotal, budgetTree } from "@/lib/domain/budget";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { freshProject, type Input } from "../support/project";

let cast: Cast;
let finance: Credential;
let projectId: string;
const day = "2024-06-30";

beforeAll(async () => {
  cast = await makeCast();
  finance = person(cast.north, "finance").credential;
});
beforeEach(async () => {
  projectId = await freshProject(cast);
});

const add = async (code: string, amountHalere: number, more: Input = {}) => {
  const line = { projectId, code, name: `Položka ${code}`, leaf: "direct", amountHalere, ...more };
  return (await send(finance, "budget-line.add", line)).budgetLineId ?? "";
};
const lines = () => withActor(finance, "read", async (tx) => budgetTree(await listBudgetLines(tx, projectId, day)));
/** The tree as lines of text: code, kind, amount. */
const shown = async () => (await lines()).map((line) => `${line.code} ${line.leaf} ${line.approvedHalere}`);
const idOf = async (code: string) => (await lines()).find((line) => line.code === code)?.id ?? "";
const change = async (code: string, more: Input) =>
  send(finance, "budget-line.change", { budgetLineId: await idOf(code), code, name: `Položka ${code}`, ...more });
const remove = async (code: string) => send(finance, "budget-line.remove", { budgetLineId: await idOf(code) });
const spend = (budgetLineId: string, amountHalere: number) =>
  send(finance, "expense.record", {
    projectId,
    budgetLineId,
    kind: "document",
    documentNumber: randomUUID().slice(0, 8),
    description: "Kurz",
    issuedOn: "2024-05-02",
    paidOn: "2024-05-16",
    amountHalere,
  });

test("lines below a line make it a chapter that is their sum, wherever in the tree they come", async () => {
  expect(await shown()).toEqual(["1 direct 3600000"]);
  await add("1.1.1", 2_000_000);
  await add("1.2", 600_000, { leaf: "flat" });
  expect(await shown()).toEqual(["1 chapter 2600000", "1.1.1 direct 2000000", "1.2 flat 600000"]);
  // A line put between takes those below it.
  await add("1.1", 5);
  await add("1.1.10", 900_000);
  expect(await shown()).toEqual([
    "1 chapter 3500000",
    "1.1 chapter 2900000",
    "1.1.1 direct 2000000",
    "1.1.10 direct 900000",
    "1.2 flat 600000",
  ]);
  const parents = await withActor(finance, "read", (tx) =>
    tx.execute<{ code: string; parent: string | null; amount: number }>(sql`
      select l.code, p.code as parent, l.amount_halere as amount from budget_lines l
        left join budget_lines p on p.id = l.parent_id where l.project_id = ${projectId} order by 1`),
  );
  expect(parents.map(({ code, parent }) => [code, parent])).toEqual([
    ["1", null],
    ["1.1", "1"],
    ["1.1.1", "1.1"],
    ["1.1.10", "1.1"],
    ["1.2", "1"],
  ]);
  expect(parents[0]?.amount).toBe(3_500_000);
  expect(budgetTotal(await lines()).approvedHalere).toBe(3_500_000);
});

test("another code moves a chapter with all below it, even one step up into its own place", async () => {
  await add("1.1", 1);
  await add("1.2.1", 20);
  await add("1.2.1.1", 20);
  await change("1.2.1", { code: "1.1.5" });
  expect(await shown()).toEqual(["1 chapter 20", "1.1 chapter 20", "1.1.5 chapter 20", "1.1.5.1 direct 20"]);
  await remove("1.1.5.1");
  await change("1.1", { code: "2" });
  expect(await shown()).toEqual(["1 direct 0", "2 chapter 0", "2.5 direct 0"]);
  await remove("1");
  await add("3.1", 7);
  await add("3.1.1", 7);
  await change("3.1", { code: "3" });
  expect(await shown()).toEqual(["2 chapter 0", "2.5 direct 0", "3 chapter 7", "3.1 direct 7"]);
  expect(await refusal(change("3", { code: "2" }))).toMatchObject({ status: 409, fields: { code: "codeTaken" } });
  expect(await refusal(change("3", { code: "2.5" }))).toMatchObject({ status: 409, fields: { code: "codeTaken" } });
  expect(await refusal(change("3", { code: "3.1.9" }))).toMatchObject({ fields: { code: "lineUnderItself" } });
});

test("a line is renamed and given another amount, which puts its unit price away", async () => {
  const id = await idOf("1");
  await withActor({ kind: "operator" }, "write", (tx) =>
    tx.execute(sql`update budget_lines set unit = 'měsíc', unit_price_halere = 100000, quantity_thousandths = 36000
      where id = ${id}`),
  );
  const price = () =>
    withActor(finance, "read", async (tx) => {
      const [row] = await tx.execute(
        sql`select name, unit_price_halere as price, unit from budget_lines where id = ${id}`,
      );
      return row;
    });
  await change("1", { name: "Mzdy" });
  expect(await price()).toEqual({ name: "Mzdy", price: 100_000, unit: "měsíc" });
  await change("1", { name: "Mzdy", amountHalere: 5, leaf: "flat" });
  expect(await price()).toEqual({ name: "Mzdy", price: null, unit: null });
  expect(await shown()).toEqual(["1 flat 5"]);
});

test("what was spent holds its line: no removing, no chapter over it, no amount below what is paid", async () => {
  await add("1.1", 500);
  const paid = await idOf("1.1");
  await spend(paid, 300);
  expect(await refusal(remove("1.1"))).toMatchObject({ key: "lineHasExpenses", status: 409 });
  expect(await refusal(add("1.1.1", 1))).toMatchObject({ status: 422, fields: { code: "lineHasExpenses" } });
  expect(await refusal(remove("1"))).toMatchObject({ key: "lineHasLines", status: 409 });
  expect(await refusal(change("1.1", { amountHalere: 299 }))).toMatchObject({
    fields: { amountHalere: "amountBelowPaid" },
  });
  expect(await refusal(change("1", { amountHalere: 299 }))).toMatchObject({ fields: { amountHalere: "chapterIsSum" } });
  await change("1.1", { amountHalere: 300, code: "1.7" });
  expect(await shown()).toEqual(["1 chapter 300", "1.7 direct 300"]);
  // Overspent by what came later: it may still be renamed and raised.
  await spend(paid, 100);
  await change("1.7", { name: "Přečerpaná" });
  await change("1.7", { amountHalere: 350 });
});

test("the plan is set month by month; what is left out is not planned", async () => {
  const months = () => withActor(finance, "read", (tx) => listPlanMonths(tx, projectId));
  expect(await months()).toHaveLength(36);
  const plan = [
    { month: "2023-04", plannedHalere: 1_000_000 },
    { month: "2026-03", plannedHalere: 0 },
  ];
  await send(finance, "plan.change", { projectId, months: plan });
  const kept = (await months()).filter(({ plannedHalere }) => plannedHalere !== null);
  expect(kept).toEqual(plan);
  const refused = (rows: Input[]) => refusal(send(finance, "plan.change", { projectId, months: rows }));
  expect(await refused([{ month: "2026-04", plannedHalere: 1 }])).toMatchObject({
    fields: { "months.0.month": "outsideProjectDays" },
  });
  expect(await refused([plan[0], plan[0]] as Input[])).toMatchObject({ fields: { "months.1.month": "listedTwice" } });
  expect(await refused([{ month: "2024-13", plannedHalere: 1 }])).toMatchObject({ status: 422 });
  expect(await refused([{ month: "2024-01", plannedHalere: -1 }])).toMatchObject({ status: 422 });
});

test("lines, expenses and plan each make at most what one amount may be, so that no page of theirs fails", async () => {
  const most = 10_000_000_000_000;
  await add("1.1", most - 5);
  await add("1.2", 5);
  expect(await refusal(add("1.3", 1))).toMatchObject({ status: 422, fields: { amountHalere: "sumTooBig" } });
  expect(await refusal(change("1.2", { amountHalere: 6 }))).toMatchObject({ fields: { amountHalere: "sumTooBig" } });
  await spend(await idOf("1.1"), most);
  expect(await refusal(spend(await idOf("1.2"), 1))).toMatchObject({ fields: { amountHalere: "sumTooBig" } });
  const months = [
    { month: "2024-01", plannedHalere: most },
    { month: "2024-02", plannedHalere: 1 },
  ];
  expect(await refusal(send(finance, "plan.change", { projectId, months }))).toMatchObject({
    status: 422,
    fields: { months: "sumTooBig" },
  });
  expect(await shown()).toEqual(["1 chapter 10000000000000", `1.1 direct ${most - 5}`, "1.2 direct 5"]);
});

test("a plan saved again as it is leaves no trace in the audit log", async () => {
  const months = await withActor(finance, "read", (tx) => listPlanMonths(tx, projectId));
  const entries = () =>
    withActor(finance, "read", async (tx) => {
      const [row] = await tx.execute(
        sql`select count(*)::int as n from audit_entries where table_name = 'plan_months'`,
      );
      return row?.n;
    });
  const before = await entries();
  await send(finance, "plan.change", { projectId, months });
  expect(await entries()).toBe(before);
});

test("finance, the manager and the administrator change it; others may not, strangers find nothing, closing ends it", async () => {
  const budgetLineId = await idOf("1");
  const verbs: [string, Input][] = [
    ["budget-line.add", { projectId, code: "7", name: "Sedm", leaf: "direct", amountHalere: 7 }],
    ["budget-line.change", { budgetLineId, code: "1", name: "Jedna" }],
    ["plan.change", { projectId, months: [] }],
    ["budget-line.remove", { budgetLineId }],
  ];
  const manager = person(cast.north, "manager").credential;
  for (const [name, input] of verbs) {
    expect(await refusal(send(person(cast.north, "mentor").credential, name, input))).toMatchObject({ status: 403 });
    expect(await refusal(send(cast.ministry.auditor.credential, name, input))).toMatchObject({ status: 403 });
    expect(await refusal(send(person(cast.south, "finance").credential, name, input))).toMatchObject({ status: 404 });
  }
  await send(manager, "project.close", { projectId, closedOn: "2024-12-31", closingNote: "Konec" });
  for (const [name, input] of verbs)
    expect(await refusal(send(manager, name, input))).toMatchObject({ key: "projectClosed", status: 409 });
  await send(manager, "project.reopen", { projectId });
  const commandId = randomUUID();
  const [[name, line]] = verbs as [[string, Input]];
  expect(await send(manager, name, line, commandId)).toEqual(await send(manager, name, line, commandId));
  for (const [verb, input] of verbs.slice(1)) await send(cast.admin.credential, verb, input);
  expect(await shown()).toEqual(["7 direct 7"]);
});

test("a line that is spent on at this moment does not become a chapter", async () => {
  await add("1.1", 500);
  const line = await idOf("1.1");
  const outcomes = await Promise.allSettled([spend(line, 10), add("1.1.1", 1), spend(line, 10), add("1.1.2", 1)]);
  const chapters = (await lines()).filter((one) => one.leaf === "chapter").map(({ id }) => id);
  const [spent] = await withActor(finance, "read", (tx) =>
    tx.execute<{ lines: string[] }>(
      sql`select coalesce(jsonb_agg(budget_line_id), '[]') as lines from expenses where project_id = ${projectId}`,
    ),
  );
  expect(spent?.lines.filter((id) => chapters.includes(id))).toEqual([]);
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
});

test("a branch does not move so deep that a line of it could not be written any more", async () => {
  await add("6.1", 5);
  await add("6", 0);
  const before = await shown();
  expect(await refusal(change("6", { code: "1.2.3.4.5.6.7.8" }))).toEqual({
    key: "invalidInput",
    status: 422,
    fields: { code: "badFormat" },
  });
  expect(await shown()).toEqual(before);
  await change("6", { code: "1.2.3.4.5.6.7" });
  expect(await shown()).toContain("1.2.3.4.5.6.7.1 direct 5");
});
