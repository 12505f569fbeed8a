import type { Tx } from "@/db/gate";
import { listBudgetLines } from "@/db/queries/budget";
import { drawdownByMonth, drawnTotals } from "@/db/queries/drawdown";
import { listPlanMonths, planVersion } from "@/db/queries/plan";
import { findProject } from "@/db/queries/project";
import { budgetTotal, budgetTree } from "@/lib/domain/budget";
import { planUpTo } from "@/lib/domain/drawdown";
import { splitDrawn } from "@/lib/domain/project-view";

/** The budget of a project as of a day: by line, by month and by source, in haléře; null when it is not there. */
export async function readBudget(tx: Tx, slug: string, asOf: string) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const [rows, months, totals] = await Promise.all([
    listBudgetLines(tx, project.id, asOf),
    drawdownByMonth(tx, project.id, asOf),
    drawnTotals(tx, project.id, asOf),
  ]);
  const lines = budgetTree(rows);
  return {
    project,
    asOf,
    months,
    totals,
    lines,
    sum: budgetTotal(lines),
    planned: planUpTo(months, asOf),
    sources: splitDrawn(totals.paidHalere, project.sources),
  };
}

/** What is changed of a budget: its lines as they are today and the plan by month; null when it is not there. */
export async function readBudgetPlan(tx: Tx, slug: string, today: string) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const [rows, months, planned] = await Promise.all([
    listBudgetLines(tx, project.id, today),
    listPlanMonths(tx, project.id),
    planVersion(tx, project.id),
  ]);
  return { project, lines: budgetTree(rows), months, planned };
}
