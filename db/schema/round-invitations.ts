import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea, day, id, instant } from "./columns";
import { meetingPart, meetingRounds, ofMeeting, withinMeeting } from "./meetings";
import { organisationRef } from "./organisations";
import { users } from "./users";

/** Whom a further round is offered to beside those who wait: offices of the product's projects and pasted addresses. */
export const invitedAddresses = pgTable(
  "invited_addresses",
  {
    ...meetingPart(),
    email: text("email").notNull(),
    /** Whose it is, as far as it is known. */
    label: text("label").notNull().default(""),
    source: text("source").notNull(),
    /** Of the link by which he objects; its token is derived from the id. */
    tokenHash: bytea("token_hash").notNull(),
    addedBy: uuid("added_by")
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    addedAt: instant("added_at").notNull().default(sql`now()`),
    objectedAt: instant("objected_at"),
    /** Taken off the list after it was invited: kept as long as the list, so that it is invited once, also when it comes back. */
    removedAt: instant("removed_at"),
    keptUntil: day("kept_until").notNull(),
  },
  (t) => [
    withinMeeting(t, "invited_addresses_meeting"),
    unique("invited_addresses_within").on(t.organisationId, t.meetingId, t.id),
    unique("invited_addresses_once").on(t.meetingId, t.email),
    index("invited_addresses_user_fk").on(t.addedBy),
    index("invited_addresses_kept").on(t.keptUntil),
    check("invited_addresses_source", sql`${t.source} in ('project', 'pasted')`),
    check("invited_addresses_label", sql`length(${t.label}) <= 200`),
  ],
);

/** An address that was invited to a round, and reminded once. */
export const roundInvitations = pgTable(
  "round_invitations",
  {
    ...meetingPart(),
    roundId: uuid("round_id").notNull(),
    addressId: uuid("address_id").notNull(),
    invitedAt: instant("invited_at").notNull().default(sql`now()`),
    remindedAt: instant("reminded_at"),
  },
  (t) => [
    withinMeeting(t, "round_invitations_meeting"),
    ofMeeting(t, t.roundId, meetingRounds, "round_invitations_round"),
    ofMeeting(t, t.addressId, invitedAddresses, "round_invitations_address"),
    unique("round_invitations_once").on(t.roundId, t.addressId),
    index("round_invitations_address_fk").on(t.addressId),
  ],
);

/** Addresses that want no invitation from an organiser any more: hashes alone, so that they outlive every list. */
export const mailObjections = pgTable(
  "mail_objections",
  {
    id: id(),
    organisationId: organisationRef(),
    emailHash: bytea("email_hash").notNull(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [unique("mail_objections_once").on(t.organisationId, t.emailHash)],
);
