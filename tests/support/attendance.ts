import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Credential } from "@/db/gate";
import { send } from "./command";
import { read } from "./meeting";

/** A tick as a phone keeps it. */
export const tick = (blockId: string, attendeeId: string, more: object = {}) => ({
  tickId: randomUUID(),
  blockId,
  attendeeId,
  state: "present",
  madeAt: new Date().toISOString(),
  ...more,
});

/** The id of who is entered. */
export const userIdOf = (who: Credential) =>
  read(who, async (tx) => (await tx.execute<{ id: string }>(sql`select sec.user_id() as id`))[0]?.id ?? "");

/** What a phone sends at the door of a site. */
export const sendTicks = async (
  who: Credential,
  siteId: string,
  ticks: readonly object[],
  more: object = {},
  id?: string,
) =>
  send(
    who,
    "attendance.send",
    { siteId, userId: await userIdOf(who), device: "phone", sentAt: new Date().toISOString(), ticks, ...more },
    id,
  );

/** The registrations of a meeting by their names. */
export async function idsOf(who: Credential, meetingId: string): Promise<Map<string, string>> {
  const rows = await read(who, (tx) =>
    tx.execute<{ id: string; name: string }>(sql`select id, name from registrations where meeting_id = ${meetingId}`),
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

export type Attended = { block: string; who: string; mark: string };

/** Who counts at which block. */
export const attendedOf = (who: Credential, meetingId: string) =>
  read(who, (tx) =>
    tx.execute<Attended>(sql`
      select a.block_id as block, coalesce(r.name, w.name) as who, a.mark from sec.attended(${meetingId}) a
      left join registrations r on r.id = a.registration_id left join walk_ins w on w.id = a.walk_in_id
      order by 2, 1`),
  );

/** How many rows of ticks there are. */
export const tickRows = (who: Credential, meetingId: string) =>
  read(who, async (tx) => {
    const [row] = await tx.execute<{ n: number }>(
      sql`select count(*)::int as n from attendances where meeting_id = ${meetingId}`,
    );
    return row?.n ?? 0;
  });
