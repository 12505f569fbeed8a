import { sql } from "drizzle-orm";
import { DomainError, fieldError } from "@/lib/domain/error";
import {
  addSiteInput,
  assertDraft,
  assertPlannable,
  assertSiteDays,
  changeSiteInput,
  deadlineDay,
  isHeld,
  removeSiteInput,
} from "@/lib/domain/meeting";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { lockMeeting, type MeetingFrame, meetingOfPart } from "./meeting-frame";

/** Adds a place and its days. Throws 404, 409 for a taken code and once people were told their places, 422 for the days. */
export const addSite = verb(addSiteInput, async (tx, me, input) => {
  const meeting = await lockMeeting(tx, me, input.meetingId);
  assertPlannable(meeting.state);
  assertSiteDays(input);
  await assertAfterDeadlines(tx, meeting, null, input.startsOn);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into meeting_sites (organisation_id, meeting_id, code, name, venue_cs, venue_en, address, starts_on, ends_on,
      arrival_by, first_meal, ends_at, last_meal, capacity)
    values (${meeting.organisationId}, ${meeting.id}, ${input.code}, ${input.name}, ${input.venueCs}, ${input.venueEn},
      ${input.address}, ${input.startsOn}, ${input.endsOn}, ${input.arrivalBy}, ${input.firstMeal}, ${input.endsAt},
      ${input.lastMeal}, ${input.capacity}) returning id`);
  return { siteId: row?.id ?? null };
});

/** Changes a site that was not held yet. */
export const changeSite = verb(changeSiteInput, async (tx, me, { siteId, version, ...input }) => {
  const meeting = await meetingOfPart(tx, me, "meeting_sites", siteId, version);
  const [was] = await tx.execute<{ endsOn: string }>(
    sql`select s.ends_on as "endsOn" from meeting_sites s where s.id = ${siteId}`,
  );
  if (was && isHeld(was, me.today)) throw new DomainError("siteHeld", 409);
  assertSiteDays(input);
  await assertAfterDeadlines(tx, meeting, siteId, input.startsOn);
  await tx.execute(sql`
    update meeting_sites set code = ${input.code}, name = ${input.name}, venue_cs = ${input.venueCs}, venue_en = ${input.venueEn},
      address = ${input.address}, starts_on = ${input.startsOn}, ends_on = ${input.endsOn}, arrival_by = ${input.arrivalBy},
      first_meal = ${input.firstMeal}, ends_at = ${input.endsAt}, last_meal = ${input.lastMeal}, capacity = ${input.capacity}
    where id = ${siteId}`);
  return { siteId };
});

/** Removes a site of a draft. Throws 409 once the meeting was opened, and while a block or a round is for this site. */
export const removeSite = verb(removeSiteInput, async (tx, me, { siteId, version }) => {
  const meeting = await meetingOfPart(tx, me, "meeting_sites", siteId, version);
  assertDraft(meeting.state);
  const [used] = await tx.execute(sql`
    select 1 from meeting_blocks b where b.site_id = ${siteId}
    union all select 1 from meeting_rounds r where r.site_id = ${siteId} limit 1`);
  if (used) throw new DomainError("siteInUse", 409);
  await tx.execute(sql`delete from meeting_sites where id = ${siteId}`);
  return { siteId };
});

/** Throws 422 when a site would begin before people stop registering for it; a draft is only told so when it is opened. */
async function assertAfterDeadlines(tx: Tx, meeting: MeetingFrame, siteId: string | null, startsOn: string) {
  if (meeting.state === "draft") return;
  const rounds = await tx.execute<{ closesAt: string }>(sql`
    select r.closes_at as "closesAt" from meeting_rounds r
    where r.meeting_id = ${meeting.id} and r.state <> 'closed' and (r.site_id is null or r.site_id = ${siteId}::uuid)`);
  if (rounds.some(({ closesAt }) => deadlineDay(closesAt) >= startsOn))
    throw fieldError("startsOn", "deadlineAfterStart");
}
