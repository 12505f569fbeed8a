import { sql } from "drizzle-orm";
import { check, index, pgTable, unique, uuid } from "drizzle-orm/pg-core";
import { activities } from "./activities";
import { projectPart, within, withinProject } from "./columns";
import { indicatorMeasurements } from "./indicators";
import { projects } from "./projects";
import { users } from "./users";

/**
 * Who has written what a record holds: a value, a count, a person, a note, a file, who handed it in, and for whom. Kept by
 * triggers; none of them decides on it (four eyes).
 */
export const recordWriters = pgTable(
  "record_writers",
  {
    ...projectPart(),
    activityId: uuid("activity_id"),
    measurementId: uuid("measurement_id"),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
  },
  (t) => [
    within(t, projects, "record_writers_project"),
    withinProject(t, t.activityId, activities, "record_writers_activity").onDelete("cascade"),
    withinProject(t, t.measurementId, indicatorMeasurements, "record_writers_measurement").onDelete("cascade"),
    unique("record_writers_once").on(t.activityId, t.measurementId, t.userId).nullsNotDistinct(),
    index("record_writers_project_fk").on(t.projectId),
    index("record_writers_measurement_fk").on(t.measurementId),
    index("record_writers_user_fk").on(t.userId),
    check("record_writers_subject", sql`num_nonnulls(${t.activityId}, ${t.measurementId}) = 1`),
  ],
);
