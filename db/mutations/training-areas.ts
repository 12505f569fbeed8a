import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import { DomainError } from "@/lib/domain/error";
import type {
  addTrainingAreaInput,
  changeTrainingAreaInput,
  removeTrainingAreaInput,
} from "@/lib/domain/training-area";
import type { Tx } from "../gate";
import { openProject, projectOfPart } from "./project-frame";

/** Adds an area in which assistants are assessed, under the number after the last one. */
export async function addTrainingArea(tx: Tx, me: Actor, input: z.output<typeof addTrainingAreaInput>) {
  const project = await openProject(tx, me, "project.edit", input.projectId, "alone");
  const [row] = await tx.execute<{ id: string; number: number }>(sql`
    insert into training_areas (organisation_id, project_id, number, name)
    select ${project.organisationId}, ${project.id}, coalesce(max(number), 0) + 1, ${input.name}
    from training_areas where project_id = ${project.id} returning id, number`);
  return { areaId: row?.id ?? null, number: row?.number ?? null };
}

/** Renames an area; its assessments stay. */
export async function changeTrainingArea(tx: Tx, me: Actor, input: z.output<typeof changeTrainingAreaInput>) {
  await projectOfPart(tx, me, "project.edit", "training_areas", input.areaId, input);
  await tx.execute(sql`update training_areas set name = ${input.name} where id = ${input.areaId}`);
  return { areaId: input.areaId };
}

/** Takes an area away. Throws 409 areaAssessed once somebody was assessed in it. */
export async function removeTrainingArea(tx: Tx, me: Actor, { areaId }: z.output<typeof removeTrainingAreaInput>) {
  await projectOfPart(tx, me, "project.edit", "training_areas", areaId, { hold: "alone" });
  const [found] = await tx.execute<{ count: number }>(
    sql`select count(*)::int as count from assessments where area_id = ${areaId}`,
  );
  if (found && found.count > 0) throw new DomainError("areaAssessed", 409, { count: found.count });
  await tx.execute(sql`delete from training_areas where id = ${areaId}`);
  return { areaId };
}
