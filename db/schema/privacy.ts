import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { day, id, instant, within } from "./columns";
import { organisationRef } from "./organisations";
import { projects } from "./projects";

/** The protocol of erasing people: who, when, why, and how much went; never what. */
export const erasures = pgTable(
  "erasures",
  {
    id: id(),
    organisationId: organisationRef(),
    personKind: text("person_kind").notNull(),
    personId: uuid("person_id").notNull(),
    reason: text("reason").notNull(),
    reference: text("reference").notNull().default(""),
    inNotes: boolean("in_notes").notNull(),
    /** Null: by the command line, after a restore. */
    erasedBy: uuid("erased_by"),
    erasedAt: instant("erased_at").notNull().default(sql`now()`),
    removed: jsonb("removed").notNull(),
  },
  (t) => [
    unique("erasures_person").on(t.personKind, t.personId),
    index("erasures_organisation").on(t.organisationId, t.erasedAt),
    check("erasures_person_kind", sql`${t.personKind} in ('user', 'assistant', 'registration', 'coordinator')`),
    check("erasures_reason", sql`${t.reason} in ('request', 'time', 'mistake', 'order')`),
    check("erasures_reference", sql`${t.reference} ~ '^[0-9A-Z/ .-]{0,40}$'`),
  ],
);

/** The protocol of what was removed because its time was over. */
export const purges = pgTable(
  "purges",
  {
    id: id(),
    organisationId: organisationRef(),
    what: text("what").notNull(),
    olderThan: instant("older_than").notNull(),
    removed: integer("removed").notNull(),
    at: instant("at").notNull().default(sql`now()`),
  },
  (t) => [
    index("purges_organisation").on(t.organisationId, t.at),
    check(
      "purges_what",
      sql`${t.what} in ('access', 'mail', 'jobs', 'commands', 'needs', 'registrations', 'coordinators', 'addresses')`,
    ),
  ],
);

/** What was sent although it looked like a person's data: which kind in which field of which write, and why; never what. */
export const personalOverrules = pgTable(
  "personal_overrules",
  {
    id: id(),
    organisationId: organisationRef(),
    /** Null: of a write that belongs to no project. */
    projectId: uuid("project_id"),
    verb: text("verb").notNull(),
    field: text("field").notNull(),
    kind: text("kind").notNull(),
    reason: text("reason").notNull(),
    noticedOn: day("noticed_on").notNull(),
  },
  (t) => [
    within(t, projects, "personal_overrules_project"),
    index("personal_overrules_project_fk").on(t.organisationId, t.projectId, t.noticedOn),
    check("personal_overrules_kind", sql`${t.kind} in ('birthNumber', 'name', 'phone', 'email', 'address')`),
    // Five signs are asked for by the input; an erasure passes through a single one (sec.take_out).
    check("personal_overrules_reason", sql`length(btrim(${t.reason})) between 1 and 300`),
  ],
);
