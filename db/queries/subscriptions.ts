import { sql } from "drizzle-orm";
import { linkToken } from "../accounts/link-token";
import type { Tx } from "../gate";

/** One's own subscriptions: how often the digest comes and the tokens of both links; null for what is off. */
export async function ownSubscriptions(tx: Tx, userId: string) {
  const rows = await tx.execute<{ id: string; kind: "digest" | "calendar"; every: "day" | "week" | null }>(
    sql`select id, kind, every from subscriptions where user_id = ${userId}`,
  );
  const digest = rows.find(({ kind }) => kind === "digest");
  const calendar = rows.find(({ kind }) => kind === "calendar");
  return {
    every: digest?.every ?? null,
    digestId: digest?.id ?? null,
    calendarToken: calendar ? linkToken("calendar", calendar.id) : null,
  };
}

/** Whether a mail tells at once what of one's own shifts was returned. */
export async function hearsOfReturns(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ returned: boolean | null }>(sql`select sec.own_mail_choice() as returned`);
  return row?.returned === true;
}

/** Who gets a digest of these rhythms, with an account that is active. For the worker. */
export function digestReaders(tx: Tx, rhythms: readonly ("day" | "week")[]) {
  return tx.execute<{ userId: string; organisationId: string }>(sql`
    select s.user_id as "userId", s.organisation_id as "organisationId"
    from subscriptions s join users u on u.id = s.user_id and u.active
    where s.kind = 'digest' and s.every in ${rhythms} order by s.user_id`);
}

/** Whether the link that turns a digest off still does. */
export async function knowsDigest(tx: Tx, token: string): Promise<boolean> {
  const [row] = await tx.execute<{ known: boolean }>(sql`select sec.knows_digest(${token}) as known`);
  return row?.known === true;
}
