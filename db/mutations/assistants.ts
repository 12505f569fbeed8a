import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import type { addAssistantInput, renameAssistantInput } from "@/lib/domain/assistant";
import { fieldError } from "@/lib/domain/error";
import type { Tx } from "../gate";
import { occupy } from "./occupancies";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a person, in a post at once when one is named; refusals as in startOccupancy. */
export async function addAssistant(tx: Tx, me: Actor, input: z.output<typeof addAssistantInput>) {
  const project = await openProject(tx, me, "team.edit", input.projectId);
  if (input.postId && !input.startsOn) throw fieldError("startsOn", "required");
  const assistantId = randomUUID();
  await tx.execute(sql`insert into assistants (id, organisation_id, project_id, name)
    values (${assistantId}, ${project.organisationId}, ${project.id}, ${input.name})`);
  if (input.postId && input.startsOn)
    await occupy(tx, project, { ...input, assistantId, postId: input.postId, startsOn: input.startsOn, endsOn: null });
  return { assistantId };
}

/** Corrects the name of an assistant. */
export async function renameAssistant(tx: Tx, me: Actor, input: z.output<typeof renameAssistantInput>) {
  await projectOfPart(tx, me, "team.edit", "assistants", input.assistantId);
  await tx.execute(sql`update assistants set name = ${input.name} where id = ${input.assistantId}`);
  return { assistantId: input.assistantId };
}
