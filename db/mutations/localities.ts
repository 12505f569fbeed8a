import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import type { addLocalityInput, changeLocalityInput } from "@/lib/domain/locality";
import type { Tx } from "../gate";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a locality. Throws 409 localityTaken on name. */
export async function addLocality(tx: Tx, me: Actor, input: z.output<typeof addLocalityInput>) {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  const [row] = await tx.execute<{ id: string }>(sql`insert into localities (organisation_id, project_id, name)
    values (${project.organisationId}, ${project.id}, ${input.name}) returning id`);
  return { localityId: row?.id ?? null };
}

/** Renames a locality, or takes it out of what new shifts offer. */
export async function changeLocality(tx: Tx, me: Actor, input: z.output<typeof changeLocalityInput>) {
  await projectOfPart(tx, me, "project.edit", "localities", input.localityId, input);
  await tx.execute(
    sql`update localities set name = ${input.name}, active = ${input.active} where id = ${input.localityId}`,
  );
  return { localityId: input.localityId };
}
