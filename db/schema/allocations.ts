import { sql } from "drizzle-orm";
import { check, foreignKey, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { meetingPart, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { registrations } from "./registrations";
import { users } from "./users";

/** Where somebody has to stand, or may not, before anything is reckoned; who said so, when and why. */
export const allocationPins = pgTable(
  "allocation_pins",
  {
    ...meetingPart(),
    registrationId: uuid("registration_id").notNull(),
    /** One of the two. */
    mustSiteId: uuid("must_site_id"),
    notSiteId: uuid("not_site_id"),
    /** A rule of its own, or what a move by hand has left, which the next run keeps or drops. */
    kind: text("kind").notNull(),
    reason: text("reason").notNull().default(""),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "allocation_pins_meeting"),
    ofMeeting(t, t.registrationId, registrations, "allocation_pins_registration"),
    ofMeeting(t, t.mustSiteId, meetingSites, "allocation_pins_must_site"),
    ofMeeting(t, t.notSiteId, meetingSites, "allocation_pins_not_site"),
    uniqueIndex("allocation_pins_must_once").on(t.registrationId).where(sql`must_site_id is not null`),
    unique("allocation_pins_not_once").on(t.registrationId, t.notSiteId),
    index("allocation_pins_meeting_fk").on(t.meetingId),
    index("allocation_pins_must_site_fk").on(t.mustSiteId),
    index("allocation_pins_not_site_fk").on(t.notSiteId),
    index("allocation_pins_user_fk").on(t.decidedBy),
    check("allocation_pins_one", sql`num_nonnulls(${t.mustSiteId}, ${t.notSiteId}) = 1`),
    check("allocation_pins_kind", sql`${t.kind} in ('rule', 'move')`),
    check("allocation_pins_reason", sql`length(${t.reason}) <= 500`),
  ],
);

/**
 * An allocation as it came out, with all that it came out of: an appeal carries the method out again on the input. One
 * that was moved by hand is a row of its own, based on the one before.
 */
export const allocationRuns = pgTable(
  "allocation_runs",
  {
    ...meetingPart(),
    /** The variants that were reckoned at once from the same people. */
    batchId: uuid("batch_id").notNull(),
    variant: text("variant").notNull(),
    basedOnId: uuid("based_on_id"),
    state: text("state").notNull().default("proposed"),
    /** As `hlidka allocate` takes it; people by the ids of their registrations, cities by their codes. */
    input: jsonb("input").notNull(),
    inputHash: text("input_hash").notNull(),
    method: text("method").notNull(),
    /** Why the solver's answer did not count. */
    doubt: text("doubt"),
    /** Of the rules and the solver, and the whole list of its options. */
    versions: jsonb("versions").notNull(),
    objective: jsonb("objective").notNull(),
    /** The code of the site of each person who has one. */
    placement: jsonb("placement").notNull(),
    madeBy: uuid("made_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    madeAt: instant("made_at").notNull().default(sql`now()`),
    chosenBy: uuid("chosen_by").references(() => users.id, { onDelete: "restrict" }),
    chosenAt: instant("chosen_at"),
    /** What the last repetition for an appeal said. */
    verdict: text("verdict"),
    verifiedBy: uuid("verified_by").references(() => users.id, { onDelete: "restrict" }),
    verifiedAt: instant("verified_at"),
  },
  (t) => [
    withinMeeting(t, "allocation_runs_meeting"),
    unique("allocation_runs_within").on(t.organisationId, t.meetingId, t.id),
    foreignKey({
      name: "allocation_runs_based_on",
      columns: [t.organisationId, t.meetingId, t.basedOnId],
      foreignColumns: [t.organisationId, t.meetingId, t.id],
    }).onDelete("restrict"),
    uniqueIndex("allocation_runs_one_chosen").on(t.meetingId).where(sql`state = 'chosen'`),
    index("allocation_runs_meeting_fk").on(t.meetingId, t.madeAt),
    index("allocation_runs_based_on_fk").on(t.basedOnId),
    index("allocation_runs_made_by_fk").on(t.madeBy),
    index("allocation_runs_chosen_by_fk").on(t.chosenBy),
    index("allocation_runs_verified_by_fk").on(t.verifiedBy),
    check("allocation_runs_variant", sql`${t.variant} in ('balanced', 'together', 'wishes')`),
    check("allocation_runs_state", sql`${t.state} in ('proposed', 'chosen')`),
    check("allocation_runs_method", sql`${t.method} in ('optimal', 'greedy', 'manual')`),
    check("allocation_runs_by_hand", sql`(${t.method} = 'manual') = (${t.basedOnId} is not null)`),
    check("allocation_runs_hash", sql`${t.inputHash} ~ '^[0-9a-f]{64}$'`),
    check("allocation_runs_doubt", sql`${t.doubt} in ('time', 'size', 'failed', 'wrong')`),
    check("allocation_runs_chosen", sql`(${t.chosenBy} is null) = (${t.chosenAt} is null)`),
    check("allocation_runs_verdict", sql`${t.verdict} in ('same', 'differs', 'unverified')`),
    check("allocation_runs_verified", sql`num_nonnulls(${t.verdict}, ${t.verifiedBy}, ${t.verifiedAt}) in (0, 3)`),
  ],
);
