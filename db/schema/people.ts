import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, day, id, instant, within } from "./columns";
import { organisationRef } from "./organisations";
import { projects } from "./projects";
import { users } from "./users";

const personRef = (name: string) => uuid(name).references(() => users.id, { onDelete: "restrict" });

/**
 * A role of a user in one organisation, or in one project of it, dated; ended at once by ended_at. A ministry role
 * (auditor, organiser) hangs on the ministry.
 */
export const roleAssignments = pgTable(
  "role_assignments",
  {
    id: id(),
    organisationId: organisationRef(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    role: text("role").notNull(),
    validFrom: day("valid_from").notNull(),
    validTo: day("valid_to"),
    projectId: uuid("project_id"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    within(t, projects, "role_assignments_project"),
    check("role_assignments_narrow", sql`${t.projectId} is null or ${t.role} in ('mentor', 'manager', 'finance')`),
    check(
      "role_assignments_role",
      sql`${t.role} in ('mentor', 'manager', 'finance', 'auditor', 'organiser', 'admin', 'dpo')`,
    ),
    check("role_assignments_dates", sql`${t.validTo} >= ${t.validFrom}`),
    // Two wide roles from the same day are the same role: nulls not distinct, which drizzle cannot say of an index.
    uniqueIndex("role_assignments_once")
      .on(t.organisationId, t.userId, t.role, t.projectId, t.validFrom)
      .where(sql`ended_at is null`),
    index("role_assignments_user").on(t.userId),
    index("role_assignments_project").on(t.projectId),
  ],
);

/** An invitation that was mailed: single use, two days; the table keeps the SHA-256 of the token. */
export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    organisationId: organisationRef(),
    userId: personRef("user_id").notNull(),
    tokenHash: bytea("token_hash").notNull(),
    invitedBy: personRef("invited_by"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    index("invitations_organisation").on(t.organisationId),
    index("invitations_invited_by").on(t.invitedBy),
    uniqueIndex("invitations_open").on(t.userId).where(sql`accepted_at is null and withdrawn_at is null`),
    check("invitations_expiry", sql`${t.expiresAt} > ${t.createdAt}`),
  ],
);

/** One person stands in for another in an organisation, from a day to a day. */
export const delegations = pgTable(
  "delegations",
  {
    id: id(),
    organisationId: organisationRef(),
    principalId: personRef("principal_id").notNull(),
    deputyId: personRef("deputy_id").notNull(),
    validFrom: day("valid_from").notNull(),
    validTo: day("valid_to").notNull(),
    reason: text("reason").notNull(),
    createdBy: personRef("created_by"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("delegations_organisation").on(t.organisationId),
    index("delegations_principal").on(t.principalId),
    index("delegations_deputy").on(t.deputyId),
    index("delegations_created_by").on(t.createdBy),
    check("delegations_dates", sql`${t.validTo} between ${t.validFrom} and ${t.validFrom} + 366`),
    check("delegations_other", sql`${t.principalId} <> ${t.deputyId}`),
    check("delegations_reason", sql`length(btrim(${t.reason})) between 1 and 500`),
  ],
);
