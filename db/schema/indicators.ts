import { sql } from "drizzle-orm";
import { boolean, check, index, numeric, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { day, instant, partKey, projectPart, within, withinProject } from "./columns";
import { goals, projects } from "./projects";
import { users } from "./users";

/** Values are numeric(14,3) and travel as decimal strings. */
const value = (name: string) => numeric(name, { precision: 14, scale: 3 });

/** An indicator of a project: its definition, baseline, target and how it is counted. */
export const indicators = pgTable(
  "indicators",
  {
    ...projectPart(),
    goalId: uuid("goal_id"),
    code: text("code").notNull(),
    name: text("name").notNull(),
    definition: text("definition").notNull().default(""),
    unit: text("unit").notNull(),
    kind: text("kind").notNull(),
    direction: text("direction").notNull().default("up"),
    /** 'measured': typed values; otherwise a named rule that counts rows (lib/domain/indicator.ts). */
    rule: text("rule").notNull().default("measured"),
    baseline: value("baseline"),
    baselineOn: day("baseline_on"),
    target: value("target"),
    targetOn: day("target_on"),
    source: text("source").notNull().default(""),
    verified: boolean("verified").notNull().default(false),
  },
  (t) => [
    within(t, projects, "indicators_project"),
    withinProject(t, t.goalId, goals, "indicators_goal"),
    unique("indicators_code").on(t.projectId, t.code),
    partKey(t, "indicators_within"),
    index("indicators_goal_fk").on(t.goalId),
    check("indicators_kind", sql`${t.kind} in ('output', 'result', 'own')`),
    check("indicators_direction", sql`${t.direction} in ('up', 'down')`),
    check(
      "indicators_rule",
      sql`${t.rule} in ('measured', 'shifts', 'contacts', 'activity-hours', 'people-in-posts', 'people-improved', 'training-events')`,
    ),
    check("indicators_code_form", sql`length(btrim(${t.code})) between 1 and 30`),
    check("indicators_name", sql`length(btrim(${t.name})) between 1 and 300`),
  ],
);

/** A point of the path to the target (milestone of an indicator). */
export const indicatorTargets = pgTable(
  "indicator_targets",
  {
    ...projectPart(),
    indicatorId: uuid("indicator_id").notNull(),
    dueOn: day("due_on").notNull(),
    value: value("value").notNull(),
  },
  (t) => [
    within(t, projects, "indicator_targets_project"),
    index("indicator_targets_project_fk").on(t.projectId),
    withinProject(t, t.indicatorId, indicators, "indicator_targets_indicator"),
    unique("indicator_targets_day").on(t.indicatorId, t.dueOn),
  ],
);

/**
 * A typed value of a day with its author; only a verified one counts without a remark. A correction of a verified one is
 * a row of its own: once it is verified, the old one is replaced and stays.
 */
export const indicatorMeasurements = pgTable(
  "indicator_measurements",
  {
    ...projectPart(),
    indicatorId: uuid("indicator_id").notNull(),
    measuredOn: day("measured_on").notNull(),
    value: value("value").notNull(),
    state: text("state").notNull().default("submitted"),
    note: text("note").notNull().default(""),
    authorId: uuid("author_id").references(() => users.id, { onDelete: "restrict" }),
    enteredAt: instant("entered_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "indicator_measurements_project"),
    index("indicator_measurements_project_fk").on(t.projectId),
    withinProject(t, t.indicatorId, indicators, "indicator_measurements_indicator"),
    uniqueIndex("indicator_measurements_day")
      .on(t.indicatorId, t.measuredOn, t.state)
      .where(sql`${t.state} <> 'replaced'`),
    partKey(t, "indicator_measurements_within"),
    index("indicator_measurements_author_fk").on(t.authorId),
    check("indicator_measurements_state", sql`${t.state} in ('submitted', 'verified', 'replaced')`),
  ],
);

/** Who verified a value and when, never its author (four eyes); who put it aside for a verified correction. */
export const measurementDecisions = pgTable(
  "measurement_decisions",
  {
    ...projectPart(),
    measurementId: uuid("measurement_id").notNull(),
    decision: text("decision").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "measurement_decisions_project"),
    index("measurement_decisions_project_fk").on(t.projectId),
    withinProject(t, t.measurementId, indicatorMeasurements, "measurement_decisions_measurement"),
    unique("measurement_decisions_once").on(t.measurementId, t.decision),
    index("measurement_decisions_user_fk").on(t.decidedBy),
    check("measurement_decisions_kind", sql`${t.decision} in ('verified', 'replaced')`),
  ],
);
