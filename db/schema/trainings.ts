import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, instant, partKey, projectPart, within, withinProject } from "./columns";
import { meetingSites } from "./meetings";
import { certificates } from "./papers";
import { projects } from "./projects";
import { assistants, trainingAreas } from "./team";
import { users } from "./users";

/** A course, or a site of a national meeting, that people of a project attended. */
export const trainings = pgTable(
  "trainings",
  {
    ...projectPart(),
    title: text("title").notNull(),
    provider: text("provider").notNull().default(""),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on").notNull(),
    kind: text("kind").notNull().default("training"),
    form: text("form").notNull(),
    source: text("source").notNull(),
    meetingSiteId: uuid("meeting_site_id").references(() => meetingSites.id, { onDelete: "restrict" }),
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    recordedAt: instant("recorded_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "trainings_project"),
    partKey(t, "trainings_within"),
    unique("trainings_meeting").on(t.projectId, t.meetingSiteId),
    index("trainings_site_fk").on(t.meetingSiteId),
    index("trainings_user_fk").on(t.recordedBy),
    check("trainings_title", sql`length(btrim(${t.title})) between 1 and 300`),
    check("trainings_dates", sql`${t.endsOn} >= ${t.startsOn}`),
    check("trainings_kind", sql`${t.kind} in ('training', 'supervision')`),
    check("trainings_form", sql`${t.form} in ('present', 'electronic')`),
    check(
      "trainings_source",
      sql`${t.source} in ('meeting', 'own') and (${t.source} = 'meeting') = (${t.meetingSiteId} is not null)`,
    ),
  ],
);

/** What of a training somebody attended, and the area that it belongs to; of a meeting as its certificate says it. */
export const trainingAttendances = pgTable(
  "training_attendances",
  {
    ...projectPart(),
    trainingId: uuid("training_id").notNull(),
    assistantId: uuid("assistant_id").notNull(),
    areaId: uuid("area_id"),
    /** Of the block at its meeting. */
    number: integer("number").notNull(),
    title: text("title").notNull(),
    heldOn: day("held_on"),
    minutes: integer("minutes").notNull(),
    /** The issue that it was taken from. */
    certificateId: uuid("certificate_id").references(() => certificates.id, { onDelete: "restrict" }),
  },
  (t) => [
    within(t, projects, "training_attendances_project"),
    index("training_attendances_project_fk").on(t.projectId),
    withinProject(t, t.trainingId, trainings, "training_attendances_training"),
    withinProject(t, t.assistantId, assistants, "training_attendances_assistant"),
    withinProject(t, t.areaId, trainingAreas, "training_attendances_area"),
    unique("training_attendances_once").on(t.trainingId, t.assistantId, t.number),
    index("training_attendances_assistant_fk").on(t.assistantId),
    index("training_attendances_area_fk").on(t.areaId),
    index("training_attendances_certificate_fk").on(t.certificateId),
    check("training_attendances_number", sql`${t.number} between 1 and 99`),
    check("training_attendances_minutes", sql`${t.minutes} between 1 and 4800`),
    check("training_attendances_title", sql`length(btrim(${t.title})) between 1 and 300`),
  ],
);

/** Whether somebody's hours of a training count for the hours of support of the project; of all decisions the last holds. */
export const trainingSupports = pgTable(
  "training_supports",
  {
    ...projectPart(),
    trainingId: uuid("training_id").notNull(),
    assistantId: uuid("assistant_id").notNull(),
    counts: boolean("counts").notNull(),
    note: text("note").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "training_supports_project"),
    index("training_supports_project_fk").on(t.projectId),
    withinProject(t, t.trainingId, trainings, "training_supports_training"),
    withinProject(t, t.assistantId, assistants, "training_supports_assistant"),
    index("training_supports_training_fk").on(t.trainingId, t.assistantId, t.decidedAt),
    index("training_supports_assistant_fk").on(t.assistantId),
    index("training_supports_user_fk").on(t.decidedBy),
    check("training_supports_note", sql`length(btrim(${t.note})) between 1 and 500`),
  ],
);
