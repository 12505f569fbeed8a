import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { day } from "./columns";

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
     * Shifts without any count of a kind that is a contact, their files, and shifts in which nobody served: of the state of
     * now, counted by folding, for months of which every row is folded.
     */
    silent: integer("silent").notNull().default(0),
    silentFiles: integer("silent_files").notNull().default(0),
    unserved: integer("unserved").notNull().default(0),
    folded: boolean("folded").notNull().default(false),
  },
  (t) => [
    index("activity_sums_project").on(t.projectId, t.decidedIn, t.month),
    index("activity_sums_loose").on(t.projectId).where(sql`not ${t.folded}`),
  ],
);
