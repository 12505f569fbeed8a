import { sql } from "drizzle-orm";
import { SeenDocuments } from "@/lib/domain/document";
import { DomainError, type Wording } from "@/lib/domain/error";
import { expenseProblems, type ImportRow, importExpensesInput } from "@/lib/domain/expense";
import { sum } from "@/lib/domain/money";
import { regimeProblem } from "@/lib/domain/regime";
import { documentColumns, documentIdentity } from "../document";
import type { Tx } from "../gate";
import { documentTwins } from "../queries/document-twins";
import { verb } from "../verb";
import { assertExpensesSum, openProject } from "./project-frame";

/**
 * Adds the rows of one file: all of them or none. Every row is checked again here; 422 names the bad ones by
 * "rows.N.field". The same file (SHA-256) again is 409 fileImported; rows whose document is already in its place are left
 * out with skipExisting and otherwise refuse the import (409 rowsThere). A row that only may be one that is there is left
 * out, and one that may be another row of the file is 422 rowAlike, unless somebody says that they are others. Returns how
 * many were added and left out, and the sum of the added ones in haléře.
 */
export const importExpenses = verb(importExpensesInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "expense.import", input.projectId);
  const importId = await claimFile(tx, project, input);
  const { lines, activities } = await catalogue(tx, project.id, me.today);
  const fields: Record<string, Wording> = {};
  const seen = new SeenDocuments();
  const placed = input.rows.map((row, index) => {
    const at = (field: string, wording: Wording) => {
      fields[`rows.${index}.${field}`] = wording;
    };
    for (const [field, wording] of Object.entries(expenseProblems(row, { ...project, today: me.today })))
      at(field, wording);
    const line = lines.get(row.line);
    if (!line) at("line", { key: "lineMissing" });
    else if (line.leaf === "chapter") at("line", { key: "lineIsChapter" });
    const unfit = line && regimeProblem(project.costRegime, { kind: row.kind, leaf: line.leaf });
    if (unfit) at(unfit.field, unfit.wording);
    const activity = row.keyActivity ? activities.get(row.keyActivity) : null;
    if (activity === undefined) at("keyActivity", { key: "keyActivityMissing" });
    if (!input.another && seen.like(row)) at("documentNumber", { key: "rowAlike" });
    seen.keep(row);
    return { ...row, budgetLineId: line?.id ?? null, keyActivityId: activity ?? null };
  });
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
  const twins = await documentTwins(tx, project.id, placed);
  const there = placed.filter((_, index) => twins.get(index)?.same);
  if (there.length > 0 && !input.skipExisting) throw new DomainError("rowsThere", 409, { count: there.length });
  const stays = (index: number) => (input.another ? !twins.get(index)?.same : !twins.has(index));
  const rows = placed.filter((_, index) => stays(index)).map((row, index) => ({ ...row, index }));
  const added = await tx.execute<{ amountHalere: number; posting: number | null }>(sql`
    with rows as (
      select r.index, r."budgetLineId" as budget_line_id, r."keyActivityId" as key_activity_id, r.kind,
        r."documentNumber" as document_number, r.supplier, r.description, r."issuedOn" as issued_on,
        r."paidOn" as paid_on, r."amountHalere" as amount_halere
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (index int, "budgetLineId" uuid, "keyActivityId" uuid,
        kind text, "documentNumber" text, supplier text, description text, "issuedOn" date, "paidOn" date, "amountHalere" bigint)
    ), named as (
      select r.*, ${documentIdentity(documentColumns("r"))} as identity from rows r
    ), last as (
      select ${documentIdentity(documentColumns("e"))} as identity, max(e.posting) as posting
      from expenses e where e.project_id = ${project.id} group by 1
    )
    insert into expenses (organisation_id, project_id, import_id, budget_line_id, key_activity_id, kind,
      document_number, supplier, description, issued_on, paid_on, amount_halere, posting)
    select ${project.organisationId}, ${project.id}, ${importId}, n.budget_line_id, n.key_activity_id, n.kind,
      n.document_number, n.supplier, n.description, n.issued_on, n.paid_on, n.amount_halere,
      coalesce(l.posting, 0) + row_number() over (partition by n.identity order by n.index)
    from named n left join last l on l.identity = n.identity
    order by n.index
    returning amount_halere as "amountHalere", posting`);
  // What was entered at the same moment is there too.
  const late = input.another ? [] : added.filter(({ posting }) => posting !== 1);
  if (late.length > 0) throw new DomainError("rowsThere", 409, { count: late.length });
  const skipped = placed.length - rows.length;
  if (added.length === 0) throw new DomainError("nothingToImport", 409);
  await assertExpensesSum(tx, project.id);
  await tx.execute(sql`update expense_imports set row_count = ${added.length} where id = ${importId}`);
  return { importId, added: added.length, skipped, sumHalere: sum(added.map((row) => row.amountHalere)) };
});

/** Claims the file for the project; a second import of it, even at the same moment, waits here and is refused. */
async function claimFile(
  tx: Tx,
  project: { id: string; organisationId: string },
  { file, rows }: { file: { name: string; sha256: string }; rows: readonly ImportRow[] },
): Promise<string> {
  const [claimed] = await tx.execute<{ id: string }>(sql`
    insert into expense_imports (organisation_id, project_id, sha256, file_name, row_count)
    values (${project.organisationId}, ${project.id}, ${file.sha256}, ${file.name}, ${rows.length})
    on conflict on constraint expense_imports_file do nothing returning id`);
  if (!claimed) throw new DomainError("fileImported", 409);
  return claimed.id;
}

async function catalogue(tx: Tx, projectId: string, today: string) {
  const [lines, activities] = await Promise.all([
    tx.execute<{ id: string; code: string; leaf: string }>(sql`
      select l.id, l.code, l.leaf from budget_lines l
      where l.version_id = (select v.id from budget_versions v
        where v.project_id = ${projectId} order by v.valid_from <= ${today}::date desc, v.number desc limit 1)`),
    tx.execute<{ id: string; code: string }>(sql`select id, code from key_activities where project_id = ${projectId}`),
  ]);
  return {
    lines: new Map(lines.map((line) => [line.code, line])),
    activities: new Map(activities.map((activity) => [activity.code, activity.id])),
  };
}
