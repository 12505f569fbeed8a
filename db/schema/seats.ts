import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { meetingPart, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { registrations } from "./registrations";
import { users } from "./users";

/** The places of a meeting told to everybody at once. Mails wait a while; until the first one left it may be taken back. */
export const publications = pgTable(
  "publications",
  {
    ...meetingPart(),
    /** The run whose placement it is; null: arranged by hand. */
    runId: uuid("run_id"),
    note: text("note").notNull().default(""),
    /** The weight of each role in the queue. */
    roleWeights: jsonb("role_weights").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
    mailsFrom: instant("mails_from").notNull(),
    undoneAt: instant("undone_at"),
    undoneBy: uuid("undone_by").references(() => users.id, { onDelete: "restrict" }),
  },
  (t) => [
    withinMeeting(t, "publications_meeting"),
    unique("publications_within").on(t.organisationId, t.meetingId, t.id),
    index("publications_meeting_fk").on(t.meetingId, t.decidedAt),
    index("publications_user_fk").on(t.decidedBy),
    index("publications_undone_fk").on(t.undoneBy),
    check("publications_undone", sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
  ],
);

/**
 * Seats held now: a freed one is a deleted row. Both unique keys are looked at when the transaction ends, so that people
 * change places. The capacity goes with its site: a number above it is refused, whoever changes which of the two.
 */
export const seats = pgTable(
  "seats",
  {
    ...meetingPart(),
    siteId: uuid("site_id").notNull(),
    siteCapacity: integer("site_capacity").notNull(),
    number: integer("number").notNull(),
    registrationId: uuid("registration_id").notNull(),
    takenAt: instant("taken_at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "seats_meeting"),
    ofMeeting(t, t.registrationId, registrations, "seats_registration"),
    foreignKey({
      name: "seats_site",
      columns: [t.organisationId, t.meetingId, t.siteId, t.siteCapacity],
      foreignColumns: [meetingSites.organisationId, meetingSites.meetingId, meetingSites.id, meetingSites.capacity],
    })
      .onDelete("restrict")
      .onUpdate("cascade"),
    // Made deferrable by the migration, which drizzle has no word for.
    unique("seats_number").on(t.siteId, t.number),
    unique("seats_once").on(t.meetingId, t.registrationId),
    index("seats_registration_fk").on(t.registrationId),
    check("seats_within_capacity", sql`${t.number} between 1 and ${t.siteCapacity}`),
  ],
);

/** What was decided about a person's place and why, an event a row, which stays. His mails are written from it. */
export const seatDecisions = pgTable(
  "seat_decisions",
  {
    ...meetingPart(),
    registrationId: uuid("registration_id").notNull(),
    /** Which of this person's decisions, from one. */
    number: integer("number").notNull(),
    decision: text("decision").notNull(),
    fromSiteId: uuid("from_site_id"),
    siteId: uuid("site_id"),
    /** A key of a sentence and its values: { key, values }. */
    reason: jsonb("reason").notNull(),
    /** What the organiser said about it. */
    note: text("note").notNull().default(""),
    publicationId: uuid("publication_id"),
    /** Null: the person himself, or what follows by itself. */
    decidedBy: uuid("decided_by").references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "seat_decisions_meeting"),
    ofMeeting(t, t.registrationId, registrations, "seat_decisions_registration"),
    ofMeeting(t, t.fromSiteId, meetingSites, "seat_decisions_from_site"),
    ofMeeting(t, t.siteId, meetingSites, "seat_decisions_site"),
    ofMeeting(t, t.publicationId, publications, "seat_decisions_publication"),
    unique("seat_decisions_within").on(t.organisationId, t.meetingId, t.id),
    unique("seat_decisions_number").on(t.registrationId, t.number),
    index("seat_decisions_meeting_fk").on(t.meetingId, t.decidedAt),
    index("seat_decisions_from_site_fk").on(t.fromSiteId),
    index("seat_decisions_site_fk").on(t.siteId),
    index("seat_decisions_publication_fk").on(t.publicationId),
    index("seat_decisions_user_fk").on(t.decidedBy),
    check(
      "seat_decisions_kind",
      sql`${t.decision} in ('placed', 'moved', 'queued', 'promoted', 'lost', 'declined', 'withdrawn', 'substituted', 'role-changed')`,
    ),
  ],
);
