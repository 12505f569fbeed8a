import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { activities } from "./activities";
import { instant, partKey, projectPart, within, withinProject } from "./columns";
import { expenses } from "./expenses";
import { indicatorMeasurements } from "./indicators";
import { projects } from "./projects";
import { assessments } from "./team";
import { users } from "./users";

/** A file that proves one record. The bytes lie in the data folder under their SHA-256. */
export const evidence = pgTable(
  "evidence",
  {
    ...projectPart(),
    sha256: text("sha256").notNull(),
    fileName: text("file_name").notNull(),
    mediaType: text("media_type").notNull(),
    bytes: integer("bytes").notNull(),
    activityId: uuid("activity_id"),
    expenseId: uuid("expense_id"),
    measurementId: uuid("measurement_id"),
    assessmentId: uuid("assessment_id"),
    uploadedBy: uuid("uploaded_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    uploadedAt: instant("uploaded_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "evidence_project"),
    withinProject(t, t.activityId, activities, "evidence_activity"),
    withinProject(t, t.expenseId, expenses, "evidence_expense"),
    withinProject(t, t.measurementId, indicatorMeasurements, "evidence_measurement"),
    withinProject(t, t.assessmentId, assessments, "evidence_assessment"),
    partKey(t, "evidence_within"),
    index("evidence_project_fk").on(t.projectId),
    index("evidence_activity_fk").on(t.activityId),
    index("evidence_expense_fk").on(t.expenseId),
    index("evidence_measurement_fk").on(t.measurementId),
    index("evidence_assessment_fk").on(t.assessmentId),
    index("evidence_user_fk").on(t.uploadedBy),
    check("evidence_sha256", sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check("evidence_file_name", sql`length(btrim(${t.fileName})) between 1 and 200`),
    check("evidence_bytes", sql`${t.bytes} between 1 and 104857600`),
    check(
      "evidence_subject",
      sql`num_nonnulls(${t.activityId}, ${t.expenseId}, ${t.measurementId}, ${t.assessmentId}) = 1`,
    ),
  ],
);
