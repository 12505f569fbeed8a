import type { Tx } from "@/db/gate";
import { findCheckedAudit } from "@/db/queries/audit-checked";
import { auditChoices, listAuditLog, listWholeLog } from "@/db/queries/audit-log";
import { listOverrules } from "@/db/queries/overrules";
import { findProject } from "@/db/queries/project";
import type { Actor } from "@/lib/domain/actor";
import type { AuditFilter } from "@/lib/domain/audit-filter";
import { can, inProject } from "@/lib/domain/permission";

/**
 * The log of changes of a project's city that fits a filter, a page of it or as much as is asked for, and a check of it (by
 * id), with what was sent there despite a warning; null when it is not there.
 */
export async function readAudit(
  tx: Tx,
  me: Actor,
  slug: string,
  filter: AuditFilter,
  checkId: string | undefined,
  most?: number,
) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const accounts = can(me, "audit.accounts", inProject(project));
  const [log, choices, checked, overrules] = await Promise.all([
    most === undefined
      ? listAuditLog(tx, project.organisationId, filter, accounts)
      : listWholeLog(tx, project.organisationId, filter, accounts, most),
    auditChoices(tx, project.organisationId, accounts),
    checkId ? findCheckedAudit(tx, checkId, project.organisationId) : null,
    listOverrules(tx, project.id),
  ]);
  return { project, accounts, log, choices, checked, overrules };
}
