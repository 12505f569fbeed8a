import { type SQL, sql } from "drizzle-orm";
import { authorize } from "@/lib/domain/permission";
import {
  assertSeated,
  moveSeatsInput,
  type PlacedPerson,
  publishSeatsInput,
  removeSeatInput,
  type SeatsSaid,
  undoPublicationInput,
} from "@/lib/domain/seat";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { assertMeetingVersion, lockMeeting } from "./meeting-frame";

async function answer(tx: Tx, call: SQL): Promise<SeatsSaid> {
  const [row] = await tx.execute<{ answer: SeatsSaid | null }>(sql`select ${call} as answer`);
  return assertSeated(row?.answer);
}
/** A function's word as such an answer; none of it is not there. */
const word = (call: SQL) => sql`jsonb_build_object('said', coalesce(${call}, ''))`;

export type Publish = {
  meetingId: string;
  /** The run whose placement it is; null: arranged by hand. */
  runId: string | null;
  placement: readonly PlacedPerson[];
  note: string;
  /** Of the roles in the queue that follows; null: the usual ones. */
  roleWeights?: Readonly<Record<string, number>> | null;
};

/**
 * Tells everybody his place, as one batch, looked at as a whole; who counts and is not named waits. The meeting is
 * published by it, freed seats go to the queue from then on. Throws 404, 409 with whom or which sites it is about.
 */
export async function publishPlacement(tx: Tx, { meetingId, runId, placement, note, roleWeights }: Publish) {
  const asked = placement.map(({ registrationId, siteId, reason }) => ({
    registration: registrationId,
    site: siteId,
    reason,
  }));
  const weights = roleWeights ? JSON.stringify(roleWeights) : null;
  const { publication } = await answer(
    tx,
    sql`sec.publish_seats(${meetingId}, ${runId}::uuid, ${JSON.stringify(asked)}::text::jsonb, ${note}, ${weights}::text::jsonb)`,
  );
  return { publicationId: publication ?? null };
}

/** Publishes places that were arranged by hand. Throws 403, 404, 409. */
export const publishSeats = verb(publishSeatsInput, async (tx, me, { version, ...input }) => {
  await lockMeeting(tx, me, input.meetingId);
  await assertMeetingVersion(tx, input.meetingId, version);
  return publishPlacement(tx, { ...input, runId: null });
});

/** Takes a publication back before its first mail left. Throws 403, 404, 409 publicationLeft. */
export const undoPublication = verb(undoPublicationInput, async (tx, me, { publicationId, note }) => {
  authorize(me, "meeting.edit");
  await answer(tx, word(sql`sec.undo_publication(${publicationId}, ${note})`));
  return { publicationId };
});

/** Moves people and whole cities in one batch, between full sites too. Throws 403, 404, 409 with whom it is about. */
export const moveSeats = verb(moveSeatsInput, async (tx, me, { meetingId, moves, agreed, reason }) => {
  authorize(me, "meeting.edit");
  const asked = moves.map(({ registrationId, municipalityCode, fromSiteId, siteId }) => ({
    registration: registrationId,
    city: municipalityCode,
    from: fromSiteId,
    site: siteId,
  }));
  const { moved } = await answer(
    tx,
    sql`sec.move_seats(${meetingId}, ${JSON.stringify(asked)}::text::jsonb, ${agreed}, ${reason})`,
  );
  return { moved };
});

/** Takes somebody's seat, or his place in the queue, for a reason; the next one sits at once. Throws 403, 404, 409. */
export const removeSeat = verb(removeSeatInput, async (tx, me, { registrationId, fromSiteId, reason }) => {
  authorize(me, "registration.edit");
  await answer(tx, word(sql`sec.remove_seat(${registrationId}, ${fromSiteId}::uuid, ${reason})`));
  return { registrationId };
});
