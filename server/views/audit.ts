import type { Tx } from "@/db/gate";
import { findCheckedAudit } from "@/db/queries/audit-checked";
import { auditChoices, listAuditLog } from "@/db/queries/audit-log";
import { findProject } from "@/db/queries/project";
import type { Actor } from "@/lib/domain/actor";
import type { AuditFilter } from "@/lib/domain/audit-filter";
import { can, inProject } from "@/lib/domain/permission";

/** The log of changes of a project's city that fits a filter, and a check of it (by id); null when it is not there. */
export async function readAudit(
  tx: Tx,
  me: Actor,
  slug: string,
  filter: AuditFilter,
  checkId: string | undefined,
  limit?: number,
) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const accounts = can(me, "audit.accounts", inProject(project));
  const [log, choices, checked] = await Promise.all([
    listAuditLog(tx, project.organisationId, filter, accounts, limit),
    auditChoices(tx, project.organisationId, accounts),
    checkId ? findCheckedAudit(tx, checkId, project.organisationId) : null,
  ]);
  return { project, accounts, log, choices, checked };
}
