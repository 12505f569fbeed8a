import { type SQL, sql } from "drizzle-orm";
import { nameNoise, numberNoise } from "../lib/domain/document";

/** What lib/domain/document says of a document, as expressions that an index may hold. */
const without = (noise: string) => (text: SQL) =>
  sql`lower(regexp_replace(normalize(${text}, NFKD), ${sql.raw(`'[${noise}]'`)}, '', 'g'))`;
export const foldedNumber = without(numberNoise);
export const foldedName = without(nameNoise);

type Columns = Record<
  "kind" | "documentNumber" | "supplier" | "description" | "issuedOn" | "budgetLineId" | "keyActivityId",
  SQL
>;

/** The year in which a document was issued; the month of wages. */
export const documentPeriod = ({ kind, issuedOn }: Pick<Columns, "kind" | "issuedOn">): SQL =>
  sql`(extract(year from ${issuedOn})::int * 100 + case when ${kind} = 'payroll' then extract(month from ${issuedOn})::int else 0 end)`;

/** A document in its place: line and key activity, of wages also whose they are. */
export const documentIdentity = (of: Columns): SQL =>
  sql`md5((${of.kind} = 'payroll')::text || '|' || ${foldedName(of.supplier)} || '|' || ${foldedNumber(of.documentNumber)} || '|' || ${documentPeriod(of)}::text || '|' || ${of.budgetLineId}::text || '|' || coalesce(${of.keyActivityId}::text, '') || '|' || case when ${of.kind} = 'payroll' then ${foldedName(of.description)} else '' end)`;

/** The columns of a row by the name that stands for it in a statement. */
export const documentColumns = (alias: string): Columns => {
  const column = (name: string) => sql.raw(`${alias}.${name}`);
  return {
    kind: column("kind"),
    documentNumber: column("document_number"),
    supplier: column("supplier"),
    description: column("description"),
    issuedOn: column("issued_on"),
    budgetLineId: column("budget_line_id"),
    keyActivityId: column("key_activity_id"),
  };
};
