import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import { DomainError } from "@/lib/domain/error";
import {
  answerFeedbackInput,
  assertAnswered,
  beginFeedbackInput,
  moveFeedbackInput,
  openFeedbackInput,
  scoresOf,
} from "@/lib/domain/feedback";
import { authorize } from "@/lib/domain/permission";
import { readTicket } from "../accounts/feedback-ticket";
import type { Tx } from "../gate";
import { verb, visitorVerb } from "../verb";

async function said(tx: Tx, call: SQL) {
  const [row] = await tx.execute<{ said: string | null }>(sql`select ${call} as said`);
  assertAnswered(row?.said);
}

/** Begins the asking after a site. Throws 403, 404, 409 when it was begun, 422 for the day. */
export const beginFeedback = verb(beginFeedbackInput, async (tx, me, { siteId, closesOn }) => {
  authorize(me, "meeting.edit");
  await said(tx, sql`sec.begin_feedback(${siteId}, ${closesOn})`);
  return { siteId };
});

/** Moves the last day of an asking that is not over. Throws 403, 404, 409 feedbackClosed, changedMeanwhile, 422. */
export const moveFeedback = verb(moveFeedbackInput, async (tx, me, { waveId, closesOn, version }) => {
  authorize(me, "meeting.edit");
  await said(tx, sql`sec.move_feedback(${waveId}, ${version}, ${closesOn})`);
  return { waveId };
});

/** Opens the form of who registered, by his link: it marks that he did and nothing of what he will say. Throws 409. */
export const openFeedback = visitorVerb(openFeedbackInput, async (tx, _, { slug, link }) => {
  const parts = readLink(link);
  if (!parts) throw new DomainError("registrationLinkOver", 409);
  const hash = createHash("sha256").update(parts.token).digest();
  await said(tx, sql`sec.open_feedback(${slug}, ${parts.id}, ${hash})`);
});

/** Answers by a ticket, once; whose it is does not get here. Throws 404, 409 feedbackSpent, feedbackClosed, 422. */
export const answerFeedback = visitorVerb(answerFeedbackInput, async (tx, _, input) => {
  const scores = JSON.stringify(scoresOf(input));
  const ticket = readTicket(input.ticket);
  if (!ticket) throw new DomainError("feedbackTicket", 409);
  await said(
    tx,
    sql`sec.answer_feedback(${input.slug}, ${ticket.waveId}, ${ticket.hash}, ${scores}::text::jsonb, ${input.text})`,
  );
  return { next: `/m/${input.slug}/feedback/thanks` };
});
