import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea, id, instant } from "./columns";
import { organisationRef, organisations } from "./organisations";
import { delegations } from "./people";
import { users } from "./users";

// What signing in is decided by. Nobody reads or writes these tables but the functions of sec.

const user = () =>
  uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

/** One row a signed-in browser; the cookie carries the opaque token, this table only its SHA-256. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    userId: user(),
    tokenHash: bytea("token_hash").notNull().unique(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    lastSeenAt: instant("last_seen_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    /** What the browser calls itself, for its owner to know it by. */
    agent: text("agent").notNull().default(""),
    /** Looking as another role, read only. */
    previewRole: text("preview_role"),
    previewOrganisationId: uuid("preview_organisation_id").references(() => organisations.id, { onDelete: "restrict" }),
    /** Acting in somebody's stead. */
    delegationId: uuid("delegation_id").references(() => delegations.id, { onDelete: "restrict" }),
    /** The provider of single sign-on asked for a second factor, and that counts here. */
    strong: boolean("strong").notNull().default(false),
  },
  (t) => [
    index("sessions_user").on(t.userId),
    index("sessions_preview_organisation").on(t.previewOrganisationId),
    index("sessions_delegation").on(t.delegationId),
    check("sessions_preview", sql`(${t.previewRole} is null) = (${t.previewOrganisationId} is null)`),
    check("sessions_one_view", sql`${t.previewRole} is null or ${t.delegationId} is null`),
    check("sessions_expiry", sql`${t.expiresAt} > ${t.createdAt}`),
    check("sessions_agent", sql`length(${t.agent}) <= 200`),
  ],
);

/** Tries of a password, a code or a link, counted before they are looked at; what was right is taken away again. */
export const guesses = pgTable(
  "guesses",
  {
    id: id(),
    /** Keyed hash of what is guessed: an account, or an account in a browser that it knows. */
    about: bytea("about").notNull(),
    /** Keyed hash of the network's address; null where it does not count. */
    address: bytea("address"),
    /** Whether it was compared; beyond the limit it is not. */
    checked: boolean("checked").notNull(),
    used: boolean("used").notNull().default(false),
    at: instant("at").notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index("guesses_about").on(t.about, t.at), index("guesses_address").on(t.address, t.at)],
);

/** A browser in which an account was signed in to; its cookie is opaque, here is its SHA-256. */
export const knownDevices = pgTable(
  "known_devices",
  {
    userId: user(),
    tokenHash: bytea("token_hash").notNull(),
    usedAt: instant("used_at").notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.userId, t.tokenHash] })],
);

/** The secret of one-time codes, sealed with the installation's secret, and the last step of the clock it was used in. */
export const userFactors = pgTable("user_factors", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  secret: bytea("secret").notNull(),
  confirmedAt: instant("confirmed_at"),
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  /** What the recovery codes that are being shown derive from; null once they were put away. */
  codesBatch: uuid("codes_batch"),
});

/** Recovery codes as keyed hashes. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => userFactors.userId, { onDelete: "cascade" }),
    codeHash: bytea("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

/** A sign-in whose password was right and whose code is awaited, for ten minutes. */
export const signInSteps = pgTable(
  "sign_in_steps",
  { tokenHash: bytea("token_hash").primaryKey(), userId: user(), expiresAt: instant("expires_at").notNull() },
  (t) => [index("sign_in_steps_user").on(t.userId)],
);

/** A link by mail that sets a new password, for an hour and once. Without a person: nobody has that address. */
export const passwordResets = pgTable(
  "password_resets",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    tokenHash: bytea("token_hash").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("password_resets_user").on(t.userId)],
);

/** Who an account is at a provider of single sign-on, by what the provider signed. */
export const userIdentities = pgTable(
  "user_identities",
  {
    id: id(),
    organisationId: organisationRef(),
    userId: user(),
    provider: text("provider").notNull(),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    unique("user_identities_subject").on(t.issuer, t.subject),
    index("user_identities_user").on(t.userId),
    index("user_identities_organisation").on(t.organisationId),
    check(
      "user_identities_length",
      sql`length(${t.issuer}) between 1 and 500 and length(${t.subject}) between 1 and 500`,
    ),
  ],
);
