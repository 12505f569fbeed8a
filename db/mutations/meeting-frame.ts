import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { notFound } from "@/lib/domain/error";
import type { MeetingState } from "@/lib/domain/meeting";
import { authorize } from "@/lib/domain/permission";
import { assertVersion } from "@/lib/domain/version";
import type { Tx } from "../gate";
import { recordVersion, rowVersion } from "../version";

/** What the rules of a meeting's parts look at. */
export type MeetingFrame = { id: string; organisationId: string; slug: string; state: MeetingState };

const columns = sql`m.id, m.organisation_id as "organisationId", m.slug, m.state`;

/** The meeting, locked, where the actor may do this: 403 for a wrong role, 404 when it is not his. */
export async function lockMeeting(tx: Tx, me: Actor, id: string): Promise<MeetingFrame> {
  authorize(me, "meeting.edit");
  const [found] = await tx.execute<MeetingFrame>(sql`select ${columns} from meetings m where m.id = ${id} for update`);
  return requireOwn(me, found);
}

/** Throws 409 changedMeanwhile unless a locked meeting is what was looked at: its row, or with all that belongs to it. */
export async function assertMeetingVersion(tx: Tx, id: string, from: string, whole = false): Promise<void> {
  const [now] = await tx.execute<{ version: string }>(sql`
    select ${whole ? recordVersion("m", "meeting_id") : rowVersion("m")} as version from meetings m where m.id = ${id}`);
  if (now) assertVersion(now.version, from);
}

export type MeetingPart = "meeting_sites" | "meeting_blocks" | "meeting_rounds";

/** The meeting of a part, both locked; refusals as in lockMeeting, 409 changedMeanwhile for another version of the part. */
export async function meetingOfPart(
  tx: Tx,
  me: Actor,
  table: MeetingPart,
  id: string,
  version: string,
): Promise<MeetingFrame> {
  authorize(me, "meeting.edit");
  const [found] = await tx.execute<MeetingFrame>(sql`
    select ${columns} from ${sql.identifier(table)} x join meetings m on m.id = x.meeting_id
    where x.id = ${id} for update of m, x`);
  const meeting = requireOwn(me, found);
  const [now] = await tx.execute<{ version: string }>(
    sql`select ${rowVersion("x")} as version from ${sql.identifier(table)} x where x.id = ${id}`,
  );
  if (now) assertVersion(now.version, version);
  return meeting;
}

function requireOwn(me: Actor, meeting: MeetingFrame | undefined): MeetingFrame {
  if (!meeting) throw notFound();
  authorize(me, "meeting.edit", { organisationId: meeting.organisationId, projectId: null });
  return meeting;
}
