import { type SQL, sql } from "drizzle-orm";
import type { Meal, MeetingState, RoundState } from "@/lib/domain/meeting";
import type { MeetingWords } from "@/lib/domain/meeting-text";
import type { Tx } from "../gate";
import { recordVersion, rowVersion } from "../version";

export type MeetingSite = {
  id: string;
  code: string;
  name: string;
  venueCs: string;
  venueEn: string;
  address: string;
  startsOn: string;
  endsOn: string;
  /** HH:MM by which people come, and at which it is over on the last day. */
  arrivalBy: string | null;
  firstMeal: Meal | null;
  endsAt: string | null;
  lastMeal: Meal | null;
  capacity: number;
  version: string;
};
export type MeetingBlock = {
  id: string;
  number: number;
  /** Null: at every site. */
  siteId: string | null;
  titleCs: string;
  titleEn: string;
  lecturer: string;
  providerCs: string;
  providerEn: string;
  dayNumber: number | null;
  startsAt: string | null;
  minutes: number | null;
  version: string;
};
export type MeetingRound = {
  id: string;
  number: number;
  /** Null: every site, the first round. */
  siteId: string | null;
  state: RoundState;
  /** The first instant that is too late. */
  closesAt: string;
  version: string;
};

const sitesOf = (meeting: SQL) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'venueCs', s.venue_cs, 'venueEn', s.venue_en,
    'address', s.address, 'startsOn', s.starts_on, 'endsOn', s.ends_on, 'arrivalBy', to_char(s.arrival_by, 'HH24:MI'),
    'firstMeal', s.first_meal, 'endsAt', to_char(s.ends_at, 'HH24:MI'), 'lastMeal', s.last_meal, 'capacity', s.capacity,
    'version', ${rowVersion("s")}) order by s.starts_on, s.code)
  from meeting_sites s where s.meeting_id = ${meeting}), '[]')`;

const roundsOf = (meeting: SQL) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'siteId', r.site_id, 'state', r.state,
    'closesAt', r.closes_at, 'version', ${rowVersion("r")}) order by r.number)
  from meeting_rounds r where r.meeting_id = ${meeting}), '[]')`;

const blocksOf = (meeting: SQL) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', b.id, 'number', b.number, 'siteId', b.site_id, 'titleCs', b.title_cs,
    'titleEn', b.title_en, 'lecturer', b.lecturer, 'providerCs', b.provider_cs, 'providerEn', b.provider_en,
    'dayNumber', b.day_number, 'startsAt', to_char(b.starts_at, 'HH24:MI'), 'minutes', b.duration_minutes,
    'version', ${rowVersion("b")}) order by b.number, b.id)
  from meeting_blocks b where b.meeting_id = ${meeting}), '[]')`;

export type MeetingLine = {
  id: string;
  slug: string;
  referenceNumber: string;
  titleCs: string;
  titleEn: string;
  state: MeetingState;
  blocks: number;
  sites: MeetingSite[];
  rounds: MeetingRound[];
};

/** The meetings of the organisations that the actor belongs to or reads, the newest first; opened ones of others are left out. */
export function listMeetings(tx: Tx): Promise<MeetingLine[]> {
  return tx.execute<MeetingLine>(sql`
    select m.id, m.slug, m.reference_number as "referenceNumber", m.title_cs as "titleCs", m.title_en as "titleEn", m.state,
      (select count(*)::int from meeting_blocks b where b.meeting_id = m.id) as blocks,
      ${sitesOf(sql`m.id`)} as sites, ${roundsOf(sql`m.id`)} as rounds
    from meetings m where m.organisation_id = any (sec.organisations())
    order by (select max(s.ends_on) from meeting_sites s where s.meeting_id = m.id) desc nulls first, m.reference_number desc`);
}

export type Meeting = MeetingWords & {
  id: string;
  organisationId: string;
  slug: string;
  referenceNumber: string;
  issuedOn: string | null;
  titleCs: string;
  titleEn: string;
  state: MeetingState;
  officeCs: string;
  officeEn: string;
  contactName: string;
  contactEmail: string | null;
  contactPhone: string;
  signatoryName: string;
  signatoryRoleCs: string;
  signatoryRoleEn: string;
  /** Of the row alone, and with its sites, programme and rounds. */
  version: string;
  wholeVersion: string;
  sites: MeetingSite[];
  blocks: MeetingBlock[];
  rounds: MeetingRound[];
};

/** A meeting with its sites, programme and rounds; null when it is not there for these eyes: a draft is its organiser's. */
export async function findMeeting(tx: Tx, slug: string): Promise<Meeting | null> {
  const [found] = await tx.execute<Meeting>(sql`
    select m.id, m.organisation_id as "organisationId", m.slug, m.reference_number as "referenceNumber",
      m.issued_on as "issuedOn", m.title_cs as "titleCs", m.title_en as "titleEn", m.state,
      m.office_cs as "officeCs", m.office_en as "officeEn", m.contact_name as "contactName",
      m.contact_email as "contactEmail", m.contact_phone as "contactPhone", m.signatory_name as "signatoryName",
      m.signatory_role_cs as "signatoryRoleCs", m.signatory_role_en as "signatoryRoleEn",
      m.invitation_cs as "invitationCs", m.invitation_en as "invitationEn", m.legal_cs as "legalCs",
      m.legal_en as "legalEn", m.paid_cs as "paidCs", m.paid_en as "paidEn", m.unpaid_cs as "unpaidCs",
      m.unpaid_en as "unpaidEn", m.parking_cs as "parkingCs", m.parking_en as "parkingEn",
      m.registration_cs as "registrationCs", m.registration_en as "registrationEn", m.programme_cs as "programmeCs",
      m.programme_en as "programmeEn", m.team_cs as "teamCs", m.team_en as "teamEn", m.closing_cs as "closingCs",
      m.closing_en as "closingEn", ${rowVersion("m")} as version, ${recordVersion("m", "meeting_id")} as "wholeVersion",
      ${sitesOf(sql`m.id`)} as sites, ${blocksOf(sql`m.id`)} as blocks, ${roundsOf(sql`m.id`)} as rounds
    from meetings m where m.slug = ${slug}`);
  return found ?? null;
}

/** Whose a meeting is and where it stands; null when it is not there for these eyes. */
export async function findMeetingState(tx: Tx, id: string) {
  const [found] = await tx.execute<{ organisationId: string; state: MeetingState }>(
    sql`select m.organisation_id as "organisationId", m.state from meetings m where m.id = ${id}`,
  );
  return found ?? null;
}

/** What the meeting was copied from, by whose days and number its texts are searched; null for one that was not. */
export type MeetingSource = {
  slug: string;
  titleCs: string;
  titleEn: string;
  referenceNumber: string;
  issuedOn: string | null;
  sites: MeetingSite[];
  rounds: MeetingRound[];
};

export async function findMeetingSource(tx: Tx, meetingId: string): Promise<MeetingSource | null> {
  const [found] = await tx.execute<MeetingSource>(sql`
    select m.slug, m.title_cs as "titleCs", m.title_en as "titleEn", m.reference_number as "referenceNumber",
      m.issued_on as "issuedOn", ${sitesOf(sql`m.id`)} as sites, ${roundsOf(sql`m.id`)} as rounds
    from meetings c join meetings m on m.id = c.copied_from_id where c.id = ${meetingId}`);
  return found ?? null;
}

export type MeetingDecision = {
  decision: string;
  /** Of the round that was decided on; null: the meeting itself. */
  round: number | null;
  note: string;
  by: string | null;
  at: string;
};

/** The decisions on a meeting and on its further rounds, the newest first, for who belongs to it or reads all. */
export function meetingDecisions(tx: Tx, meetingId: string): Promise<MeetingDecision[]> {
  return tx.execute<MeetingDecision>(sql`
    select d.decision, d.round, d.note, u.name as by, d.decided_at as at
    from (
      select decision, null::int as round, note, decided_by, decided_at from meeting_decisions where meeting_id = ${meetingId}
      union all
      select x.decision, r.number, x.note, x.decided_by, x.decided_at
      from round_decisions x join meeting_rounds r on r.id = x.round_id where x.meeting_id = ${meetingId} and r.number > 1
    ) d left join sec.people() u on u.id = d.decided_by
    order by d.decided_at desc`);
}
