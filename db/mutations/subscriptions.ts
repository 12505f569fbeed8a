import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError } from "@/lib/domain/error";
import { setCalendarInput, setDigestInput, setReturnedMailInput } from "@/lib/domain/subscription";
import { linkToken } from "../accounts/link-token";
import type { Tx } from "../gate";
import { verb } from "../verb";

/** Throws 403 unless a person in a browser asks: a token of the API keeps no account. */
function owner(me: Actor) {
  if (me.kind !== "session" || !me.userId || !me.organisationId) throw new DomainError("forbidden", 403);
  return { userId: me.userId, organisationId: me.organisationId };
}

const hashOf = (token: string) => createHash("sha256").update(token).digest();

/** Sets how often one's own digest comes; links of digests that were sent go on turning it off. Throws 403. */
export const setDigest = verb(setDigestInput, async (tx, me, { every }) => {
  const { userId, organisationId } = owner(me);
  if (every === "off") {
    await tx.execute(sql`delete from subscriptions where user_id = ${userId} and kind = 'digest'`);
    return;
  }
  const id = randomUUID();
  await tx.execute(sql`
    insert into subscriptions (id, organisation_id, user_id, kind, every, token_hash)
    values (${id}, ${organisationId}, ${userId}, 'digest', ${every}, ${hashOf(linkToken("digest", id))})
    on conflict (user_id, kind) do update set every = excluded.every`);
});

/** Sets whether a mail says at once that a shift of one's own was returned. Throws 403. */
export const setReturnedMail = verb(setReturnedMailInput, async (tx, me, { returned }) => {
  owner(me);
  await tx.execute(sql`select sec.choose_mail(${returned})`);
});

/** Gives one's own calendar a new secret address, the old one ending; or takes it away. Throws 403. */
export const setCalendar = verb(setCalendarInput, async (tx, me, { address }) => {
  const { userId, organisationId } = owner(me);
  await tx.execute(sql`delete from subscriptions where user_id = ${userId} and kind = 'calendar'`);
  if (address === "off") return;
  const id = randomUUID();
  await tx.execute(sql`
    insert into subscriptions (id, organisation_id, user_id, kind, token_hash)
    values (${id}, ${organisationId}, ${userId}, 'calendar', ${hashOf(linkToken("calendar", id))})`);
});

/** Turns a digest off by the token of its link. Returns whether there was one. */
export async function endDigest(tx: Tx, token: string): Promise<boolean> {
  const [row] = await tx.execute<{ ended: boolean }>(sql`select sec.end_digest(${token}) as ended`);
  return row?.ended === true;
}
