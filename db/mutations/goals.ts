import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import type { addGoalInput, changeGoalInput } from "@/lib/domain/goal";
import type { Tx } from "../gate";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a goal. Throws 409 numberTaken on number. */
export async function addGoal(tx: Tx, me: Actor, input: z.output<typeof addGoalInput>) {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into goals (organisation_id, project_id, number, text, rule)
    values (${project.organisationId}, ${project.id}, ${input.number}, ${input.text}, ${input.rule}) returning id`);
  return { goalId: row?.id ?? null };
}

/** Changes the number, the wording or the rule of a goal. */
export async function changeGoal(tx: Tx, me: Actor, input: z.output<typeof changeGoalInput>) {
  await projectOfPart(tx, me, "project.edit", "goals", input.goalId, input);
  await tx.execute(sql`update goals set number = ${input.number}, text = ${input.text}, rule = ${input.rule}
    where id = ${input.goalId}`);
  return { goalId: input.goalId };
}
