import { sql } from "drizzle-orm";
import type { AttendeeRole } from "@/lib/domain/registration";
import { assertWeighable, weighRolesInput } from "@/lib/domain/seat";
import { verb } from "../verb";
import { assertMeetingVersion, lockMeeting } from "./meeting-frame";

/**
 * Says what each role weighs in the allocation and the queue of a meeting; as the settings say means following them on.
 * Throws 403, 404, 409 changedMeanwhile, 409 weightsTold once places were told.
 */
export const weighRoles = verb(weighRolesInput, async (tx, me, { meetingId, version, ...roles }) => {
  const meeting = await lockMeeting(tx, me, meetingId);
  await assertMeetingVersion(tx, meetingId, version);
  assertWeighable(meeting.state);
  const weights: Record<AttendeeRole, number> = roles;
  await tx.execute(sql`
    update meetings set role_weights = nullif(${JSON.stringify(weights)}::text::jsonb, sec.role_weights())
    where id = ${meetingId}`);
  return { meetingId, slug: meeting.slug };
});
