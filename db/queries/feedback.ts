import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import type { FeedbackQuestion } from "@/lib/domain/feedback";
import { feedbackTicket, readTicket } from "../accounts/feedback-ticket";
import type { Tx } from "../gate";

/** The asking that somebody is invited to by his private link. */
export type LinkedFeedback = {
  closesOn: string;
  /** From the last day of the site on. */
  begun: boolean;
  over: boolean;
  /** The form was opened; then there is a ticket. */
  opened: boolean;
  ticket: string | null;
};

/** What a private link shows of the asking after its site; null while there is none. */
export async function findLinkedFeedback(tx: Tx, slug: string, link: string): Promise<LinkedFeedback | null> {
  const parts = readLink(link);
  if (!parts) return null;
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{
    found: (Omit<LinkedFeedback, "ticket"> & { waveId: string; registrationId: string }) | null;
  }>(sql`select sec.feedback_by_link(${slug}, ${parts.id}, ${hash}) as found`);
  if (!row?.found) return null;
  const { waveId, registrationId, ...shown } = row.found;
  return { ...shown, ticket: shown.opened ? feedbackTicket(waveId, registrationId) : null };
}

export type FeedbackForm = {
  titleCs: string;
  titleEn: string;
  site: string;
  startsOn: string;
  endsOn: string;
  closesOn: string;
  /** Why it takes nothing now. */
  shut: "closed" | "early" | null;
  blocks: { id: string; number: number; titleCs: string; titleEn: string }[];
};

/** What the form of a ticket asks about; null for a ticket that is none. */
export async function findFeedbackForm(tx: Tx, slug: string, ticket: string): Promise<FeedbackForm | null> {
  const parts = readTicket(ticket);
  if (!parts) return null;
  const [row] = await tx.execute<{ found: FeedbackForm | null }>(
    sql`select sec.feedback_form(${slug}, ${parts.waveId}) as found`,
  );
  return row?.found ?? null;
}

export type FeedbackWave = {
  waveId: string;
  siteId: string;
  closesOn: string;
  over: boolean;
  version: string;
  /** Null until it is over. */
  answers: number | null;
  /** Null until it is over and five answered; of questions and blocks that five answered. Counts of scores 1 to 5. */
  items: { question: FeedbackQuestion | "block"; blockId: string | null; counts: number[] }[] | null;
  texts: string[] | null;
};

/** The waves of a meeting with what was said in those that are over. */
export async function feedbackWaves(tx: Tx, meetingId: string): Promise<FeedbackWave[]> {
  const [row] = await tx.execute<{ found: FeedbackWave[] | null }>(
    sql`select sec.feedback_results(${meetingId}) as found`,
  );
  return row?.found ?? [];
}
