import { sql } from "drizzle-orm";
import { documentColumns, documentIdentity, documentPeriod, foldedName, foldedNumber } from "../document";
import type { Tx } from "../gate";

/** A row as it would be written, with its place. */
export type AskedDocument = {
  kind: string;
  documentNumber: string;
  supplier: string;
  description: string;
  issuedOn: string;
  budgetLineId: string | null;
  keyActivityId: string | null;
};

/** What a project already has that a row may be the same as. */
export type Twin = {
  /** The row's place among those that were asked, from 0. */
  index: number;
  /** The same document of a named supplier, spelled the same, in the same place (wages: of the same people). */
  same: boolean;
  id: string;
  documentNumber: string;
  supplier: string;
  issuedOn: string;
  amountHalere: number;
};

/**
 * Of each row the one that is there already and may be it, if there is one: same number and year however spelled, of the
 * same supplier, or of one that is not named (lib/domain/document). One document in two places is no twin.
 */
export async function documentTwins(
  tx: Tx,
  projectId: string,
  rows: readonly AskedDocument[],
  except: string | null = null,
): Promise<Map<number, Twin>> {
  const [mine, theirs] = [documentColumns("a"), documentColumns("e")];
  const asked = rows.map((row, index) => ({ ...row, index }));
  const found = await tx.execute<Twin>(sql`
    with asked as (
      select r.index, r.kind, r."documentNumber" as document_number, r.supplier, r.description, r."issuedOn" as issued_on,
        r."budgetLineId" as budget_line_id, r."keyActivityId" as key_activity_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (index int, kind text, "documentNumber" text,
        supplier text, description text, "issuedOn" date, "budgetLineId" uuid, "keyActivityId" uuid)
    ), pairs as (
      select a.index, e.id, e.document_number, e.supplier, e.issued_on, e.amount_halere, a.kind,
        ${documentIdentity(mine)} = ${documentIdentity(theirs)} as placed,
        ${foldedName(mine.supplier)} as mine, ${foldedName(theirs.supplier)} as theirs,
        a.document_number = e.document_number as spelled
      from asked a join expenses e on e.project_id = ${projectId} and (e.kind = 'payroll') = (a.kind = 'payroll')
        and ${foldedNumber(mine.documentNumber)} = ${foldedNumber(theirs.documentNumber)}
        and ${documentPeriod(mine)} = ${documentPeriod(theirs)}
      where e.id is distinct from ${except}::uuid
    ), told as (
      select p.*, p.placed and p.spelled and (p.kind = 'payroll' or p.mine <> '') as same from pairs p
      where case when p.kind = 'payroll' then p.placed
        else p.mine = '' or p.theirs = '' or (p.mine = p.theirs and (p.placed or not p.spelled)) end
    )
    select distinct on (t.index) t.index, t.same, t.id, t.document_number as "documentNumber", t.supplier,
      t.issued_on as "issuedOn", t.amount_halere as "amountHalere"
    from told t order by t.index, t.same desc, t.issued_on, t.id`);
  return new Map(found.map((twin) => [twin.index, twin]));
}
