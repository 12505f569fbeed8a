import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { day, halere } from "./columns";

/**
 * What the shifts of a project add up to, by the month in which they happened, key activity and state, kept by triggers
 * (db/sql/rollups.sql) in the transaction of the shifts; drafts are not in it. Several rows of one key are added up: who
 * writes only adds a row, negative where something goes away, and nobody waits for anybody. Folding makes one of them.
 * No key of its own and no references, which every write would pay for: a row says nothing that its shifts do not.
 */
export const activitySums = pgTable(
  "activity_sums",
  {
    organisationId: uuid("organisation_id").notNull(),
    projectId: uuid("project_id").notNull(),
    /** First day of the month in which the shifts happened. */
    month: day("month").notNull(),
    /**
     * First day of the month, in Prague, of the decisions that gave the shifts this state, or took it from them (then
     * the sums are negative): those of all months before a day add up to the state before it. Null: the state of now.
     */
    decidedIn: day("decided_in"),
    keyActivityId: uuid("key_activity_id").notNull(),
    state: text("state").notNull(),
    /** The kind that is counted, or who served; null in the rows that hold shifts and files. */
    kindId: uuid("kind_id"),
    assistantId: uuid("assistant_id"),
    shifts: integer("shifts").notNull(),
    /** Worked minutes of an assistant. */
    minutes: bigint("minutes", { mode: "number" }).notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    files: integer("files").notNull(),
    /**
     * Shifts without any count of a kind that is a contact, their files, and shifts in which nobody served with theirs: of
     * the state of now, counted by folding, for months of which every row is folded.
     */
    silent: integer("silent").notNull().default(0),
    silentFiles: integer("silent_files").notNull().default(0),
    unserved: integer("unserved").notNull().default(0),
    unservedFiles: integer("unserved_files").notNull().default(0),
    folded: boolean("folded").notNull().default(false),
  },
  (t) => [
    index("activity_sums_project").on(t.projectId, t.decidedIn, t.month),
    index("activity_sums_loose").on(t.projectId).where(sql`not ${t.folded}`),
  ],
);

/**
 * What the shifts of a project add up to over all months as they stand now, of the folded rows: made by whoever folds, so
 * that a list of all projects reads a handful of rows of each; what came since stands in the rows that are not folded.
 */
export const activityTotals = pgTable(
  "activity_totals",
  {
    organisationId: uuid("organisation_id").notNull(),
    projectId: uuid("project_id").notNull(),
    state: text("state").notNull(),
    /** As in activity_sums. */
    kindId: uuid("kind_id"),
    shifts: bigint("shifts", { mode: "number" }).notNull(),
    minutes: bigint("minutes", { mode: "number" }).notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    files: bigint("files", { mode: "number" }).notNull(),
  },
  (t) => [index("activity_totals_project").on(t.projectId)],
);

/**
 * What the expenses of a project add up to, by month, budget line and kind of expense, kept as activity_sums is
 * (db/sql/money-sums.sql). Whether something is internal to a regime is told at reading, so it is not in it. The figures:
 * paid (by the day of payment), claimed and approved (by the day on which the claim was handed in and decided), decided (what
 * the decision on the claim added to the paid amount, mostly less than 0: by both days), unproven (documents without a file,
 * by the day of issue).
 */
export const moneySums = pgTable(
  "money_sums",
  {
    organisationId: uuid("organisation_id").notNull(),
    projectId: uuid("project_id").notNull(),
    figure: text("figure").notNull(),
    /** First day of the month of the day that the figure goes by. */
    month: day("month").notNull(),
    /** Of decided: first day of the month in which the claim was decided; else null. */
    decidedIn: day("decided_in"),
    budgetLineId: uuid("budget_line_id").notNull(),
    kind: text("kind").notNull(),
    halere: halere("halere").notNull(),
    documents: integer("documents").notNull(),
    folded: boolean("folded").notNull().default(false),
  },
  (t) => [
    index("money_sums_project").on(t.projectId, t.month),
    index("money_sums_loose").on(t.projectId).where(sql`not ${t.folded}`),
  ],
);

/** The same over all months, of the folded rows, as activity_totals is made. */
export const moneyTotals = pgTable(
  "money_totals",
  {
    organisationId: uuid("organisation_id").notNull(),
    projectId: uuid("project_id").notNull(),
    figure: text("figure").notNull(),
    budgetLineId: uuid("budget_line_id").notNull(),
    kind: text("kind").notNull(),
    halere: halere("halere").notNull(),
    documents: bigint("documents", { mode: "number" }).notNull(),
  },
  (t) => [index("money_totals_project").on(t.projectId)],
);

/**
 * What of an expense stands in money_sums: whatever changes it, its claim or its files writes the difference against this
 * row, which it holds meanwhile, so that of two sessions at one expense none misses the other. Read by functions alone.
 */
export const expenseMarks = pgTable("expense_marks", {
  expenseId: uuid("expense_id").primaryKey(),
  organisationId: uuid("organisation_id").notNull(),
  projectId: uuid("project_id").notNull(),
  budgetLineId: uuid("budget_line_id").notNull(),
  kind: text("kind").notNull(),
  amountHalere: halere("amount_halere").notNull(),
  claimedHalere: halere("claimed_halere"),
  approvedHalere: halere("approved_halere"),
  /** First days of months; null where it is in no sum of that figure. */
  paidIn: day("paid_in"),
  claimedIn: day("claimed_in"),
  approvedIn: day("approved_in"),
  unprovenIn: day("unproven_in"),
});
