import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { meetingPart, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { users } from "./users";

/** A programme or a reminder, sent to everybody who has a seat at a site; null: ordered by the worker when the time came. */
export const meetingMailings = pgTable(
  "meeting_mailings",
  {
    ...meetingPart(),
    kind: text("kind").notNull(),
    siteId: uuid("site_id").notNull(),
    orderedBy: uuid("ordered_by").references(() => users.id, { onDelete: "restrict" }),
    orderedAt: instant("ordered_at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "meeting_mailings_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "meeting_mailings_site"),
    // One reminder of a site is sent, by whomever; a programme again when it has changed.
    uniqueIndex("meeting_mailings_reminder").on(t.siteId).where(sql`kind = 'reminder'`),
    index("meeting_mailings_meeting_fk").on(t.meetingId, t.orderedAt),
    index("meeting_mailings_site_fk").on(t.siteId),
    index("meeting_mailings_user_fk").on(t.orderedBy),
    check("meeting_mailings_kind", sql`${t.kind} in ('programme', 'reminder')`),
  ],
);

/**
 * That the mails of a meeting were stopped or go on: the last row holds. Refused: the mail server did not want one for
 * what it is, so that the others stopped by themselves.
 */
export const meetingMailStops = pgTable(
  "meeting_mail_stops",
  {
    ...meetingPart(),
    decision: text("decision").notNull(),
    /** Of the server's answer. */
    codes: text("codes").notNull().default(""),
    decidedBy: uuid("decided_by").references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [
    withinMeeting(t, "meeting_mail_stops_meeting"),
    index("meeting_mail_stops_meeting_fk").on(t.meetingId, t.decidedAt),
    index("meeting_mail_stops_user_fk").on(t.decidedBy),
    check("meeting_mail_stops_decision", sql`${t.decision} in ('stopped', 'refused', 'resumed')`),
    check("meeting_mail_stops_by", sql`(${t.decision} = 'refused') = (${t.decidedBy} is null)`),
  ],
);
