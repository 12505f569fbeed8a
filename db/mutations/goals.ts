import { sql } from "drizzle-orm";
import { addGoalInput, changeGoalInput } from "@/lib/domain/goal";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a goal. Throws 409 numberTaken on number. */
export const addGoal = verb(addGoalInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into goals (organisation_id, project_id, number, text, rule)
    values (${project.organisationId}, ${project.id}, ${input.number}, ${input.text}, ${input.rule}) returning id`);
  return { goalId: row?.id ?? null };
});

/** Changes the number, the wording or the rule of a goal. */
export const changeGoal = verb(changeGoalInput, async (tx, me, input) => {
  await projectOfPart(tx, me, "project.edit", "goals", input.goalId, input);
  await tx.execute(sql`update goals set number = ${input.number}, text = ${input.text}, rule = ${input.rule}
    where id = ${input.goalId}`);
  return { goalId: input.goalId };
});
