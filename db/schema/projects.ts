import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, halere, id, partKey, projectPart, within, withinProject } from "./columns";
import { organisationRef } from "./organisations";
import { users } from "./users";

/** A supported project of one city: what the grant decision fixes. */
export const projects = pgTable(
  "projects",
  {
    id: id(),
    organisationId: organisationRef(),
    slug: text("slug").notNull().unique(),
    registrationNumber: text("registration_number"),
    name: text("name").notNull(),
    beneficiary: text("beneficiary").notNull(),
    annotation: text("annotation").notNull().default(""),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on").notNull(),
    totalHalere: halere("total_halere").notNull(),
    state: text("state").notNull().default("running"),
    closedOn: day("closed_on"),
    closingNote: text("closing_note"),
    sourceUrl: text("source_url"),
    /** 'published': figures of a real page; 'invented': a demo project. */
    origin: text("origin").notNull().default("entered"),
    /** How costs are claimed, the rate of the part that is not itemised, and where both are known from; null: not stated. */
    costRegime: text("cost_regime"),
    flatRatePer100000: integer("flat_rate_per_100000"),
    costRegimeOrigin: text("cost_regime_origin"),
    costRegimeSource: text("cost_regime_source").notNull().default(""),
    /** The office that checks the claims and pays them; null: not stated. */
    checkingOffice: text("checking_office"),
    checkingOfficeOrigin: text("checking_office_origin"),
    checkingOfficeSource: text("checking_office_source").notNull().default(""),
  },
  (t) => [
    unique("projects_organisation_id").on(t.organisationId, t.id),
    unique("projects_registration_number").on(t.registrationNumber),
    check("projects_slug", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(${t.slug}) <= 60`),
    check("projects_name", sql`length(btrim(${t.name})) between 1 and 300`),
    check("projects_dates", sql`${t.endsOn} > ${t.startsOn} and ${t.endsOn} < ${t.startsOn} + 3660`),
    check("projects_total", sql`${t.totalHalere} between 1 and 10000000000000`),
    check("projects_state", sql`${t.state} in ('preparation', 'running', 'closed')`),
    check("projects_closing", sql`(${t.state} = 'closed') = (${t.closedOn} is not null)`),
    check("projects_origin", sql`${t.origin} in ('published', 'entered', 'invented')`),
    check("projects_cost_regime", sql`${t.costRegime} in ('flat', 'indirect', 'unit')`),
    check("projects_flat_rate", sql`${t.flatRatePer100000} between 1 and 100000`),
    check(
      "projects_flat_regime",
      sql`(coalesce(${t.costRegime}, 'unit') <> 'unit') = (${t.flatRatePer100000} is not null)`,
    ),
    check(
      "projects_cost_regime_origin",
      sql`(${t.costRegime} is null) = (${t.costRegimeOrigin} is null) and ${t.costRegimeOrigin} in ('published', 'entered', 'inferred')`,
    ),
    check("projects_checking_office", sql`length(btrim(${t.checkingOffice})) between 1 and 200`),
    check(
      "projects_checking_office_origin",
      sql`(${t.checkingOffice} is null) = (${t.checkingOfficeOrigin} is null) and ${t.checkingOfficeOrigin} in ('published', 'entered', 'inferred')`,
    ),
  ],
);

/** EU, state or own money: exact rate per 100 000 and the amount the page or decision prints. */
export const fundingSources = pgTable(
  "funding_sources",
  {
    ...projectPart(),
    kind: text("kind").notNull(),
    ratePer100000: integer("rate_per_100000").notNull(),
    amountHalere: halere("amount_halere").notNull(),
    /** Where the amount comes from: printed by the page, computed from the total, or entered by hand. */
    origin: text("origin").notNull().default("entered"),
  },
  (t) => [
    within(t, projects, "funding_sources_project"),
    unique("funding_sources_kind").on(t.projectId, t.kind),
    check("funding_sources_kinds", sql`${t.kind} in ('eu', 'state', 'own')`),
    check("funding_sources_rate", sql`${t.ratePer100000} between 0 and 100000`),
    check("funding_sources_amount", sql`${t.amountHalere} between 0 and 10000000000000`),
    check("funding_sources_origin", sql`${t.origin} in ('published', 'computed', 'entered')`),
  ],
);

export const goals = pgTable(
  "goals",
  {
    ...projectPart(),
    number: integer("number").notNull(),
    text: text("text").notNull(),
    /** 'assessments': the goal is read from the matrix of assistants and training areas. */
    rule: text("rule").notNull().default("measures"),
  },
  (t) => [
    within(t, projects, "goals_project"),
    unique("goals_number").on(t.projectId, t.number),
    partKey(t, "goals_within"),
    check("goals_number_positive", sql`${t.number} between 1 and 99`),
    check("goals_text", sql`length(btrim(${t.text})) between 1 and 4000`),
    check("goals_rule", sql`${t.rule} in ('measures', 'assessments')`),
  ],
);

export const keyActivities = pgTable(
  "key_activities",
  {
    ...projectPart(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on").notNull(),
  },
  (t) => [
    within(t, projects, "key_activities_project"),
    unique("key_activities_code").on(t.projectId, t.code),
    partKey(t, "key_activities_within"),
    check("key_activities_code_form", sql`length(btrim(${t.code})) between 1 and 20`),
    check("key_activities_name", sql`length(btrim(${t.name})) between 1 and 300`),
    check("key_activities_dates", sql`${t.endsOn} >= ${t.startsOn}`),
  ],
);

export const localities = pgTable(
  "localities",
  {
    ...projectPart(),
    name: text("name").notNull(),
    active: boolean("active").notNull().default(true),
  },
  (t) => [
    within(t, projects, "localities_project"),
    unique("localities_name").on(t.projectId, t.name),
    partKey(t, "localities_within"),
    check("localities_name_form", sql`length(btrim(${t.name})) between 1 and 200`),
  ],
);

/** Reporting periods; they may not overlap (exclusion constraint in the migration). */
export const monitoringPeriods = pgTable(
  "monitoring_periods",
  {
    ...projectPart(),
    number: integer("number").notNull(),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on").notNull(),
    reportDueOn: day("report_due_on").notNull(),
    claimDueOn: day("claim_due_on").notNull(),
    reportSubmittedOn: day("report_submitted_on"),
  },
  (t) => [
    within(t, projects, "monitoring_periods_project"),
    unique("monitoring_periods_number").on(t.projectId, t.number),
    partKey(t, "monitoring_periods_within"),
    check("monitoring_periods_dates", sql`${t.endsOn} > ${t.startsOn}`),
    check("monitoring_periods_due", sql`${t.reportDueOn} > ${t.endsOn} and ${t.claimDueOn} > ${t.endsOn}`),
    check("monitoring_periods_number_positive", sql`${t.number} between 1 and 99`),
  ],
);

/** Dated events of a project: trainings, supervision, national meetings, audits, anything to keep in sight. */
export const milestones = pgTable(
  "milestones",
  {
    ...projectPart(),
    kind: text("kind").notNull(),
    title: text("title").notNull(),
    dueOn: day("due_on").notNull(),
    doneOn: day("done_on"),
    keyActivityId: uuid("key_activity_id"),
  },
  (t) => [
    within(t, projects, "milestones_project"),
    withinProject(t, t.keyActivityId, keyActivities, "milestones_key_activity"),
    index("milestones_project_due").on(t.projectId, t.dueOn),
    index("milestones_key_activity_fk").on(t.keyActivityId),
    check(
      "milestones_kind",
      sql`${t.kind} in ('training', 'supervision', 'meeting', 'report', 'claim', 'audit', 'other')`,
    ),
    check("milestones_title", sql`length(btrim(${t.title})) between 1 and 300`),
  ],
);

/** Who mentors in a project, dated; one mentor may serve several cities. */
export const projectMentors = pgTable(
  "project_mentors",
  {
    ...projectPart(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on"),
  },
  (t) => [
    within(t, projects, "project_mentors_project"),
    unique("project_mentors_once").on(t.projectId, t.userId, t.startsOn),
    partKey(t, "project_mentors_within"),
    index("project_mentors_user").on(t.userId),
    check("project_mentors_dates", sql`${t.endsOn} >= ${t.startsOn}`),
  ],
);
