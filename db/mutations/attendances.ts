import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import {
  addWalkInInput,
  assertOwnTicks,
  changedTicks,
  decideAttendanceInput,
  pageDevice,
  sendAttendanceInput,
  tickAttendanceInput,
} from "@/lib/domain/attendance";
import { DomainError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { keptMonths } from "@/lib/domain/registration";
import type { Tx } from "../gate";
import { verb } from "../verb";

/** Throws 403 for a wrong role, 404 for a site that is not the actor's. */
async function assertOwnSite(tx: Tx, me: Actor, siteId: string): Promise<void> {
  authorize(me, "attendance.record");
  const [site] = await tx.execute<{ organisationId: string }>(
    sql`select s.organisation_id as "organisationId" from meeting_sites s where s.id = ${siteId}`,
  );
  if (!site) throw notFound();
  authorize(me, "attendance.record", { ...site, projectId: null });
}

/** Puts what was ticked and who came; the ids of ticks that name nobody or no block of the site. */
async function record(tx: Tx, siteId: string, asked: object): Promise<string[]> {
  const [row] = await tx.execute<{ said: { unknown: string[] } | null }>(
    sql`select sec.record_attendance(${siteId}, ${keptMonths}, ${JSON.stringify(asked)}::text::jsonb) as said`,
  );
  if (!row?.said) throw notFound();
  return row.said.unknown;
}

const onPage = (more: object) => {
  const sentAt = new Date().toISOString();
  return { device: pageDevice, sentAt, walkIns: [], ...more };
};
const newTick = (blockId: string, attendeeId: string, state: string) => ({
  tickId: randomUUID(),
  blockId,
  attendeeId,
  state,
  madeAt: new Date().toISOString(),
});

/**
 * Takes what a phone gathered; the same ids again are the same ticks, whatever command brings them. Answers the ids that it
 * could not take: they name nobody of the meeting or no block of the site, and keep nothing else out. Throws 403, 404, 409
 * attendanceOtherUser for ticks of somebody else.
 */
export const sendAttendance = verb(sendAttendanceInput, async (tx, me, { siteId, userId, ...asked }) => {
  await assertOwnSite(tx, me, siteId);
  assertOwnTicks(userId, me.userId);
  return { unknown: (await record(tx, siteId, asked)).join(" ") };
});

/** Writes the ticks of a block that were changed on a page. Throws 403, 404. */
export const tickAttendance = verb(tickAttendanceInput, async (tx, me, { siteId, blockId, ...shown }) => {
  await assertOwnSite(tx, me, siteId);
  const ticks = changedTicks(shown).map(({ attendeeId, state }) => newTick(blockId, attendeeId, state));
  if ((await record(tx, siteId, onPage({ ticks }))).length > 0) throw notFound();
  return { siteId };
});

/** Somebody who came without a registration, ticked at once. Throws 403, 404. */
export const addWalkIn = verb(addWalkInInput, async (tx, me, { siteId, blockId, ...person }) => {
  await assertOwnSite(tx, me, siteId);
  const attendeeId = randomUUID();
  const asked = onPage({ walkIns: [{ attendeeId, ...person }], ticks: [newTick(blockId, attendeeId, "present")] });
  if ((await record(tx, siteId, asked)).length > 0) throw notFound();
  return { attendeeId };
});

/** Decides about somebody who was ticked without a seat. Throws 403, 404, 409 changedMeanwhile. */
export const decideAttendance = verb(decideAttendanceInput, async (tx, me, { siteId, registrationId, ...asked }) => {
  await assertOwnSite(tx, me, siteId);
  const { decision, note, version } = asked;
  const [row] = await tx.execute<{ said: string | null }>(
    sql`select sec.decide_attendance(${siteId}, ${registrationId}, ${decision}, ${note}, ${version}) as said`,
  );
  if (row?.said === "changed") throw new DomainError("changedMeanwhile", 409);
  if (row?.said !== "done") throw notFound();
  return { registrationId };
});
