import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, day, instant } from "./columns";
import { meetingPart, meetingRounds, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { municipalities } from "./organisations";

/** Who registered for a meeting, and when; it takes no seat. Unconfirmed ones of one address may be many, counted is one. */
export const registrations = pgTable(
  "registrations",
  {
    ...meetingPart(),
    roundId: uuid("round_id").notNull(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    locale: text("locale").notNull(),
    role: text("role").notNull(),
    municipalityCode: text("municipality_code")
      .notNull()
      .references(() => municipalities.code, { onDelete: "restrict" }),
    /** Null: does not mind. */
    preferredSiteId: uuid("preferred_site_id"),
    canOther: boolean("can_other").notNull(),
    /** The instant of sending by the business clock: the rank. */
    registeredAt: instant("registered_at").notNull(),
    /** The same by the real clock, which ends the time for confirming. */
    createdAt: instant("created_at").notNull().default(sql`now()`),
    confirmedAt: instant("confirmed_at"),
    withdrawnAt: instant("withdrawn_at"),
    /** Left the seat or the queue, and may come back at its end. */
    declinedAt: instant("declined_at"),
    /** Until when the organiser lets this one person change his details. */
    changesUntil: instant("changes_until"),
    /** Why the organiser changed the address. */
    correction: text("correction").notNull().default(""),
    /** Consent goes with sending; until this day. */
    keptUntil: day("kept_until").notNull(),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    withinMeeting(t, "registrations_meeting"),
    ofMeeting(t, t.roundId, meetingRounds, "registrations_round"),
    ofMeeting(t, t.preferredSiteId, meetingSites, "registrations_site"),
    unique("registrations_within").on(t.organisationId, t.meetingId, t.id),
    uniqueIndex("registrations_once")
      .on(t.meetingId, t.email)
      .where(sql`confirmed_at is not null and withdrawn_at is null and erased_at is null`),
    index("registrations_email").on(t.email),
    index("registrations_created").on(t.meetingId, t.createdAt),
    index("registrations_round_fk").on(t.roundId),
    index("registrations_site_fk").on(t.preferredSiteId),
    index("registrations_municipality_fk").on(t.municipalityCode),
    index("registrations_kept").on(t.keptUntil),
    check("registrations_name", sql`length(btrim(${t.name})) between 1 and 200`),
    check("registrations_locale", sql`${t.locale} in ('cs', 'en')`),
    check(
      "registrations_role",
      sql`${t.role} in ('assistant', 'mentor', 'supervisor', 'municipal-police', 'police', 'project', 'other')`,
    ),
    check("registrations_other", sql`${t.canOther} or ${t.preferredSiteId} is not null`),
  ],
);

/** Food, room and journey of who registered: gone a month after the meeting, the rest stays longer. */
export const registrationNeeds = pgTable(
  "registration_needs",
  {
    ...meetingPart(),
    registrationId: uuid("registration_id").notNull(),
    meals: text("meals").array().notNull().default(sql`'{}'`),
    room: text("room").notNull(),
    roomWith: text("room_with").notNull().default(""),
    car: boolean("car").notNull(),
    arrival: text("arrival").notNull(),
  },
  (t) => [
    withinMeeting(t, "registration_needs_meeting"),
    ofMeeting(t, t.registrationId, registrations, "registration_needs_registration"),
    unique("registration_needs_one").on(t.registrationId),
    check(
      "registration_needs_meals",
      sql`${t.meals} <@ array['vegetarian', 'vegan', 'no-pork', 'gluten-free', 'lactose-free']`,
    ),
    check("registration_needs_room", sql`${t.room} in ('any', 'alone', 'with')`),
    check(
      "registration_needs_room_with",
      sql`length(${t.roomWith}) <= 120 and (${t.room} = 'with' or ${t.roomWith} = '')`,
    ),
    check("registration_needs_arrival", sql`${t.arrival} in ('in-time', 'later')`),
  ],
);

/** The private link of a registration: its token is derived from the id, of which the database keeps the hash. */
export const registrationLinks = pgTable(
  "registration_links",
  {
    ...meetingPart(),
    registrationId: uuid("registration_id").notNull(),
    tokenHash: bytea("token_hash").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    endedAt: instant("ended_at"),
  },
  (t) => [
    withinMeeting(t, "registration_links_meeting"),
    ofMeeting(t, t.registrationId, registrations, "registration_links_registration"),
    index("registration_links_registration_fk").on(t.registrationId),
  ],
);
