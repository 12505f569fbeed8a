import { type SQL, sql } from "drizzle-orm";
import {
  addBudgetLineInput,
  assertLineChange,
  assertLineCodes,
  changeBudgetLineInput,
  removeBudgetLineInput,
} from "@/lib/domain/budget";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { maxHalere } from "@/lib/domain/money";
import type { Tx } from "../gate";
import { listBudgetLines } from "../queries/budget";
import { verb } from "../verb";
import { openProject, type ProjectFrame, projectOfPart } from "./project-frame";

/**
 * Adds a line to the first version of the budget; where it stands follows from its code. A line that gets one below it
 * becomes a chapter, whose amount is their sum. The lines need not make up the project's total: the page shows by how
 * much they differ. Throws 409 codeTaken, 422 on code when a line with expenses would become a chapter.
 */
export const addBudgetLine = verb(addBudgetLineInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "budget.edit", input.projectId, "alone");
  const versionId = await firstVersion(tx, project);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into budget_lines (organisation_id, project_id, version_id, code, name, leaf, amount_halere, position)
    select ${project.organisationId}, ${project.id}, ${versionId}, ${input.code}, ${input.name}, ${input.leaf},
      ${input.amountHalere}, coalesce(max(position), 0) + 1 from budget_lines where version_id = ${versionId}
    returning id`);
  await settleTree(tx, versionId);
  return { budgetLineId: row?.id ?? null };
});

/**
 * Renames a line, moves it with all below it by giving it another code, changes its kind or its amount (which puts
 * its unit price and quantity away). Throws as addBudgetLine, and 422 by assertLineChange and assertLineCodes.
 */
export const changeBudgetLine = verb(changeBudgetLineInput, async (tx, me, input) => {
  await projectOfPart(tx, me, "budget.edit", "budget_lines", input.budgetLineId, { ...input, hold: "alone" });
  const was = await findLine(tx, input.budgetLineId, me.today);
  assertLineChange(was, input);
  if (input.code !== was.code) {
    const moved = await tx.execute<{ code: string }>(sql`
      update budget_lines set code = ${input.code} || substr(code, ${was.code.length + 1})
      where version_id = ${was.versionId} and (code = ${was.code} or ${below(sql`code`, sql`${was.code}::text`)})
      returning code`);
    assertLineCodes(moved.map(({ code }) => code));
  }
  const amount = input.amountHalere ?? was.amountHalere;
  const kept = amount === was.amountHalere;
  await tx.execute(sql`
    update budget_lines set name = ${input.name}, leaf = ${input.leaf ?? was.leaf}, amount_halere = ${amount},
      unit = case when ${kept} then unit end, unit_price_halere = case when ${kept} then unit_price_halere end,
      quantity_thousandths = case when ${kept} then quantity_thousandths end
    where id = ${input.budgetLineId}`);
  await settleTree(tx, was.versionId);
  return { budgetLineId: input.budgetLineId };
});

/** Takes a line away. Throws 409 for one with lines below it and for one with expenses. */
export const removeBudgetLine = verb(removeBudgetLineInput, async (tx, me, { budgetLineId, version }) => {
  await projectOfPart(tx, me, "budget.edit", "budget_lines", budgetLineId, { hold: "alone", version });
  const line = await findLine(tx, budgetLineId, me.today);
  if (line.leaf === "chapter") throw new DomainError("lineHasLines", 409);
  if (line.expenses > 0) throw new DomainError("lineHasExpenses", 409, { line: line.code, count: line.expenses });
  await tx.execute(sql`delete from budget_lines where id = ${budgetLineId}`);
  await settleTree(tx, line.versionId);
  return { budgetLineId };
});

/** Whether a code lies below another one. */
const below = (code: SQL, above: SQL) => sql`starts_with(${code}, ${above} || '.')`;

type Line = {
  projectId: string;
  versionId: string;
  code: string;
  leaf: string;
  amountHalere: number;
  paidHalere: number;
  expenses: number;
};

async function findLine(tx: Tx, id: string, today: string): Promise<Line> {
  const [line] = await tx.execute<Line>(sql`
    select l.project_id as "projectId", l.version_id as "versionId", l.code, l.leaf, l.amount_halere as "amountHalere",
      (select coalesce(sum(e.amount_halere), 0) from expenses e
        where e.budget_line_id = l.id and e.paid_on is not null)::bigint as "paidHalere",
      (select count(*) from expenses e where e.budget_line_id = l.id)::int as expenses
    from budget_lines l where l.id = ${id}`);
  if (!line) throw notFound();
  if (line.leaf !== "flat") return line;
  // What is drawn of a flat line may follow from a rate.
  const flat = (await listBudgetLines(tx, line.projectId, today)).find((one) => one.id === id);
  return { ...line, paidHalere: flat?.drawnHalere ?? line.paidHalere };
}

async function firstVersion(tx: Tx, project: ProjectFrame): Promise<string> {
  const [version] = await tx.execute<{ id: string }>(
    sql`select id from budget_versions where project_id = ${project.id} order by number limit 1`,
  );
  if (version) return version.id;
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into budget_versions (organisation_id, project_id, number, valid_from)
    values (${project.organisationId}, ${project.id}, 1, ${project.startsOn}) returning id`);
  if (!made) throw notFound();
  return made.id;
}

/**
 * Makes the tree what its codes say: each line below the nearest one above it, chapters those that have some below,
 * their amounts the sums. A chapter that lost its last line is a line of nothing. Only what differs is written. Throws
 * 422 when the lines add up to more than one amount may be.
 */
async function settleTree(tx: Tx, versionId: string) {
  const within = (alias: SQL) => sql`${alias}.version_id = ${versionId}`;
  const [full] = await tx.execute<{ code: string; count: number }>(sql`
    select l.code, (select count(*) from expenses e where e.budget_line_id = l.id)::int as count from budget_lines l
    where ${within(sql`l`)} and exists (select from expenses e where e.budget_line_id = l.id)
      and exists (select from budget_lines b where ${within(sql`b`)} and ${below(sql`b.code`, sql`l.code`)}) limit 1`);
  if (full) throw fieldError("code", "lineHasExpenses", { line: full.code, count: full.count });
  const [whole] = await tx.execute<{ within: boolean }>(sql`
    select coalesce(sum(l.amount_halere), 0) <= ${maxHalere}::bigint as within from budget_lines l
    where ${within(sql`l`)} and l.leaf <> 'chapter'
      and not exists (select from budget_lines b where ${within(sql`b`)} and ${below(sql`b.code`, sql`l.code`)})`);
  if (!whole?.within) throw fieldError("amountHalere", "sumTooBig");
  await tx.execute(sql`
    with tree as (
      select l.id, l.code, l.leaf, l.amount_halere,
        (select p.id from budget_lines p where ${within(sql`p`)} and ${below(sql`l.code`, sql`p.code`)}
          order by length(p.code) desc limit 1) as parent,
        exists (select from budget_lines b where ${within(sql`b`)} and ${below(sql`b.code`, sql`l.code`)}) as chapter
      from budget_lines l where ${within(sql`l`)}
    ), settled as (
      select t.id, t.parent, t.chapter,
        case when t.chapter then 'chapter' when t.leaf = 'chapter' then 'direct' else t.leaf end as leaf,
        case when t.chapter or t.leaf = 'chapter' then (select coalesce(sum(b.amount_halere), 0)::bigint from tree b
          where not b.chapter and ${below(sql`b.code`, sql`t.code`)}) else t.amount_halere end as amount
      from tree t
    )
    update budget_lines l set parent_id = s.parent, leaf = s.leaf, amount_halere = s.amount,
      unit = case when not s.chapter then l.unit end,
      unit_price_halere = case when not s.chapter then l.unit_price_halere end,
      quantity_thousandths = case when not s.chapter then l.quantity_thousandths end
    from settled s
    where s.id = l.id and (l.parent_id, l.leaf, l.amount_halere) is distinct from (s.parent, s.leaf, s.amount)`);
}
