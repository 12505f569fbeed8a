import { type Actor, type Role, roles } from "./actor";
import { DomainError } from "./error";

/**
 * Who may do what: the whole policy in one table. The database holds the same borders by row-level security
 * (classes of tables per role); this table is checked first, for a good message.
 */
export const permissions = {
  "activity.log": ["mentor", "manager"],
  "activity.submit": ["mentor", "manager"],
  "activity.withdraw": ["mentor", "manager"],
  "activity.delete": ["mentor", "manager"],
  "plan.edit": ["mentor", "manager"],
  "activity.approve": ["manager"],
  "activity.return": ["manager"],
  "activity.return-several": ["manager"],
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
  "meeting.read": ["organiser", "auditor", "admin"],
  "meeting.edit": ["organiser"],
  "registration.read": ["organiser"],
  "registration.edit": ["organiser"],
  "attendance.read": ["organiser"],
  "attendance.record": ["organiser"],
  "paper.read": ["organiser"],
  "paper.issue": ["organiser"],
  "practice.send": roles,
  "practice.decide": ["organiser"],
  "registration-team.start": ["mentor", "manager"],
  "audit.verify": ["auditor", "manager", "admin"],
  "audit.accounts": ["auditor", "manager", "admin", "dpo"],
  "token.create": ["admin"],
  "organisation.add": ["admin"],
  "organisation.edit": ["manager", "admin"],
  "user.add": ["admin"],
  "mail.manage": ["admin"],
  "user.keep": ["manager", "admin"],
  "setting.change": ["admin"],
  "catalogue.edit": ["admin"],
  "rules.read": roles,
  "user.reset-factor": ["admin"],
  "access.read": ["dpo", "admin"],
  "person.export": ["dpo", "admin"],
  "person.erase": ["dpo", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Where something is done: in a project of an organisation, or (null) in the organisation as a whole. */
export type Place = { organisationId: string; projectId: string | null };

export const inProject = ({ id, organisationId }: { id: string; organisationId: string }): Place => ({
  organisationId,
  projectId: id,
});

/** What waits for the one who answers for it: a deputy does his daily work, no more (sec.enter_user gives no more). */
const notForDeputies: readonly Permission[] = [
  "user.keep",
  "user.add",
  "organisation.add",
  "organisation.edit",
  "setting.change",
  "token.create",
  "mail.manage",
  "access.read",
  "person.export",
  "person.erase",
];

/** Whether the actor holds a role that grants the permission in the given place, or anywhere. */
export function can(actor: Actor, permission: Permission, place?: Place): boolean {
  if (actor.kind === "operator") return true;
  if (actor.standsFor && notForDeputies.includes(permission)) return false;
  const granted: readonly Role[] = permissions[permission];
  return actor.roles.some((held) => granted.includes(held.role) && (!place || covers(held, place)));
}

const covers = (held: Actor["roles"][number], place: Place) =>
  held.role === "admin" ||
  held.role === "auditor" ||
  (held.organisationId === place.organisationId && (!held.projectId || held.projectId === place.projectId));

/** Throws 403 unless the actor holds the permission there. */
export function authorize(actor: Actor, permission: Permission, place?: Place): void {
  if (!can(actor, permission, place)) throw new DomainError("forbidden", 403);
}

/** Throws 403 ownRecord for a record in which the actor, or the person he stands in for, wrote: four eyes see every one. */
export function assertNotOwn(own: boolean): void {
  if (own) throw new DomainError("ownRecord", 403);
}

/** Classes of tables a role may write; the twin of sec.role_classes, compared by a test. */
export const writeClasses: Record<Role, readonly string[]> = {
  mentor: ["field", "team", "measure"],
  manager: ["field", "team", "measure", "decide", "money", "budget", "project", "people"],
  finance: ["money", "budget"],
  auditor: [],
  organiser: ["meeting"],
  admin: ["budget", "project", "admin", "people", "privacy"],
  dpo: ["privacy"],
};
