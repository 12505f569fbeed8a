import { type SQL, sql } from "drizzle-orm";
import {
  changeOccupancyInput,
  endOccupancyInput,
  heldUntil,
  type StartOccupancy,
  startOccupancyInput,
} from "@/lib/domain/assistant";
import { earlier, plusDays } from "@/lib/domain/day";
import { fieldError, notFound } from "@/lib/domain/error";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { type ProjectFrame, projectOfPart } from "./project-frame";

/**
 * Puts an assistant in a post from a day. Throws 422 for days outside the post or the contract, 409 postTaken or
 * assistantTaken with the first day on which the post or the person would hold more than a whole.
 */
export const startOccupancy = verb(startOccupancyInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "team.edit", "assistants", input.assistantId);
  return { occupancyId: await occupy(tx, project, input) };
});

/** Inserts an occupancy of a post of the project; refusals as in startOccupancy. */
export async function occupy(tx: Tx, project: ProjectFrame, input: StartOccupancy): Promise<string | null> {
  const [post] = await tx.execute<{ startsOn: string; endsOn: string }>(sql`
    select starts_on as "startsOn", ends_on as "endsOn" from posts
    where id = ${input.postId} and project_id = ${project.id}`);
  if (!post) throw fieldError("postId", "postMissing");
  if (input.startsOn < post.startsOn || input.startsOn > post.endsOn) throw fieldError("startsOn", "outsidePostDays");
  const covered = input.leaveId ? await coveredUntil(tx, input, input.leaveId) : null;
  const until = heldUntil(input) ?? covered;
  if (input.endsOn && input.endsOn > post.endsOn) throw fieldError("endsOn", "outsidePostDays");
  if (covered && until && until > covered) throw fieldError("endsOn", "beyondLeave", { day: covered });
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into post_occupancies (organisation_id, project_id, post_id, assistant_id, starts_on, ends_on, contract,
      fte_percent, contract_starts_on, contract_ends_on, leave_id)
    values (${project.organisationId}, ${project.id}, ${input.postId}, ${input.assistantId}, ${input.startsOn},
      ${until && earlier(until, post.endsOn)}, ${input.contract}, ${input.ftePercent}, ${input.contractStartsOn},
      ${input.contractEndsOn}, ${input.leaveId})
    returning id`);
  return row?.id ?? null;
}

/** The last day of a leave of somebody in the post, null while nobody knows it. Throws 422 where there is no such leave then. */
async function coveredUntil(tx: Tx, input: StartOccupancy, leaveId: string): Promise<string | null> {
  const [leave] = await tx.execute<{ startsOn: string; endsOn: string | null }>(sql`
    select l.starts_on as "startsOn", l.ends_on as "endsOn" from assistant_leaves l
    where l.id = ${leaveId} and l.assistant_id <> ${input.assistantId}
      and exists (select from post_occupancies o where o.assistant_id = l.assistant_id and o.post_id = ${input.postId}
        and ${input.startsOn} between o.starts_on and coalesce(o.ends_on, 'infinity'))`);
  if (!leave) throw fieldError("leaveId", "leaveMissing");
  if (input.startsOn < leave.startsOn || (leave.endsOn && input.startsOn > leave.endsOn))
    throw fieldError("startsOn", "outsideLeave");
  return leave.endsOn;
}

/** Says until when an assistant holds the post; throws 422 activitiesAfter when shifts are logged after that day. */
export const endOccupancy = verb(endOccupancyInput, async (tx, me, { occupancyId, endsOn, version }) => {
  const project = await projectOfPart(tx, me, "team.edit", "post_occupancies", occupancyId, { version });
  const held = await heldPost(tx, occupancyId);
  if (endsOn < held.startsOn) throw fieldError("endsOn", "endBeforeStart");
  if (endsOn > held.postEndsOn || endsOn > project.endsOn) throw fieldError("endsOn", "outsidePostDays");
  if (held.contractEndsOn && endsOn > held.contractEndsOn) throw fieldError("endsOn", "contractShorter");
  await assertNoShifts(tx, held.assistantId, plusDays(endsOn, 1), held.endsOn, "endsOn");
  await tx.execute(sql`update post_occupancies set ends_on = ${endsOn} where id = ${occupancyId}`);
  return { occupancyId };
});

/**
 * Changes the share or the contract of an occupancy: from a later day as a row of its own, so that what was before stays as
 * it was, else the whole of it. Refusals as in startOccupancy and endOccupancy.
 */
export const changeOccupancy = verb(changeOccupancyInput, async (tx, me, input) => {
  const { occupancyId, version } = input;
  await projectOfPart(tx, me, "team.edit", "post_occupancies", occupancyId, { version });
  const held = await heldPost(tx, occupancyId);
  const startsOn = input.fromOn ?? held.startsOn;
  if (startsOn < held.startsOn || (held.endsOn && startsOn > held.endsOn))
    throw fieldError("fromOn", "outsideOccupancy");
  const until = heldUntil({ ...input, startsOn });
  if (until && until > held.postEndsOn) throw fieldError("endsOn", "outsidePostDays");
  if (until) await assertNoShifts(tx, held.assistantId, plusDays(until, 1), held.endsOn, "endsOn");
  const terms = sql`${input.contract}, ${input.ftePercent}::int, ${input.contractStartsOn}::date, ${input.contractEndsOn}::date`;
  if (startsOn === held.startsOn) {
    await tx.execute(sql`
      update post_occupancies set ends_on = ${until}::date,
        (contract, fte_percent, contract_starts_on, contract_ends_on) = row(${terms}) where id = ${occupancyId}`);
    return { occupancyId };
  }
  await tx.execute(sql`update post_occupancies set ends_on = ${plusDays(startsOn, -1)} where id = ${occupancyId}`);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into post_occupancies (organisation_id, project_id, post_id, assistant_id, leave_id, starts_on, ends_on, contract,
      fte_percent, contract_starts_on, contract_ends_on)
    select organisation_id, project_id, post_id, assistant_id, leave_id, ${startsOn}::date, ${until}::date, ${terms}
    from post_occupancies where id = ${occupancyId} returning id`);
  return { occupancyId: row?.id ?? occupancyId };
});

type HeldPost = {
  assistantId: string;
  startsOn: string;
  endsOn: string | null;
  contractEndsOn: string | null;
  postEndsOn: string;
};

async function heldPost(tx: Tx, occupancyId: string): Promise<HeldPost> {
  const [held] = await tx.execute<HeldPost>(sql`
    select o.assistant_id as "assistantId", o.starts_on as "startsOn", o.ends_on as "endsOn",
      o.contract_ends_on as "contractEndsOn", p.ends_on as "postEndsOn"
    from post_occupancies o join posts p on p.id = o.post_id where o.id = ${occupancyId}`);
  if (!held) throw notFound();
  return held;
}

/** Throws 422 on the field when shifts of a person are logged between two days; to null: for ever. */
export async function assertNoShifts(
  tx: Tx,
  assistantId: string,
  from: string,
  to: string | null,
  field: string,
  key = "activitiesAfter",
): Promise<void> {
  const until: SQL = to ? sql`${to}::date` : sql`'infinity'`;
  const [found] = await tx.execute<{ shifts: number }>(sql`
    select count(*) as shifts from activity_assistants x join activities a on a.id = x.activity_id
    where x.assistant_id = ${assistantId} and a.happened_on between ${from}::date and ${until}`);
  if (found && found.shifts > 0) throw fieldError(field, key, { count: found.shifts });
}
