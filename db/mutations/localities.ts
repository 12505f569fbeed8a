import { sql } from "drizzle-orm";
import { addLocalityInput, changeLocalityInput } from "@/lib/domain/locality";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a locality. Throws 409 localityTaken on name. */
export const addLocality = verb(addLocalityInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  const [row] = await tx.execute<{ id: string }>(sql`insert into localities (organisation_id, project_id, name)
    values (${project.organisationId}, ${project.id}, ${input.name}) returning id`);
  return { localityId: row?.id ?? null };
});

/** Renames a locality, or takes it out of what new shifts offer. */
export const changeLocality = verb(changeLocalityInput, async (tx, me, input) => {
  await projectOfPart(tx, me, "project.edit", "localities", input.localityId, input);
  await tx.execute(
    sql`update localities set name = ${input.name}, active = ${input.active} where id = ${input.localityId}`,
  );
  return { localityId: input.localityId };
});
