import { sql } from "drizzle-orm";
import { addBlockInput, assertPlannable, changeBlockInput, removeBlockInput } from "@/lib/domain/meeting";
import { verb } from "../verb";
import { lockMeeting, meetingOfPart } from "./meeting-frame";

/** Adds a block of the programme, at every site or at one. Throws 404, 409 for a taken number, 422 for a site of another meeting. */
export const addBlock = verb(addBlockInput, async (tx, me, input) => {
  const meeting = await lockMeeting(tx, me, input.meetingId);
  assertPlannable(meeting.state);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into meeting_blocks (organisation_id, meeting_id, site_id, number, title_cs, title_en, lecturer, provider_cs,
      provider_en, day_number, starts_at, duration_minutes)
    values (${meeting.organisationId}, ${meeting.id}, ${input.siteId}, ${input.number}, ${input.titleCs}, ${input.titleEn},
      ${input.lecturer}, ${input.providerCs}, ${input.providerEn}, ${input.dayNumber}, ${input.startsAt}, ${input.minutes})
    returning id`);
  return { blockId: row?.id ?? null };
});

/** Changes a block; who lectures and when is known late, so also after places were told. */
export const changeBlock = verb(changeBlockInput, async (tx, me, { blockId, version, ...input }) => {
  await meetingOfPart(tx, me, "meeting_blocks", blockId, version);
  await tx.execute(sql`
    update meeting_blocks set site_id = ${input.siteId}, number = ${input.number}, title_cs = ${input.titleCs},
      title_en = ${input.titleEn}, lecturer = ${input.lecturer}, provider_cs = ${input.providerCs},
      provider_en = ${input.providerEn}, day_number = ${input.dayNumber}, starts_at = ${input.startsAt}, duration_minutes = ${input.minutes}
    where id = ${blockId}`);
  return { blockId };
});

/** Takes a block out of the programme, until places were told. */
export const removeBlock = verb(removeBlockInput, async (tx, me, { blockId, version }) => {
  const meeting = await meetingOfPart(tx, me, "meeting_blocks", blockId, version);
  assertPlannable(meeting.state);
  await tx.execute(sql`delete from meeting_blocks where id = ${blockId}`);
  return { blockId };
});
