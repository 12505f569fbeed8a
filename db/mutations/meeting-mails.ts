import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, notFound } from "@/lib/domain/error";
import {
  type MailingKind,
  resendMeetingMailInput,
  resumeMailsInput,
  sendMailingInput,
  stopMailsInput,
  tryMailInput,
} from "@/lib/domain/meeting-mail";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { verb } from "../verb";

async function stop(tx: Tx, me: Actor, meetingId: string, on: boolean): Promise<void> {
  authorize(me, "meeting.edit");
  const [row] = await tx.execute<{ done: boolean | null }>(sql`select sec.stop_mails(${meetingId}, ${on}) as done`);
  if (row?.done === null || row === undefined) throw notFound();
  if (!row.done) throw new DomainError(on ? "mailsStopped" : "mailsRunning", 409);
}

/** Holds the batches of a meeting: nothing more of them is sent. Throws 403, 404, 409 mailsStopped. */
export const stopMails = verb(stopMailsInput, (tx, me, { meetingId }) => stop(tx, me, meetingId, true));

/** Lets them go on, those too that the mail server refused as a whole. Throws 403, 404, 409 mailsRunning. */
export const resumeMails = verb(resumeMailsInput, (tx, me, { meetingId }) => stop(tx, me, meetingId, false));

/** Orders a mailing; how many mails. Throws 404, 409 reminderSent, mailingNobody. */
async function sendMailing(tx: Tx, me: Actor, siteId: string, kind: MailingKind): Promise<{ mails: number }> {
  authorize(me, "meeting.edit");
  const [row] = await tx.execute<{ mails: number | null }>(sql`select sec.send_mailing(${siteId}, ${kind}) as mails`);
  if (!row || row.mails === null) throw notFound();
  if (row.mails < 0) throw new DomainError("reminderSent", 409);
  if (row.mails === 0) throw new DomainError("mailingNobody", 409);
  return { mails: row.mails };
}

/** Sends the programme to everybody who has a seat at a site; again when it has changed. */
export const sendProgramme = verb(sendMailingInput, (tx, me, { siteId }) => sendMailing(tx, me, siteId, "programme"));

/** Reminds everybody who has a seat at a site, once. */
export const sendReminder = verb(sendMailingInput, (tx, me, { siteId }) => sendMailing(tx, me, siteId, "reminder"));

/** Sends a mail of a meeting, with somebody's real data, to oneself. Throws 403, 404. */
export const tryMeetingMail = verb(tryMailInput, async (tx, me, { meetingId, mail, locale }) => {
  authorize(me, "meeting.edit");
  const [row] = await tx.execute<{ done: boolean }>(sql`
    select sec.try_meeting_mail(${meetingId}, ${randomUUID()}, ${JSON.stringify({ meetingId, mail, locale })}::text::jsonb) as done`);
  if (!row?.done) throw notFound();
});

/** Sends a mail to who registered again. Throws 403, 404, 409 mailNotResent for one that waits or says what holds no more. */
export const resendMeetingMail = verb(resendMeetingMailInput, async (tx, me, { mailId }) => {
  authorize(me, "registration.edit");
  const [row] = await tx.execute<{ done: boolean | null }>(
    sql`select sec.resend_meeting_mail(${mailId}, ${randomUUID()}) as done`,
  );
  if (!row || row.done === null) throw notFound();
  if (!row.done) throw new DomainError("mailNotResent", 409);
});

/** Orders the reminders that are due; of each site once, however many workers there are. For the worker. */
export async function orderReminders(tx: Tx): Promise<void> {
  const due = await tx.execute<{ id: string }>(sql`select d.id from sec.reminders_due() d`);
  for (const { id } of due) await tx.execute(sql`select sec.send_mailing(${id}, 'reminder')`);
}
