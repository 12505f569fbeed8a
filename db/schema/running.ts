import { sql } from "drizzle-orm";
import { bigint, check, index, integer, json, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, id, instant } from "./columns";
import { organisationRef, organisations } from "./organisations";

/** A rule's number or the demo's day; every one says where it comes from and whether that was verified. */
export const settings = pgTable(
  "settings",
  {
    id: id(),
    organisationId: organisationRef(),
    key: text("key").notNull(),
    value: jsonb("value").notNull(),
    source: text("source").notNull(),
    verified: text("verified").notNull().default("no"),
    validFrom: day("valid_from").notNull(),
  },
  (t) => [
    unique("settings_key").on(t.organisationId, t.key, t.validFrom),
    check("settings_verified", sql`${t.verified} in ('yes', 'no')`),
  ],
);

/** A command that was carried out: its id makes repeating it safe. */
export const commands = pgTable(
  "commands",
  {
    id: uuid("id").primaryKey(),
    organisationId: organisationRef(),
    actorId: uuid("actor_id"),
    name: text("name").notNull(),
    hash: text("hash").notNull(),
    /** As it was answered, letter for letter: json, not jsonb, keeps the order of its fields. */
    result: json("result"),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [index("commands_organisation").on(t.organisationId, t.at)],
);

/** Mail to be sent; the row is written in the transaction of its cause. */
export const outbox = pgTable(
  "outbox",
  {
    id: id(),
    organisationId: organisationRef(),
    messageId: text("message_id").notNull().unique(),
    template: text("template").notNull(),
    recipientId: uuid("recipient_id"),
    /** In place of an account: who registered for a meeting. */
    registrationId: uuid("registration_id"),
    /** Or the coordinator of a team. */
    teamId: uuid("team_id"),
    /** Or an address that is invited to a further round. */
    addressId: uuid("address_id"),
    /** The meeting that it is about. */
    meetingId: uuid("meeting_id"),
    /** What it was ordered with: a publication or a mailing (db/schema/meeting-mails.ts). Those wait for each other and for others. */
    batchId: uuid("batch_id"),
    data: jsonb("data").notNull(),
    /** The event that went with it, as it was numbered and sent. */
    calendar: jsonb("calendar"),
    state: text("state").notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    nextAttemptAt: instant("next_attempt_at").notNull().default(sql`now()`),
    /** When the mail server was last asked to take it. */
    triedAt: instant("tried_at"),
    /** A word of lib/domain/mail.ts, with the codes of the server's answer; never its text, which may hold an address. */
    lastError: text("last_error"),
    /** When it was sent, failed for good, or was found to be of no use any more. */
    settledAt: instant("settled_at"),
    delivered: text("delivered"),
  },
  (t) => [
    index("outbox_waiting").on(t.nextAttemptAt).where(sql`state = 'waiting'`),
    index("outbox_organisation").on(t.organisationId),
    index("outbox_created").on(t.createdAt),
    index("outbox_recipient").on(t.recipientId),
    index("outbox_registration").on(t.registrationId),
    index("outbox_team").on(t.teamId),
    index("outbox_meeting").on(t.meetingId),
    index("outbox_batch").on(t.batchId),
    index("outbox_tried").on(t.triedAt),
    index("outbox_address").on(t.addressId),
    check(
      "outbox_one_recipient",
      sql`num_nonnulls(${t.recipientId}, ${t.registrationId}, ${t.teamId}, ${t.addressId}) <= 1`,
    ),
    check("outbox_state", sql`${t.state} in ('waiting', 'sent', 'failed', 'dropped')`),
    check("outbox_delivered", sql`${t.delivered} in ('smtp', 'file')`),
    check(
      "outbox_settled",
      sql`(${t.state} = 'waiting') = (${t.settledAt} is null) and (${t.state} = 'sent') = (${t.delivered} is not null)`,
    ),
  ],
);

/** Work to be done later; taken by the worker with skip locked. */
export const jobs = pgTable(
  "jobs",
  {
    id: id(),
    organisationId: organisationRef(),
    kind: text("kind").notNull(),
    data: jsonb("data").notNull(),
    state: text("state").notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    runAt: instant("run_at").notNull().default(sql`now()`),
    finishedAt: instant("finished_at"),
    lastError: text("last_error"),
  },
  (t) => [
    index("jobs_waiting").on(t.runAt).where(sql`state = 'waiting'`),
    index("jobs_organisation").on(t.organisationId),
    check("jobs_state", sql`${t.state} in ('waiting', 'done', 'failed')`),
  ],
);

/** A backup that was made (place: its folder's name), or why one was not. */
export const backups = pgTable(
  "backups",
  {
    id: id(),
    organisationId: organisationRef(),
    /** The instant it shows. */
    madeAt: instant("made_at").notNull(),
    finishedAt: instant("finished_at").notNull().default(sql`now()`),
    place: text("place"),
    bytes: bigint("bytes", { mode: "number" }),
    error: text("error"),
  },
  (t) => [
    index("backups_organisation").on(t.organisationId, t.madeAt),
    check("backups_outcome", sql`(${t.place} is null) = (${t.error} is not null)`),
  ],
);

/** Who looked at personal data, when and where. */
export const accessLog = pgTable(
  "access_log",
  {
    id: id(),
    organisationId: organisationRef(),
    userId: uuid("user_id").notNull(),
    page: text("page").notNull(),
    subject: text("subject").notNull(),
    /** Whose data it was: the organisation, and the person where the page was about one. */
    aboutOrganisationId: uuid("about_organisation_id").references(() => organisations.id, { onDelete: "restrict" }),
    aboutId: uuid("about_id"),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    index("access_log_organisation").on(t.organisationId, t.at),
    index("access_log_about").on(t.aboutOrganisationId, t.at),
  ],
);
