import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, id, instant } from "./columns";
import { organisationRef } from "./organisations";

/** A person with an account. The e-mail is stored in lower case. */
export const users = pgTable(
  "users",
  {
    id: id(),
    organisationId: organisationRef(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    locale: text("locale").notNull().default("cs"),
    theme: text("theme").notNull().default("auto"),
    active: boolean("active").notNull().default(true),
    /** When language and colours were chosen; null while they are the product's. */
    preferredAt: instant("preferred_at"),
    passwordChangedAt: instant("password_changed_at"),
    /** When the second factor or single sign-on was set up, changed or taken off; what it is, only functions read. */
    signInChangedAt: instant("sign_in_changed_at"),
    /** Whether a mail says at once that a shift of his was returned. */
    mailReturned: boolean("mail_returned").notNull().default(true),
  },
  (t) => [
    uniqueIndex("users_email").on(t.email),
    unique("users_organisation_id").on(t.organisationId, t.id),
    check("users_email_form", sql`${t.email} = lower(${t.email}) and ${t.email} ~ '^[^@[:space:]]+@[^@[:space:]]+$'`),
    check("users_name", sql`length(btrim(${t.name})) between 1 and 200`),
    check("users_locale", sql`${t.locale} in ('cs', 'en')`),
    check("users_theme", sql`${t.theme} in ('auto', 'light', 'dark')`),
  ],
);

/** scrypt parameters and the SHA-256 of the derived key; no role but the owner reads this table. */
export const userPasswords = pgTable("user_passwords", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  salt: bytea("salt").notNull(),
  cost: integer("cost").notNull(),
  blockSize: integer("block_size").notNull(),
  parallelization: integer("parallelization").notNull(),
  digest: bytea("digest").notNull(),
});

/** A bearer token of the API; shown once, stored as SHA-256. */
export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id(),
    organisationId: organisationRef(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    tokenHash: bytea("token_hash").notNull().unique(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    index("api_tokens_user").on(t.userId),
    index("api_tokens_organisation").on(t.organisationId),
    check("api_tokens_name", sql`length(btrim(${t.name})) between 1 and 100`),
  ],
);
