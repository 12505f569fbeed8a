import { type SQL, sql } from "drizzle-orm";

/** The version of a row by its alias: whoever writes the row changes it. */
export const rowVersion = (alias: string): SQL => sql`${sql.identifier(alias)}.xmin::text`;

/** The version of all rows of a project in a table that is changed as a whole; for a statement with the project as p. */
export const rowsVersion = (table: "funding_sources" | "plan_months"): SQL =>
  sql`(select md5(coalesce(string_agg(v.xmin::text, ',' order by v.id), '')) from ${sql.identifier(table)} v
    where v.project_id = p.id)`;
