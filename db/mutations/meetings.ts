import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import {
  assertDeadline,
  assertDraft,
  changeMeetingInput,
  closeMeetingInput,
  closingOf,
  createMeetingInput,
  discardMeetingInput,
  lacksOf,
  type MeetingState,
  type meetingMoves,
  moved,
  openMeetingInput,
  removeMeetingInput,
  reopenMeetingInput,
} from "@/lib/domain/meeting";
import { rewordMeetingInput, staleTexts } from "@/lib/domain/meeting-text";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { findMeeting, findMeetingSource, type Meeting } from "../queries/meetings";
import { verb } from "../verb";
import { assertMeetingVersion, lockMeeting, type MeetingFrame } from "./meeting-frame";

/** Makes a draft with its first round, for all sites; sites, texts and programme follow. Throws 403, 404, 409 for a taken address or number. */
export const createMeeting = verb(createMeetingInput, async (tx, me, input) => {
  authorize(me, "meeting.edit");
  const { organisationId, slug } = input;
  const [known] = await tx.execute(sql`select 1 from organisations o where o.id = ${organisationId}`);
  if (!known) throw notFound();
  authorize(me, "meeting.edit", { organisationId, projectId: null });
  const meetingId = randomUUID();
  await tx.execute(sql`
    insert into meetings (id, organisation_id, slug, reference_number, title_cs, title_en)
    values (${meetingId}, ${organisationId}, ${slug}, ${input.referenceNumber}, ${input.titleCs}, ${input.titleEn})`);
  await addFirstRound(tx, { id: meetingId, organisationId }, input.deadlineOn);
  return { meetingId, slug };
});

/** The round that comes with a meeting: for all sites, until the end of a day. */
export async function addFirstRound(tx: Tx, meeting: Pick<MeetingFrame, "id" | "organisationId">, deadlineOn: string) {
  await tx.execute(sql`insert into meeting_rounds (organisation_id, meeting_id, number, closes_at)
    values (${meeting.organisationId}, ${meeting.id}, 1, ${closingOf(deadlineOn)})`);
}

/** Changes what a meeting is called, who may be asked and who invites. The address of an invitation that went out stays. */
export const changeMeeting = verb(changeMeetingInput, async (tx, me, { meetingId, version, ...input }) => {
  const meeting = await lockMeeting(tx, me, meetingId);
  await assertMeetingVersion(tx, meetingId, version);
  if (meeting.state !== "draft" && input.slug !== meeting.slug) throw fieldError("slug", "meetingSlugFixed");
  await tx.execute(sql`
    update meetings set slug = ${input.slug}, reference_number = ${input.referenceNumber}, issued_on = ${input.issuedOn},
      title_cs = ${input.titleCs}, title_en = ${input.titleEn}, office_cs = ${input.officeCs}, office_en = ${input.officeEn},
      contact_name = ${input.contactName}, contact_email = ${input.contactEmail}, contact_phone = ${input.contactPhone},
      signatory_name = ${input.signatoryName}, signatory_role_cs = ${input.signatoryRoleCs}, signatory_role_en = ${input.signatoryRoleEn}
    where id = ${meetingId}`);
  return { meetingId, slug: input.slug };
});

/** Changes all texts of an invitation at once. */
export const rewordMeeting = verb(rewordMeetingInput, async (tx, me, { meetingId, version, ...text }) => {
  const { slug } = await lockMeeting(tx, me, meetingId);
  await assertMeetingVersion(tx, meetingId, version);
  await tx.execute(sql`
    update meetings set invitation_cs = ${text.invitationCs}, invitation_en = ${text.invitationEn},
      legal_cs = ${text.legalCs}, legal_en = ${text.legalEn}, paid_cs = ${text.paidCs}, paid_en = ${text.paidEn},
      unpaid_cs = ${text.unpaidCs}, unpaid_en = ${text.unpaidEn}, parking_cs = ${text.parkingCs}, parking_en = ${text.parkingEn},
      registration_cs = ${text.registrationCs}, registration_en = ${text.registrationEn},
      programme_cs = ${text.programmeCs}, programme_en = ${text.programmeEn}, team_cs = ${text.teamCs}, team_en = ${text.teamEn},
      closing_cs = ${text.closingCs}, closing_en = ${text.closingEn}
    where id = ${meetingId}`);
  return { meetingId, slug };
});

/** Removes a draft with all that belongs to it; the audit log keeps what it was. Throws 409 once it was opened. */
export const removeMeeting = verb(removeMeetingInput, async (tx, me, { meetingId, version }) => {
  const meeting = await lockMeeting(tx, me, meetingId);
  assertDraft(meeting.state);
  await assertMeetingVersion(tx, meetingId, version, true);
  const [copies] = await tx.execute(sql`select 1 from meetings m where m.copied_from_id = ${meetingId} limit 1`);
  if (copies) throw new DomainError("meetingCopied", 409);
  await tx.execute(sql`delete from meeting_blocks where meeting_id = ${meetingId}`);
  await tx.execute(sql`delete from meeting_rounds where meeting_id = ${meetingId}`);
  await tx.execute(sql`delete from meeting_sites where meeting_id = ${meetingId}`);
  await tx.execute(sql`delete from meetings where id = ${meetingId}`);
  return { meetingId };
});

/**
 * Opens a meeting: its page is there for everybody and the first round takes registrations. Throws 422 with what the
 * invitation still lacks, 409 textsOutdated when a text speaks of the meeting this one was copied from and nobody said
 * that it may.
 */
export const openMeeting = verb(openMeetingInput, async (tx, me, { meetingId, version, keepTexts }) => {
  const { meeting, state } = await seenMeeting(tx, me, "open", { meetingId, version });
  const lacks = lacksOf(meeting, me.today);
  if (lacks.length > 0)
    throw new DomainError("meetingIncomplete", 422, {}, Object.fromEntries(lacks.map((key) => [key, { key }])));
  const source = await findMeetingSource(tx, meetingId);
  if (source && !keepTexts && staleTexts(meeting, source).length > 0) throw new DomainError("textsOutdated", 409);
  await decide(tx, me, meeting, state, "");
  return { meetingId, slug: meeting.slug, state };
});

/** Ends the first round, also before its deadline; then the reason may be told. */
export const closeMeeting = verb(closeMeetingInput, async (tx, me, { note, ...seen }) => {
  const { meeting, state } = await seenMeeting(tx, me, "close", seen);
  await decide(tx, me, meeting, state, note);
  return { meetingId: meeting.id, slug: meeting.slug, state };
});

/** Takes registrations again, until another day and for a reason. Throws 409 unless the meeting is closed, 422 for the day. */
export const reopenMeeting = verb(reopenMeetingInput, async (tx, me, { deadlineOn, note, ...seen }) => {
  const { meeting, state } = await seenMeeting(tx, me, "reopen", seen);
  if (deadlineOn < me.today) throw fieldError("deadlineOn", "dayPast");
  assertDeadline(deadlineOn, meeting.sites);
  await tx.execute(
    sql`update meeting_rounds set closes_at = ${closingOf(deadlineOn)} where meeting_id = ${meeting.id} and number = 1`,
  );
  await decide(tx, me, meeting, state, note);
  return { meetingId: meeting.id, slug: meeting.slug, state };
});

/**
 * Gives up the allocation of a meeting, so that people may be allocated anew, or register again after that. Throws 409
 * unless it is allocated.
 */
export const discardAllocation = verb(discardMeetingInput, async (tx, me, { note, ...seen }) => {
  const { meeting, state } = await seenMeeting(tx, me, "discard", seen);
  await tx.execute(
    sql`update allocation_runs r set state = 'proposed' where r.meeting_id = ${meeting.id} and r.state = 'chosen'`,
  );
  await decideMeeting(tx, me, meeting.id, state, note);
  return { meetingId: meeting.id, slug: meeting.slug, state };
});

/** The whole meeting as somebody looked at it, locked, and its state after a deed. Throws 403, 404, 409. */
async function seenMeeting(
  tx: Tx,
  me: Actor,
  deed: keyof typeof meetingMoves,
  { meetingId, version }: { meetingId: string; version: string },
) {
  const { slug, state } = await lockMeeting(tx, me, meetingId);
  const next = moved(deed, state);
  await assertMeetingVersion(tx, meetingId, version, true);
  const meeting = await findMeeting(tx, slug);
  if (!meeting) throw notFound();
  return { meeting, state: next };
}

/** Opens or closes a meeting and, with it, its first round. */
async function decide(tx: Tx, me: Actor, meeting: Meeting, state: MeetingState, note: string) {
  await decideMeeting(tx, me, meeting.id, state, note);
  const [round] = meeting.rounds;
  if (round && (state === "open" || state === "closed")) await decideRound(tx, me, round.id, state, note);
}

/** Moves a meeting to another state, by a decision of its own. */
export async function decideMeeting(tx: Tx, me: Actor, meetingId: string, state: MeetingState, note: string) {
  await tx.execute(sql`
    with moved as (update meetings set state = ${state} where id = ${meetingId} returning id, organisation_id)
    insert into meeting_decisions (organisation_id, meeting_id, decision, note, decided_by)
    select m.organisation_id, m.id, ${state}, ${note}, ${me.userId}::uuid from moved m`);
}

/** Opens or closes a round, by a decision of its own. */
export async function decideRound(tx: Tx, me: Actor, roundId: string, decision: "open" | "closed", note: string) {
  await tx.execute(sql`
    with moved as (update meeting_rounds set state = ${decision} where id = ${roundId} returning id, organisation_id, meeting_id)
    insert into round_decisions (organisation_id, meeting_id, round_id, decision, note, decided_by)
    select m.organisation_id, m.meeting_id, m.id, ${decision}, ${note}, ${me.userId}::uuid from moved m`);
}
