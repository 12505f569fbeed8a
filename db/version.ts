import { type SQL, sql } from "drizzle-orm";

/** The version of a row by its alias: whoever writes the row changes it. */
export const rowVersion = (alias: string): SQL => sql`${sql.identifier(alias)}.xmin::text`;

/** What belongs to a record and stands in rows of its own, by the column that points to the record. */
const parts = {
  activity_id: ["activity_assistants", "activity_counts", "evidence"],
  expense_id: ["evidence"],
  measurement_id: ["evidence"],
  assessment_id: ["evidence"],
} as const;

/**
 * The version of a whole record by the alias of its row: of what stands in the row, its people, its counts and its
 * files. Who decides by it locks the row first and asks in a statement of its own: one that waits for a lock sees the row
 * as it is then, but what stands beside it as it was before. A file that comes meanwhile waits for that lock.
 */
export const recordVersion = (alias: string, part: keyof typeof parts): SQL => {
  const ids = parts[part].map(
    (table) => sql`(select string_agg(v.id || v.xmin::text, ',' order by v.id) from ${sql.identifier(table)} v
      where v.${sql.identifier(part)} = ${sql.identifier(alias)}.id)`,
  );
  return sql`md5(concat_ws('|', ${rowVersion(alias)}, ${sql.join(
    ids.map((part) => sql`coalesce(${part}, '')`),
    sql`, `,
  )}))`;
};

/** The version of all rows of a project in a table that is changed as a whole; for a statement with the project as p. */
export const rowsVersion = (table: "funding_sources" | "plan_months"): SQL =>
  sql`(select md5(coalesce(string_agg(v.xmin::text, ',' order by v.id), '')) from ${sql.identifier(table)} v
    where v.project_id = p.id)`;
