import { sql } from "drizzle-orm";
import type { MailData, MailTemplate } from "@/lib/domain/mail";
import type { Tx } from "../gate";

/**
 * Orders a mail in the transaction of its cause: it is sent once that commits, and never when it does not. One event
 * (the id of what happened) mails a person once, however often it is ordered.
 */
export async function queueMail<T extends MailTemplate>(
  tx: Tx,
  order: { organisationId: string; template: T; recipientId: string; event: string; data: MailData<T> },
): Promise<void> {
  const { organisationId, template, recipientId, event, data } = order;
  await tx.execute(sql`
    select sec.queue_mail(${organisationId}, ${template}, ${recipientId}, ${event}, ${JSON.stringify(data)}::text::jsonb)`);
}
