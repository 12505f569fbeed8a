import type { Tx } from "@/db/gate";
import { attendedPairs, comeLines, listMarked, listWalkIns, type MarkedAttendee } from "@/db/queries/attendances";
import { seatedPeople } from "@/db/queries/seats";
import type { Actor } from "@/lib/domain/actor";
import type { AttendanceFilter } from "@/lib/domain/attendance";
import { comeStatistics } from "@/lib/domain/attendance-statistics";
import type { AttendeeRole } from "@/lib/domain/registration";
import { holdsWords } from "@/lib/domain/search";
import { readDoorPage } from "./door";

/** Somebody who may be ticked at a site. */
export type SiteAttendee = {
  id: string;
  name: string;
  role: AttendeeRole;
  municipality: string;
  district: string | null;
  /** Why he stands here without a seat; null: he has one. */
  without: "walk-in" | "mark" | null;
};

/**
 * The attendance of a meeting for its organiser: who may be ticked at a site, who counts at which block, who was ticked
 * without a seat, and on its tab what it adds up to. Null when the meeting is not his.
 */
export async function readAttendance(tx: Tx, me: Actor, slug: string, filter: AttendanceFilter) {
  const meeting = await readDoorPage(tx, me, slug);
  if (!meeting) return null;
  const site = meeting.sites.find(({ code }) => code === filter.site) ?? meeting.sites[0];
  const [seated, walkIns, pairs, marked, lines] = await Promise.all([
    site ? seatedPeople(tx, meeting.id, site.id) : [],
    site ? listWalkIns(tx, site.id) : [],
    site ? attendedPairs(tx, meeting.id, site.id) : [],
    listMarked(tx, meeting.id),
    filter.tab === "statistics" ? comeLines(tx, meeting.id) : null,
  ]);
  const blocks = meeting.blocks.filter(({ siteId }) => siteId === null || siteId === site?.id);
  const people: SiteAttendee[] = [
    ...seated.map(({ registrationId, ...person }) => ({ ...pick(person), id: registrationId, without: null })),
    ...walkIns.map((person) => ({ ...pick(person), id: person.id, without: "walk-in" as const })),
    ...withoutSeat(marked, site?.id, new Set(seated.map(({ registrationId }) => registrationId))),
  ];
  return {
    meeting,
    site,
    blocks: blocks.map((block) => ({ ...block, here: pairs.filter(({ blockId }) => blockId === block.id).length })),
    block: blocks.find(({ id }) => id === filter.block),
    all: people.length,
    people: people.filter(({ name, municipality }) => holdsWords(`${name} ${municipality}`, filter.q ?? "")),
    ticked: new Set(pairs.filter(({ blockId }) => blockId === filter.block).map(({ attendeeId }) => attendeeId)),
    marked,
    statistics: lines && comeStatistics(lines),
  };
}
export type AttendanceDesk = NonNullable<Awaited<ReturnType<typeof readAttendance>>>;

const pick = ({ name, role, municipality, district }: Omit<SiteAttendee, "id" | "without">) => ({
  name,
  role,
  municipality,
  district,
});

/** Who was ticked at the site without a seat there, unless he has one by now. */
const withoutSeat = (marked: readonly MarkedAttendee[], siteId: string | undefined, seated: ReadonlySet<string>) =>
  marked
    .filter((one) => one.siteId === siteId && !seated.has(one.registrationId))
    .map((one) => ({ ...pick(one), id: one.registrationId, without: "mark" as const }));
