import type { Actor, Role } from "./actor";
import { DomainError } from "./error";

/**
 * Who may do what: the whole policy in one table. The database holds the same borders by row-level security
 * (classes of tables per role); this table is checked first, for a good message.
 */
export const permissions = {
  "activity.log": ["mentor", "manager"],
  "activity.submit": ["mentor", "manager"],
  "activity.delete": ["mentor", "manager"],
  "activity.approve": ["manager"],
  "activity.return": ["manager"],
  "evidence.attach": ["mentor", "manager", "finance"],
  "expense.record": ["finance", "manager"],
  "expense.change": ["finance", "manager"],
  "expense.import": ["finance", "manager"],
  "expense.delete": ["finance", "manager"],
  "budget.edit": ["finance", "manager", "admin"],
  "measurement.record": ["mentor", "manager"],
  "measurement.verify": ["manager"],
  "assessment.record": ["mentor", "manager"],
  "project.create": ["manager", "admin"],
  "project.edit": ["manager", "admin"],
  "project.close": ["manager", "admin"],
  "team.edit": ["mentor", "manager"],
  "audit.verify": ["auditor", "manager", "admin"],
  "token.create": ["admin"],
  "organisation.add": ["admin"],
  "user.add": ["admin"],
  "mail.manage": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether the actor holds a role that grants the permission, in the given organisation or anywhere. */
export function can(actor: Actor, permission: Permission, organisationId?: string): boolean {
  if (actor.kind === "operator") return true;
  const granted: readonly Role[] = permissions[permission];
  return actor.roles.some(
    (held) =>
      granted.includes(held.role) &&
      (!organisationId || held.role === "admin" || held.role === "auditor" || held.organisationId === organisationId),
  );
}

/** Throws 403 unless the actor holds the permission. */
export function authorize(actor: Actor, permission: Permission, organisationId?: string): void {
  if (!can(actor, permission, organisationId)) throw new DomainError("forbidden", 403);
}

/** Throws 403 ownRecord when the actor is one of those who wrote what he decides on: four eyes see every record. */
export function assertNotOwn(actor: Actor, writers: readonly (string | null)[]): void {
  if (actor.userId && writers.includes(actor.userId)) throw new DomainError("ownRecord", 403);
}

/** Classes of tables a role may write; the twin of sec.role_classes, compared by a test. */
export const writeClasses: Record<Role, readonly string[]> = {
  mentor: ["field", "evidence", "team", "measure"],
  manager: ["field", "evidence", "team", "measure", "money", "budget", "project"],
  finance: ["money", "budget", "evidence"],
  auditor: [],
  organiser: [],
  admin: ["budget", "project", "admin"],
};
