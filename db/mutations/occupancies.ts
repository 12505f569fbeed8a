import { sql } from "drizzle-orm";
import { endOccupancyInput, type StartOccupancy, startOccupancyInput } from "@/lib/domain/assistant";
import { fieldError } from "@/lib/domain/error";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { type ProjectFrame, projectOfPart } from "./project-frame";

/**
 * Puts an assistant in a post from a day. Throws 422 for days outside the post, 409 postTaken or assistantTaken when
 * the post or the person is taken then.
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
  if (input.endsOn && input.endsOn > post.endsOn) throw fieldError("endsOn", "outsidePostDays");
  if (input.endsOn && input.endsOn < input.startsOn) throw fieldError("endsOn", "endBeforeStart");
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into post_occupancies (organisation_id, project_id, post_id, assistant_id, starts_on, ends_on, contract,
      fte_percent)
    values (${project.organisationId}, ${project.id}, ${input.postId}, ${input.assistantId}, ${input.startsOn},
      ${input.endsOn}, ${input.contract}, ${input.ftePercent})
    returning id`);
  return row?.id ?? null;
}

/** Says until when an assistant holds the post; throws 422 activitiesAfter when shifts are logged after that day. */
export const endOccupancy = verb(endOccupancyInput, async (tx, me, { occupancyId, endsOn }) => {
  const project = await projectOfPart(tx, me, "team.edit", "post_occupancies", occupancyId);
  const [held] = await tx.execute<{ startsOn: string; postEndsOn: string; shifts: number }>(sql`
    select o.starts_on as "startsOn", p.ends_on as "postEndsOn",
      (select count(*) from activity_assistants x join activities a on a.id = x.activity_id
        where x.assistant_id = o.assistant_id and a.happened_on > ${endsOn}
          and a.happened_on between o.starts_on and coalesce(o.ends_on, 'infinity')) as shifts
    from post_occupancies o join posts p on p.id = o.post_id where o.id = ${occupancyId}`);
  if (!held || endsOn < held.startsOn) throw fieldError("endsOn", "endBeforeStart");
  if (endsOn > held.postEndsOn || endsOn > project.endsOn) throw fieldError("endsOn", "outsidePostDays");
  if (held.shifts > 0) throw fieldError("endsOn", "activitiesAfter", { count: held.shifts });
  await tx.execute(sql`update post_occupancies set ends_on = ${endsOn} where id = ${occupancyId}`);
  return { occupancyId };
});
