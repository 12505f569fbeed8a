import type { Tx } from "@/db/gate";
import { expenseChoices } from "@/db/queries/budget";
import { listExpenseFiles } from "@/db/queries/evidence";
import { expenseSums, findExpense, listExpenseImports, listExpenses } from "@/db/queries/expenses";
import { recordHistory } from "@/db/queries/history";
import { findProject } from "@/db/queries/project";
import type { ExpenseFilter } from "@/lib/domain/expense-filter";

/** Expenses of a project as of a day that fit a filter, with their sums and what they are chosen by; null when it is not there. */
export async function readExpenses(
  tx: Tx,
  slug: string,
  asOf: string,
  filter: ExpenseFilter,
  page: { after: [string, string] | null; limit: number },
) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const [rows, sums, choices, imports] = await Promise.all([
    listExpenses(tx, project.id, asOf, filter, page),
    expenseSums(tx, project.id, asOf, filter),
    expenseChoices(tx, project.id, asOf),
    listExpenseImports(tx, project.id),
  ]);
  return { project, asOf, rows, sums, choices, imports };
}

/**
 * One expense with its history and what it may be changed to, and its files if they are asked for, which name who
 * attached them; null when it is not there.
 */
export async function readExpense(
  tx: Tx,
  slug: string,
  id: string,
  { today, withFiles }: { today: string; withFiles: boolean },
) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const [expense, choices, files, imports, history] = await Promise.all([
    findExpense(tx, project.id, id),
    expenseChoices(tx, project.id, today),
    withFiles ? listExpenseFiles(tx, id) : [],
    listExpenseImports(tx, project.id),
    recordHistory(tx, "expenses", id),
  ]);
  return expense && { project, expense, choices, files, imports, history };
}

/** A project with the files that its expenses were read from; null when it is not there. */
export async function readExpenseImports(tx: Tx, slug: string) {
  const project = await findProject(tx, slug);
  return project && { project, imports: await listExpenseImports(tx, project.id) };
}
