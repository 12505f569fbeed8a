import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import type { Meal } from "@/lib/domain/meeting";
import type { AttendeeRole, Dish, RegistrationFilter, RegistrationState, RoomWish } from "@/lib/domain/registration";
import type { PlaceState, SeatReason } from "@/lib/domain/seat";
import type { Tx } from "../gate";
import { holds } from "./search";

/** The last day of a meeting's last site; null when there is none for these eyes. */
export async function lastDayOf(tx: Tx, slug: string): Promise<string | null> {
  const [row] = await tx.execute<{ day: string | null }>(sql`
    select max(s.ends_on)::text as day from meetings m join meeting_sites s on s.meeting_id = m.id where m.slug = ${slug}`);
  return row?.day ?? null;
}

export type Needs = { meals: Dish[]; room: RoomWish; roomWith: string; car: boolean; arrival: "in-time" | "later" };

/** Somebody's own place, as his page says it. */
export type LinkedPlace = {
  state: PlaceState;
  site: {
    code: string;
    name: string;
    venueCs: string;
    venueEn: string;
    address: string;
    startsOn: string;
    endsOn: string;
    arrivalBy: string | null;
    firstMeal: Meal | null;
    endsAt: string | null;
    lastMeal: Meal | null;
  } | null;
  /** His place in the queue, and how many wait. */
  at: number | null;
  waiting: number;
  reason: SeatReason;
  note: string;
  decidedAt: string;
  declinable: boolean;
  /** He declined, and may come back to the end of the queue. */
  returns: boolean;
};

/** What a private link shows of a registration. */
export type LinkedRegistration = {
  id: string;
  name: string;
  /** Null: no address of his own; the coordinator of his team gets his mail. */
  email: string | null;
  inTeam: boolean;
  /** He took over somebody's place. */
  tookOver: boolean;
  /** He asked for a change and was not answered yet. */
  asked: boolean;
  role: AttendeeRole;
  municipality: { code: string; name: string; district: string };
  /** Its code, or `any`. */
  site: string;
  canOther: boolean;
  registeredAt: string;
  confirmed: boolean;
  withdrawn: boolean;
  keptUntil: string;
  /** What may be done now. */
  confirmable: boolean;
  changes: boolean;
  withdrawable: boolean;
  /** Once places were told. */
  place: LinkedPlace | null;
  /** Null once they were taken away, a month after the meeting. */
  needs: Needs | null;
  version: string;
};

/** The address that whoever sent a registration may still correct, by the secret of the sending; null when he may not. */
export async function findSentAddress(tx: Tx, slug: string, sending: string): Promise<string | null> {
  const parts = readLink(sending);
  if (!parts) return null;
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{ email: string | null }>(
    sql`select sec.sent_address(${slug}, ${parts.id}, ${hash}) as email`,
  );
  return row?.email ?? null;
}

/** The registration that a private link of a meeting opens; "replaced" when somebody took its place; null when it opens none. */
export async function openLink(tx: Tx, slug: string, link: string): Promise<LinkedRegistration | "replaced" | null> {
  const parts = readLink(link);
  if (!parts) return null;
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{ found: LinkedRegistration | { replaced: true } | null }>(
    sql`select sec.registration_by_link(${slug}, ${parts.id}, ${hash}) as found`,
  );
  const found = row?.found ?? null;
  return found && "replaced" in found ? "replaced" : found;
}

/** The registration that a private link of a meeting opens; null when it opens none, or somebody took its place. */
export async function findLinked(tx: Tx, slug: string, link: string): Promise<LinkedRegistration | null> {
  const found = await openLink(tx, slug, link);
  return found === "replaced" ? null : found;
}

export type Tally = { siteId: string | null; role: string; state: string; n: number };

/** How many registered for a meeting, by site, role and state; for its organiser and who reads everything. */
export function registrationCounts(tx: Tx, meetingId: string): Promise<Tally[]> {
  return tx.execute<Tally>(sql`
    select c.site_id as "siteId", c.role, c.state, c.n from sec.registration_counts(${meetingId}) c`);
}

export type RegistrationRow = {
  id: string;
  name: string;
  /** Null: no address of his own; the coordinator of his team gets his mail. */
  email: string | null;
  officeEmail: string | null;
  /** The coordinator of his team; null for who registered alone. */
  coordinator: string | null;
  role: AttendeeRole;
  municipality: string;
  district: string;
  /** Null: does not mind. */
  site: string | null;
  canOther: boolean;
  state: RegistrationState;
  registeredAt: string;
  /** From one, by the instant of sending, among those that count; null for the others. */
  rank: number | null;
  erased: boolean;
  correction: string;
  meals: Dish[] | null;
  room: RoomWish | null;
  roomWith: string | null;
  car: boolean | null;
  arrival: "in-time" | "later" | null;
  version: string | null;
  /** He asked for a change, and was not answered. */
  asked: boolean;
};

const state = sql`case when r.withdrawn_at is not null then 'withdrawn' when r.confirmed_at is null then 'unconfirmed' else 'confirmed' end`;
/** The registrations of a meeting with their ranks, before anything is filtered. */
const ranked = (meetingId: string): SQL => sql`(
  select r.*, ${state} as state,
    case when r.confirmed_at is not null and r.withdrawn_at is null
      then count(*) filter (where r.confirmed_at is not null and r.withdrawn_at is null)
        over (order by r.registered_at, r.id rows between unbounded preceding and current row) end::int as rank
  from registrations r where r.meeting_id = ${meetingId}) r`;
const row = sql`r.id, r.name, r.email, r.office_email as "officeEmail", c.name as coordinator, r.role, p.name as municipality, p.district, s.name as site, r.can_other as "canOther", r.state,
  r.registered_at as "registeredAt", r.rank, r.erased_at is not null as erased, r.correction,
  n.meals, n.room, n.room_with as "roomWith", n.car, n.arrival, sec.registration_version(r.id) as version, sec.change_asked(r.id) as asked`;
const joined = sql`join municipalities p on p.code = r.municipality_code left join registration_teams c on c.id = r.team_id left join meeting_sites s on s.id = r.preferred_site_id
  left join registration_needs n on n.registration_id = r.id`;

export const registrationsPerPage = 50;

/** A page of the registrations of a meeting that fit a filter, by rank, the others after them; the whole list for null. */
export async function listRegistrations(
  tx: Tx,
  meetingId: string,
  { q, site, role, state: asked, page }: RegistrationFilter,
  whole = false,
): Promise<{ rows: RegistrationRow[]; total: number }> {
  const fits = sql`${q ? sql`(${holds(sql`r.name`, q)} or ${holds(sql`coalesce(r.email, r.office_email, '')`, q)} or ${holds(sql`p.name`, q)} or ${holds(sql`coalesce(c.name, '')`, q)})` : sql`true`}
    and ${site ? (site === "any" ? sql`s.id is null` : sql`s.code = ${site}`) : sql`true`}
    and ${role ? sql`r.role = ${role}` : sql`true`} and ${asked === "asked" ? sql`sec.change_asked(r.id)` : asked ? sql`r.state = ${asked}` : sql`true`}`;
  const rows = await tx.execute<RegistrationRow & { total: number }>(sql`
    select ${row}, count(*) over ()::int as total from ${ranked(meetingId)} ${joined} where ${fits}
    order by r.rank nulls last, r.registered_at, r.id
    ${whole ? sql`` : sql`limit ${registrationsPerPage} offset ${(page - 1) * registrationsPerPage}`}`);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** One registration of a meeting; null when it is not there for these eyes. */
export async function findRegistration(tx: Tx, meetingId: string, id: string): Promise<RegistrationRow | null> {
  const [found] = await tx.execute<RegistrationRow>(
    sql`select ${row} from ${ranked(meetingId)} ${joined} where r.id = ${id}`,
  );
  return found ?? null;
}

export type RegistrationEvent = {
  id: string;
  kind: "asked" | "opened";
  /** What was asked. */
  text: string;
  closesAt: string | null;
  who: string | null;
  at: string;
};

/** What became of a registration beside its details, the newest first; for the organiser. */
export function registrationEvents(tx: Tx, id: string): Promise<RegistrationEvent[]> {
  return tx.execute<RegistrationEvent>(sql`
    select e.id, e.kind, e.text, e.closes_at as "closesAt", u.name as who, e.at
    from registration_events e left join users u on u.id = e.decided_by
    where e.registration_id = ${id} order by e.at desc, e.id`);
}

export type CityTally = { code: string; name: string; district: string; n: number; sites: number };

/** The municipalities of those that count, the most numerous first, and at how many sites their people want to be. */
export function registrationCities(tx: Tx, meetingId: string): Promise<CityTally[]> {
  return tx.execute<CityTally>(sql`
    select p.code, p.name, p.district, count(*)::int as n, count(distinct r.preferred_site_id)::int as sites
    from registrations r join municipalities p on p.code = r.municipality_code
    where r.meeting_id = ${meetingId} and r.confirmed_at is not null and r.withdrawn_at is null
    group by p.code, p.name, p.district order by n desc, p.name collate "cs-x-icu", p.code`);
}

export type MailedRegistration = {
  slug: string;
  titleCs: string;
  titleEn: string;
  /** The last day on which details may be changed. */
  deadlineOn: string;
  linkId: string;
  confirmed: boolean;
  name: string;
  role: AttendeeRole;
  municipality: string;
  district: string;
  /** The site that is preferred, or those that are there to be chosen from. */
  places: { name: string; startsOn: string; endsOn: string }[];
};

/** What mails to who registered are written from; null when its link is gone. For the worker. */
export async function findMailed(tx: Tx, id: string): Promise<MailedRegistration | null> {
  const [found] = await tx.execute<MailedRegistration>(sql`
    select m.slug, m.title_cs as "titleCs", m.title_en as "titleEn", l.id as "linkId", r.confirmed_at is not null as confirmed,
      ((o.closes_at - interval '1 millisecond') at time zone 'Europe/Prague')::date::text as "deadlineOn",
      r.name, r.role, p.name as municipality, p.district,
      coalesce((select jsonb_agg(jsonb_build_object('name', s.name, 'startsOn', s.starts_on, 'endsOn', s.ends_on) order by s.starts_on, s.code)
        from meeting_sites s where s.meeting_id = r.meeting_id and (r.preferred_site_id is null or s.id = r.preferred_site_id)), '[]') as places
    from registrations r join meetings m on m.id = r.meeting_id join meeting_rounds o on o.id = r.round_id
      join municipalities p on p.code = r.municipality_code
      join registration_links l on l.registration_id = r.id and l.ended_at is null
    where r.id = ${id}`);
  return found ?? null;
}

export type MeetingTally = { meetingId: string; confirmed: number; unconfirmed: number; cities: number };

/** How many registered for each meeting of the organiser, and from how many municipalities. */
export function registrationTallies(tx: Tx): Promise<MeetingTally[]> {
  return tx.execute<MeetingTally>(sql`
    select r.meeting_id as "meetingId", count(*) filter (where r.confirmed_at is not null)::int as confirmed,
      count(*) filter (where r.confirmed_at is null)::int as unconfirmed,
      count(distinct r.municipality_code) filter (where r.confirmed_at is not null)::int as cities
    from registrations r where r.withdrawn_at is null group by r.meeting_id`);
}
