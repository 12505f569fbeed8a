import { sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { check, foreignKey, index, integer, jsonb, pgTable, text, time, unique, uuid } from "drizzle-orm/pg-core";
import { day, id, instant } from "./columns";
import { organisationRef } from "./organisations";
import { users } from "./users";

const words = (name: string) => text(name).notNull().default("");

/** A national meeting as its invitation describes it: two languages, an office to turn to, one page for everybody. */
export const meetings = pgTable(
  "meetings",
  {
    id: id(),
    organisationId: organisationRef(),
    slug: text("slug").notNull().unique(),
    referenceNumber: text("reference_number").notNull(),
    issuedOn: day("issued_on"),
    titleCs: text("title_cs").notNull(),
    titleEn: text("title_en").notNull(),
    state: text("state").notNull().default("draft"),
    /** The meeting that this one was copied from, to find what still speaks of it. */
    copiedFromId: uuid("copied_from_id"),
    officeCs: words("office_cs"),
    officeEn: words("office_en"),
    contactName: words("contact_name"),
    contactEmail: text("contact_email"),
    contactPhone: words("contact_phone"),
    signatoryName: words("signatory_name"),
    signatoryRoleCs: words("signatory_role_cs"),
    signatoryRoleEn: words("signatory_role_en"),
    invitationCs: words("invitation_cs"),
    invitationEn: words("invitation_en"),
    legalCs: words("legal_cs"),
    legalEn: words("legal_en"),
    paidCs: words("paid_cs"),
    paidEn: words("paid_en"),
    unpaidCs: words("unpaid_cs"),
    unpaidEn: words("unpaid_en"),
    parkingCs: words("parking_cs"),
    parkingEn: words("parking_en"),
    registrationCs: words("registration_cs"),
    registrationEn: words("registration_en"),
    programmeCs: words("programme_cs"),
    programmeEn: words("programme_en"),
    teamCs: words("team_cs"),
    teamEn: words("team_en"),
    closingCs: words("closing_cs"),
    closingEn: words("closing_en"),
    /** What each role weighs in the allocation and the queue; null: as the settings say. */
    roleWeights: jsonb("role_weights"),
  },
  (t) => [
    unique("meetings_within").on(t.organisationId, t.id),
    unique("meetings_reference_number").on(t.organisationId, t.referenceNumber),
    foreignKey({
      name: "meetings_copied_from",
      columns: [t.organisationId, t.copiedFromId],
      foreignColumns: [t.organisationId, t.id],
    }).onDelete("restrict"),
    index("meetings_copied_from_fk").on(t.copiedFromId),
    check("meetings_slug", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("meetings_state", sql`${t.state} in ('draft', 'open', 'closed', 'allocated', 'published')`),
    check(
      "meetings_title",
      sql`length(btrim(${t.titleCs})) between 1 and 300 and length(btrim(${t.titleEn})) between 1 and 300`,
    ),
    check("meetings_copy", sql`${t.copiedFromId} <> ${t.id}`),
  ],
);

/** What every row of a meeting begins with. */
export const meetingPart = () => ({
  id: id(),
  organisationId: uuid("organisation_id").notNull(),
  meetingId: uuid("meeting_id").notNull(),
});

type Part = { organisationId: AnyPgColumn; meetingId: AnyPgColumn };

/** The reference of every row of a meeting: the pair keeps organisation and meeting together. */
export function withinMeeting(own: Part, name: string) {
  return foreignKey({
    name,
    columns: [own.organisationId, own.meetingId],
    foreignColumns: [meetings.organisationId, meetings.id],
  }).onDelete("restrict");
}

/** A reference that cannot leave its meeting: (organisation, meeting, column) → (…, id). */
export function ofMeeting(own: Part, column: AnyPgColumn, target: Part & { id: AnyPgColumn }, name: string) {
  return foreignKey({
    name,
    columns: [own.organisationId, own.meetingId, column],
    foreignColumns: [target.organisationId, target.meetingId, target.id],
  }).onDelete("restrict");
}

/** Where and when a meeting takes place; people of one meeting stand at one of its sites. */
export const meetingSites = pgTable(
  "meeting_sites",
  {
    ...meetingPart(),
    /** Stands for the site in files and in the allocation. */
    code: text("code").notNull(),
    name: text("name").notNull(),
    venueCs: words("venue_cs"),
    venueEn: words("venue_en"),
    address: text("address").notNull(),
    startsOn: day("starts_on").notNull(),
    endsOn: day("ends_on").notNull(),
    arrivalBy: time("arrival_by"),
    firstMeal: text("first_meal"),
    endsAt: time("ends_at"),
    lastMeal: text("last_meal"),
    capacity: integer("capacity").notNull(),
  },
  (t) => [
    withinMeeting(t, "meeting_sites_meeting"),
    unique("meeting_sites_within").on(t.organisationId, t.meetingId, t.id),
    unique("meeting_sites_seated").on(t.organisationId, t.meetingId, t.id, t.capacity),
    unique("meeting_sites_code").on(t.meetingId, t.code),
    check("meeting_sites_code_form", sql`${t.code} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("meeting_sites_dates", sql`${t.endsOn} >= ${t.startsOn}`),
    check("meeting_sites_capacity", sql`${t.capacity} >= 0`),
    check(
      "meeting_sites_meals",
      sql`${t.firstMeal} in ('breakfast', 'lunch', 'dinner') and ${t.lastMeal} in ('breakfast', 'lunch', 'dinner')`,
    ),
  ],
);

/** The programme: a block is held at every site, or at one. */
export const meetingBlocks = pgTable(
  "meeting_blocks",
  {
    ...meetingPart(),
    siteId: uuid("site_id"),
    number: integer("number").notNull(),
    titleCs: text("title_cs").notNull(),
    titleEn: words("title_en"),
    lecturer: words("lecturer"),
    providerCs: words("provider_cs"),
    providerEn: words("provider_en"),
    /** Which day of the meeting, from one; the sites have days of their own. */
    dayNumber: integer("day_number"),
    startsAt: time("starts_at"),
    durationMinutes: integer("duration_minutes"),
  },
  (t) => [
    withinMeeting(t, "meeting_blocks_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "meeting_blocks_site"),
    unique("meeting_blocks_within").on(t.organisationId, t.meetingId, t.id),
    unique("meeting_blocks_number").on(t.meetingId, t.siteId, t.number).nullsNotDistinct(),
    index("meeting_blocks_site_fk").on(t.siteId),
    check("meeting_blocks_number_range", sql`${t.number} between 1 and 99`),
    check("meeting_blocks_day", sql`${t.dayNumber} between 1 and 14`),
    check("meeting_blocks_minutes", sql`${t.durationMinutes} between 1 and 1440`),
  ],
);

/** Rounds of registering: the first for all sites, further ones for one site each. */
export const meetingRounds = pgTable(
  "meeting_rounds",
  {
    ...meetingPart(),
    number: integer("number").notNull(),
    siteId: uuid("site_id"),
    state: text("state").notNull().default("planned"),
    /** The first instant that is too late. */
    closesAt: instant("closes_at").notNull(),
  },
  (t) => [
    withinMeeting(t, "meeting_rounds_meeting"),
    ofMeeting(t, t.siteId, meetingSites, "meeting_rounds_site"),
    unique("meeting_rounds_within").on(t.organisationId, t.meetingId, t.id),
    unique("meeting_rounds_number").on(t.meetingId, t.number),
    index("meeting_rounds_site_fk").on(t.siteId),
    check("meeting_rounds_state", sql`${t.state} in ('planned', 'open', 'closed')`),
    check("meeting_rounds_first", sql`(${t.number} = 1) = (${t.siteId} is null)`),
    check("meeting_rounds_number_range", sql`${t.number} between 1 and 20`),
  ],
);

const decision = () => ({
  decision: text("decision").notNull(),
  note: words("note"),
  decidedBy: uuid("decided_by")
    .notNull()
    .references(() => users.id, { onDelete: "restrict" }),
  decidedAt: instant("decided_at").notNull().default(sql`now()`),
});

/** A decision on a meeting: who, when, what and why. The state of the meeting is its word. */
export const meetingDecisions = pgTable("meeting_decisions", { ...meetingPart(), ...decision() }, (t) => [
  withinMeeting(t, "meeting_decisions_meeting"),
  index("meeting_decisions_meeting_fk").on(t.meetingId, t.decidedAt),
  index("meeting_decisions_user_fk").on(t.decidedBy),
  check("meeting_decisions_kind", sql`${t.decision} in ('open', 'closed', 'allocated', 'published')`),
]);

/** A decision on a round. */
export const roundDecisions = pgTable(
  "round_decisions",
  { ...meetingPart(), roundId: uuid("round_id").notNull(), ...decision() },
  (t) => [
    withinMeeting(t, "round_decisions_meeting"),
    ofMeeting(t, t.roundId, meetingRounds, "round_decisions_round"),
    index("round_decisions_round_fk").on(t.roundId, t.decidedAt),
    index("round_decisions_user_fk").on(t.decidedBy),
    check("round_decisions_kind", sql`${t.decision} in ('open', 'closed')`),
  ],
);
