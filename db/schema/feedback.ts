import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea, day, instant } from "./columns";
import { meetingBlocks, meetingPart, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { registrations } from "./registrations";
import { users } from "./users";

/** The asking after a site of a meeting, until the end of a day. */
export const feedbackWaves = pgTable(
  "feedback_waves",
  {
    ...meetingPart(),
    siteId: uuid("site_id").notNull(),
    closesOn: day("closes_on").notNull(),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "feedback_waves_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "feedback_waves_site"),
    unique("feedback_waves_within").on(t.organisationId, t.meetingId, t.id),
    unique("feedback_waves_once").on(t.siteId),
    index("feedback_waves_user_fk").on(t.decidedBy),
  ],
);

const ofWave = () => ({ ...meetingPart(), waveId: uuid("wave_id").notNull() });

/** Who opened the form, without when: nothing in these rows, nor in their order, meets an answer. */
export const feedbackMarks = pgTable(
  "feedback_marks",
  {
    ...ofWave(),
    /** Null once he was erased: that somebody opened a form stays, or there would be more answers than forms. */
    registrationId: uuid("registration_id"),
  },
  (t) => [
    withinMeeting(t, "feedback_marks_meeting"),
    ofMeeting(t, t.waveId, feedbackWaves, "feedback_marks_wave"),
    ofMeeting(t, t.registrationId, registrations, "feedback_marks_registration"),
    unique("feedback_marks_once").on(t.waveId, t.registrationId),
    index("feedback_marks_registration_fk").on(t.registrationId),
  ],
);

/** The tickets that were used, as hashes; which registration one was made for follows from the installation's secret alone. */
export const feedbackTickets = pgTable(
  "feedback_tickets",
  { ...ofWave(), ticketHash: bytea("ticket_hash").notNull() },
  (t) => [
    withinMeeting(t, "feedback_tickets_meeting"),
    ofMeeting(t, t.waveId, feedbackWaves, "feedback_tickets_wave"),
    unique("feedback_tickets_once").on(t.waveId, t.ticketHash),
  ],
);

/** How many gave a score to a question or a block: all that is kept of what was ticked. */
export const feedbackCounts = pgTable(
  "feedback_counts",
  {
    ...ofWave(),
    question: text("question").notNull(),
    blockId: uuid("block_id"),
    score: integer("score").notNull(),
    n: integer("n").notNull().default(0),
  },
  (t) => [
    withinMeeting(t, "feedback_counts_meeting"),
    ofMeeting(t, t.waveId, feedbackWaves, "feedback_counts_wave"),
    ofMeeting(t, t.blockId, meetingBlocks, "feedback_counts_block"),
    unique("feedback_counts_once").on(t.waveId, t.question, t.blockId, t.score).nullsNotDistinct(),
    index("feedback_counts_block_fk").on(t.blockId),
    check("feedback_counts_question", sql`${t.question} in ('content', 'use', 'organisation', 'place', 'block')`),
    check("feedback_counts_block_given", sql`(${t.question} = 'block') = (${t.blockId} is not null)`),
    check("feedback_counts_score", sql`${t.score} between 1 and 5`),
    check("feedback_counts_n", sql`${t.n} >= 0`),
  ],
);

/** What was written in words, each apart from what else its author ticked. */
export const feedbackTexts = pgTable("feedback_texts", { ...ofWave(), text: text("text").notNull() }, (t) => [
  withinMeeting(t, "feedback_texts_meeting"),
  ofMeeting(t, t.waveId, feedbackWaves, "feedback_texts_wave"),
  index("feedback_texts_wave_fk").on(t.waveId),
  check("feedback_texts_text", sql`length(btrim(${t.text})) between 1 and 1500`),
]);
