import { z } from "zod";
import { meetingMails } from "./meeting-mail";
import { locales } from "./preference";

/** What changes about how somebody signs in and is told to him by mail; the twin of sec.notify_owner. */
export const securityEvents = ["password", "factor-on", "factor-off", "codes", "recovery"] as const;

const decided = z.strictObject({ decisionId: z.uuid() });
const mailed = z.strictObject({ siteId: z.uuid() });

/**
 * Kinds of mail and what each is written from. No secret stands here: links that open something carry a token that is
 * derived from the id when the mail is written (db/accounts/link-token.ts). How each reads: server/mail/templates.
 */
export const mailTemplates = {
  invitation: z.strictObject({ invitationId: z.uuid() }),
  "password-reset": z.strictObject({ resetId: z.uuid() }),
  security: z.strictObject({ event: z.enum(securityEvents), at: z.iso.datetime(), codesLeft: z.int().optional() }),
  delegation: z.strictObject({ delegationId: z.uuid() }),
  digest: z.strictObject({}),
  /** To who logged shifts that were returned at an instant. */
  "activity-returned": z.strictObject({ at: z.iso.datetime() }),
  "audit-heads": z.strictObject({}),
  test: z.strictObject({}),
  /** To who registered for a meeting: confirm the address, you are registered already, a copy of what counts. */
  "registration-confirm": z.strictObject({ linkId: z.uuid() }),
  "registration-known": z.strictObject({}),
  "registration-copy": z.strictObject({}),
  /** To a member of a team: his coordinator entered him; somebody took his place. */
  "registration-member": z.strictObject({ linkId: z.uuid() }),
  "registration-replaced": z.strictObject({}),
  /** To the coordinator of a team: confirm the address, you have a team already, a copy of who is in it. */
  "team-confirm": z.strictObject({ linkId: z.uuid() }),
  "team-known": z.strictObject({ linkId: z.uuid() }),
  "team-copy": z.strictObject({}),
  /** The address of one of his people takes no mail. */
  "team-bounced": z.strictObject({ registrationId: z.uuid() }),
  /** What was decided about somebody's seat, a kind for each of seatNews. */
  "seat-placed": decided,
  "seat-moved": decided,
  "seat-promoted": decided,
  "seat-substitute": decided,
  "seat-queued": decided,
  "seat-lost": decided,
  "seat-left": decided,
  "seat-unlisted": decided,
  /** Sent by the organiser to who has a seat, about the site where he has it then. */
  "meeting-programme": mailed,
  "meeting-reminder": mailed,
  /** To the organiser: one of these with a meeting's own data, tried on himself; or that a mail was refused as a whole. */
  "meeting-sample": z.strictObject({ meetingId: z.uuid(), mail: z.enum(meetingMails), locale: z.enum(locales) }),
  "meeting-refused": z.strictObject({ meetingId: z.uuid(), codes: z.string() }),
  /** To an address that a further round is offered to, and to who waits for a place. */
  "round-invitation": z.strictObject({ roundId: z.uuid(), reminder: z.boolean() }),
  "round-queue": z.strictObject({ roundId: z.uuid() }),
} as const;

export type MailTemplate = keyof typeof mailTemplates;
export type MailData<T extends MailTemplate> = z.output<(typeof mailTemplates)[T]>;

/** How long the links of mails open what they open. */
export const invitationHours = 48;
export const resetMinutes = 60;

/** Dropped: not sent and no failure, because it would be of no use any more. */
export const mailStates = ["waiting", "sent", "failed", "dropped"] as const;
export type MailState = (typeof mailStates)[number];

/**
 * Why a mail was not sent: what the mail server said of this mail (its address refused for good, the mail refused as a
 * whole, deferred, our sender), what was wrong with the server itself (unreachable, login, insecure), what we found
 * (address, inactive, outdated, replaced by a later one, taken back, nothing to say), or a fault of ours.
 */
export const mailFaults = [
  "refused",
  "unwanted",
  "deferred",
  "sender",
  "unreachable",
  "login",
  "insecure",
  "address",
  "inactive",
  "outdated",
  "replaced",
  "undone",
  "nothing",
  "fault",
] as const;
export type MailFault = (typeof mailFaults)[number];

/** Tries of one mail: with pauses of 1, 2, 4 … minutes, at most four hours, this is two days. */
export const mailTries = 20;
/** Minutes until the next try, after so many. */
export const mailPause = (tries: number) => Math.min(2 ** Math.max(0, tries - 1), 240);

/** The part of an address for people, such as `550 5.1.1`, out of what is stored about a failure. */
export function readMailError(stored: string | null): { fault: MailFault; codes: string } | null {
  if (stored === null) return null;
  const [word = "", ...codes] = stored.split(" ");
  return { fault: mailFaults.find((fault) => fault === word) ?? "fault", codes: codes.join(" ") };
}

export const mailIdInput = z.strictObject({ mailId: z.uuid() });
export const testMailInput = z.strictObject({});

/** What the list of mails may be narrowed by, as it stands in the address; what does not fit is left out. */
export const mailFilter = z.object({
  state: z.enum(mailStates).optional().catch(undefined),
  template: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .catch(undefined),
  /** A part of the recipient's name or address. */
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
  /** Mails ordered before this one: the cursor, an instant and an id. */
  before: z
    .string()
    .regex(/^\d{1,17}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional()
    .catch(undefined),
});
export type MailFilter = z.output<typeof mailFilter>;
