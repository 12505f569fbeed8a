import { type SQL, sql } from "drizzle-orm";

/** The version of a row by its alias: whoever writes the row changes it. */
export const rowVersion = (alias: string): SQL => sql`${sql.identifier(alias)}.xmin::text`;

/** What belongs to a record and stands in rows of its own, by the column that points to the record. */
const parts = {
  activity_id: ["activity_assistants", "activity_counts", "evidence"],
  expense_id: ["evidence"],
  measurement_id: ["evidence"],
  assessment_id: ["evidence"],
  meeting_id: ["meeting_sites", "meeting_blocks", "meeting_rounds"],
} as const;

/** What the rows of a part, by their alias, say in the version of the record that they belong to: an aggregate. */
export const partMark = (alias: string): SQL => {
  const row = sql`(${sql.identifier(alias)}.id || ${sql.identifier(alias)}.xmin::text) collate "C"`;
  return sql`string_agg(distinct ${row}, ',' order by ${row})`;
};

/**
 * The version of a whole record by the version of its row and the marks of its parts, in the order in which they stand
 * above: for a list, which gathers them beside what else it counts there.
 */
export const versionOfMarks = (row: SQL, marks: readonly SQL[]): SQL =>
  sql`md5(concat_ws('|', ${row}, ${sql.join(
    marks.map((mark) => sql`coalesce(${mark}, '')`),
    sql`, `,
  )}))`;

/**
 * The version of a whole record by the alias of its row: of what stands in the row, its people, its counts and its
 * files. Who decides by it locks the row first and asks in a statement of its own: one that waits for a lock sees the row
 * as it is then, but what stands beside it as it was before. A file that comes meanwhile waits for that lock.
 */
export const recordVersion = (alias: string, part: keyof typeof parts): SQL =>
  versionOfMarks(
    rowVersion(alias),
    parts[part].map(
      (table) => sql`(select ${partMark("v")} from ${sql.identifier(table)} v
      where v.${sql.identifier(part)} = ${sql.identifier(alias)}.id)`,
    ),
  );

/** The version of all rows of a project in a table that is changed as a whole; for a statement with the project as p. */
export const rowsVersion = (table: "funding_sources" | "plan_months"): SQL =>
  sql`(select md5(coalesce(string_agg(v.xmin::text, ',' order by v.id), '')) from ${sql.identifier(table)} v
    where v.project_id = p.id)`;
