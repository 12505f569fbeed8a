import { sql } from "drizzle-orm";
import type { AttendeeRole } from "@/lib/domain/registration";
import type { PlaceState, SeatDecisionKind, SeatReason } from "@/lib/domain/seat";
import type { Tx } from "../gate";

/** Somebody who comes: who has a seat at this moment. */
export type SeatedPerson = {
  registrationId: string;
  siteId: string;
  siteCode: string;
  siteName: string;
  /** Of the seat at its site, from one. */
  number: number;
  name: string;
  email: string | null;
  locale: "cs" | "en";
  role: AttendeeRole;
  municipalityCode: string;
  municipality: string;
  district: string;
  registeredAt: string;
};

/**
 * The one view of who comes to a meeting, or to one of its sites, by site and name: every list, count and mail reads it, so
 * that all of them agree. For the organiser and the worker.
 */
export function seatedPeople(tx: Tx, meetingId: string, siteId: string | null = null): Promise<SeatedPerson[]> {
  return tx.execute<SeatedPerson>(sql`
    select r.id as "registrationId", s.site_id as "siteId", p.code as "siteCode", p.name as "siteName", s.number, r.name, r.email,
      r.locale, r.role, c.code as "municipalityCode", c.name as municipality, c.district, r.registered_at as "registeredAt"
    from seats s join registrations r on r.id = s.registration_id join meeting_sites p on p.id = s.site_id
      join municipalities c on c.code = r.municipality_code
    where s.meeting_id = ${meetingId} and (${siteId}::uuid is null or s.site_id = ${siteId}::uuid)
    order by p.starts_on, p.code, r.name collate "cs-x-icu", r.id`);
}

/** How one registration stands once places were told. */
export type PersonState = {
  registrationId: string;
  name: string;
  role: AttendeeRole;
  municipalityCode: string;
  municipality: string;
  district: string;
  preferredSiteId: string | null;
  canOther: boolean;
  state: PlaceState;
  siteId: string | null;
  number: number | null;
  /** His place in the queue, from one. */
  at: number | null;
  /** The decision that holds, and why. */
  decision: SeatDecisionKind | null;
  reason: SeatReason | null;
  note: string | null;
  decidedAt: string | null;
  /** His role changed since places were told: from which to which. */
  roleChange: SeatReason | null;
};

/** Every registration of a meeting with its place: seats by site and name, then the queue in its order, then the others. */
export function placesOf(tx: Tx, meetingId: string): Promise<PersonState[]> {
  return tx.execute<PersonState>(sql`
    with standing as (
      select distinct on (d.registration_id) d.registration_id, d.decision, d.reason, d.note, d.decided_at
      from seat_decisions d left join publications b on b.id = d.publication_id
      where d.meeting_id = ${meetingId} and b.undone_at is null and d.decision <> 'role-changed'
      order by d.registration_id, d.number desc)
    select r.id as "registrationId", r.name, r.role, c.code as "municipalityCode", c.name as municipality, c.district,
      r.preferred_site_id as "preferredSiteId", r.can_other as "canOther",
      coalesce(case when s.id is not null then 'seated' when q.at is not null then 'waiting'
        when d.decision in ('declined', 'lost', 'withdrawn', 'substituted') then d.decision
        when r.withdrawn_at is not null then 'withdrawn' when r.confirmed_at is null then 'unconfirmed' end, 'untold') as state,
      s.site_id as "siteId", s.number, q.at::int as at, d.decision, d.reason, d.note, d.decided_at as "decidedAt",
      (select x.reason from seat_decisions x where x.registration_id = r.id and x.decision = 'role-changed'
        order by x.number desc limit 1) as "roleChange"
    from registrations r join municipalities c on c.code = r.municipality_code
      left join seats s on s.registration_id = r.id left join meeting_sites p on p.id = s.site_id
      left join sec.waiting_in(${meetingId}) q on q.registration_id = r.id left join standing d on d.registration_id = r.id
    where r.meeting_id = ${meetingId}
    order by p.starts_on nulls last, p.code, q.at nulls last, r.name collate "cs-x-icu", r.id`);
}

export type SeatCount = { siteId: string; capacity: number; taken: number };

/** How many seats of each site are held; for everybody who reads the meeting. */
export const seatCounts = (tx: Tx, meetingId: string): Promise<SeatCount[]> =>
  tx.execute<SeatCount>(sql`
    select c.site_id as "siteId", c.capacity, c.taken from sec.seat_counts(${meetingId}) c`);

export type Publication = {
  id: string;
  runId: string | null;
  note: string;
  decidedBy: string | null;
  decidedAt: string;
  mailsFrom: string;
  /** A mail of it has left: it is not taken back any more. */
  left: boolean;
  /** The time in which it could be taken back is over. */
  isFinal: boolean;
};

/** The publication that holds in a meeting; null before it. */
export async function findPublication(tx: Tx, meetingId: string): Promise<Publication | null> {
  const [found] = await tx.execute<Publication>(sql`
    select p.id, p.run_id as "runId", p.note, u.name as "decidedBy", p.decided_at as "decidedAt", p.mails_from as "mailsFrom",
      coalesce(sec.publication_left(p.id), false) as left, p.mails_from <= clock_timestamp() as "isFinal"
    from publications p left join sec.people() u on u.id = p.decided_by
    where p.meeting_id = ${meetingId} and p.undone_at is null order by p.decided_at desc limit 1`);
  return found ?? null;
}
