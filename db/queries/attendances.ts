import { sql } from "drizzle-orm";
import type { AttendanceDecision, AttendanceMark } from "@/lib/domain/attendance";
import type { AttendeeRole } from "@/lib/domain/registration";
import type { Tx } from "../gate";

export type WalkIn = {
  id: string;
  siteId: string;
  name: string;
  role: AttendeeRole;
  /** As it was typed at the door. */
  municipality: string;
  /** Of the municipality where only one is called so. */
  district: string | null;
};

/** Who came to a site of a meeting without a registration, by name. */
export const listWalkIns = (tx: Tx, siteId: string): Promise<WalkIn[]> =>
  tx.execute<WalkIn>(sql`
    select w.id, w.site_id as "siteId", w.name, w.role, w.municipality, c.district
    from walk_ins w left join municipalities c on c.code = w.municipality_code
    where w.site_id = ${siteId} order by w.name collate "cs-x-icu", w.id`);

export type AttendedPair = { blockId: string; attendeeId: string };

/** Who counts at which block of a site: of one person and block once, by the decision made last. */
export const attendedPairs = (tx: Tx, meetingId: string, siteId: string): Promise<AttendedPair[]> =>
  tx.execute<AttendedPair>(sql`
    select a.block_id as "blockId", coalesce(a.registration_id, a.walk_in_id) as "attendeeId"
    from sec.attended(${meetingId}) a where a.site_id = ${siteId}`);

export type EndedBadge = { registrationId: string; why: AttendanceMark };

/** Who had a seat at a site and has none there now, and why: their badges are refused at its door. */
export const endedBadges = (tx: Tx, siteId: string): Promise<EndedBadge[]> =>
  tx.execute<EndedBadge>(sql`
    select r.id as "registrationId", sec.attendance_mark(r.id, ${siteId}) as why
    from registrations r
    where exists (select from seat_decisions d where d.registration_id = r.id and (d.site_id = ${siteId} or d.from_site_id = ${siteId}))
      and not exists (select from seats s where s.registration_id = r.id and s.site_id = ${siteId})
    order by r.id`);

export type MarkedAttendee = {
  registrationId: string;
  siteId: string;
  site: string;
  name: string;
  role: AttendeeRole;
  municipality: string;
  district: string;
  mark: AttendanceMark;
  /** How many blocks he was ticked at. */
  blocks: number;
  /** The last decision about him at this site; null: to be decided. */
  decision: AttendanceDecision | null;
  note: string;
  /** What a decision names as looked at. */
  version: string;
};

/** Who was ticked at a site where he had no seat, those to be decided first. */
export const listMarked = (tx: Tx, meetingId: string): Promise<MarkedAttendee[]> =>
  tx.execute<MarkedAttendee>(sql`
    select r.id as "registrationId", p.id as "siteId", p.name as site, r.name, r.role, c.name as municipality, c.district,
      a.mark, a.blocks, d.decision, coalesce(d.note, '') as note, coalesce(d.id::text, 'none') as version
    from (select x.registration_id, x.site_id, max(x.mark) as mark, count(distinct x.block_id)::int as blocks
        from (select distinct on (t.registration_id, t.block_id) t.* from attendances t
          where t.meeting_id = ${meetingId} and t.registration_id is not null
          order by t.registration_id, t.block_id, t.decided_at desc, t.received_at desc, t.id desc) x
        where x.state = 'present' and x.mark <> '' group by 1, 2) a
      join registrations r on r.id = a.registration_id join municipalities c on c.code = r.municipality_code
      join meeting_sites p on p.id = a.site_id
      left join lateral (select e.id, e.decision, e.note from attendance_decisions e
        where e.registration_id = a.registration_id and e.site_id = a.site_id order by e.decided_at desc, e.id desc limit 1) d on true
    order by d.decision is not null, r.name collate "cs-x-icu", r.id`);

export type ComeLine = {
  siteId: string;
  blockId: string;
  role: AttendeeRole;
  /** Null for who came without a registration from a place that is not known for sure. */
  municipalityCode: string | null;
  municipality: string;
  district: string | null;
  region: string | null;
  attendeeId: string;
};

/** Who came, a row for each person and block: what statistics are counted from. */
export const comeLines = (tx: Tx, meetingId: string): Promise<ComeLine[]> =>
  tx.execute<ComeLine>(sql`
    select a.site_id as "siteId", a.block_id as "blockId", coalesce(r.role, w.role) as role, c.code as "municipalityCode",
      coalesce(c.name, w.municipality, '') as municipality, c.district, c.region,
      coalesce(a.registration_id, a.walk_in_id) as "attendeeId"
    from sec.attended(${meetingId}) a left join registrations r on r.id = a.registration_id
      left join walk_ins w on w.id = a.walk_in_id
      left join municipalities c on c.code = coalesce(r.municipality_code, w.municipality_code)`);
