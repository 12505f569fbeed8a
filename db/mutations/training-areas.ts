import { sql } from "drizzle-orm";
import { DomainError } from "@/lib/domain/error";
import { addTrainingAreaInput, changeTrainingAreaInput, removeTrainingAreaInput } from "@/lib/domain/training-area";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds an area in which assistants are assessed, under the number after the last one. */
export const addTrainingArea = verb(addTrainingAreaInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId, "alone");
  const [row] = await tx.execute<{ id: string; number: number }>(sql`
    insert into training_areas (organisation_id, project_id, number, name)
    select ${project.organisationId}, ${project.id}, coalesce(max(number), 0) + 1, ${input.name}
    from training_areas where project_id = ${project.id} returning id, number`);
  return { areaId: row?.id ?? null, number: row?.number ?? null };
});

/** Renames an area; its assessments stay. */
export const changeTrainingArea = verb(changeTrainingAreaInput, async (tx, me, input) => {
  await projectOfPart(tx, me, "project.edit", "training_areas", input.areaId, input);
  await tx.execute(sql`update training_areas set name = ${input.name} where id = ${input.areaId}`);
  return { areaId: input.areaId };
});

/** Takes an area away. Throws 409 areaAssessed once somebody was assessed in it. */
export const removeTrainingArea = verb(removeTrainingAreaInput, async (tx, me, { areaId, version }) => {
  await projectOfPart(tx, me, "project.edit", "training_areas", areaId, { hold: "alone", version });
  const [found] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from assessments where area_id = ${areaId}`,
  );
  if (found && found.count > 0) throw new DomainError("areaAssessed", 409, { count: found.count });
  await tx.execute(sql`delete from training_areas where id = ${areaId}`);
  return { areaId };
});
