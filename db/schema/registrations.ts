import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, day, instant } from "./columns";
import { meetingPart, meetingRounds, meetingSites, ofMeeting, withinMeeting } from "./meetings";
import { municipalities, organisations } from "./organisations";
import { users } from "./users";

/** The people of one municipality whom one coordinator registers: he confirms his address, they are confirmed by him. */
export const registrationTeams = pgTable(
  "registration_teams",
  {
    ...meetingPart(),
    municipalityCode: text("municipality_code")
      .notNull()
      .references(() => municipalities.code, { onDelete: "restrict" }),
    /** The coordinator; he need not come himself. */
    name: text("name").notNull(),
    email: text("email").notNull(),
    locale: text("locale").notNull(),
    /** The office whose signed-in user made it or took it over, and who that was: only then it sees the team. */
    cityOrganisationId: uuid("city_organisation_id").references(() => organisations.id, { onDelete: "restrict" }),
    madeBy: uuid("made_by").references(() => users.id, { onDelete: "restrict" }),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    confirmedAt: instant("confirmed_at"),
    withdrawnAt: instant("withdrawn_at"),
    keptUntil: day("kept_until").notNull(),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    withinMeeting(t, "registration_teams_meeting"),
    unique("registration_teams_within").on(t.organisationId, t.meetingId, t.id),
    index("registration_teams_email").on(t.email),
    index("registration_teams_municipality_fk").on(t.municipalityCode),
    index("registration_teams_city_fk").on(t.cityOrganisationId),
    index("registration_teams_user_fk").on(t.madeBy),
    index("registration_teams_kept").on(t.keptUntil),
    check("registration_teams_name", sql`length(btrim(${t.name})) between 1 and 200`),
    check("registration_teams_locale", sql`${t.locale} in ('cs', 'en')`),
    check("registration_teams_made", sql`(${t.cityOrganisationId} is null) = (${t.madeBy} is null)`),
  ],
);

/** Who registered for a meeting, and when; it takes no seat. Unconfirmed ones of one address may be many, counted is one. */
export const registrations = pgTable(
  "registrations",
  {
    ...meetingPart(),
    roundId: uuid("round_id").notNull(),
    /** Null: alone. */
    teamId: uuid("team_id"),
    name: text("name").notNull(),
    /** His own address; null for a member of a team who has none, or one that several have: then his coordinator gets his mail. */
    email: text("email"),
    /** The address that he shares with others of his team. */
    officeEmail: text("office_email"),
    /** Whose place and rank he took over. */
    replacesId: uuid("replaces_id"),
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
    /** Of the secret by which whoever sent it corrects its address; null once that was done or the address was proven. */
    correctionHash: bytea("correction_hash"),
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
    ofMeeting(t, t.teamId, registrationTeams, "registrations_team"),
    unique("registrations_within").on(t.organisationId, t.meetingId, t.id),
    foreignKey({
      name: "registrations_replaces",
      columns: [t.organisationId, t.meetingId, t.replacesId],
      foreignColumns: [t.organisationId, t.meetingId, t.id],
    }).onDelete("restrict"),
    unique("registrations_replaced_once").on(t.replacesId),
    uniqueIndex("registrations_once")
      .on(t.meetingId, t.email)
      .where(sql`confirmed_at is not null and withdrawn_at is null and erased_at is null`),
    index("registrations_email").on(t.email),
    index("registrations_created").on(t.meetingId, t.createdAt),
    index("registrations_round_fk").on(t.roundId),
    index("registrations_site_fk").on(t.preferredSiteId),
    index("registrations_team_fk").on(t.teamId),
    index("registrations_municipality_fk").on(t.municipalityCode),
    index("registrations_kept").on(t.keptUntil),
    check("registrations_name", sql`length(btrim(${t.name})) between 1 and 200`),
    check("registrations_locale", sql`${t.locale} in ('cs', 'en')`),
    check(
      "registrations_role",
      sql`${t.role} in ('assistant', 'mentor', 'supervisor', 'municipal-police', 'police', 'project', 'other')`,
    ),
    check("registrations_email_or_team", sql`${t.email} is not null or ${t.teamId} is not null`),
    check("registrations_office_email", sql`${t.email} is null or ${t.officeEmail} is null`),
    check("registrations_replaces_another", sql`${t.replacesId} <> ${t.id}`),
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

/**
 * What became of a registration beside its details: asked = somebody asks to change it after the deadline, opened = the
 * organiser opened it for changes until an instant. It only grows.
 */
export const registrationEvents = pgTable(
  "registration_events",
  {
    ...meetingPart(),
    registrationId: uuid("registration_id").notNull(),
    kind: text("kind").notNull(),
    text: text("text").notNull().default(""),
    /** The first instant that is too late. */
    closesAt: instant("closes_at"),
    /** Null: the person himself or his coordinator. */
    decidedBy: uuid("decided_by").references(() => users.id, { onDelete: "restrict" }),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    withinMeeting(t, "registration_events_meeting"),
    ofMeeting(t, t.registrationId, registrations, "registration_events_registration"),
    index("registration_events_registration_fk").on(t.registrationId, t.at),
    index("registration_events_user_fk").on(t.decidedBy),
    check("registration_events_kind", sql`${t.kind} in ('asked', 'opened')`),
    check("registration_events_text", sql`length(${t.text}) <= 500`),
    check("registration_events_opened", sql`(${t.kind} = 'opened') = (${t.closesAt} is not null)`),
  ],
);

/**
 * The private link of a registration or, to its coordinator, of a team: its token is derived from the id, of which the
 * database keeps the hash.
 */
export const registrationLinks = pgTable(
  "registration_links",
  {
    ...meetingPart(),
    registrationId: uuid("registration_id"),
    teamId: uuid("team_id"),
    tokenHash: bytea("token_hash").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    endedAt: instant("ended_at"),
  },
  (t) => [
    withinMeeting(t, "registration_links_meeting"),
    ofMeeting(t, t.registrationId, registrations, "registration_links_registration"),
    ofMeeting(t, t.teamId, registrationTeams, "registration_links_team"),
    index("registration_links_registration_fk").on(t.registrationId),
    index("registration_links_team_fk").on(t.teamId),
    check("registration_links_opens_one", sql`num_nonnulls(${t.registrationId}, ${t.teamId}) = 1`),
  ],
);
