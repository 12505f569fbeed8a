import type { Actor } from "./actor";
import { can, type Permission } from "./permission";

type SectionName = "people" | "organisation" | "settings" | "rules" | "mail" | "privacy" | "access";

/** A part of Správa: its name in the words (`admin.sections`), where it is, and who may open it. */
export type AdminSection = { name: SectionName; href: `/admin/${string}`; permission: Permission };

/** The parts of Správa in the order of its tabs; one is listed once it works. */
export const adminSections: readonly AdminSection[] = [
  { name: "people", href: "/admin/people", permission: "user.keep" },
  { name: "organisation", href: "/admin/organisation", permission: "organisation.edit" },
  { name: "settings", href: "/admin/settings", permission: "setting.change" },
  { name: "rules", href: "/admin/rules", permission: "rules.read" },
  { name: "mail", href: "/admin/mail", permission: "mail.manage" },
  { name: "privacy", href: "/admin/privacy", permission: "person.export" },
  { name: "access", href: "/admin/access", permission: "access.read" },
];

/** The parts that the actor may open. */
export const adminSectionsOf = (actor: Actor): AdminSection[] =>
  adminSections.filter((section) => can(actor, section.permission));
