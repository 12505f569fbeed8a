import { withActor } from "@/db/gate";
import { queueMail } from "@/db/mutations/outbox";
import { auditReaders } from "@/db/queries/audit-state";
import { dayOf } from "@/lib/domain/clock";

/** Orders the mail with the heads of the audit chains to every auditor, once a day. */
export async function orderAuditHeads(now: Date): Promise<void> {
  const event = `audit-heads ${dayOf(now)}`;
  await withActor({ kind: "worker" }, "write", async (tx) => {
    for (const { userId, organisationId } of await auditReaders(tx))
      await queueMail(tx, { organisationId, template: "audit-heads", recipientId: userId, event, data: {} });
  });
}
