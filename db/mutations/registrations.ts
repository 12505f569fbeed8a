import { createHash, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { closingOf } from "@/lib/domain/meeting";
import { authorize } from "@/lib/domain/permission";
import {
  askChangeInput,
  assertRegistered,
  changeRegistrationInput,
  confirmRegistrationInput,
  correctAddressInput,
  correctSentInput,
  extendChangesInput,
  keptUntil,
  sendRegistrationInput,
  withdrawRegistrationInput,
} from "@/lib/domain/registration";
import { declineSeatInput, isTypo, returnToQueueInput } from "@/lib/domain/seat";
import { linkToken } from "../accounts/link-token";
import type { Tx } from "../gate";
import { findLinked, lastDayOf } from "../queries/registrations";
import { verb, visitorVerb } from "../verb";

export const sha256 = (text: string) => createHash("sha256").update(text).digest();
/** A new link: its id, and the hash by which its token will be known. */
export const newLink = () => {
  const id = randomUUID();
  return { id, hash: sha256(linkToken("registration", id)) };
};

/** Calls a definer function of registering; throws what it refuses with. */
export async function said(tx: Tx, call: SQL) {
  const [row] = await tx.execute<{ said: string | null }>(sql`select ${call} as said`);
  assertRegistered(row?.said);
}

/**
 * Sends one person's registration: a mail with a link goes to the address, whose button makes it count. The answer is the
 * same for a new address, a known one and one that had its mails. Throws 404, 409 registrationClosed, 422, 429.
 */
export const sendRegistration = visitorVerb(
  sendRegistrationInput,
  async (tx, _, { slug, consent: _given, ...asked }, id = randomUUID()) => {
    const link = newLink();
    const endsOn = await lastDayOf(tx, slug);
    if (!endsOn) throw notFound();
    const correctionHash = sha256(linkToken("sending", id)).toString("hex");
    const whole = JSON.stringify({ ...asked, keptUntil: keptUntil(endsOn), correctionHash });
    await said(tx, sql`sec.register(${slug}, ${id}, ${link.id}, ${link.hash}, ${whole}::text::jsonb)`);
    return { next: `/m/${slug}/register/sent` };
  },
);

/**
 * Corrects the address of what was just sent, once, by the secret that the browser got with the answer (server/session/sending.ts):
 * the old link is dead, the rank stays. The answer is the same for a new address, a known one and one that had its mails.
 * Throws 409 registrationUncorrectable, 422, 429.
 */
export const correctSent = visitorVerb(correctSentInput, async (tx, _, { slug, sending, email }) => {
  const parts = readLink(sending);
  if (!parts) throw new DomainError("registrationUncorrectable", 409);
  const link = newLink();
  await said(
    tx,
    sql`sec.correct_sent_address(${slug}, ${parts.id}, ${sha256(parts.token)}, ${email}, ${link.id}, ${link.hash})`,
  );
  return { next: `/m/${slug}/register/sent` };
});

/** The link of an address as its id and hash. Throws 409 registrationLinkOver when it is none of ours. */
export function linkOf(link: string) {
  const parts = readLink(link);
  if (!parts) throw new DomainError("registrationLinkOver", 409);
  return { id: parts.id, hash: sha256(parts.token) };
}

/** Confirms an address by the button behind the link of its mail; the same again is the same. Throws 409. */
export const confirmRegistration = visitorVerb(confirmRegistrationInput, async (tx, _, { slug, link }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.confirm_registration(${slug}, ${id}, ${hash})`);
});

/**
 * Changes one's own details until the deadline. Throws 409 for a link that is over, the deadline, another version; 422,
 * also for another person's name once places were told: he comes as a substitute.
 */
export const changeRegistration = visitorVerb(
  changeRegistrationInput,
  async (tx, _, { slug, link, version, ...asked }) => {
    const { id, hash } = linkOf(link);
    const was = await findLinked(tx, slug, link);
    if (was?.place?.state === "seated" && !isTypo(was.name, asked.name)) throw fieldError("name", "nameOfAnother");
    const whole = JSON.stringify(asked);
    await said(tx, sql`sec.change_registration(${slug}, ${id}, ${hash}, ${version}, ${whole}::text::jsonb)`);
  },
);

/** Withdraws until the first day of the meeting. Throws 409. */
export const withdrawRegistration = visitorVerb(withdrawRegistrationInput, async (tx, _, { slug, link, version }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.withdraw_registration(${slug}, ${id}, ${hash}, ${version})`);
});

/** Leaves a seat or the queue; the next one sits at once. Throws 409. */
export const declineSeat = visitorVerb(declineSeatInput, async (tx, _, { slug, link, version }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.decline_seat(${slug}, ${id}, ${hash}, ${version})`);
});

/** Comes back to the end of the queue after declining. Throws 409. */
export const returnToQueue = visitorVerb(returnToQueueInput, async (tx, _, { slug, link, version }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.return_to_queue(${slug}, ${id}, ${hash}, ${version})`);
});

/** Lets one person change his details until the end of a day, whatever the deadlines; null: no more. Throws 403, 404. */
export const extendChanges = verb(extendChangesInput, async (tx, me, { registrationId, untilOn }) => {
  authorize(me, "registration.edit");
  if (untilOn !== null && untilOn < me.today) throw fieldError("untilOn", "dayPast");
  await said(tx, sql`sec.allow_changes(${registrationId}, ${untilOn && closingOf(untilOn)}::timestamptz)`);
  return { registrationId };
});

/**
 * Gives a registration another address: the old link is dead at once, a confirmation goes to the new one, the rank stays.
 * Throws 403, 404, 409 changedMeanwhile and for who withdrew.
 */
export const correctAddress = verb(correctAddressInput, async (tx, me, { registrationId, email, reason, version }) => {
  authorize(me, "registration.edit");
  const link = newLink();
  await said(
    tx,
    sql`sec.correct_address(${registrationId}, ${version}, ${email}, ${reason}, ${link.id}, ${link.hash})`,
  );
  return { registrationId };
});

/** Asks the organiser to open the details for changes, once until he answers. Throws 409. */
export const askChange = visitorVerb(askChangeInput, async (tx, _, { slug, link, text }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.ask_change(${slug}, ${id}, ${hash}, ${text})`);
});
