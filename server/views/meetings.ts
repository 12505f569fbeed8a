import type { Tx } from "@/db/gate";
import { type History, recordHistory } from "@/db/queries/history";
import {
  findMeeting,
  findMeetingSource,
  listMeetings,
  type MeetingRound,
  type MeetingSite,
  meetingDecisions,
} from "@/db/queries/meetings";
import type { Actor } from "@/lib/domain/actor";
import { deadlineDay, lacksOf } from "@/lib/domain/meeting";
import { staleTexts } from "@/lib/domain/meeting-text";
import { can } from "@/lib/domain/permission";
import { env } from "@/lib/env";

/** The meetings of who keeps or checks them; null for everybody else. */
export const readMeetings = async (tx: Tx, me: Actor) => (can(me, "meeting.read") ? listMeetings(tx) : null);

/** The meetings that may be copied, and where the actor holds them; null for who makes none. */
export async function readNewMeeting(tx: Tx, me: Actor) {
  const home = me.roles.find(({ role }) => role === "organiser");
  if (!home || !can(me, "meeting.edit")) return null;
  return { organisationId: home.organisationId, meetings: await listMeetings(tx) };
}

/**
 * One meeting as its desk shows it: what an opening still lacks, which texts of a copy speak of its source, who decided
 * what, and its history when asked for. Null when it is not there for this person.
 */
export async function readMeeting(tx: Tx, me: Actor, slug: string, withHistory: boolean) {
  const meeting = can(me, "meeting.read") ? await findMeeting(tx, slug) : null;
  if (!meeting || !can(me, "meeting.read", { organisationId: meeting.organisationId, projectId: null })) return null;
  const none: History = { entries: [], references: {} };
  const [source, decisions, history] = await Promise.all([
    findMeetingSource(tx, meeting.id),
    meetingDecisions(tx, meeting.id),
    withHistory ? recordHistory(tx, "meetings", meeting.id) : none,
  ]);
  return {
    meeting,
    decisions,
    history,
    source,
    lacks: meeting.state === "draft" ? lacksOf(meeting, me.today) : [],
    stale: source && meeting.state === "draft" ? staleTexts(meeting, source) : [],
    address: publicAddress(meeting.slug),
  };
}
export type MeetingDesk = NonNullable<Awaited<ReturnType<typeof readMeeting>>>;

/** Where everybody finds a meeting, as it is forwarded. */
export const publicAddress = (slug: string) => `${new URL(env().NEXTAUTH_URL).origin}/m/${slug}`;

/** The last day on which people register in the first round. */
export const deadlineOf = ({ rounds: [first] }: { rounds: readonly { closesAt: string }[] }) =>
  first ? deadlineDay(first.closesAt) : null;

/** Whether people can register for a meeting on a day. */
export const takesRegistrations = (meeting: { rounds: readonly MeetingRound[] }, today: string) =>
  meeting.rounds.some(({ state, closesAt }) => state === "open" && deadlineDay(closesAt) >= today);

/** The sites for which people can register on a day: of a further round its own. */
export function openSites(
  { sites, rounds }: { sites: readonly MeetingSite[]; rounds: readonly MeetingRound[] },
  today: string,
): readonly MeetingSite[] {
  const [open] = rounds.filter(({ state, closesAt }) => state === "open" && deadlineDay(closesAt) >= today);
  return open?.siteId ? sites.filter(({ id }) => id === open.siteId) : sites;
}
