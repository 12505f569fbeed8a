import type { Tx } from "@/db/gate";
import { findAccount, listOwnIdentities, listOwnSessions } from "@/db/queries/account";
import { delegationsOf, deputyChoices, rightsDay } from "@/db/queries/people";
import { findOwnFactor } from "@/db/queries/second-factor";
import { hearsOfReturns, ownSubscriptions } from "@/db/queries/subscriptions";
import type { Actor } from "@/lib/domain/actor";

/** The actor's own account; token is that of the session he is in. Null for an actor without one. */
export async function readAccount(tx: Tx, me: Actor, token: string) {
  const { userId } = me;
  if (!userId) return null;
  const [account, mail, hears, sessions, delegations, choices, today, factor, identities] = await Promise.all([
    findAccount(tx, userId),
    ownSubscriptions(tx, userId),
    hearsOfReturns(tx),
    listOwnSessions(tx, token),
    delegationsOf(tx, userId),
    deputyChoices(tx, userId),
    rightsDay(tx),
    findOwnFactor(tx, me),
    listOwnIdentities(tx),
  ]);
  return { ...account, userId, mail, hearsOfReturns: hears, sessions, delegations, choices, today, factor, identities };
}
