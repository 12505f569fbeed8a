import { sql } from "drizzle-orm";
import { findPublication, placesOf } from "@/db/queries/seats";
import type { PlacedPerson } from "@/lib/domain/seat";
import { send } from "./command";
import { type meetingDesk, read } from "./meeting";
import { linked, registered, visitor } from "./registration";
import { asSuperOperator } from "./superuser";

type Desk = Awaited<ReturnType<typeof meetingDesk>>;
/** Somebody who registered: what he filled in, his link and his registration. */
export type Placed = Awaited<ReturnType<typeof registered>> & { id: string };

/** What somebody does by his link, as he has just seen it. */
export async function byLink(name: string, { slug, link }: { slug: string; link: string }, more: object = {}) {
  const version = (await linked(slug, link))?.version;
  await send(visitor(), name, { slug, link, version, ...more });
}

/** A closed and allocated meeting whose two sites have these capacities. */
export async function allocated(desk: Desk, capacities: { first: number; second: number }) {
  const made = await desk.opened();
  for (const { id, code, version: _, ...site } of (await desk.found(made.slug)).sites)
    await send(desk.organiser, "site.change", {
      siteId: id,
      code,
      ...site,
      capacity: capacities[code === "first" ? "first" : "second"],
    });
  return made;
}

/** The closing of the first round and the run that found an allocation, which the meeting then stands in. */
export async function allocate(desk: Desk, meetingId: string) {
  await send(desk.organiser, "meeting.close", { meetingId });
  await asSuperOperator(sql`update meetings set state = 'allocated' where id = ${meetingId}`);
}

/** People who registered for a meeting one after another, the first with the best rank. */
export async function people(slug: string, wishes: readonly object[]): Promise<Placed[]> {
  const made: Placed[] = [];
  for (const wish of wishes) {
    const person = await registered(slug, wish);
    made.push({ ...person, id: await idOf(person.email) });
  }
  return made;
}

/** The registration of an address that counts. */
export async function idOf(email: string): Promise<string> {
  const [row] = await read({ kind: "worker" }, (tx) =>
    tx.execute<{ id: string }>(sql`
      select r.id from registrations r where r.email = ${email} and r.withdrawn_at is null order by r.confirmed_at nulls last limit 1`),
  );
  if (!row) throw new Error(`${email} did not register`);
  return row.id;
}

/** A published meeting: those of `first` and `second` sit there, the others wait. */
export async function published(
  desk: Desk,
  capacities: { first: number; second: number },
  wishes: Record<"first" | "second" | "waiting", readonly object[]>,
) {
  const { slug, meetingId } = await allocated(desk, capacities);
  const first = await people(slug, wishes.first);
  const second = await people(slug, wishes.second);
  const waiting = await people(slug, wishes.waiting);
  await allocate(desk, meetingId);
  const { sites } = await desk.found(slug);
  const siteId = (code: string) => sites.find((site) => site.code === code)?.id ?? "";
  const at = (code: string, those: readonly Placed[]): PlacedPerson[] =>
    those.map(({ id }) => ({ registrationId: id, siteId: siteId(code) }));
  const placement = [...at("first", first), ...at("second", second)];
  const { publicationId = "" } = await send(desk.organiser, "publication.publish", { meetingId, placement });
  return { slug, meetingId, publicationId, siteId, first, second, waiting };
}

/** How everybody of a meeting stands, by name of his site or state, with his number or his place in the queue. */
export async function standing(desk: Desk, meetingId: string) {
  const rows = await read(desk.organiser, (tx) => placesOf(tx, meetingId));
  return new Map(rows.map((row) => [row.registrationId, row]));
}

export const publicationOf = (desk: Desk, meetingId: string) =>
  read(desk.organiser, (tx) => findPublication(tx, meetingId));

/** The decisions on somebody, the first one first, as the worker reads them. */
export const decisionsOn = (registrationId: string) =>
  read({ kind: "worker" }, (tx) =>
    tx.execute<{ decision: string; from: string | null; site: string | null; key: string; note: string }>(sql`
      select d.decision, f.code as "from", s.code as site, d.reason ->> 'key' as key, d.note
      from seat_decisions d left join meeting_sites f on f.id = d.from_site_id left join meeting_sites s on s.id = d.site_id
      where d.registration_id = ${registrationId} order by d.number`),
  );

/** Free seats of a meeting beside somebody in its queue who may sit there: what may never be; and seats above capacity. */
export async function idleSeats(meetingId: string) {
  const [row] = await asSuperOperator(sql`
    select count(*)::int as n from meeting_sites s cross join lateral sec.seat_queue(s.meeting_id) q
    where s.meeting_id = ${meetingId} and s.starts_on > sec.today() and (q.can_other or q.preferred_site_id = s.id)
      and sec.pins_allow(q.registration_id, s.id) and s.capacity > (select count(*) from seats x where x.site_id = s.id)`);
  return Number(row?.n);
}
