import type { Tx } from "@/db/gate";
import { feedbackWaves } from "@/db/queries/feedback";
import { findMeeting } from "@/db/queries/meetings";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";

/** The asking after the sites of a meeting, and what was said in the waves that are over. Null when it is not there. */
export async function readFeedback(tx: Tx, me: Actor, slug: string) {
  const meeting = can(me, "meeting.read") ? await findMeeting(tx, slug) : null;
  const place = meeting && { organisationId: meeting.organisationId, projectId: null };
  if (!meeting || meeting.state === "draft" || !place || !can(me, "meeting.read", place)) return null;
  return { meeting, waves: await feedbackWaves(tx, meeting.id), edits: can(me, "meeting.edit", place) };
}
