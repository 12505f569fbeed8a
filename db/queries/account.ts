import { sql } from "drizzle-orm";
import { preferInput } from "@/lib/domain/account";
import type { Tx } from "../gate";

export type OwnSession = { id: string; agent: string; createdAt: string; lastSeenAt: string; current: boolean };
export type OwnRole = { role: string; organisation: string; validFrom: string; validTo: string | null };

/** The live sessions of whoever asks, the latest used first; the one of this token is marked. */
export function listOwnSessions(tx: Tx, token: string): Promise<OwnSession[]> {
  return tx.execute<OwnSession>(sql`
    select s.id, s.agent, s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.current
    from sec.own_sessions(${token}) s`);
}

/** The roles of a user that are or will be valid, and when his password was changed last (null: never by himself). */
export async function findAccount(
  tx: Tx,
  userId: string,
): Promise<{ roles: OwnRole[]; passwordChangedAt: string | null }> {
  const [row] = await tx.execute<{ passwordChangedAt: string | null; roles: OwnRole[] }>(sql`
    select u.password_changed_at as "passwordChangedAt",
      coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'organisation', o.name, 'validFrom', a.valid_from,
          'validTo', a.valid_to) order by a.valid_from, a.role)
        from role_assignments a join organisations o on o.id = a.organisation_id
        where a.user_id = u.id and a.ended_at is null and coalesce(a.valid_to, 'infinity') >= sec.rights_day()), '[]') as roles
    from users u where u.id = ${userId}`);
  return { roles: row?.roles ?? [], passwordChangedAt: row?.passwordChangedAt ?? null };
}

export type OwnIdentity = { id: string; provider: string; issuer: string; createdAt: string };

/** Who one is at the providers of single sign-on. */
export function listOwnIdentities(tx: Tx): Promise<OwnIdentity[]> {
  return tx.execute<OwnIdentity>(sql`
    select i.id, i.provider, i.issuer, i.created_at as "createdAt" from sec.own_identities() i`);
}

/** Language and colours as one has chosen them for the account; null for whoever has not. */
export async function findOwnPreferences(tx: Tx) {
  const [row] = await tx.execute<{ chosen: unknown }>(sql`select sec.own_preferences() as chosen`);
  return preferInput.nullable().parse(row?.chosen ?? null);
}
