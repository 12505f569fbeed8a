import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { DomainError, notFound } from "@/lib/domain/error";
import { type MailData, type MailTemplate, mailIdInput, mailPause, mailTries, testMailInput } from "@/lib/domain/mail";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { verb } from "../verb";

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

/** How a try to send a mail ended; the fault is a word of lib/domain/mail.ts, with the codes of an answer after it. */
export type MailOutcome =
  | { kind: "sent"; delivered: "smtp" | "file" }
  | { kind: "later" | "failed" | "dropped"; fault: string };

/** The word of a mail that was refused for what it is, whomever it is to. */
const isUnwanted = (outcome: MailOutcome) => outcome.kind === "failed" && outcome.fault.split(" ")[0] === "unwanted";

/** Gives the event of a mail its number and keeps it, before it is handed over; null when nothing is to be cancelled. */
export async function numberEvent(tx: Tx, mailId: string, draft: object): Promise<unknown> {
  const [row] = await tx.execute<{ event: unknown }>(
    sql`select sec.number_event(${mailId}, ${JSON.stringify(draft)}::text::jsonb) as event`,
  );
  return row?.event ?? null;
}

/**
 * Notes how a try ended, in the transaction that took the mail: tried again later, or settled. One of a batch that was
 * refused for what it is waits with the others of its meeting until its organiser goes on. For the worker.
 */
export async function settleMail(
  tx: Tx,
  mail: { id: string; attempts: number; meetingId: string | null },
  outcome: MailOutcome,
): Promise<void> {
  if (outcome.kind !== "dropped")
    await tx.execute(sql`update outbox set tried_at = clock_timestamp() where id = ${mail.id}`);
  if (mail.meetingId && outcome.kind !== "sent" && isUnwanted(outcome)) {
    const codes = outcome.fault.split(" ").slice(1).join(" ");
    const [refused] = await tx.execute<{ waits: boolean }>(sql`select sec.refuse_mail(${mail.id}, ${codes}) as waits`);
    if (refused?.waits) {
      await tx.execute(sql`update outbox set last_error = ${outcome.fault} where id = ${mail.id}`);
      return;
    }
  }
  if (mail.meetingId && outcome.kind === "failed" && outcome.fault.split(" ")[0] === "refused")
    await tx.execute(sql`select sec.tell_coordinator(${mail.id})`);
  const tries = mail.attempts + 1;
  if (outcome.kind === "later" && tries < mailTries) {
    await tx.execute(sql`
      update outbox set attempts = ${tries}, last_error = ${outcome.fault},
        next_attempt_at = clock_timestamp() + make_interval(mins => ${mailPause(tries)})
      where id = ${mail.id}`);
    return;
  }
  const sent = outcome.kind === "sent";
  await tx.execute(sql`
    update outbox set attempts = ${tries}, state = ${outcome.kind === "later" ? "failed" : outcome.kind},
      settled_at = clock_timestamp(), delivered = ${sent ? outcome.delivered : null}, last_error = ${sent ? null : outcome.fault}
    where id = ${mail.id}`);
}

/** Sends a mail again that failed or was dropped, as the same mail. Throws 403, 404, 409 mailNotFailed. */
export const resendMail = verb(mailIdInput, async (tx, me, { mailId }) => {
  authorize(me, "mail.manage");
  const [there] = await tx.execute<{ state: string }>(sql`select state from outbox where id = ${mailId}`);
  if (!there) throw notFound();
  const [again] = await tx.execute(sql`
    update outbox set state = 'waiting', attempts = 0, next_attempt_at = clock_timestamp(), settled_at = null, last_error = null
    where id = ${mailId} and state in ('failed', 'dropped') returning id`);
  if (!again) throw new DomainError("mailNotFailed", 409);
});

/** Orders a test mail to oneself. Throws 403. */
export const testMail = verb(testMailInput, async (tx, me) => {
  authorize(me, "mail.manage");
  if (!me.userId || !me.organisationId) throw new DomainError("forbidden", 403);
  await queueMail(tx, {
    organisationId: me.organisationId,
    template: "test",
    recipientId: me.userId,
    event: randomUUID(),
    data: {},
  });
});
