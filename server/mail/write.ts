import type { z } from "zod";
import { linkToken } from "@/db/accounts/link-token";
import type { MailOrder } from "@/db/queries/outbox";
import { type MailTemplate, mailTemplates } from "@/lib/domain/mail";
import { env } from "@/lib/env";
import type { Invite } from "@/lib/export/invite";
import { toHtml, toText } from "./layout";
import { mailWords, type Template, type Writing } from "./letter";
import { mailSender } from "./sender";
import { activityReturned } from "./templates/activity-returned";
import { auditHeadsMail } from "./templates/audit-heads";
import { delegation } from "./templates/delegation";
import { digest } from "./templates/digest";
import { invitation } from "./templates/invitation";
import { meetingRefused, meetingSample } from "./templates/meeting-notices";
import { passwordReset } from "./templates/password-reset";
import { programme, reminder } from "./templates/programme";
import {
  registrationConfirm,
  registrationCopy,
  registrationKnown,
  registrationMember,
  registrationReplaced,
} from "./templates/registration";
import { teamBounced, teamConfirm, teamCopy, teamKnown } from "./templates/registration-team";
import { roundInvitation, roundQueue } from "./templates/round";
import { seat } from "./templates/seat";
import { security } from "./templates/security";
import { test } from "./templates/test";

/** Every kind of mail, one line each. */
const kinds: Record<MailTemplate, Kind> = {
  invitation: kind(mailTemplates.invitation, invitation),
  "password-reset": kind(mailTemplates["password-reset"], passwordReset),
  security: kind(mailTemplates.security, security),
  delegation: kind(mailTemplates.delegation, delegation),
  "audit-heads": kind(mailTemplates["audit-heads"], auditHeadsMail),
  digest: kind(mailTemplates.digest, digest),
  "activity-returned": kind(mailTemplates["activity-returned"], activityReturned),
  test: kind(mailTemplates.test, test),
  "registration-confirm": kind(mailTemplates["registration-confirm"], registrationConfirm),
  "registration-known": kind(mailTemplates["registration-known"], registrationKnown),
  "registration-copy": kind(mailTemplates["registration-copy"], registrationCopy),
  "registration-member": kind(mailTemplates["registration-member"], registrationMember),
  "registration-replaced": kind(mailTemplates["registration-replaced"], registrationReplaced),
  "team-confirm": kind(mailTemplates["team-confirm"], teamConfirm),
  "team-known": kind(mailTemplates["team-known"], teamKnown),
  "team-copy": kind(mailTemplates["team-copy"], teamCopy),
  "team-bounced": kind(mailTemplates["team-bounced"], teamBounced),
  "seat-placed": kind(mailTemplates["seat-placed"], seat("placed")),
  "seat-moved": kind(mailTemplates["seat-moved"], seat("moved")),
  "seat-promoted": kind(mailTemplates["seat-promoted"], seat("promoted")),
  "seat-substitute": kind(mailTemplates["seat-substitute"], seat("substitute")),
  "seat-queued": kind(mailTemplates["seat-queued"], seat("queued")),
  "seat-lost": kind(mailTemplates["seat-lost"], seat("lost")),
  "seat-left": kind(mailTemplates["seat-left"], seat("left")),
  "seat-unlisted": kind(mailTemplates["seat-unlisted"], seat("unlisted")),
  "meeting-programme": kind(mailTemplates["meeting-programme"], programme),
  "meeting-reminder": kind(mailTemplates["meeting-reminder"], reminder),
  "meeting-sample": kind(mailTemplates["meeting-sample"], meetingSample),
  "meeting-refused": kind(mailTemplates["meeting-refused"], meetingRefused),
  "round-invitation": kind(mailTemplates["round-invitation"], roundInvitation),
  "round-queue": kind(mailTemplates["round-queue"], roundQueue),
};

type Kind = Omit<Template<unknown>, "write"> & {
  write: (data: unknown, rest: Omit<Writing<unknown>, "data">) => ReturnType<Template<unknown>["write"]>;
};

/** A kind of mail: what it is written from and how it reads, typed inside, opaque outside. */
function kind<S extends z.ZodType>(schema: S, template: Template<z.output<S>>): Kind {
  return { ...template, write: (data, rest) => template.write({ ...rest, data: schema.parse(data) }) };
}

/** A mail as it will be sent. */
export type Written = {
  messageId: string;
  subject: string;
  html: string;
  text: string;
  /** For List-Unsubscribe (RFC 8058). */
  off: string | null;
  /** Who reads answers, where somebody does. */
  replyTo: string | null;
  /** The event that is to go with it, and the same once it has its number (server/mail/send.ts). */
  event: Omit<Invite, "sequence"> | { method: "CANCEL" } | null;
  invite: Invite | null;
};

/** Why a mail is not written. */
export type Unwritten = "inactive" | "outdated" | "nothing";

/**
 * Writes a mail anew from its row, in its recipient's language. With `masked`, links that open something show dots in
 * place of their token: for readers who are not the recipient.
 */
export async function writeMail(mail: MailOrder, masked = false): Promise<Written | Unwritten> {
  const known = Object.entries(kinds).find(([name]) => name === mail.template)?.[1];
  if (!known) throw new Error(`no template ${mail.template}`);
  const { recipient } = mail;
  if (!recipient?.active) return "inactive";
  if (known.minutes !== undefined && mail.age >= known.minutes && !masked) return "outdated";
  const t = mailWords(recipient.locale);
  const { origin, hostname } = new URL(env().NEXTAUTH_URL);
  const letter = await known.write(mail.data, {
    recipient,
    t,
    address: (path) => origin + path,
    token: (purpose, id) => (masked ? "…" : linkToken(purpose, id)),
    masked,
  });
  if (!letter) return "nothing";
  const frame = { letter, locale: recipient.locale, t, greeting: t("greeting"), origin };
  return {
    messageId: `<${mail.messageId}@${hostname}>`,
    subject: letter.subject,
    html: toHtml(frame),
    text: toText(frame),
    off: letter.off?.post ?? null,
    replyTo: letter.replyTo ?? null,
    event:
      letter.invite?.method === "REQUEST" ? { ...letter.invite, ...partiesOf(recipient) } : (letter.invite ?? null),
    invite: null,
  };
}

/** Who invites is who sends, so that calendars take the one for the other; the one invited is the mail's recipient. */
const partiesOf = ({ name, email }: { name: string; email: string }) => {
  const sender = mailSender();
  return {
    organizer: { name: sender.name, email: sender.address },
    attendee: { name: name || email, email },
  };
};
