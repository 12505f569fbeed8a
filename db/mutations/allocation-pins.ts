import { sql } from "drizzle-orm";
import { removePinInput, setPinInput } from "@/lib/domain/allocation/run";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { currentAllocation } from "../queries/allocation";
import { verb } from "../verb";
import { lockMeeting } from "./meeting-frame";

/**
 * Says where somebody has to stand, or where he may not, for a reason; a lecturer is such a person and takes a seat. Once
 * places were published pins are for the queue alone. Throws 403, 404, 422 for what he asks against or what has no seats.
 */
export const setPin = verb(setPinInput, async (tx, me, { registrationId, rule, siteId, reason }) => {
  authorize(me, "meeting.edit");
  const [found] = await tx.execute<{ meetingId: string; bound: string | null; counts: boolean }>(sql`
    select r.meeting_id as "meetingId", case when r.can_other then null else r.preferred_site_id end as bound,
      r.confirmed_at is not null and r.withdrawn_at is null and r.declined_at is null
        and r.erased_at is null as counts
    from registrations r where r.id = ${registrationId}`);
  if (!found) throw notFound();
  const meeting = await lockMeeting(tx, me, found.meetingId);
  const [site] = await tx.execute<{ id: string }>(
    sql`select s.id from meeting_sites s where s.id = ${siteId} and s.meeting_id = ${meeting.id}`,
  );
  if (!site) throw notFound();
  if (!found.counts) throw new DomainError("pinNobody", 409);
  if (rule === "must" && found.bound !== null && found.bound !== siteId) throw fieldError("siteId", "pinAgainstWish");
  if (rule === "must")
    await tx.execute(sql`delete from allocation_pins p where p.registration_id = ${registrationId}
    and (p.must_site_id is not null or p.not_site_id = ${siteId} or p.kind = 'move')`);
  else
    await tx.execute(sql`delete from allocation_pins p where p.registration_id = ${registrationId}
    and (p.must_site_id = ${siteId} or p.not_site_id = ${siteId})`);
  const [must, not] = rule === "must" ? [siteId, null] : [null, siteId];
  const [pin] = await tx.execute<{ id: string }>(sql`
    insert into allocation_pins (organisation_id, meeting_id, registration_id, must_site_id, not_site_id, kind, reason, decided_by)
    values (${meeting.organisationId}, ${meeting.id}, ${registrationId}, ${must}, ${not}, 'rule', ${reason}, ${me.userId}::uuid)
    returning id`);
  await assertKeepable(tx, meeting.id);
  return { pinId: pin?.id ?? null };
});

/** Takes a pin back. Throws 403, 404. */
export const removePin = verb(removePinInput, async (tx, me, { pinId }) => {
  authorize(me, "meeting.edit");
  const [found] = await tx.execute<{ meetingId: string }>(
    sql`select p.meeting_id as "meetingId" from allocation_pins p where p.id = ${pinId}`,
  );
  if (!found) throw notFound();
  await lockMeeting(tx, me, found.meetingId);
  await tx.execute(sql`delete from allocation_pins p where p.id = ${pinId}`);
  return { meetingId: found.meetingId };
});

/** Throws 422 with the names when nobody could keep the pins of a meeting: more at a site than it has seats. */
const assertKeepable = (tx: Tx, meetingId: string) => currentAllocation(tx, meetingId);
