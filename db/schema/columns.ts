import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { bigint, customType, date, foreignKey, timestamp, uuid } from "drizzle-orm/pg-core";

/** The columns that recur in every table; see decisions on time and money in ARCHITECTURE.md. */
export const id = () => uuid("id").primaryKey().default(sql`gen_random_uuid()`);
/** A calendar day as text YYYY-MM-DD. */
export const day = (name: string) => date(name, { mode: "string" });
/** An instant. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
/** Money in haléře; a JS number that stays a safe integer by the check constraints of its table. */
export const halere = (name: string) => bigint(name, { mode: "number" });
export const organisationId = () => uuid("organisation_id").notNull();
export const projectId = () => uuid("project_id").notNull();

type Own = { organisationId: AnyPgColumn; projectId: AnyPgColumn };
type Target = { organisationId: AnyPgColumn; projectId: AnyPgColumn; id: AnyPgColumn };

/** A reference that cannot leave its organisation and project: (organisation, project, column) → (…, id). */
export function withinProject(own: Own, column: AnyPgColumn, target: Target, name: string) {
  return foreignKey({
    name,
    columns: [own.organisationId, own.projectId, column],
    foreignColumns: [target.organisationId, target.projectId, target.id],
  }).onDelete("restrict");
}
