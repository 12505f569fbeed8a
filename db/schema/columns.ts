import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { bigint, customType, date, foreignKey, timestamp, unique, uuid } from "drizzle-orm/pg-core";

/** The columns that recur in every table; see decisions on time and money in ARCHITECTURE.md. */
export const id = () => uuid("id").primaryKey().default(sql`gen_random_uuid()`);
/** A calendar day as text YYYY-MM-DD. */
export const day = (name: string) => date(name, { mode: "string" });
/** An instant. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
/** Money in haléře; a JS number that stays a safe integer by the check constraints of its table. */
export const halere = (name: string) => bigint(name, { mode: "number" });
/** What every row of a project begins with. */
export const projectPart = () => ({
  id: id(),
  organisationId: uuid("organisation_id").notNull(),
  projectId: uuid("project_id").notNull(),
});

type Own = { organisationId: AnyPgColumn; projectId: AnyPgColumn };
type Project = { organisationId: AnyPgColumn; id: AnyPgColumn };
type Part = Own & { id: AnyPgColumn };

/** The reference of every row of a project: the pair keeps organisation and project together. */
export function within(own: Own, projects: Project, name: string) {
  return foreignKey({
    name,
    columns: [own.organisationId, own.projectId],
    foreignColumns: [projects.organisationId, projects.id],
  }).onDelete("restrict");
}

/** The key by which other rows of the same project refer to a row. */
export const partKey = (own: Part, name: string) => unique(name).on(own.organisationId, own.projectId, own.id);

/** A reference that cannot leave its organisation and project: (organisation, project, column) → (…, id). */
export function withinProject(own: Own, column: AnyPgColumn, target: Part, name: string) {
  return foreignKey({
    name,
    columns: [own.organisationId, own.projectId, column],
    foreignColumns: [target.organisationId, target.projectId, target.id],
  }).onDelete("restrict");
}
