import type { Tx } from "@/db/gate";
import { findMailStop, listBounces, listMailBatches, listMeetingMails } from "@/db/queries/meeting-mail-desk";
import { findMailedSample } from "@/db/queries/meeting-mails";
import { findMeeting, type Meeting } from "@/db/queries/meetings";
import { seatCounts } from "@/db/queries/seats";
import type { Actor } from "@/lib/domain/actor";
import type { MailedSeat, MeetingMail } from "@/lib/domain/meeting-mail";
import { can } from "@/lib/domain/permission";
import type { Locale } from "@/lib/domain/preference";
import { env } from "@/lib/env";
import { toHtml, toText } from "@/server/mail/layout";
import { mailWords } from "@/server/mail/letter";
import { framedHtml } from "@/server/mail/mailbox";
import { letterOf } from "@/server/mail/meeting-sample";

export type MailsAsked = { mail: MeetingMail; locale: Locale; q?: string };

/** The mails of a meeting for its organiser: how far they are, what came back, and one of them as it reads. Null for others. */
export async function readMeetingMails(tx: Tx, me: Actor, slug: string, { mail, locale, q }: MailsAsked) {
  const meeting = can(me, "registration.read") ? await findMeeting(tx, slug) : null;
  if (!meeting || !can(me, "registration.read", { organisationId: meeting.organisationId, projectId: null }))
    return null;
  const [batches, stop, bounces, mails, counts, sample] = await Promise.all([
    listMailBatches(tx, meeting.id),
    findMailStop(tx, meeting.id),
    listBounces(tx, meeting.id),
    listMeetingMails(tx, meeting.id, q),
    seatCounts(tx, meeting.id),
    findMailedSample(tx, meeting.id, locale),
  ]);
  return { meeting, batches, stop, bounces, mails, counts, sample: sample && preview(sample, meeting, mail, locale) };
}
export type MeetingMailDesk = NonNullable<Awaited<ReturnType<typeof readMeetingMails>>>;

/** A mail as somebody real would get it; its private link is left out. */
function preview(facts: MailedSeat, meeting: Meeting, mail: MeetingMail, locale: Locale) {
  const { origin } = new URL(env().NEXTAUTH_URL);
  const letter = letterOf(mail, facts, meeting, locale, (path) => origin + path);
  if (!letter) return null;
  const t = mailWords(locale);
  const frame = { letter, locale, t, greeting: t("greeting"), origin };
  return {
    subject: letter.subject,
    html: framedHtml({ html: toHtml(frame) }),
    text: toText(frame),
    event: letter.invite?.method ?? null,
  };
}
