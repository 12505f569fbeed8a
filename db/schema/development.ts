import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, partKey, projectPart, within, withinProject } from "./columns";
import { municipalities } from "./organisations";
import { projectMentors, projects } from "./projects";
import { assistants, trainingAreas } from "./team";
import { users } from "./users";

const by = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => users.id, { onDelete: "restrict" });

/** A goal of somebody's individual development plan: what he is to manage, by when, and how that shows. */
export const developmentGoals = pgTable(
  "development_goals",
  {
    ...projectPart(),
    assistantId: uuid("assistant_id").notNull(),
    areaId: uuid("area_id"),
    title: text("title").notNull(),
    measure: text("measure").notNull().default(""),
    setOn: day("set_on").notNull(),
    dueOn: day("due_on").notNull(),
  },
  (t) => [
    within(t, projects, "development_goals_project"),
    index("development_goals_project_fk").on(t.projectId),
    withinProject(t, t.assistantId, assistants, "development_goals_assistant"),
    withinProject(t, t.areaId, trainingAreas, "development_goals_area"),
    partKey(t, "development_goals_within"),
    index("development_goals_assistant_fk").on(t.assistantId),
    index("development_goals_area_fk").on(t.areaId),
    check("development_goals_title", sql`length(btrim(${t.title})) between 1 and 500`),
    check("development_goals_dates", sql`${t.dueOn} >= ${t.setOn}`),
  ],
);

/** A look at a goal on a day: how it goes. The last one says where the goal stands. */
export const developmentReviews = pgTable(
  "development_reviews",
  {
    ...projectPart(),
    goalId: uuid("goal_id").notNull(),
    reviewedOn: day("reviewed_on").notNull(),
    verdict: text("verdict").notNull(),
    note: text("note").notNull().default(""),
    decidedBy: by("decided_by"),
  },
  (t) => [
    within(t, projects, "development_reviews_project"),
    index("development_reviews_project_fk").on(t.projectId),
    withinProject(t, t.goalId, developmentGoals, "development_reviews_goal"),
    unique("development_reviews_once").on(t.goalId, t.reviewedOn),
    index("development_reviews_user_fk").on(t.decidedBy),
    check("development_reviews_verdict", sql`${t.verdict} in ('on-way', 'behind', 'reached', 'dropped')`),
  ],
);

/** What the mentor says of somebody's work in a month. */
export const assistantEvaluations = pgTable(
  "assistant_evaluations",
  {
    ...projectPart(),
    assistantId: uuid("assistant_id").notNull(),
    /** Its first day. */
    month: day("month").notNull(),
    evaluatedOn: day("evaluated_on").notNull(),
    verdict: text("verdict").notNull(),
    note: text("note").notNull(),
    authorId: by("author_id"),
  },
  (t) => [
    within(t, projects, "assistant_evaluations_project"),
    index("assistant_evaluations_project_fk").on(t.projectId),
    withinProject(t, t.assistantId, assistants, "assistant_evaluations_assistant"),
    unique("assistant_evaluations_once").on(t.assistantId, t.month),
    index("assistant_evaluations_user_fk").on(t.authorId),
    check("assistant_evaluations_month", sql`extract(day from ${t.month}) = 1`),
    check("assistant_evaluations_verdict", sql`${t.verdict} in ('strong', 'good', 'needs-help')`),
    check("assistant_evaluations_note", sql`length(btrim(${t.note})) between 1 and 2000`),
  ],
);

/** What a mentor of the project was trained in himself, and his supervision. */
export const mentorLessons = pgTable(
  "mentor_lessons",
  {
    ...projectPart(),
    projectMentorId: uuid("project_mentor_id").notNull(),
    kind: text("kind").notNull(),
    title: text("title").notNull(),
    provider: text("provider").notNull().default(""),
    heldOn: day("held_on").notNull(),
    form: text("form").notNull(),
    minutes: integer("minutes").notNull(),
  },
  (t) => [
    within(t, projects, "mentor_lessons_project"),
    index("mentor_lessons_project_fk").on(t.projectId),
    withinProject(t, t.projectMentorId, projectMentors, "mentor_lessons_mentor"),
    index("mentor_lessons_mentor_fk").on(t.projectMentorId),
    check("mentor_lessons_kind", sql`${t.kind} in ('training', 'supervision')`),
    check("mentor_lessons_form", sql`${t.form} in ('present', 'electronic')`),
    check("mentor_lessons_title", sql`length(btrim(${t.title})) between 1 and 300`),
    check("mentor_lessons_minutes", sql`${t.minutes} between 1 and 4800`),
  ],
);

/** Another municipality that a mentor serves by a public contract, and when the regional office agreed (act 553/1991, § 3a). */
export const mentorContracts = pgTable(
  "mentor_contracts",
  {
    ...projectPart(),
    projectMentorId: uuid("project_mentor_id").notNull(),
    municipalityCode: text("municipality_code")
      .notNull()
      .references(() => municipalities.code, { onDelete: "restrict" }),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on"),
    consentedOn: day("consented_on"),
  },
  (t) => [
    within(t, projects, "mentor_contracts_project"),
    index("mentor_contracts_project_fk").on(t.projectId),
    withinProject(t, t.projectMentorId, projectMentors, "mentor_contracts_mentor"),
    index("mentor_contracts_mentor_fk").on(t.projectMentorId),
    index("mentor_contracts_municipality_fk").on(t.municipalityCode),
    check("mentor_contracts_dates", sql`${t.endsOn} >= ${t.startsOn}`),
  ],
);

/** A round in which assistants are chosen: how many came, never who. */
export const selectionRounds = pgTable(
  "selection_rounds",
  {
    ...projectPart(),
    number: integer("number").notNull(),
    /** Posts that it is to fill. */
    wanted: integer("wanted").notNull(),
    announcedOn: day("announced_on").notNull(),
    closesOn: day("closes_on").notNull(),
    candidates: integer("candidates"),
    invited: integer("invited"),
    chosen: integer("chosen"),
    decidedOn: day("decided_on"),
    outcome: text("outcome").notNull().default("open"),
    /** How people were won for it and what held them. */
    motivation: text("motivation").notNull().default(""),
    note: text("note").notNull().default(""),
  },
  (t) => [
    within(t, projects, "selection_rounds_project"),
    unique("selection_rounds_number").on(t.projectId, t.number),
    check("selection_rounds_dates", sql`${t.closesOn} >= ${t.announcedOn} and ${t.decidedOn} >= ${t.announcedOn}`),
    check("selection_rounds_wanted", sql`${t.wanted} between 1 and 99`),
    check(
      "selection_rounds_counts",
      sql`${t.candidates} between 0 and 9999 and ${t.invited} between 0 and ${t.candidates} and ${t.chosen} between 0 and ${t.invited}`,
    ),
    check("selection_rounds_outcome", sql`${t.outcome} in ('open', 'filled', 'partly', 'nobody', 'cancelled')`),
    check("selection_rounds_decided", sql`(${t.outcome} = 'open') = (${t.decidedOn} is null)`),
  ],
);
