import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, time, unique, uuid } from "drizzle-orm/pg-core";
import { day, partKey, projectPart, within, withinProject } from "./columns";
import { localities, projects } from "./projects";
import { assistants } from "./team";

/** A shift as it is meant to be served; what was served is logged apart from it. */
export const plannedShifts = pgTable(
  "planned_shifts",
  {
    ...projectPart(),
    plannedOn: day("planned_on").notNull(),
    startsAt: time("starts_at").notNull(),
    endsAt: time("ends_at").notNull(),
    /** In minutes, not worked. */
    breakMinutes: integer("break_minutes").notNull(),
    localityId: uuid("locality_id").notNull(),
    /** What the pair is to do there; never about a citizen. */
    task: text("task").notNull().default(""),
  },
  (t) => [
    within(t, projects, "planned_shifts_project"),
    withinProject(t, t.localityId, localities, "planned_shifts_locality"),
    partKey(t, "planned_shifts_within"),
    index("planned_shifts_day").on(t.projectId, t.plannedOn),
    index("planned_shifts_locality_fk").on(t.localityId),
    check("planned_shifts_break", sql`${t.breakMinutes} between 0 and 240`),
    check("planned_shifts_task", sql`length(${t.task}) <= 300`),
  ],
);

export const plannedShiftPeople = pgTable(
  "planned_shift_people",
  {
    ...projectPart(),
    plannedShiftId: uuid("planned_shift_id").notNull(),
    assistantId: uuid("assistant_id").notNull(),
  },
  (t) => [
    within(t, projects, "planned_shift_people_project"),
    index("planned_shift_people_project_fk").on(t.projectId),
    withinProject(t, t.plannedShiftId, plannedShifts, "planned_shift_people_shift"),
    withinProject(t, t.assistantId, assistants, "planned_shift_people_assistant"),
    unique("planned_shift_people_once").on(t.plannedShiftId, t.assistantId),
    index("planned_shift_people_assistant_fk").on(t.assistantId),
  ],
);

/** What matters on a day for everybody who serves. */
export const plannedDays = pgTable(
  "planned_days",
  {
    ...projectPart(),
    plannedOn: day("planned_on").notNull(),
    priorities: text("priorities").notNull(),
  },
  (t) => [
    within(t, projects, "planned_days_project"),
    unique("planned_days_once").on(t.projectId, t.plannedOn),
    check("planned_days_priorities", sql`length(btrim(${t.priorities})) between 1 and 500`),
  ],
);
