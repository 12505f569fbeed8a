import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import type { AttendeeRole } from "@/lib/domain/registration";
import type { PlaceState } from "@/lib/domain/seat";
import type { Tx } from "../gate";

export type TeamMember = {
  id: string;
  name: string;
  /** His own; null when the coordinator gets his mail. */
  email: string | null;
  /** The address that several of the team have. */
  officeEmail: string | null;
  role: AttendeeRole;
  /** Its code, or `any`. */
  site: string;
  canOther: boolean;
  confirmed: boolean;
  withdrawn: boolean;
  /** Somebody else took his place. */
  replaced: boolean;
  changes: boolean;
  asked: boolean;
  withdrawable: boolean;
  /** His place since places were told: its site, or where he stands in the queue; null before. */
  place: { state: PlaceState; site: string | null; at: number | null } | null;
  /** Of his private link, where he has no address of his own. */
  linkId: string | null;
  version: string;
};

/** What the link of a coordinator shows. */
export type LinkedTeam = {
  id: string;
  name: string;
  email: string;
  municipality: { code: string; name: string; district: string };
  confirmed: boolean;
  withdrawn: boolean;
  confirmable: boolean;
  /** An office of a city sees it. */
  ofOffice: boolean;
  /** People may be entered now. */
  adds: boolean;
  keptUntil: string;
  members: TeamMember[];
  version: string;
};

/** The team that a coordinator's link of a meeting opens; null when it opens none. */
export async function findTeam(tx: Tx, slug: string, link: string): Promise<LinkedTeam | null> {
  const parts = readLink(link);
  if (!parts) return null;
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{ found: LinkedTeam | null }>(
    sql`select sec.team_by_link(${slug}, ${parts.id}, ${hash}) as found`,
  );
  return row?.found ?? null;
}

export type MailedTeam = {
  slug: string;
  titleCs: string;
  titleEn: string;
  linkId: string;
  confirmed: boolean;
  municipality: string;
  people: { name: string; role: AttendeeRole; confirmed: boolean }[];
};

/** What mails to a coordinator are written from; null when his link is gone. For the worker. */
export async function findMailedTeam(tx: Tx, id: string): Promise<MailedTeam | null> {
  const [found] = await tx.execute<MailedTeam>(sql`
    select m.slug, m.title_cs as "titleCs", m.title_en as "titleEn", l.id as "linkId", t.confirmed_at is not null as confirmed,
      p.name as municipality,
      coalesce((select jsonb_agg(jsonb_build_object('name', r.name, 'role', r.role, 'confirmed', r.confirmed_at is not null)
          order by r.registered_at, r.name collate "cs-x-icu", r.id)
        from registrations r where r.team_id = t.id and r.withdrawn_at is null and r.erased_at is null), '[]') as people
    from registration_teams t join meetings m on m.id = t.meeting_id join municipalities p on p.code = t.municipality_code
      join registration_links l on l.team_id = t.id and l.ended_at is null
    where t.id = ${id}`);
  return found ?? null;
}

export type OwnTeam = {
  teamId: string;
  slug: string;
  titleCs: string;
  titleEn: string;
  municipality: string;
  linkId: string;
  /** People may be entered now. */
  adds: boolean;
  /** Places were told. */
  told: boolean;
  people: number;
  unconfirmed: number;
  waiting: number;
  places: { site: string; startsOn: string; endsOn: string; people: number }[];
};

/** The teams that the reader's office made or took over, of meetings that are ahead; counts alone, names of nobody. */
export function ownTeams(tx: Tx): Promise<OwnTeam[]> {
  return tx.execute<OwnTeam>(sql`
    select t.team_id as "teamId", t.slug, t.title_cs as "titleCs", t.title_en as "titleEn", t.municipality, t.link_id as "linkId",
      t.adds, t.told, t.people, t.unconfirmed, t.waiting, t.places
    from sec.own_teams() t`);
}

export type OpenMeeting = { slug: string; titleCs: string; titleEn: string; closesAt: string };

/** The meetings that take registrations now, whoever holds them, with the first instant that is too late. */
export function openMeetings(tx: Tx): Promise<OpenMeeting[]> {
  return tx.execute<OpenMeeting>(sql`
    select m.slug, m.title_cs as "titleCs", m.title_en as "titleEn", min(r.closes_at) as "closesAt"
    from meetings m join meeting_rounds r on r.meeting_id = m.id
    where m.state <> 'draft' and r.state = 'open' and sec.moment() < r.closes_at
    group by m.id, m.slug, m.title_cs, m.title_en order by 4, m.slug`);
}
