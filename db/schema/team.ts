import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, partKey, projectPart, within, withinProject } from "./columns";
import { projects } from "./projects";

/** A position paid by the project; people come and go, the post stays. */
export const posts = pgTable(
  "posts",
  {
    ...projectPart(),
    number: integer("number").notNull(),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on").notNull(),
  },
  (t) => [
    within(t, projects, "posts_project"),
    unique("posts_number").on(t.projectId, t.number),
    partKey(t, "posts_within"),
    check("posts_dates", sql`${t.endsOn} > ${t.startsOn}`),
    check("posts_number_positive", sql`${t.number} between 1 and 99`),
  ],
);

/** A crime-prevention assistant: the person. */
export const assistants = pgTable("assistants", { ...projectPart(), name: text("name").notNull() }, (t) => [
  within(t, projects, "assistants_project"),
  partKey(t, "assistants_within"),
  index("assistants_project_fk").on(t.projectId),
  check("assistants_name", sql`length(btrim(${t.name})) between 1 and 200`),
]);

/** An assistant in a post from a day to a day; neither may be taken twice (exclusion constraints). */
export const postOccupancies = pgTable(
  "post_occupancies",
  {
    ...projectPart(),
    postId: uuid("post_id").notNull(),
    assistantId: uuid("assistant_id").notNull(),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on"),
    contract: text("contract").notNull().default("employment"),
    /** Full-time equivalent in percent. */
    ftePercent: integer("fte_percent").notNull().default(100),
  },
  (t) => [
    within(t, projects, "post_occupancies_project"),
    index("post_occupancies_project_fk").on(t.projectId),
    withinProject(t, t.postId, posts, "post_occupancies_post"),
    withinProject(t, t.assistantId, assistants, "post_occupancies_assistant"),
    index("post_occupancies_post_fk").on(t.postId),
    index("post_occupancies_assistant_fk").on(t.assistantId),
    check("post_occupancies_dates", sql`${t.endsOn} >= ${t.startsOn}`),
    check("post_occupancies_contract", sql`${t.contract} in ('employment', 'dpc', 'dpp')`),
    check("post_occupancies_fte", sql`${t.ftePercent} between 1 and 100`),
  ],
);

/** The education areas of goal 1. */
export const trainingAreas = pgTable(
  "training_areas",
  {
    ...projectPart(),
    number: integer("number").notNull(),
    name: text("name").notNull(),
  },
  (t) => [
    within(t, projects, "training_areas_project"),
    unique("training_areas_number").on(t.projectId, t.number),
    partKey(t, "training_areas_within"),
    check("training_areas_name", sql`length(btrim(${t.name})) between 1 and 300`),
  ],
);

/** A score of one assistant in one area: at entry, midway or exit. Scale 0–100. */
export const assessments = pgTable(
  "assessments",
  {
    ...projectPart(),
    assistantId: uuid("assistant_id").notNull(),
    areaId: uuid("area_id").notNull(),
    phase: text("phase").notNull(),
    assessedOn: day("assessed_on").notNull(),
    score: integer("score").notNull(),
    note: text("note").notNull().default(""),
  },
  (t) => [
    within(t, projects, "assessments_project"),
    index("assessments_project_fk").on(t.projectId),
    withinProject(t, t.assistantId, assistants, "assessments_assistant"),
    withinProject(t, t.areaId, trainingAreas, "assessments_area"),
    unique("assessments_once").on(t.assistantId, t.areaId, t.phase),
    partKey(t, "assessments_within"),
    index("assessments_area_fk").on(t.areaId),
    check("assessments_phase", sql`${t.phase} in ('entry', 'mid', 'exit')`),
    check("assessments_score", sql`${t.score} between 0 and 100`),
  ],
);
