import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, id, instant } from "./columns";
import { meetingBlocks, meetingPart, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { municipalities } from "./organisations";
import { registrations } from "./registrations";
import { users } from "./users";

const recorded = () => ({
  recordedBy: uuid("recorded_by")
    .notNull()
    .references(() => users.id, { onDelete: "restrict" }),
  receivedAt: instant("received_at").notNull().default(sql`now()`),
});

/** Who came to a site without a registration: no seat, but a place on the sign-in sheet and on the certificate. */
export const walkIns = pgTable(
  "walk_ins",
  {
    /** Made where the name was typed, so that what is sent twice is there once. */
    ...meetingPart(),
    siteId: uuid("site_id").notNull(),
    name: text("name").notNull(),
    role: text("role").notNull(),
    /** As it was typed; the code stands beside where only one municipality is called so. */
    municipality: text("municipality").notNull(),
    municipalityCode: text("municipality_code").references(() => municipalities.code, { onDelete: "restrict" }),
    ...recorded(),
    keptUntil: day("kept_until").notNull(),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    withinMeeting(t, "walk_ins_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "walk_ins_site"),
    unique("walk_ins_within").on(t.organisationId, t.meetingId, t.id),
    index("walk_ins_site_fk").on(t.siteId),
    index("walk_ins_municipality_fk").on(t.municipalityCode),
    index("walk_ins_user_fk").on(t.recordedBy),
    index("walk_ins_kept").on(t.keptUntil),
    check("walk_ins_name", sql`length(btrim(${t.name})) between 1 and 200`),
    check("walk_ins_municipality", sql`length(${t.municipality}) <= 120`),
    check(
      "walk_ins_role",
      sql`${t.role} in ('assistant', 'mentor', 'supervisor', 'municipal-police', 'police', 'project', 'other')`,
    ),
  ],
);

/**
 * That somebody was said to be at a block, or not to be there after all. Rows are only added; of one person and block the
 * one decided last counts. What a phone said while it was alone stays a fact, with a mark when the person had no seat there.
 */
export const attendances = pgTable(
  "attendances",
  {
    /** Made where it was ticked, so that what is sent twice is there once. */
    id: id(),
    organisationId: uuid("organisation_id").notNull(),
    meetingId: uuid("meeting_id").notNull(),
    siteId: uuid("site_id").notNull(),
    blockId: uuid("block_id").notNull(),
    registrationId: uuid("registration_id"),
    walkInId: uuid("walk_in_id"),
    state: text("state").notNull(),
    mark: text("mark").notNull().default(""),
    /** Which phone or page it was ticked on. */
    device: text("device").notNull(),
    /** By the clock of the phone, and the same by the server's, which decides which of two is the later. */
    madeAt: instant("made_at").notNull(),
    decidedAt: instant("decided_at").notNull(),
    ...recorded(),
  },
  (t) => [
    withinMeeting(t, "attendances_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "attendances_site"),
    ofMeeting(t, t.blockId, meetingBlocks, "attendances_block"),
    ofMeeting(t, t.registrationId, registrations, "attendances_registration"),
    ofMeeting(t, t.walkInId, walkIns, "attendances_walk_in"),
    index("attendances_meeting_fk").on(t.meetingId, t.blockId),
    index("attendances_site_fk").on(t.siteId),
    index("attendances_block_fk").on(t.blockId),
    index("attendances_registration_fk").on(t.registrationId),
    index("attendances_walk_in_fk").on(t.walkInId),
    index("attendances_user_fk").on(t.recordedBy),
    check("attendances_person", sql`(${t.registrationId} is null) <> (${t.walkInId} is null)`),
    check("attendances_state", sql`${t.state} in ('present', 'undone')`),
    check("attendances_mark", sql`${t.mark} in ('', 'withdrawn', 'moved', 'replaced', 'no-seat')`),
    check("attendances_device", sql`length(${t.device}) <= 60`),
  ],
);

/** What the organiser decided about somebody who was ticked at a site where he had no seat. */
export const attendanceDecisions = pgTable(
  "attendance_decisions",
  {
    ...meetingPart(),
    siteId: uuid("site_id").notNull(),
    registrationId: uuid("registration_id").notNull(),
    decision: text("decision").notNull(),
    note: text("note").notNull().default(""),
    decidedBy: uuid("decided_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    decidedAt: instant("decided_at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "attendance_decisions_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "attendance_decisions_site"),
    ofMeeting(t, t.registrationId, registrations, "attendance_decisions_registration"),
    index("attendance_decisions_meeting_fk").on(t.meetingId),
    index("attendance_decisions_site_fk").on(t.siteId),
    index("attendance_decisions_registration_fk").on(t.registrationId, t.decidedAt),
    index("attendance_decisions_user_fk").on(t.decidedBy),
    check("attendance_decisions_kind", sql`${t.decision} in ('counted', 'left-out')`),
    check("attendance_decisions_note", sql`length(${t.note}) <= 2000`),
  ],
);
