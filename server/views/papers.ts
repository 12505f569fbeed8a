import { badgeSecret } from "@/db/accounts/badge";
import type { Tx } from "@/db/gate";
import { certificateTallies, listCertificates } from "@/db/queries/certificates";
import { findMeeting, type Meeting, type MeetingBlock, type MeetingSite } from "@/db/queries/meetings";
import { hashedLines, listGuests, listIssues, momentOf, namesOf, type SiteIssue } from "@/db/queries/papers";
import type { Actor } from "@/lib/domain/actor";
import { isHeld } from "@/lib/domain/meeting";
import { type Guest, type ListKind, linesOf, listKinds, type Standing, standingOf } from "@/lib/domain/paper";
import { can } from "@/lib/domain/permission";
import { drawable, lacksLetters } from "@/lib/export/letters";

async function ownMeeting(tx: Tx, me: Actor, slug: string): Promise<Meeting | null> {
  const meeting = can(me, "paper.read") ? await findMeeting(tx, slug) : null;
  return meeting && can(me, "paper.read", { organisationId: meeting.organisationId, projectId: null }) ? meeting : null;
}

const ofList = (issues: readonly SiteIssue[], siteId: string, kind: ListKind) =>
  issues.filter((issue) => issue.siteId === siteId && issue.kind === kind);

/** The lists of each site of a meeting with where they stand, and its certificates; null when it is not there. */
export async function readPapers(tx: Tx, me: Actor, slug: string) {
  const meeting = await ownMeeting(tx, me, slug);
  if (!meeting) return null;
  const [issues, tallies, ...guests] = await Promise.all([
    listIssues(tx, meeting.id),
    certificateTallies(tx, meeting.id),
    ...meeting.sites.map(({ id }) => listGuests(tx, meeting.id, id)),
  ]);
  const sites = meeting.sites.map((site, at) => ({
    site,
    held: isHeld(site, me.today),
    guests: guests[at]?.length ?? 0,
    /** Food, rooms and cars were taken away. */
    needsGone: (guests[at] ?? []).length > 0 && (guests[at] ?? []).every(({ meals }) => meals === null),
    lists: listKinds.map((kind) => ({
      kind,
      people: linesOf(kind, guests[at] ?? []).size,
      issuedBy: ofList(issues, site.id, kind)[0]?.issuedBy ?? null,
      ...standingOf(hashedLines(site.id, kind, guests[at] ?? []), ofList(issues, site.id, kind)),
    })),
    certificates: tallies.find(({ siteId }) => siteId === site.id),
  }));
  const lacking = guests
    .flat()
    .filter(({ name }) => lacksLetters(name))
    .map(({ id, name }) => ({ id, name, drawn: drawable(name) }));
  return { meeting, sites, lacking };
}
export type PapersView = NonNullable<Awaited<ReturnType<typeof readPapers>>>;

/** All that a list of a site is written from. */
export type ListView = {
  meeting: Pick<Meeting, "slug" | "referenceNumber" | "titleCs" | "titleEn">;
  site: MeetingSite;
  blocks: readonly MeetingBlock[];
  kind: ListKind;
  guests: readonly Guest[];
  /** The instant at which it stands so. */
  now: string;
  standing: Standing;
  /** Who is on it no more. */
  gone: readonly string[];
  /** The secret of somebody's badge. */
  secretOf: (registrationId: string) => string;
};

/** One list of a site, by the codes in its address; null when it is not there. */
export async function readList(
  tx: Tx,
  me: Actor,
  slug: string,
  { kind, site: code }: { kind: ListKind; site: string },
): Promise<ListView | null> {
  const meeting = await ownMeeting(tx, me, slug);
  const site = meeting?.sites.find((one) => one.code === code);
  if (!meeting || !site) return null;
  const [guests, issues, now] = await Promise.all([
    listGuests(tx, meeting.id, site.id),
    listIssues(tx, meeting.id),
    momentOf(tx),
  ]);
  const standing = standingOf(hashedLines(site.id, kind, guests), ofList(issues, site.id, kind));
  return {
    meeting,
    site,
    blocks: meeting.blocks.filter(({ siteId }) => siteId === null || siteId === site.id),
    kind,
    guests,
    now,
    standing,
    gone: await namesOf(tx, meeting.id, standing.changes?.removed ?? []),
    secretOf: (id) => badgeSecret(site.id, id),
  };
}

/** The certificates of a site that hold; null when it is not there. */
export async function readSiteCertificates(tx: Tx, me: Actor, slug: string, code: string | undefined) {
  const meeting = await ownMeeting(tx, me, slug);
  const site = meeting?.sites.find((one) => one.code === code);
  return meeting && site ? { meeting, site, certificates: await listCertificates(tx, site.id) } : null;
}
