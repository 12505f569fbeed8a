import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, partKey, projectPart, within, withinProject } from "./columns";
import { projects } from "./projects";
import { users } from "./users";

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

/** Somebody is away for longer than a holiday: sick, with a child, unpaid. Who is away holds the post and is not present in it. */
export const assistantLeaves = pgTable(
  "assistant_leaves",
  {
    ...projectPart(),
    assistantId: uuid("assistant_id").notNull(),
    kind: text("kind").notNull(),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on"),
  },
  (t) => [
    within(t, projects, "assistant_leaves_project"),
    index("assistant_leaves_project_fk").on(t.projectId),
    withinProject(t, t.assistantId, assistants, "assistant_leaves_assistant"),
    partKey(t, "assistant_leaves_within"),
    index("assistant_leaves_assistant_fk").on(t.assistantId),
    check("assistant_leaves_kind", sql`${t.kind} in ('sick', 'parental', 'unpaid', 'other')`),
    check("assistant_leaves_dates", sql`${t.endsOn} >= ${t.startsOn}`),
  ],
);

/**
 * An assistant in a post from a day to a day with a share of a full-time job and a contract. Shares of those present in a
 * post, and all shares of a person, are at most a whole on every day (sec.hold_shares). A contract that ends says until
 * when the post is held.
 */
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
    /** From when the contract holds; null: from the first day in the post. */
    contractStartsOn: day("contract_starts_on"),
    /** Until when the contract was made; null: for an indefinite time. */
    contractEndsOn: day("contract_ends_on"),
    /** Whose leave this covers. */
    leaveId: uuid("leave_id"),
  },
  (t) => [
    within(t, projects, "post_occupancies_project"),
    index("post_occupancies_project_fk").on(t.projectId),
    withinProject(t, t.postId, posts, "post_occupancies_post"),
    withinProject(t, t.assistantId, assistants, "post_occupancies_assistant"),
    withinProject(t, t.leaveId, assistantLeaves, "post_occupancies_leave"),
    index("post_occupancies_post_fk").on(t.postId),
    index("post_occupancies_assistant_fk").on(t.assistantId),
    index("post_occupancies_leave_fk").on(t.leaveId),
    check("post_occupancies_dates", sql`${t.endsOn} >= ${t.startsOn}`),
    check("post_occupancies_contract", sql`${t.contract} in ('employment', 'dpc', 'dpp')`),
    check("post_occupancies_fte", sql`${t.ftePercent} between 1 and 100`),
    check("post_occupancies_contract_starts", sql`${t.contractStartsOn} <= ${t.startsOn}`),
    check(
      "post_occupancies_contract_ends",
      sql`${t.contractEndsOn} is null or coalesce(${t.endsOn}, 'infinity') <= ${t.contractEndsOn}`,
    ),
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
    /** Who assessed; null where it was not written down. */
    assessedBy: uuid("assessed_by").references(() => users.id, { onDelete: "restrict" }),
  },
  (t) => [
    within(t, projects, "assessments_project"),
    index("assessments_project_fk").on(t.projectId),
    withinProject(t, t.assistantId, assistants, "assessments_assistant"),
    withinProject(t, t.areaId, trainingAreas, "assessments_area"),
    unique("assessments_once").on(t.assistantId, t.areaId, t.phase),
    partKey(t, "assessments_within"),
    index("assessments_area_fk").on(t.areaId),
    index("assessments_user_fk").on(t.assessedBy),
    check("assessments_phase", sql`${t.phase} in ('entry', 'mid', 'exit')`),
    check("assessments_score", sql`${t.score} between 0 and 100`),
  ],
);
