import type { Tx } from "@/db/gate";
import { findMeeting } from "@/db/queries/meetings";
import { listAddresses } from "@/db/queries/round-invitations";
import type { Actor } from "@/lib/domain/actor";
import { deadlineDay } from "@/lib/domain/meeting";
import { can } from "@/lib/domain/permission";

/** The address list of a meeting and its further rounds that are open, for its organiser; null for everybody else. */
export async function readInvitations(tx: Tx, me: Actor, slug: string) {
  const meeting = can(me, "meeting.edit") ? await findMeeting(tx, slug) : null;
  if (!meeting || !can(me, "meeting.edit", { organisationId: meeting.organisationId, projectId: null })) return null;
  const rounds = meeting.rounds
    .filter(({ number, state, closesAt }) => number > 1 && state === "open" && deadlineDay(closesAt) >= me.today)
    .map((round) => ({ ...round, site: meeting.sites.find(({ id }) => id === round.siteId)?.name ?? "" }));
  return { meeting, rounds, addresses: await listAddresses(tx, meeting.id) };
}
