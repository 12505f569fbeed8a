import { sql } from "drizzle-orm";
import { fieldError } from "@/lib/domain/error";
import { addMilestoneInput, assertMilestone, changeMilestoneInput, removeMilestoneInput } from "@/lib/domain/milestone";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a dated event of the project. */
export const addMilestone = verb(addMilestoneInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  assertMilestone(project, input, me.today);
  await assertKeyActivity(tx, project.id, input.keyActivityId);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into milestones (organisation_id, project_id, kind, title, due_on, done_on, key_activity_id)
    values (${project.organisationId}, ${project.id}, ${input.kind}, ${input.title}, ${input.dueOn}, ${input.doneOn},
      ${input.keyActivityId}) returning id`);
  return { milestoneId: row?.id ?? null };
});

/** Changes an event or says when it took place. */
export const changeMilestone = verb(changeMilestoneInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "project.edit", "milestones", input.milestoneId, input);
  assertMilestone(project, input, me.today);
  await assertKeyActivity(tx, project.id, input.keyActivityId);
  await tx.execute(sql`update milestones set kind = ${input.kind}, title = ${input.title}, due_on = ${input.dueOn},
    done_on = ${input.doneOn}, key_activity_id = ${input.keyActivityId} where id = ${input.milestoneId}`);
  return { milestoneId: input.milestoneId };
});

/** Removes an event; the audit log keeps what it was. */
export const removeMilestone = verb(removeMilestoneInput, async (tx, me, { milestoneId, version }) => {
  await projectOfPart(tx, me, "project.edit", "milestones", milestoneId, { version });
  await tx.execute(sql`delete from milestones where id = ${milestoneId}`);
  return { milestoneId };
});

async function assertKeyActivity(tx: Tx, projectId: string, id: string | null) {
  if (id === null) return;
  const found = await tx.execute(sql`select 1 from key_activities where id = ${id} and project_id = ${projectId}`);
  if (found.length === 0) throw fieldError("keyActivityId", "keyActivityMissing");
}
