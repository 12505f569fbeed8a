import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { walkIns } from "./attendances";
import { instant } from "./columns";
import { meetingPart, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { registrations } from "./registrations";
import { users } from "./users";

const issue = () => ({
  issuedBy: uuid("issued_by")
    .notNull()
    .references(() => users.id, { onDelete: "restrict" }),
  issuedAt: instant("issued_at").notNull().default(sql`now()`),
});

/** That a list of the people of a site was given out: its number and how it differs from the one before. */
export const listIssues = pgTable(
  "list_issues",
  {
    ...meetingPart(),
    siteId: uuid("site_id").notNull(),
    kind: text("kind").notNull(),
    /** From one, of its site and kind. */
    number: integer("number").notNull(),
    people: integer("people").notNull(),
    added: integer("added").notNull(),
    removed: integer("removed").notNull(),
    changed: integer("changed").notNull(),
    ...issue(),
  },
  (t) => [
    withinMeeting(t, "list_issues_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "list_issues_site"),
    unique("list_issues_within").on(t.organisationId, t.meetingId, t.id),
    unique("list_issues_number").on(t.siteId, t.kind, t.number),
    index("list_issues_meeting_fk").on(t.meetingId),
    index("list_issues_user_fk").on(t.issuedBy),
    check("list_issues_kind", sql`${t.kind} in ('badges', 'rooms', 'meals', 'parking', 'sign-in')`),
    check("list_issues_first", sql`${t.number} > 1 or (${t.removed} = 0 and ${t.changed} = 0)`),
  ],
);

/**
 * Who was on an issue, with the hash of what it said about him: enough to tell the next one apart, and no second copy of
 * anybody's food or room. Not in the log; goes with them.
 */
export const listLines = pgTable(
  "list_lines",
  {
    ...meetingPart(),
    issueId: uuid("issue_id").notNull(),
    registrationId: uuid("registration_id").notNull(),
    lineHash: text("line_hash").notNull(),
  },
  (t) => [
    withinMeeting(t, "list_lines_meeting"),
    ofMeeting(t, t.issueId, listIssues, "list_lines_issue"),
    ofMeeting(t, t.registrationId, registrations, "list_lines_registration"),
    unique("list_lines_once").on(t.issueId, t.registrationId),
    index("list_lines_registration_fk").on(t.registrationId),
  ],
);

/**
 * What somebody was given about the blocks that he attended at a site, as it was said then. A number is a person's, its
 * issues follow one another; the last one holds unless it was taken back.
 */
export const certificates = pgTable(
  "certificates",
  {
    ...meetingPart(),
    siteId: uuid("site_id").notNull(),
    registrationId: uuid("registration_id"),
    walkInId: uuid("walk_in_id"),
    number: integer("number").notNull(),
    issue: integer("issue").notNull(),
    /** In the address by which anybody who holds the paper checks it. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    /** As they were: number, title in both languages, day, minutes. */
    blocks: jsonb("blocks").notNull(),
    minutes: integer("minutes").notNull(),
    ...issue(),
    /** Replaced by the next issue, or taken back since nothing was attended after all. */
    endedAt: instant("ended_at"),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    withinMeeting(t, "certificates_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "certificates_site"),
    ofMeeting(t, t.registrationId, registrations, "certificates_registration"),
    ofMeeting(t, t.walkInId, walkIns, "certificates_walk_in"),
    unique("certificates_within").on(t.organisationId, t.meetingId, t.id),
    unique("certificates_issue").on(t.meetingId, t.number, t.issue),
    unique("certificates_code").on(t.code),
    index("certificates_site_fk").on(t.siteId),
    index("certificates_registration_fk").on(t.registrationId),
    index("certificates_walk_in_fk").on(t.walkInId),
    index("certificates_user_fk").on(t.issuedBy),
    check("certificates_person", sql`(${t.registrationId} is null) <> (${t.walkInId} is null)`),
    check("certificates_code_form", sql`${t.code} ~ '^[0-9a-f]{24}$'`),
    check("certificates_minutes", sql`${t.minutes} >= 0`),
  ],
);
