import { badgeSecret } from "@/db/accounts/badge";
import type { Tx } from "@/db/gate";
import { attendedPairs, endedBadges, listWalkIns } from "@/db/queries/attendances";
import { findMeeting } from "@/db/queries/meetings";
import { seatedPeople } from "@/db/queries/seats";
import type { Actor } from "@/lib/domain/actor";
import type { DoorList } from "@/lib/domain/badge";
import { daysBetween } from "@/lib/domain/day";
import { said } from "@/lib/domain/meeting-text";
import { can } from "@/lib/domain/permission";
import type { Locale } from "@/lib/domain/preference";
import { dayRange } from "@/lib/format";

/** A meeting at whose door the actor may write down who comes; null for everybody else. */
export async function readDoorPage(tx: Tx, me: Actor, slug: string) {
  const meeting = can(me, "attendance.record") ? await findMeeting(tx, slug) : null;
  const own = meeting && can(me, "attendance.record", { organisationId: meeting.organisationId, projectId: null });
  return own ? meeting : null;
}

/** What a phone keeps for the door of a site. */
export type KeptDoor = DoorList & {
  title: string;
  siteId: string;
  siteName: string;
  siteDays: string;
  userId: string;
  blocks: { id: string; title: string }[];
  attended: string[];
  daysLeft: number;
};

/** The list of a site for a phone: the least that the door needs. Null when the meeting or the site is not there. */
export async function readDoorList(
  tx: Tx,
  me: Actor,
  slug: string,
  code: string,
  locale: Locale,
): Promise<KeptDoor | null> {
  const meeting = await readDoorPage(tx, me, slug);
  const site = meeting?.sites.find((one) => one.code === code);
  if (!meeting || !site || !me.userId) return null;
  const [seated, walkIns, ended, pairs] = await Promise.all([
    seatedPeople(tx, meeting.id, site.id),
    listWalkIns(tx, site.id),
    endedBadges(tx, site.id),
    attendedPairs(tx, meeting.id, site.id),
  ]);
  return {
    meeting: meeting.slug,
    title: said(locale, meeting.titleCs, meeting.titleEn).text,
    site: site.code,
    siteId: site.id,
    siteName: site.name,
    siteDays: dayRange(site.startsOn, site.endsOn, locale),
    daysLeft: daysBetween(me.today, site.endsOn),
    userId: me.userId,
    sites: meeting.sites.map((one) => ({
      code: one.code,
      name: one.name,
      days: dayRange(one.startsOn, one.endsOn, locale),
    })),
    blocks: meeting.blocks
      .filter(({ siteId }) => siteId === null || siteId === site.id)
      .map(({ id, number, titleCs, titleEn }) => ({ id, title: `${number}. ${said(locale, titleCs, titleEn).text}` })),
    people: [
      ...seated.map(({ registrationId, name }) => ({
        id: registrationId,
        name,
        secret: badgeSecret(site.id, registrationId),
      })),
      ...walkIns.map(({ id, name }) => ({ id, name, secret: "" })),
    ],
    ended: ended.map(({ registrationId, why }) => ({ secret: badgeSecret(site.id, registrationId), why })),
    attended: pairs.map(({ blockId, attendeeId }) => `${blockId} ${attendeeId}`),
  };
}
