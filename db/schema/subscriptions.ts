import { sql } from "drizzle-orm";
import { check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytea, id, instant } from "./columns";
import { organisationRef } from "./organisations";
import { users } from "./users";

/** What a person has asked to be sent or shown elsewhere; the token of its link is derived from the id (db/accounts/link-token.ts). */
export const subscriptions = pgTable(
  "subscriptions",
  {
    id: id(),
    organisationId: organisationRef(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    /** How often the digest comes; null for the calendar. */
    every: text("every"),
    tokenHash: bytea("token_hash").notNull().unique(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (t) => [
    unique("subscriptions_once").on(t.userId, t.kind),
    index("subscriptions_organisation").on(t.organisationId),
    check("subscriptions_kind", sql`${t.kind} in ('digest', 'calendar')`),
    check(
      "subscriptions_every",
      sql`(${t.kind} = 'digest') = (${t.every} is not null) and ${t.every} in ('day', 'week')`,
    ),
  ],
);
