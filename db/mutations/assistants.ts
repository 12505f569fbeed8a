import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { addAssistantInput, renameAssistantInput } from "@/lib/domain/assistant";
import { fieldError } from "@/lib/domain/error";
import { verb } from "../verb";
import { occupy } from "./occupancies";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a person, in a post at once when one is named; refusals as in startOccupancy. */
export const addAssistant = verb(addAssistantInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "team.edit", input.projectId);
  if (input.postId && !input.startsOn) throw fieldError("startsOn", "required");
  const assistantId = randomUUID();
  await tx.execute(sql`insert into assistants (id, organisation_id, project_id, name)
    values (${assistantId}, ${project.organisationId}, ${project.id}, ${input.name})`);
  if (input.postId && input.startsOn)
    await occupy(tx, project, {
      ...input,
      assistantId,
      postId: input.postId,
      startsOn: input.startsOn,
      endsOn: null,
      leaveId: null,
    });
  return { assistantId };
});

/** Corrects the name of an assistant. */
export const renameAssistant = verb(renameAssistantInput, async (tx, me, input) => {
  await projectOfPart(tx, me, "team.edit", "assistants", input.assistantId);
  await tx.execute(sql`update assistants set name = ${input.name} where id = ${input.assistantId}`);
  return { assistantId: input.assistantId };
});
