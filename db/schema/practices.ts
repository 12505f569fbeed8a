import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { meetingPart, ofMeeting, withinMeeting } from "./meetings";
import { municipalities } from "./organisations";
import { registrations } from "./registrations";
import { users } from "./users";

/** What went well or badly somewhere, told for others; by an account, or by who registered and his link. */
export const practices = pgTable(
  "practices",
  {
    ...meetingPart(),
    authorId: uuid("author_id").references(() => users.id, { onDelete: "restrict" }),
    registrationId: uuid("registration_id"),
    municipalityCode: text("municipality_code")
      .notNull()
      .references(() => municipalities.code, { onDelete: "restrict" }),
    kind: text("kind").notNull(),
    topic: text("topic").notNull(),
    title: text("title").notNull(),
    happened: text("happened").notNull(),
    lesson: text("lesson").notNull(),
    state: text("state").notNull().default("sent"),
    /** By the business clock, as the instant of publishing. */
    sentAt: instant("sent_at").notNull(),
    publishedAt: instant("published_at"),
  },
  (t) => [
    withinMeeting(t, "practices_meeting"),
    ofMeeting(t, t.registrationId, registrations, "practices_registration"),
    unique("practices_within").on(t.organisationId, t.meetingId, t.id),
    index("practices_author_fk").on(t.authorId),
    index("practices_registration_fk").on(t.registrationId),
    index("practices_municipality_fk").on(t.municipalityCode),
    index("practices_published").on(t.publishedAt),
    check("practices_author", sql`num_nonnulls(${t.authorId}, ${t.registrationId}) = 1`),
    check("practices_kind", sql`${t.kind} in ('good', 'bad')`),
    check(
      "practices_topic",
      sql`${t.topic} in ('patrol', 'school', 'neighbours', 'housing', 'debts', 'addiction', 'violence', 'minorities', 'crisis', 'cooperation', 'team', 'other')`,
    ),
    check("practices_title", sql`length(btrim(${t.title})) between 1 and 120`),
    check("practices_happened", sql`length(btrim(${t.happened})) between 1 and 3000`),
    check("practices_lesson", sql`length(btrim(${t.lesson})) between 1 and 1500`),
    check("practices_state", sql`${t.state} in ('sent', 'published', 'returned')`),
    check("practices_published_at", sql`(${t.state} = 'published') = (${t.publishedAt} is not null)`),
  ],
);

/** Sent, published or returned: who, when and why. Whoever sent by a link is nobody with an account. */
export const practiceDecisions = pgTable(
  "practice_decisions",
  {
    ...meetingPart(),
    practiceId: uuid("practice_id").notNull(),
    /** The author of what is decided on, who reads it. */
    authorId: uuid("author_id").references(() => users.id, { onDelete: "restrict" }),
    decision: text("decision").notNull(),
    reason: text("reason"),
    note: text("note").notNull().default(""),
    decidedBy: uuid("decided_by").references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "practice_decisions_meeting"),
    ofMeeting(t, t.practiceId, practices, "practice_decisions_practice"),
    index("practice_decisions_practice_fk").on(t.practiceId, t.decidedAt),
    index("practice_decisions_author_fk").on(t.authorId),
    index("practice_decisions_user_fk").on(t.decidedBy),
    check("practice_decisions_kind", sql`${t.decision} in ('sent', 'published', 'returned')`),
    check(
      "practice_decisions_reason",
      sql`(${t.decision} = 'returned') = (${t.reason} is not null) and ${t.reason} in ('personal', 'unclear', 'elsewhere', 'known', 'other')
        and (${t.decision} <> 'returned' or length(btrim(${t.note})) between 1 and 1000)`,
    ),
    check("practice_decisions_by", sql`${t.decision} = 'sent' or ${t.decidedBy} is not null`),
  ],
);
