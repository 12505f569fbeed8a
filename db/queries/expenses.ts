import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { dayInput } from "@/lib/domain/day-input";
import type { ExpenseKind } from "@/lib/domain/expense";
import type { ExpenseFilter, expenseSorts } from "@/lib/domain/expense-filter";
import type { Tx } from "../gate";
import { recordVersion } from "../version";
import { isInternal, needsFile } from "./regime";
import { roomFor } from "./room";
import { holds } from "./search";

export type Expense = {
  id: string;
  kind: ExpenseKind;
  documentNumber: string;
  supplier: string;
  description: string;
  budgetLineId: string;
  lineCode: string;
  lineName: string;
  keyActivityId: string | null;
  keyActivityCode: string | null;
  issuedOn: string;
  /** Null as of a day before the payment. */
  paidOn: string | null;
  amountHalere: number;
  files: number;
  /** The payment claim it stands in, submitted or not: then it no longer changes. */
  claimNumber: number | null;
  importId: string | null;
  /** The project's regime does not itemise it: neither drawn nor claimed, no file asked for. */
  internal: boolean;
  version: string;
};

/** Sums leave out what is internal; how many those are is told beside them. */
export type ExpenseSums = {
  count: number;
  internal: number;
  amountHalere: number;
  paidHalere: number;
  unpaidHalere: number;
};

type Sort = (typeof expenseSorts)[number];
/** By what a sort compares, and the type that its values have in a cursor. */
const sorts: Record<Sort, { by: SQL; type: SQL }> = {
  issued: { by: sql`e.issued_on`, type: sql`date` },
  paid: { by: sql`coalesce(e.paid_on, 'infinity')`, type: sql`date` },
  amount: { by: sql`e.amount_halere`, type: sql`bigint` },
  number: { by: sql`e.document_number`, type: sql`text` },
  line: { by: sql`string_to_array(l.code, '.')::int[]`, type: sql`int[]` },
};

/** The place after a row of a list; opaque to the reader. */
export const expenseCursor = (row: { sortKey: string; id: string }) =>
  Buffer.from(JSON.stringify([row.sortKey, row.id])).toString("base64url");

/** What a sort's values look like in a cursor. */
const sortKeys: Record<Sort, z.ZodType<string>> = {
  issued: dayInput,
  paid: z.union([dayInput, z.literal("infinity")]),
  amount: z.string().regex(/^\d{1,15}$/),
  number: z.string().regex(/^[^\p{Cc}\p{Cs}]{1,60}$/u),
  line: z.string().regex(/^\{\d{1,4}(,\d{1,4}){0,7}\}$/),
};

/** The place that a cursor names in the order of a filter; null when it is none of ours. */
export function readExpenseCursor(cursor: string | undefined, filter: ExpenseFilter): [string, string] | null {
  if (!cursor || cursor.length > 400) return null;
  try {
    const parts = z
      .tuple([sortKeys[sortOf(filter)], z.uuid()])
      .safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return parts.success ? parts.data : null;
  } catch {
    return null;
  }
}

/**
 * Expenses of a project as of a day (issued or paid by it) that fit a filter, in its order, from after a place on.
 * sortKey goes to expenseCursor.
 */
export async function listExpenses(
  tx: Tx,
  projectId: string,
  asOf: string,
  filter: ExpenseFilter,
  page: { after: [string, string] | null; limit: number },
): Promise<(Expense & { sortKey: string })[]> {
  const down = filter.sort.startsWith("-");
  const { by, type } = sorts[sortOf(filter)];
  const after = page.after
    ? sql`and (${by}, e.id) ${down ? sql`<` : sql`>`} (${page.after[0]}::${type}, ${page.after[1]}::uuid)`
    : sql``;
  const direction = down ? sql`desc` : sql`asc`;
  const rows = await tx.execute<Expense & { sortKey: string }>(sql`
    select ${expenseColumns(asOf)}, ${by}::text as "sortKey"
    from expenses e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
    where ${filterSql(projectId, asOf, filter)} ${after}
    order by ${by} ${direction}, e.id ${direction} limit ${roomFor(page.limit)}`);
  return rows.slice(0, page.limit);
}

/** Number and sums of the expenses that fit a filter as of a day, in haléře. */
export async function expenseSums(
  tx: Tx,
  projectId: string,
  asOf: string,
  filter: ExpenseFilter,
): Promise<ExpenseSums> {
  const paid = sql`e.paid_on is not null and e.paid_on <= ${asOf}::date`;
  const [sums] = await tx.execute<ExpenseSums>(sql`
    select count(*) as count, count(*) filter (where ${isInternal}) as internal,
      coalesce(sum(e.amount_halere) filter (where not ${isInternal}), 0)::bigint as "amountHalere",
      coalesce(sum(e.amount_halere) filter (where not ${isInternal} and ${paid}), 0)::bigint as "paidHalere",
      coalesce(sum(e.amount_halere) filter (where not ${isInternal} and not (${paid})), 0)::bigint as "unpaidHalere"
    from expenses e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
    where ${filterSql(projectId, asOf, filter)}`);
  return sums ?? { count: 0, internal: 0, amountHalere: 0, paidHalere: 0, unpaidHalere: 0 };
}

/** One expense of a project as it is today; null when it is not there. */
export async function findExpense(tx: Tx, projectId: string, id: string): Promise<Expense | null> {
  const [found] = await tx.execute<Expense>(sql`
    select ${expenseColumns("9999-12-31")}
    from expenses e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
    where e.project_id = ${projectId} and e.id = ${id}`);
  return found ?? null;
}

export type ExpenseImport = { id: string; fileName: string; rowCount: number; importedAt: string; sha256: string };

/** Imported files of a project, newest first. */
export async function listExpenseImports(tx: Tx, projectId: string): Promise<ExpenseImport[]> {
  return tx.execute<ExpenseImport>(sql`
    select id, file_name as "fileName", row_count as "rowCount", imported_at::text as "importedAt", sha256
    from expense_imports where project_id = ${projectId} order by imported_at desc, id limit 200`);
}

const sortOf = ({ sort }: ExpenseFilter): Sort => {
  const name = sort.replace(/^-/, "");
  return name === "paid" || name === "amount" || name === "number" || name === "line" ? name : "issued";
};

const expenseColumns = (asOf: string) => sql`e.id, e.kind, e.document_number as "documentNumber", e.supplier,
  e.description, e.budget_line_id as "budgetLineId", l.code as "lineCode", l.name as "lineName",
  e.key_activity_id as "keyActivityId",
  (select k.code from key_activities k where k.id = e.key_activity_id) as "keyActivityCode",
  e.issued_on as "issuedOn", case when e.paid_on <= ${asOf}::date then e.paid_on end as "paidOn",
  e.amount_halere as "amountHalere", (select count(*) from evidence f where f.expense_id = e.id) as files,
  (select c.number from claim_items i join claims c on c.id = i.claim_id where i.expense_id = e.id) as "claimNumber",
  e.import_id as "importId", ${isInternal} as internal, ${recordVersion("e", "expense_id")} as version`;

function filterSql(projectId: string, asOf: string, filter: ExpenseFilter): SQL {
  const evidence = sql`exists (select from evidence f where f.expense_id = e.id)`;
  const paid = sql`e.paid_on is not null and e.paid_on <= ${asOf}::date`;
  const conditions = [
    sql`e.project_id = ${projectId} and least(e.issued_on, e.paid_on) <= ${asOf}::date`,
    filter.line && sql`(l.code = ${filter.line} or starts_with(l.code, ${`${filter.line}.`}))`,
    filter.month && sql`${paid} and to_char(e.paid_on, 'YYYY-MM') = ${filter.month}`,
    filter.kind && sql`e.kind = ${filter.kind}`,
    filter.source && (filter.source === "hand" ? sql`e.import_id is null` : sql`e.import_id = ${filter.source}`),
    filter.file && (filter.file === "missing" ? sql`${needsFile} and not ${evidence}` : evidence),
    filter.paid && (filter.paid === "yes" ? paid : sql`not (${paid})`),
    filter.claim &&
      sql`${filter.claim === "none" ? sql`not` : sql``} exists (select from claim_items i where i.expense_id = e.id)`,
    filter.q && holds(sql`concat_ws(' ', e.document_number, e.supplier, e.description)`, filter.q),
  ];
  return sql.join(
    conditions.filter((condition) => condition !== undefined && condition !== ""),
    sql` and `,
  );
}
