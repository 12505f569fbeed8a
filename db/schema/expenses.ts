import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { documentIdentity } from "../document";
import { budgetLines } from "./budgets";
import { day, halere, instant, partKey, projectPart, within, withinProject } from "./columns";
import { keyActivities, monitoringPeriods, projects } from "./projects";

/** One imported file; the same file twice adds nothing. */
export const expenseImports = pgTable(
  "expense_imports",
  {
    ...projectPart(),
    sha256: text("sha256").notNull(),
    fileName: text("file_name").notNull(),
    rowCount: integer("row_count").notNull(),
    importedAt: instant("imported_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "expense_imports_project"),
    unique("expense_imports_file").on(t.projectId, t.sha256),
    partKey(t, "expense_imports_within"),
    check("expense_imports_sha256", sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check("expense_imports_rows", sql`${t.rowCount} > 0`),
  ],
);

const bare = (name: string) => sql.raw(`"${name}"`);
const identity = documentIdentity({
  kind: bare("kind"),
  documentNumber: bare("document_number"),
  supplier: bare("supplier"),
  description: bare("description"),
  issuedOn: bare("issued_on"),
  budgetLineId: bare("budget_line_id"),
  keyActivityId: bare("key_activity_id"),
});

/** A document or a payroll row on one budget line. Drawn = paid on or before the day asked for. */
export const expenses = pgTable(
  "expenses",
  {
    ...projectPart(),
    budgetLineId: uuid("budget_line_id").notNull(),
    keyActivityId: uuid("key_activity_id"),
    importId: uuid("import_id"),
    kind: text("kind").notNull(),
    documentNumber: text("document_number").notNull(),
    supplier: text("supplier").notNull().default(""),
    description: text("description").notNull(),
    issuedOn: day("issued_on").notNull(),
    paidOn: day("paid_on"),
    amountHalere: halere("amount_halere").notNull(),
    /** Which row of the same document in the same place: more than one where somebody confirmed it. */
    posting: integer("posting").default(1),
    enteredAt: instant("entered_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "expenses_project"),
    withinProject(t, t.budgetLineId, budgetLines, "expenses_budget_line"),
    withinProject(t, t.keyActivityId, keyActivities, "expenses_key_activity"),
    withinProject(t, t.importId, expenseImports, "expenses_import"),
    uniqueIndex("expenses_document").on(t.projectId, identity, t.posting),
    check("expenses_posting", sql`${t.posting} between 1 and 9999`),
    partKey(t, "expenses_within"),
    index("expenses_line").on(t.budgetLineId, t.paidOn),
    index("expenses_paid").on(t.projectId, t.paidOn),
    index("expenses_issued").on(t.projectId, t.issuedOn),
    index("expenses_key_activity_fk").on(t.keyActivityId),
    index("expenses_import_fk").on(t.importId),
    check("expenses_kind", sql`${t.kind} in ('document', 'payroll', 'flat')`),
    check("expenses_document_number", sql`length(btrim(${t.documentNumber})) between 1 and 60`),
    check("expenses_supplier", sql`length(${t.supplier}) <= 200`),
    check("expenses_description", sql`length(btrim(${t.description})) between 1 and 500`),
    check("expenses_dates", sql`${t.paidOn} >= ${t.issuedOn} - 366`),
    check("expenses_amount", sql`${t.amountHalere} between 1 and 10000000000000`),
  ],
);

/** A payment claim for one monitoring period (number 1 is the first advance and has no period). */
export const claims = pgTable(
  "claims",
  {
    ...projectPart(),
    number: integer("number").notNull(),
    periodId: uuid("period_id"),
    submittedOn: day("submitted_on"),
    approvedOn: day("approved_on"),
    advanceHalere: halere("advance_halere").notNull().default(0),
  },
  (t) => [
    within(t, projects, "claims_project"),
    withinProject(t, t.periodId, monitoringPeriods, "claims_period"),
    unique("claims_number").on(t.projectId, t.number),
    partKey(t, "claims_within"),
    index("claims_period_fk").on(t.periodId),
    check("claims_dates", sql`${t.approvedOn} >= ${t.submittedOn}`),
    check("claims_order", sql`${t.approvedOn} is null or ${t.submittedOn} is not null`),
    check("claims_advance", sql`${t.advanceHalere} between 0 and 10000000000000`),
  ],
);

/** An expense in a claim: claimed and, once decided, approved. An expense is claimed once. */
export const claimItems = pgTable(
  "claim_items",
  {
    ...projectPart(),
    claimId: uuid("claim_id").notNull(),
    expenseId: uuid("expense_id").notNull(),
    claimedHalere: halere("claimed_halere").notNull(),
    approvedHalere: halere("approved_halere"),
  },
  (t) => [
    within(t, projects, "claim_items_project"),
    index("claim_items_project_fk").on(t.projectId),
    withinProject(t, t.claimId, claims, "claim_items_claim"),
    withinProject(t, t.expenseId, expenses, "claim_items_expense"),
    unique("claim_items_expense_once").on(t.expenseId),
    index("claim_items_claim_fk").on(t.claimId),
    check("claim_items_claimed", sql`${t.claimedHalere} between 0 and 10000000000000`),
    check("claim_items_approved", sql`${t.approvedHalere} between 0 and ${t.claimedHalere}`),
  ],
);
