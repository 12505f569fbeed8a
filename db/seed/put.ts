import { getTableColumns, getTableName } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";

/** A table and its new rows, in an order that satisfies the foreign keys. */
export type Batch = { name: string; columns: string[]; rows: Record<string, unknown>[] };

/** Types the rows by their table and names the columns as the database does. Columns left out by all rows keep their default. */
export function batch<T extends PgTable>(table: T, rows: T["$inferInsert"][]): Batch {
  const names = new Map(Object.entries(getTableColumns(table)).map(([key, column]) => [key, column.name]));
  const used = new Set<string>();
  const named = rows.map((row) => {
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(row)) {
      const name = names.get(key);
      if (!name) continue;
      used.add(name);
      result[name] = value;
    }
    return result;
  });
  return { name: getTableName(table), columns: [...used], rows: named };
}

/** Inserts a batch with one statement and one parameter, however many rows. */
export async function put(tx: postgres.TransactionSql, { name, columns, rows }: Batch): Promise<void> {
  if (rows.length === 0) return;
  const list = tx(columns);
  await tx`insert into ${tx(name)} (${list}) select ${list}
    from json_populate_recordset(null::${tx(name)}, ${JSON.stringify(rows)}::text::json)`;
}
