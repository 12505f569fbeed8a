import { sql } from "drizzle-orm";
import { changeLeaveInput, removeLeaveInput, startLeaveInput } from "@/lib/domain/assistant";
import { plusDays } from "@/lib/domain/day";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { assertNoShifts } from "./occupancies";
import { projectOfPart } from "./project-frame";

/**
 * Notes that an assistant is away. Throws 422 for who holds no post then, and for shifts logged in that time; 409
 * awayAlready.
 */
export const startLeave = verb(startLeaveInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "team.edit", "assistants", input.assistantId);
  await assertLeave(tx, input.assistantId, input);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into assistant_leaves (organisation_id, project_id, assistant_id, kind, starts_on, ends_on)
    values (${project.organisationId}, ${project.id}, ${input.assistantId}, ${input.kind}, ${input.startsOn}, ${input.endsOn})
    returning id`);
  return { leaveId: row?.id ?? null };
});

/**
 * Changes the days of a leave; who covers it stays until its end at most. Throws 422 when somebody covers it earlier than
 * it begins, or has shifts after its end; else as startLeave.
 */
export const changeLeave = verb(changeLeaveInput, async (tx, me, { leaveId, version, ...input }) => {
  await projectOfPart(tx, me, "team.edit", "assistant_leaves", leaveId, { version });
  const [leave] = await tx.execute<{ assistantId: string }>(
    sql`select assistant_id as "assistantId" from assistant_leaves where id = ${leaveId}`,
  );
  if (!leave) throw notFound();
  await assertLeave(tx, leave.assistantId, input);
  const covers = await tx.execute<{ id: string; assistantId: string; startsOn: string; endsOn: string | null }>(sql`
    select id, assistant_id as "assistantId", starts_on as "startsOn", ends_on as "endsOn" from post_occupancies
    where leave_id = ${leaveId}`);
  for (const cover of covers) {
    if (cover.startsOn < input.startsOn) throw fieldError("startsOn", "coveredEarlier", { day: cover.startsOn });
    if (!input.endsOn || (cover.endsOn && cover.endsOn <= input.endsOn)) continue;
    if (cover.startsOn > input.endsOn) throw fieldError("endsOn", "coveredLater", { day: cover.startsOn });
    await assertNoShifts(tx, cover.assistantId, plusDays(input.endsOn, 1), cover.endsOn, "endsOn");
    await tx.execute(sql`update post_occupancies set ends_on = ${input.endsOn} where id = ${cover.id}`);
  }
  await tx.execute(sql`
    update assistant_leaves set kind = ${input.kind}, starts_on = ${input.startsOn}, ends_on = ${input.endsOn}
    where id = ${leaveId}`);
  return { leaveId };
});

/** Takes a leave that never was out; throws 409 leaveCovered when somebody covers it. */
export const removeLeave = verb(removeLeaveInput, async (tx, me, { leaveId, version }) => {
  await projectOfPart(tx, me, "team.edit", "assistant_leaves", leaveId, { version });
  const [covered] = await tx.execute(sql`select from post_occupancies where leave_id = ${leaveId} limit 1`);
  if (covered) throw new DomainError("leaveCovered");
  await tx.execute(sql`delete from assistant_leaves where id = ${leaveId}`);
  return { leaveId };
});

async function assertLeave(
  tx: Tx,
  assistantId: string,
  { startsOn, endsOn }: { startsOn: string; endsOn: string | null },
) {
  if (endsOn && endsOn < startsOn) throw fieldError("endsOn", "endBeforeStart");
  const [held] = await tx.execute(sql`select from post_occupancies o where o.assistant_id = ${assistantId}
    and ${startsOn}::date between o.starts_on and coalesce(o.ends_on, 'infinity') limit 1`);
  if (!held) throw fieldError("startsOn", "notInPost");
  await assertNoShifts(tx, assistantId, startsOn, endsOn, "startsOn", "shiftsDuring");
}
