import { sql } from "drizzle-orm";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import {
  assertExpense,
  assertNotClaimed,
  changeExpenseInput,
  deleteExpenseInput,
  type ExpensePlaced,
  recordExpenseInput,
} from "@/lib/domain/expense";
import { toDecimal } from "@/lib/domain/money";
import { authorize } from "@/lib/domain/permission";
import { regimeProblem } from "@/lib/domain/regime";
import { assertVersion } from "@/lib/domain/version";
import { documentColumns, documentIdentity } from "../document";
import type { Tx } from "../gate";
import { type AskedDocument, documentTwins } from "../queries/document-twins";
import { verb } from "../verb";
import { recordVersion } from "../version";
import { assertExpensesSum, openProject, type ProjectFrame } from "./project-frame";

/**
 * Records an expense. Throws 422 for a line that is a chapter or of another project, for what the regime of the project
 * does not itemise and for days outside the rules,
 * 409 documentAlike for what may be a document that is there and was not said to be another one, 409 projectClosed.
 */
export const recordExpense = verb(recordExpenseInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "expense.record", input.projectId);
  assertExpense(input, { ...project, today: me.today });
  await assertPlace(tx, project, input);
  if (!input.another) await assertNoTwin(tx, project.id, input);
  const [row] = await tx.execute<{ id: string; posting: number | null }>(sql`
    insert into expenses (organisation_id, project_id, budget_line_id, key_activity_id, kind, document_number, supplier,
      description, issued_on, paid_on, amount_halere, posting)
    values (${project.organisationId}, ${project.id}, ${input.budgetLineId}, ${input.keyActivityId}, ${input.kind},
      ${input.documentNumber}, ${input.supplier}, ${input.description}, ${input.issuedOn}, ${input.paidOn},
      ${input.amountHalere}, ${nextPosting(project.id, input)})
    returning id, posting`);
  if (!row) throw notFound();
  if (!input.another) await assertFirst(tx, project.id, input, row);
  await assertExpensesSum(tx, project.id);
  return { expenseId: row.id };
});

/** Changes an expense that is in no claim yet; the same rules as for a new one. */
export const changeExpense = verb(changeExpenseInput, async (tx, me, input) => {
  authorize(me, "expense.change");
  const expense = await lockExpense(tx, input.expenseId);
  const project = await openProject(tx, me, "expense.change", expense.projectId);
  assertVersion(expense.version, input.version);
  assertNotClaimed(expense);
  assertExpense(input, { ...project, today: me.today });
  await assertPlace(tx, project, input);
  if (!input.another && !isSameDocument(expense, input)) await assertNoTwin(tx, project.id, input, expense.id);
  const [row] = await tx.execute<{ id: string; posting: number | null }>(sql`
    update expenses set posting = ${nextPosting(project.id, input, expense.id)}, budget_line_id = ${input.budgetLineId}, key_activity_id = ${input.keyActivityId},
      kind = ${input.kind}, document_number = ${input.documentNumber}, supplier = ${input.supplier},
      description = ${input.description}, issued_on = ${input.issuedOn}, paid_on = ${input.paidOn},
      amount_halere = ${input.amountHalere}
    where id = ${input.expenseId} returning id, posting`);
  if (!row) throw notFound();
  if (!input.another && !isSameDocument(expense, input)) await assertFirst(tx, project.id, input, row);
  await assertExpensesSum(tx, project.id);
  return { expenseId: input.expenseId };
});

/** Deletes an expense that is in no claim and has no file. The audit log keeps what it was. */
export const deleteExpense = verb(deleteExpenseInput, async (tx, me, { expenseId, version }) => {
  authorize(me, "expense.delete");
  const expense = await lockExpense(tx, expenseId);
  await openProject(tx, me, "expense.delete", expense.projectId);
  assertNotClaimed(expense);
  assertVersion(expense.version, version);
  if (expense.files > 0) throw new DomainError("expenseHasFiles", 409, { count: expense.files });
  await tx.execute(sql`delete from expenses where id = ${expenseId}`);
  return { expenseId };
});

async function lockExpense(tx: Tx, expenseId: string) {
  await tx.execute(sql`select 1 from expenses where id = ${expenseId} for update`);
  const [expense] = await tx.execute<
    AskedDocument & {
      id: string;
      projectId: string;
      claimNumber: number | null;
      files: number;
      version: string;
    }
  >(sql`
    select e.id, e.kind, e.document_number as "documentNumber", e.supplier, e.description, e.issued_on as "issuedOn",
      e.budget_line_id as "budgetLineId", e.key_activity_id as "keyActivityId", e.project_id as "projectId", ${recordVersion("e", "expense_id")} as version,
      (select c.number from claim_items i join claims c on c.id = i.claim_id where i.expense_id = e.id) as "claimNumber",
      (select count(*) from evidence f where f.expense_id = e.id) as files
    from expenses e where e.id = ${expenseId}`);
  if (!expense) throw notFound();
  return expense;
}

const isSameDocument = (was: AskedDocument, now: ExpensePlaced) =>
  (["kind", "documentNumber", "supplier", "description", "issuedOn", "budgetLineId", "keyActivityId"] as const).every(
    (field) => was[field] === now[field],
  );

/** Throws 409 documentAlike, naming what is there, when a row may be that. */
async function assertNoTwin(tx: Tx, projectId: string, row: AskedDocument, except?: string) {
  const twin = (await documentTwins(tx, projectId, [row], except)).get(0);
  if (!twin) return;
  const { documentNumber: number, supplier, issuedOn, amountHalere } = twin;
  const amount = toDecimal(amountHalere).replace(".", ",");
  throw new DomainError("documentAlike", 409, { number, supplier: supplier || "–", day: issuedOn, amount });
}

/** As assertNoTwin, for a row that is written and came to be a later posting: its twin was entered at the same moment. */
async function assertFirst(
  tx: Tx,
  projectId: string,
  asked: AskedDocument,
  row: { id: string; posting: number | null },
) {
  if (row.posting !== 1) await assertNoTwin(tx, projectId, asked, row.id);
}

/** The number of a row among those of the same document in the same place. */
const nextPosting = (projectId: string, row: AskedDocument, except: string | null = null) => sql`(
  select coalesce(max(e.posting), 0) + 1 from expenses e,
    (select ${row.kind}::text as kind, ${row.documentNumber}::text as document_number, ${row.supplier}::text as supplier,
      ${row.description}::text as description, ${row.issuedOn}::date as issued_on,
      ${row.budgetLineId}::uuid as budget_line_id, ${row.keyActivityId}::uuid as key_activity_id) a
  where e.project_id = ${projectId} and e.id is distinct from ${except}::uuid
    and ${documentIdentity(documentColumns("e"))} = ${documentIdentity(documentColumns("a"))})`;

/** The line is a leaf of the project's tree, its regime itemises it, and the key activity, if any, is one of the project's. */
async function assertPlace(
  tx: Tx,
  { id: projectId, costRegime }: ProjectFrame,
  place: Pick<ExpensePlaced, "budgetLineId" | "keyActivityId" | "kind">,
) {
  const [found] = await tx.execute<{ leaf: string | null; activity: boolean }>(sql`
    select (select l.leaf from budget_lines l where l.id = ${place.budgetLineId} and l.project_id = ${projectId}) as leaf,
      exists (select from key_activities a where a.id = ${place.keyActivityId} and a.project_id = ${projectId}) as activity`);
  if (!found?.leaf) throw fieldError("budgetLineId", "lineMissing");
  if (found.leaf === "chapter") throw fieldError("budgetLineId", "lineIsChapter");
  const problem = regimeProblem(costRegime, { kind: place.kind, leaf: found.leaf });
  if (problem) throw fieldError(problem.field === "line" ? "budgetLineId" : "kind", problem.wording.key);
  if (place.keyActivityId && !found.activity) throw fieldError("keyActivityId", "keyActivityMissing");
}
