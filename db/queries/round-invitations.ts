import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import type { AddressSource } from "@/lib/domain/round-invitation";
import type { Tx } from "../gate";

export type InvitedAddress = {
  id: string;
  email: string;
  label: string;
  source: AddressSource;
  objected: boolean;
  answered: boolean;
  invitedAt: string | null;
  remindedAt: string | null;
  /** The mail server has refused its mail for good. */
  bounced: boolean;
};

/** The addresses of a meeting with what became of their last invitation; for its organiser. */
export function listAddresses(tx: Tx, meetingId: string): Promise<InvitedAddress[]> {
  return tx.execute<InvitedAddress>(sql`
    select a.id, a.email, a.label, a.source, a.objected_at is not null as objected, coalesce(sec.address_answered(a.id), false) as answered,
      i.invited_at as "invitedAt", i.reminded_at as "remindedAt", sec.address_bounced(a.id) as bounced
    from invited_addresses a left join lateral (select x.invited_at, x.reminded_at from round_invitations x where x.address_id = a.id
      order by x.invited_at desc limit 1) i on true
    where a.meeting_id = ${meetingId} and a.removed_at is null order by a.label collate "cs-x-icu", a.email`);
}

/** Offices of cities with projects; for who holds meetings. */
export function projectOffices(tx: Tx): Promise<{ email: string; label: string }[]> {
  return tx.execute<{ email: string; label: string }>(sql`select o.email, o.label from sec.project_offices() o`);
}

export type MailedInvitation = {
  slug: string;
  titleCs: string;
  titleEn: string;
  site: string;
  startsOn: string;
  endsOn: string;
  /** The last day of the round. */
  deadlineOn: string;
};

const round = sql`select m.slug, m.title_cs as "titleCs", m.title_en as "titleEn", s.name as site, s.starts_on::text as "startsOn", s.ends_on::text as "endsOn",
    ((o.closes_at - interval '1 millisecond') at time zone 'Europe/Prague')::date::text as "deadlineOn"
  from meeting_rounds o join meetings m on m.id = o.meeting_id join meeting_sites s on s.id = o.site_id`;

/** What an invitation is written from; null once the round is closed, or the address has answered. For the worker. */
export async function findInvitation(tx: Tx, addressId: string, roundId: string): Promise<MailedInvitation | null> {
  const [found] = await tx.execute<MailedInvitation>(sql`
    ${round} where o.id = ${roundId} and o.state = 'open' and sec.moment() < o.closes_at and not sec.address_answered(${addressId})`);
  return found ?? null;
}

/** What somebody who waits is told of a round; null once it is closed. For the worker. */
export async function findRound(tx: Tx, roundId: string): Promise<MailedInvitation | null> {
  const [found] = await tx.execute<MailedInvitation>(
    sql`${round} where o.id = ${roundId} and o.state = 'open' and sec.moment() < o.closes_at`,
  );
  return found ?? null;
}

/** Whom the link of an invitation belongs to; null when it is none. */
export async function findInvited(
  tx: Tx,
  slug: string,
  link: string,
): Promise<{ email: string; objected: boolean } | null> {
  const parts = readLink(link);
  if (!parts) return null;
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{ found: { email: string; objected: boolean } | null }>(
    sql`select sec.invited_by_link(${slug}, ${parts.id}, ${hash}) as found`,
  );
  return row?.found ?? null;
}
