import { sql } from "drizzle-orm";
import { DomainError, type Wording } from "@/lib/domain/error";
import { expenseProblems, type ImportRow, importExpensesInput } from "@/lib/domain/expense";
import { sum } from "@/lib/domain/money";
import { regimeProblem } from "@/lib/domain/regime";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { assertExpensesSum, openProject } from "./project-frame";

/**
 * Adds the rows of one file: all of them or none. Every row is checked again here; 422 names the bad ones by
 * "rows.N.field". The same file (SHA-256) again is 409 fileImported; rows whose document is already on their line
 * are left out with skipExisting and otherwise refuse the import. Returns how many were added and left out, and the sum
 * of the added ones in haléře.
 */
export const importExpenses = verb(importExpensesInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "expense.import", input.projectId);
  const importId = await claimFile(tx, project, input);
  const { lines, activities } = await catalogue(tx, project.id, me.today);
  const fields: Record<string, Wording> = {};
  const seen = new Map<string, number>();
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
    const twin = seen.get(documentKey(row));
    if (twin !== undefined) at("documentNumber", { key: "rowTwice", values: { row: twin + 1 } });
    else seen.set(documentKey(row), index);
    return { ...row, budgetLineId: line?.id ?? null, keyActivityId: activity ?? null };
  });
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
  const added = await tx.execute<{ amountHalere: number }>(sql`
    insert into expenses (organisation_id, project_id, import_id, budget_line_id, key_activity_id, kind,
      document_number, supplier, description, issued_on, paid_on, amount_halere)
    select ${project.organisationId}, ${project.id}, ${importId}, r."budgetLineId", r."keyActivityId", r.kind,
      r."documentNumber", r.supplier, r.description, r."issuedOn", r."paidOn", r."amountHalere"
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as r ("budgetLineId" uuid, "keyActivityId" uuid, kind text,
      "documentNumber" text, supplier text, description text, "issuedOn" date, "paidOn" date, "amountHalere" bigint)
    on conflict on constraint expenses_document do nothing
    returning amount_halere as "amountHalere"`);
  const skipped = placed.length - added.length;
  if (skipped > 0 && !input.skipExisting) throw new DomainError("rowsThere", 409, { count: skipped });
  if (added.length === 0) throw new DomainError("nothingToImport", 409);
  await assertExpensesSum(tx, project.id);
  await tx.execute(sql`update expense_imports set row_count = ${added.length} where id = ${importId}`);
  return { importId, added: added.length, skipped, sumHalere: sum(added.map((row) => row.amountHalere)) };
});

/** What makes a document the same one: its number on its line. */
const documentKey = (row: ImportRow) => `${row.line}\n${row.documentNumber}`;

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
