import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, halere, partKey, projectPart, within, withinProject } from "./columns";
import { projects } from "./projects";

/** A version of the budget tree; the first one comes with the grant decision. */
export const budgetVersions = pgTable(
  "budget_versions",
  {
    ...projectPart(),
    number: integer("number").notNull(),
    validFrom: day("valid_from").notNull(),
    note: text("note").notNull().default(""),
  },
  (t) => [
    within(t, projects, "budget_versions_project"),
    unique("budget_versions_number").on(t.projectId, t.number),
    partKey(t, "budget_versions_within"),
    check("budget_versions_number_positive", sql`${t.number} between 1 and 999`),
  ],
);

/** A line of the tree. Amounts stand on the leaves; a chapter's amount is the sum of what is below it. */
export const budgetLines = pgTable(
  "budget_lines",
  {
    ...projectPart(),
    versionId: uuid("version_id").notNull(),
    parentId: uuid("parent_id").references((): AnyPgColumn => budgetLines.id, { onDelete: "restrict" }),
    code: text("code").notNull(),
    name: text("name").notNull(),
    unit: text("unit"),
    unitPriceHalere: halere("unit_price_halere"),
    quantityThousandths: integer("quantity_thousandths"),
    amountHalere: halere("amount_halere").notNull(),
    leaf: text("leaf").notNull().default("direct"),
    position: integer("position").notNull(),
  },
  (t) => [
    within(t, projects, "budget_lines_project"),
    index("budget_lines_project_fk").on(t.projectId),
    withinProject(t, t.versionId, budgetVersions, "budget_lines_version"),
    withinProject(t, t.parentId, t, "budget_lines_parent"),
    unique("budget_lines_code").on(t.versionId, t.code),
    partKey(t, "budget_lines_within"),
    index("budget_lines_parent_fk").on(t.parentId),
    check("budget_lines_code_form", sql`${t.code} ~ '^[0-9]+(\\.[0-9]+)*$'`),
    check("budget_lines_name", sql`length(btrim(${t.name})) between 1 and 300`),
    check("budget_lines_amount", sql`${t.amountHalere} between 0 and 10000000000000`),
    /** chapter: sums its children; direct: documents or payroll; flat: a flat rate on the direct costs. */
    check("budget_lines_leaf", sql`${t.leaf} in ('chapter', 'direct', 'flat')`),
  ],
);

/** Planned spending of one calendar month (its first day). */
export const planMonths = pgTable(
  "plan_months",
  {
    ...projectPart(),
    month: day("month").notNull(),
    plannedHalere: halere("planned_halere").notNull(),
  },
  (t) => [
    within(t, projects, "plan_months_project"),
    unique("plan_months_month").on(t.projectId, t.month),
    check("plan_months_first", sql`extract(day from ${t.month}) = 1`),
    check("plan_months_amount", sql`${t.plannedHalere} between 0 and 10000000000000`),
  ],
);
