import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  time,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { day, id, instant, partKey, projectPart, within, withinProject } from "./columns";
import { organisationRef } from "./organisations";
import { keyActivities, localities, projects } from "./projects";
import { assistants } from "./team";
import { users } from "./users";

/** Catalogue of what assistants do; data with a source, never an enum. 'contact' kinds count as contacts. */
export const activityKinds = pgTable(
  "activity_kinds",
  {
    id: id(),
    organisationId: organisationRef(),
    code: text("code").notNull().unique(),
    nameCs: text("name_cs").notNull(),
    nameEn: text("name_en").notNull(),
    contact: boolean("contact").notNull().default(false),
    position: integer("position").notNull(),
    source: text("source").notNull(),
    verified: boolean("verified").notNull().default(false),
    validFrom: day("valid_from").notNull(),
    validTo: day("valid_to"),
  },
  (t) => [
    check("activity_kinds_code", sql`${t.code} ~ '^[a-z]+(-[a-z]+)*$'`),
    check("activity_kinds_dates", sql`${t.validTo} >= ${t.validFrom}`),
  ],
);

/** One shift of a pair of assistants, as the mentor logs it. Counts only, never names of citizens. */
export const activities = pgTable(
  "activities",
  {
    ...projectPart(),
    happenedOn: day("happened_on").notNull(),
    startsAt: time("starts_at").notNull(),
    endsAt: time("ends_at").notNull(),
    /** Worked minutes of the shift, per assistant. */
    minutes: integer("minutes").notNull(),
    localityId: uuid("locality_id").notNull(),
    keyActivityId: uuid("key_activity_id").notNull(),
    handedTo: text("handed_to"),
    state: text("state").notNull().default("draft"),
    authorId: uuid("author_id")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    recordedAt: instant("recorded_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "activities_project"),
    withinProject(t, t.localityId, localities, "activities_locality"),
    withinProject(t, t.keyActivityId, keyActivities, "activities_key_activity"),
    partKey(t, "activities_within"),
    /** Told by the index alone: how many there are of a state. */
    index("activities_day").on(t.projectId, t.happenedOn, t.id, t.state, t.organisationId),
    /** What somebody still has to do something about: few rows of many. */
    index("activities_open").on(t.projectId, t.state, t.happenedOn).where(sql`${t.state} <> 'approved'`),
    index("activities_locality_fk").on(t.localityId),
    index("activities_key_activity_fk").on(t.keyActivityId, t.happenedOn),
    index("activities_author_fk").on(t.authorId),
    check("activities_minutes", sql`${t.minutes} between 1 and 1440`),
    check("activities_state", sql`${t.state} in ('draft', 'submitted', 'returned', 'approved')`),
    check(
      "activities_handed_to",
      sql`${t.handedTo} in ('municipal-police', 'state-police', 'social-department', 'other')`,
    ),
  ],
);

/**
 * The mentor's note of a shift, which may say more of citizens than it should: until the shift is approved it is read by
 * its authors and by those who approve. A row of its own, since row-level security hides no column.
 */
export const activityNotes = pgTable(
  "activity_notes",
  {
    ...projectPart(),
    activityId: uuid("activity_id").notNull(),
    note: text("note").notNull(),
    /** Whether the shift is approved, so that the policy reads no other table. By trigger, like the authors. */
    approved: boolean("approved").notNull(),
    /** Who logged the shift, who wrote the note, and for whom. */
    authorIds: uuid("author_ids").array().notNull(),
  },
  (t) => [
    within(t, projects, "activity_notes_project"),
    index("activity_notes_project_fk").on(t.projectId),
    withinProject(t, t.activityId, activities, "activity_notes_activity").onDelete("cascade"),
    unique("activity_notes_once").on(t.activityId),
    check("activity_notes_length", sql`length(${t.note}) between 1 and 4000`),
  ],
);

export const activityAssistants = pgTable(
  "activity_assistants",
  {
    ...projectPart(),
    activityId: uuid("activity_id").notNull(),
    assistantId: uuid("assistant_id").notNull(),
  },
  (t) => [
    within(t, projects, "activity_assistants_project"),
    index("activity_assistants_project_fk").on(t.projectId),
    withinProject(t, t.activityId, activities, "activity_assistants_activity"),
    withinProject(t, t.assistantId, assistants, "activity_assistants_assistant"),
    unique("activity_assistants_once").on(t.activityId, t.assistantId),
    index("activity_assistants_assistant_fk").on(t.assistantId),
  ],
);

const tstzrange = customType<{ data: string }>({ dataType: () => "tstzrange" });

/**
 * From when to when an assistant served a shift, in real time, and the state of the shift. Triggers keep it beside
 * activity_assistants; it stays out of the log, which has what it follows from. Nobody is in two approved shifts at once
 * (exclusion constraint shift_spans_once).
 */
export const shiftSpans = pgTable(
  "shift_spans",
  {
    ...projectPart(),
    activityId: uuid("activity_id").notNull(),
    assistantId: uuid("assistant_id").notNull(),
    /** Null where an hour of it does not exist: logged before such hours were refused. */
    span: tstzrange("span"),
    state: text("state").notNull(),
    /** Approved shifts of one value lay over each other before that was refused, and are left so; null: none did. */
    standsWith: uuid("stands_with"),
  },
  (t) => [
    within(t, projects, "shift_spans_project"),
    foreignKey({
      name: "shift_spans_served",
      columns: [t.activityId, t.assistantId],
      foreignColumns: [activityAssistants.activityId, activityAssistants.assistantId],
    }).onDelete("cascade"),
    unique("shift_spans_of").on(t.activityId, t.assistantId),
    index("shift_spans_project_fk").on(t.projectId),
    index("shift_spans_time").using("gist", t.assistantId, t.span),
    index("shift_spans_doubles").on(t.projectId).where(sql`${t.standsWith} is not null`),
  ],
);

/**
 * A further place of a shift, beside the one that stands with it: hours and people are the shift's, what was done there is
 * its counts of this place.
 */
export const activityPlaces = pgTable(
  "activity_places",
  {
    ...projectPart(),
    activityId: uuid("activity_id").notNull(),
    localityId: uuid("locality_id").notNull(),
  },
  (t) => [
    within(t, projects, "activity_places_project"),
    index("activity_places_project_fk").on(t.projectId),
    withinProject(t, t.activityId, activities, "activity_places_activity"),
    withinProject(t, t.localityId, localities, "activity_places_locality"),
    unique("activity_places_once").on(t.activityId, t.localityId),
    unique("activity_places_of").on(t.activityId, t.id),
    index("activity_places_locality_fk").on(t.localityId),
  ],
);

export const activityCounts = pgTable(
  "activity_counts",
  {
    ...projectPart(),
    activityId: uuid("activity_id").notNull(),
    kindId: uuid("kind_id")
      .notNull()
      .references(() => activityKinds.id, { onDelete: "restrict" }),
    count: integer("count").notNull(),
    /** The further place at which it was done; null: where the shift itself stands. */
    placeId: uuid("place_id"),
  },
  (t) => [
    within(t, projects, "activity_counts_project"),
    index("activity_counts_project_fk").on(t.projectId),
    withinProject(t, t.activityId, activities, "activity_counts_activity"),
    foreignKey({
      name: "activity_counts_place",
      columns: [t.activityId, t.placeId],
      foreignColumns: [activityPlaces.activityId, activityPlaces.id],
    }),
    unique("activity_counts_once").on(t.activityId, t.kindId, t.placeId).nullsNotDistinct(),
    index("activity_counts_kind_fk").on(t.kindId),
    check("activity_counts_count", sql`${t.count} between 1 and 9999`),
  ],
);

/** A decision on an activity: who, when, what and why. */
export const activityDecisions = pgTable(
  "activity_decisions",
  {
    ...projectPart(),
    activityId: uuid("activity_id").notNull(),
    decision: text("decision").notNull(),
    reason: text("reason"),
    note: text("note").notNull().default(""),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    within(t, projects, "activity_decisions_project"),
    index("activity_decisions_project_fk").on(t.projectId, t.decidedAt),
    withinProject(t, t.activityId, activities, "activity_decisions_activity"),
    index("activity_decisions_activity_fk").on(t.activityId, t.decidedAt),
    index("activity_decisions_user_fk").on(t.decidedBy),
    check("activity_decisions_kind", sql`${t.decision} in ('draft', 'submitted', 'returned', 'approved')`),
    check(
      "activity_decisions_reason",
      sql`${t.decision} <> 'returned' or (${t.reason} is not null and length(btrim(${t.note})) > 0)`,
    ),
  ],
);
