import { z } from "zod";

export const roles = ["mentor", "manager", "finance", "auditor", "organiser", "admin", "dpo"] as const;
export type Role = (typeof roles)[number];

/** Who acts, as the data gate resolved it in this transaction. */
export const actorSchema = z.object({
  kind: z.enum(["session", "token", "reader", "public", "worker", "operator"]),
  userId: z.uuid().nullable(),
  name: z.string(),
  email: z.string(),
  locale: z.enum(["cs", "en"]),
  theme: z.enum(["auto", "light", "dark"]),
  organisationId: z.uuid().nullable(),
  organisationName: z.string(),
  organisationKind: z.enum(["city", "ministry", "operator", "public"]),
  /** With a project the role holds in that one only. */
  roles: z.array(
    z.object({ role: z.enum(roles), organisationId: z.uuid(), projectId: z.uuid().nullable().default(null) }),
  ),
  /** The business day of this transaction. */
  today: z.iso.date(),
  demo: z.boolean(),
  stale: z.boolean().optional(),
  /** The role that the session only looks as: nothing can be written. */
  preview: z.enum(roles).nullish(),
  /** The person in whose stead the session acts, with that person's roles. */
  standsFor: z.object({ id: z.uuid(), name: z.string() }).nullish(),
  /** A second factor is required of this person and missing: until it is set up, nothing else opens. */
  factorMissing: z.boolean().optional(),
});

export type Actor = z.output<typeof actorSchema>;

export const hasRole = (actor: Actor, ...wanted: Role[]) => actor.roles.some(({ role }) => wanted.includes(role));
