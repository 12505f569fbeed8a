import type { Tx } from "@/db/gate";
import { findMeeting } from "@/db/queries/meetings";
import { findPublication, placesOf, seatCounts } from "@/db/queries/seats";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";

/** The seats of a meeting: counts and the publication, and for its organiser everybody's place. Null when it is not there. */
export async function readSeats(tx: Tx, me: Actor, slug: string) {
  const meeting = can(me, "meeting.read") ? await findMeeting(tx, slug) : null;
  const place = meeting && { organisationId: meeting.organisationId, projectId: null };
  if (!meeting || !place || !can(me, "meeting.read", place)) return null;
  const names = can(me, "registration.read", place);
  const [counts, publication, people] = await Promise.all([
    seatCounts(tx, meeting.id),
    findPublication(tx, meeting.id),
    names ? placesOf(tx, meeting.id) : null,
  ]);
  return { meeting, counts, publication, people };
}
export type SeatsView = NonNullable<Awaited<ReturnType<typeof readSeats>>>;

/** What the parts of the page are drawn from; edit names the form that is open. */
export type SeatsShown = SeatsView & { edits: boolean; path: string; today: string; edit: string };
