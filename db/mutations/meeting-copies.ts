import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { DomainError, fieldError } from "@/lib/domain/error";
import { assertDeadline, assertSiteDays, copyMeetingInput } from "@/lib/domain/meeting";
import { verb } from "../verb";
import { lockMeeting } from "./meeting-frame";
import { addFirstRound } from "./meetings";

/**
 * Makes a draft of another year from a meeting: its texts, the sites that are named with their new days, its programme
 * there. Nobody who registered, no decision and no further round comes along, and the source stays as it was. Throws 404,
 * 409 for a taken address or number, 422 with the field.
 */
export const copyMeeting = verb(copyMeetingInput, async (tx, me, input) => {
  const source = await lockMeeting(tx, me, input.meetingId);
  const known = await tx.execute<{ id: string }>(
    sql`select s.id from meeting_sites s where s.meeting_id = ${source.id}`,
  );
  for (const [index, site] of input.sites.entries()) {
    if (!known.some(({ id }) => id === site.siteId)) throw fieldError(`sites.${index}.siteId`, "referenceMissing");
    if (input.sites.findIndex(({ siteId }) => siteId === site.siteId) < index)
      throw new DomainError("invalidInput", 422, {}, { [`sites.${index}.siteId`]: { key: "listedTwice" } });
    assertSiteDays(site, `sites.${index}.`);
  }
  assertDeadline(input.deadlineOn, input.sites);
  const meetingId = randomUUID();
  await tx.execute(sql`
    insert into meetings (id, organisation_id, slug, reference_number, title_cs, title_en, copied_from_id, office_cs, office_en,
      contact_name, contact_email, contact_phone, signatory_name, signatory_role_cs, signatory_role_en, invitation_cs,
      invitation_en, legal_cs, legal_en, paid_cs, paid_en, unpaid_cs, unpaid_en, parking_cs, parking_en, registration_cs,
      registration_en, programme_cs, programme_en, team_cs, team_en, closing_cs, closing_en, role_weights)
    select ${meetingId}, m.organisation_id, ${input.slug}, ${input.referenceNumber}, ${input.titleCs}, ${input.titleEn}, m.id,
      m.office_cs, m.office_en, m.contact_name, m.contact_email, m.contact_phone, m.signatory_name, m.signatory_role_cs,
      m.signatory_role_en, m.invitation_cs, m.invitation_en, m.legal_cs, m.legal_en, m.paid_cs, m.paid_en, m.unpaid_cs,
      m.unpaid_en, m.parking_cs, m.parking_en, m.registration_cs, m.registration_en, m.programme_cs, m.programme_en,
      m.team_cs, m.team_en, m.closing_cs, m.closing_en, m.role_weights
    from meetings m where m.id = ${source.id}`);
  const sites = JSON.stringify(input.sites.map((site) => ({ ...site, id: randomUUID() })));
  const chosen = sql`jsonb_to_recordset(${sites}::jsonb) as x (id uuid, "siteId" uuid, "startsOn" date, "endsOn" date)`;
  await tx.execute(sql`
    insert into meeting_sites (id, organisation_id, meeting_id, code, name, venue_cs, venue_en, address, starts_on, ends_on,
      arrival_by, first_meal, ends_at, last_meal, capacity)
    select x.id, s.organisation_id, ${meetingId}, s.code, s.name, s.venue_cs, s.venue_en, s.address, x."startsOn", x."endsOn",
      s.arrival_by, s.first_meal, s.ends_at, s.last_meal, s.capacity
    from ${chosen} join meeting_sites s on s.id = x."siteId"`);
  await tx.execute(sql`
    insert into meeting_blocks (organisation_id, meeting_id, site_id, number, title_cs, title_en, lecturer, provider_cs,
      provider_en, day_number, starts_at, duration_minutes)
    select b.organisation_id, ${meetingId}, x.id, b.number, b.title_cs, b.title_en, b.lecturer, b.provider_cs, b.provider_en,
      b.day_number, b.starts_at, b.duration_minutes
    from meeting_blocks b left join ${chosen} on x."siteId" = b.site_id
    where b.meeting_id = ${source.id} and (b.site_id is null or x.id is not null)`);
  await addFirstRound(tx, { id: meetingId, organisationId: source.organisationId }, input.deadlineOn);
  return { meetingId, slug: input.slug };
});
