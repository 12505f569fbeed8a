import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import ICAL from "ical.js";
import PostalMime from "postal-mime";
import { linkToken } from "@/db/accounts/link-token";
import { sendOne } from "@/server/mail/send";
import { openTransport } from "@/server/mail/transport";
import { send } from "./command";
import type { meetingDesk } from "./meeting";
import type { Received } from "./smtp";
import { asSuperOperator } from "./superuser";

type Desk = Awaited<ReturnType<typeof meetingDesk>>;

/** Names that no sentence of a mail holds by itself. */
export const places = { first: "Červená nad Vltavou", second: "Kutná Hora" } as const;

/** Gives the two sites of a meeting names that are told apart in a text. */
export async function nameSites(desk: Desk, slug: string) {
  for (const { id, version: _, code, ...site } of (await desk.found(slug)).sites)
    await send(desk.organiser, "site.change", {
      siteId: id,
      ...site,
      code,
      name: places[code === "first" ? "first" : "second"],
      venueCs: "Školicí středisko",
      venueEn: "Training centre",
    });
}

export type Wish = { site: string; locale?: string; name?: string };

/** Many people at once, confirmed as if each had registered by himself. */
export async function crowd(slug: string, wishes: readonly Wish[]) {
  const made = wishes.map(({ site, locale = "cs" }, at) => {
    const [id, linkId] = [randomUUID(), randomUUID()];
    const token = linkToken("registration", linkId);
    const hash = createHash("sha256").update(token).digest("hex");
    return { id, linkId, hash, site, locale, at, email: `dav-${id}@mesto.example`, link: `${linkId}.${token}` };
  });
  const rows = JSON.stringify(made);
  await asSuperOperator(sql`
    insert into registrations (id, organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code, preferred_site_id,
        can_other, registered_at, confirmed_at, kept_until)
      select w.id, m.organisation_id, m.id, r.id, 'Jiří Ďáblík-Łoziński', w.email, w.locale, 'assistant', '560286', s.id, true,
        sec.moment() + make_interval(secs => w.at), sec.moment(), sec.today() + 400
      from jsonb_to_recordset(${rows}::text::jsonb) as w (id uuid, email text, locale text, site text, at int)
        join meetings m on m.slug = ${slug} join meeting_rounds r on r.meeting_id = m.id and r.number = 1
        left join meeting_sites s on s.meeting_id = m.id and s.code = w.site`);
  await asSuperOperator(sql`
    insert into registration_links (id, organisation_id, meeting_id, registration_id, token_hash)
      select w."linkId", r.organisation_id, r.meeting_id, r.id, decode(w.hash, 'hex')
      from jsonb_to_recordset(${rows}::text::jsonb) as w (id uuid, "linkId" uuid, hash text) join registrations r on r.id = w.id`);
  return made;
}

/** What waits is due, and the mail server was asked by nobody in this minute. */
export const hurry = () =>
  asSuperOperator(sql`
    with asked as (update outbox set tried_at = tried_at - interval '2 minutes' where tried_at > now() - interval '2 minutes')
    update outbox set next_attempt_at = now() where state = 'waiting' and next_attempt_at > now()`);

/** Sends what is due now, no more than may be. */
export async function sendDue(): Promise<number> {
  const transport = openTransport();
  let sent = 0;
  while (await sendOne(transport)) sent += 1;
  transport.close();
  return sent;
}

/** Sends everything that waits, as if the minutes had passed. */
export async function sendEverything(): Promise<void> {
  await hurry();
  while ((await Promise.all([sendDue(), sendDue()])).some((sent) => sent > 0)) await hurry();
}

/** A mail and its event as strangers' readers understand them. */
export async function readMail({ raw, to }: Received) {
  const mail = await PostalMime.parse(Buffer.from(raw, "latin1"));
  const part = mail.attachments.find(({ mimeType }) => mimeType === "text/calendar");
  const event = part ? readEvent(textOf(part.content)) : null;
  const method = /^content-type:\s*text\/calendar;[^\n]*(?:\n\s[^\n]*)*?method=([A-Z]+)/im.exec(raw)?.[1] ?? null;
  return { to, subject: mail.subject ?? "", text: mail.text ?? "", html: mail.html ?? "", mail, event, method };
}
export type ReadMail = Awaited<ReturnType<typeof readMail>>;

const textOf = (content: string | ArrayBuffer | Uint8Array) =>
  typeof content === "string" ? content : Buffer.from(new Uint8Array(content)).toString("utf8");

function readEvent(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const [component, ...more] = calendar.getAllSubcomponents("vevent");
  if (!component || more.length > 0) throw new Error("not one event");
  const said = (name: string) => component.getFirstPropertyValue(name)?.toString() ?? null;
  const event = new ICAL.Event(component);
  return {
    text,
    uid: event.uid,
    sequence: event.sequence,
    method: calendar.getFirstPropertyValue("method"),
    status: said("status"),
    summary: event.summary,
    location: event.location,
    starts: event.startDate.toJSDate().toISOString(),
    organizer: said("organizer"),
    attendees: component.getAllProperties("attendee").map((one) => one.getFirstValue()?.toString().toLowerCase()),
    rsvp: component.getFirstProperty("attendee")?.getFirstParameter("rsvp"),
  };
}
