import { sql } from "drizzle-orm";
import { fieldError } from "@/lib/domain/error";
import {
  addIndicatorInput,
  assertIndicator,
  changeIndicatorInput,
  type IndicatorFields,
  setTargetInput,
} from "@/lib/domain/indicator-input";
import { assertWithin } from "@/lib/domain/project";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds an indicator. Throws 409 codeTaken on code. */
export const addIndicator = verb(addIndicatorInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  assertIndicator(project, input);
  await assertGoal(tx, project.id, input);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into indicators (organisation_id, project_id, goal_id, code, name, definition, unit, kind, direction, rule,
      baseline, baseline_on, target, target_on, source)
    values (${project.organisationId}, ${project.id}, ${input.goalId}, ${input.code}, ${input.name}, ${input.definition},
      ${input.unit}, ${input.kind}, ${input.direction}, ${input.rule}, ${input.baseline}, ${input.baselineOn},
      ${input.target}, ${input.targetOn}, ${input.source}) returning id`);
  return { indicatorId: row?.id ?? null };
});

/** Changes an indicator; throws 422 indicatorMeasured when typed values would lose their meaning under another rule. */
export const changeIndicator = verb(changeIndicatorInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "project.edit", "indicators", input.indicatorId, input);
  assertIndicator(project, input);
  await assertGoal(tx, project.id, input);
  const [typed] = await tx.execute<{ n: number }>(
    sql`select count(*) as n from indicator_measurements where indicator_id = ${input.indicatorId}`,
  );
  if (input.rule !== "measured" && typed && typed.n > 0)
    throw fieldError("rule", "indicatorMeasured", { count: typed.n });
  await tx.execute(sql`
    update indicators set goal_id = ${input.goalId}, code = ${input.code}, name = ${input.name},
      definition = ${input.definition}, unit = ${input.unit}, kind = ${input.kind}, direction = ${input.direction},
      rule = ${input.rule}, baseline = ${input.baseline}, baseline_on = ${input.baselineOn}, target = ${input.target},
      target_on = ${input.targetOn}, source = ${input.source}
    where id = ${input.indicatorId}`);
  return { indicatorId: input.indicatorId };
});

/** Sets the value planned for a day on the path to the target; without a value the point is taken away. */
export const setTarget = verb(setTargetInput, async (tx, me, { indicatorId, dueOn, value }) => {
  const project = await projectOfPart(tx, me, "project.edit", "indicators", indicatorId);
  assertWithin(project, { dueOn });
  if (value === null)
    await tx.execute(sql`delete from indicator_targets where indicator_id = ${indicatorId} and due_on = ${dueOn}`);
  else
    await tx.execute(sql`
      insert into indicator_targets (organisation_id, project_id, indicator_id, due_on, value)
      values (${project.organisationId}, ${project.id}, ${indicatorId}, ${dueOn}, ${value})
      on conflict (indicator_id, due_on) do update set value = excluded.value`);
  return { indicatorId };
});

async function assertGoal(tx: Tx, projectId: string, { goalId }: Pick<IndicatorFields, "goalId">) {
  if (goalId === null) return;
  const found = await tx.execute(sql`select 1 from goals where id = ${goalId} and project_id = ${projectId}`);
  if (found.length === 0) throw fieldError("goalId", "goalMissing");
}
