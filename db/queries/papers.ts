import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Guest, type Lines, type ListIssue, type ListKind, linesOf } from "@/lib/domain/paper";
import type { Dish, RoomWish } from "@/lib/domain/registration";
import type { Tx } from "../gate";
import { seatedPeople } from "./seats";

/** Who comes to a site, with what they asked for, by name: all that lists for it are made of. For the organiser. */
export async function listGuests(tx: Tx, meetingId: string, siteId: string): Promise<Guest[]> {
  const [people, needs] = await Promise.all([
    seatedPeople(tx, meetingId, siteId),
    tx.execute<{
      id: string;
      meals: Dish[];
      room: RoomWish;
      roomWith: string;
      car: boolean;
      arrival: "in-time" | "later";
    }>(sql`
      select n.registration_id as id, n.meals, n.room, n.room_with as "roomWith", n.car, n.arrival
      from registration_needs n join seats s on s.registration_id = n.registration_id where s.site_id = ${siteId}`),
  ]);
  const asked = new Map(needs.map((need) => [need.id, need]));
  return people.map(({ registrationId, name, role, municipality }) => {
    const need = asked.get(registrationId);
    return {
      id: registrationId,
      name,
      role,
      municipality,
      meals: need?.meals ?? null,
      room: need?.room ?? null,
      roomWith: need?.roomWith ?? null,
      car: need?.car ?? null,
      arrival: need?.arrival ?? null,
    };
  });
}

/** The lines of a list as an issue of it keeps them. */
export const hashedLines = (siteId: string, kind: ListKind, guests: readonly Guest[]): Lines =>
  new Map(
    [...linesOf(kind, guests)].map(([id, line]) => [
      id,
      createHash("sha256").update(`${siteId} ${kind} ${line}`).digest("hex"),
    ]),
  );

export type SiteIssue = ListIssue & { siteId: string; kind: ListKind; issuedBy: string | null };

/** The last two issues of each list of a meeting, the newest first, with what they said of whom. */
export async function listIssues(tx: Tx, meetingId: string): Promise<SiteIssue[]> {
  type Row = Omit<SiteIssue, "lines"> & { lines: Record<string, string> };
  const rows = await tx.execute<Row>(sql`
    select i.site_id as "siteId", i.kind, i.number, i.people, i.issued_at as "issuedAt", u.name as "issuedBy",
      coalesce((select jsonb_object_agg(l.registration_id, l.line_hash) from list_lines l where l.issue_id = i.id), '{}') as lines
    from list_issues i left join sec.people() u on u.id = i.issued_by
    where i.meeting_id = ${meetingId} and i.number > (
      select max(x.number) - 2 from list_issues x where x.site_id = i.site_id and x.kind = i.kind)
    order by i.number desc`);
  return rows.map((row) => ({ ...row, lines: new Map(Object.entries(row.lines)) }));
}

/** The names of registrations of a meeting by their ids: of who is on a list no more. */
export async function namesOf(tx: Tx, meetingId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.execute<{ name: string }>(sql`
    select r.name from registrations r where r.meeting_id = ${meetingId} and r.erased_at is null
      and r.id = any (${sql.param(`{${ids.join(",")}}`)}::uuid[]) order by r.name collate "cs-x-icu", r.id`);
  return rows.map(({ name }) => name);
}

/** The instant of the business clock. */
export async function momentOf(tx: Tx): Promise<string> {
  const [row] = await tx.execute<{ now: string | null }>(sql`select sec.moment() as now`);
  if (!row?.now) throw new Error("no clock");
  return row.now;
}
