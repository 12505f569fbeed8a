import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, fieldError } from "@/lib/domain/error";
import {
  addRoundInput,
  assertDeadline,
  assertRoundOpens,
  changeRoundInput,
  closeRoundInput,
  closingOf,
  deadlineDay,
  openRoundInput,
  type RoundState,
  removeRoundInput,
} from "@/lib/domain/meeting";
import type { Tx } from "../gate";
import { findPublication, seatCounts } from "../queries/seats";
import { verb } from "../verb";
import { lockMeeting, meetingOfPart } from "./meeting-frame";
import { decideRound } from "./meetings";

/** Plans a further round, for one site and until the end of a day after the rounds before it. Throws 404, 422 with the field. */
export const addRound = verb(addRoundInput, async (tx, me, { meetingId, siteId, deadlineOn }) => {
  const meeting = await lockMeeting(tx, me, meetingId);
  const sites = await tx.execute<{ startsOn: string }>(
    sql`select s.starts_on as "startsOn" from meeting_sites s where s.id = ${siteId} and s.meeting_id = ${meeting.id}`,
  );
  if (sites.length === 0) throw fieldError("siteId", "referenceMissing");
  assertDeadline(deadlineOn, sites);
  const [last] = await tx.execute<{ number: number; closesAt: string }>(sql`
    select r.number, r.closes_at as "closesAt" from meeting_rounds r where r.meeting_id = ${meeting.id}
    order by r.number desc limit 1`);
  if (last && deadlineOn <= deadlineDay(last.closesAt)) throw fieldError("deadlineOn", "roundBefore");
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into meeting_rounds (organisation_id, meeting_id, number, site_id, closes_at)
    values (${meeting.organisationId}, ${meeting.id}, ${(last?.number ?? 0) + 1}, ${siteId}, ${closingOf(deadlineOn)})
    returning id`);
  return { roundId: row?.id ?? null };
});

/** Moves the deadline of a round that is not over. Throws 409 for a closed one, 422 for a day that is past or too late. */
export const changeRound = verb(changeRoundInput, async (tx, me, { roundId, version, deadlineOn }) => {
  const { round, sites } = await seenRound(tx, me, roundId, version);
  if (round.state === "closed") throw new DomainError("roundClosed", 409);
  if (round.state === "open" && deadlineOn < me.today) throw fieldError("deadlineOn", "dayPast");
  assertDeadline(deadlineOn, sites);
  await tx.execute(sql`update meeting_rounds set closes_at = ${closingOf(deadlineOn)} where id = ${roundId}`);
  return { roundId };
});

/** Takes back a further round that was not opened. */
export const removeRound = verb(removeRoundInput, async (tx, me, { roundId, version }) => {
  const { round } = await seenRound(tx, me, roundId, version);
  if (round.number === 1 || round.state !== "planned") throw new DomainError("roundStays", 409);
  await tx.execute(sql`delete from meeting_rounds where id = ${roundId}`);
  return { roundId };
});

/**
 * Opens a further round once places were told for good and its site has room; the first one opens with the meeting. Whoever
 * registers in it gets a seat at once, by confirming, while there is one. Throws 409.
 */
export const openRound = verb(openRoundInput, async (tx, me, { roundId, version }) => {
  const { meeting, round } = await seenRound(tx, me, roundId, version);
  if (round.number === 1) throw new DomainError("meetingWrongState", 409);
  const [publication, counts] = [await findPublication(tx, meeting.id), await seatCounts(tx, meeting.id)];
  const site = counts.find(({ siteId }) => siteId === round.siteId);
  assertRoundOpens(
    meeting.state,
    {
      state: round.state,
      deadlineOn: deadlineDay(round.closesAt),
      isFinal: publication?.isFinal ?? true,
      free: site ? site.capacity - site.taken : 0,
    },
    me.today,
  );
  await decideRound(tx, me, roundId, "open", "");
  return { roundId };
});

/** Closes a further round; the first one closes with the meeting. */
export const closeRound = verb(closeRoundInput, async (tx, me, { roundId, version, note }) => {
  const { round } = await seenRound(tx, me, roundId, version);
  if (round.number === 1 || round.state !== "open") throw new DomainError("meetingWrongState", 409);
  await decideRound(tx, me, roundId, "closed", note);
  return { roundId };
});

type Round = { number: number; state: RoundState; siteId: string | null; closesAt: string };

/** A round as somebody looked at it, locked with its meeting, and the sites that it is for. */
async function seenRound(tx: Tx, me: Actor, id: string, version: string) {
  const meeting = await meetingOfPart(tx, me, "meeting_rounds", id, version);
  const [round] = await tx.execute<Round>(sql`
    select r.number, r.state, r.site_id as "siteId", r.closes_at as "closesAt" from meeting_rounds r where r.id = ${id}`);
  if (!round) throw new TypeError("a locked round is not there");
  const sites = await tx.execute<{ startsOn: string }>(sql`
    select s.starts_on as "startsOn" from meeting_sites s
    where s.meeting_id = ${meeting.id} and s.id = coalesce(${round.siteId}::uuid, s.id)`);
  return { meeting, round, sites };
}
