import { linkToken } from "@/db/accounts/link-token";
import type { Tx } from "@/db/gate";
import { findTeam, ownTeams } from "@/db/queries/registration-teams";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";

/** The teams of the reader's office, each with the address of its coordinator's page; null for who keeps none. */
export async function readOwnTeams(tx: Tx, me: Actor) {
  if (!can(me, "registration-team.start")) return null;
  const teams = await ownTeams(tx);
  return teams.map((team) => ({ ...team, href: `/m/${team.slug}/t/${team.linkId}.${linkToken("team", team.linkId)}` }));
}
export type OwnTeams = NonNullable<Awaited<ReturnType<typeof readOwnTeams>>>;

/** A team by its coordinator's link, with the page of each member who has no address of his own; null when it opens none. */
export async function readTeam(tx: Tx, slug: string, link: string) {
  const team = await findTeam(tx, slug, link);
  if (!team) return null;
  const members = team.members.map((member) => ({
    ...member,
    own: member.linkId && `/m/${slug}/r/${member.linkId}.${linkToken("registration", member.linkId)}`,
  }));
  return { ...team, members };
}
export type TeamView = NonNullable<Awaited<ReturnType<typeof readTeam>>>;
