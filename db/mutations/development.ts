import { sql } from "drizzle-orm";
import {
  assertEvaluated,
  changeDevelopmentInput,
  changeEvaluationInput,
  recordEvaluationInput,
  reviewDevelopmentInput,
  setDevelopmentInput,
} from "@/lib/domain/development";
import { fieldError } from "@/lib/domain/error";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { type ProjectFrame, projectOfPart } from "./project-frame";

type Goal = { areaId: string | null; setOn: string; dueOn: string };

/** Sets a goal of an assistant's development plan; throws 422 for an area of another project and days out of order. */
export const setDevelopment = verb(setDevelopmentInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "team.edit", "assistants", input.assistantId);
  await assertGoal(tx, project, input);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into development_goals (organisation_id, project_id, assistant_id, area_id, title, measure, set_on, due_on)
    values (${project.organisationId}, ${project.id}, ${input.assistantId}, ${input.areaId}, ${input.title},
      ${input.measure}, ${input.setOn}, ${input.dueOn}) returning id`);
  return { developmentGoalId: row?.id ?? null };
});

/** Words a goal of a development plan anew or moves its days. */
export const changeDevelopment = verb(changeDevelopmentInput, async (tx, me, input) => {
  const { developmentGoalId: id, version } = input;
  const project = await projectOfPart(tx, me, "team.edit", "development_goals", id, { version });
  await assertGoal(tx, project, input);
  await tx.execute(sql`
    update development_goals set area_id = ${input.areaId}, title = ${input.title}, measure = ${input.measure},
      set_on = ${input.setOn}, due_on = ${input.dueOn} where id = ${id}`);
  return { developmentGoalId: id };
});

/**
 * Says how a goal goes on a day. Throws 422 for a day ahead, before the goal was set or before the last look, 409
 * goalClosed for one that is reached or dropped, reviewedAlready for a second look on one day.
 */
export const reviewDevelopment = verb(reviewDevelopmentInput, async (tx, me, input) => {
  const { developmentGoalId: id, reviewedOn } = input;
  const project = await projectOfPart(tx, me, "team.edit", "development_goals", id);
  const [goal] = await tx.execute<{ setOn: string; lastOn: string | null; closed: boolean }>(sql`
    select g.set_on as "setOn", max(r.reviewed_on) as "lastOn",
      coalesce(bool_or(r.verdict in ('reached', 'dropped')), false) as closed
    from development_goals g left join development_reviews r on r.goal_id = g.id where g.id = ${id} group by g.id`);
  if (goal?.closed) throw fieldError("verdict", "goalClosed");
  if (reviewedOn > me.today) throw fieldError("reviewedOn", "dayAhead");
  if (goal && reviewedOn < goal.setOn) throw fieldError("reviewedOn", "reviewedBeforeGoal");
  if (goal?.lastOn && reviewedOn < goal.lastOn) throw fieldError("reviewedOn", "reviewedLater", { day: goal.lastOn });
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into development_reviews (organisation_id, project_id, goal_id, reviewed_on, verdict, note, decided_by)
    values (${project.organisationId}, ${project.id}, ${id}, ${reviewedOn}, ${input.verdict}, ${input.note}, ${me.userId})
    returning id`);
  return { developmentReviewId: row?.id ?? null };
});

/** Evaluates a month of somebody's work. Throws 422 for a month that is not over or without a post, 409 evaluatedAlready. */
export const recordEvaluation = verb(recordEvaluationInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "team.edit", "assistants", input.assistantId);
  const first = `${input.month}-01`;
  const [held] = await tx.execute(sql`select from post_occupancies o where o.assistant_id = ${input.assistantId}
    and o.starts_on < ${first}::date + interval '1 month' and coalesce(o.ends_on, 'infinity') >= ${first}::date limit 1`);
  assertEvaluated(input.month, me.today, held !== undefined);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into assistant_evaluations (organisation_id, project_id, assistant_id, month, evaluated_on, verdict, note, author_id)
    values (${project.organisationId}, ${project.id}, ${input.assistantId}, ${first}, ${me.today}, ${input.verdict},
      ${input.note}, ${me.userId}) returning id`);
  return { evaluationId: row?.id ?? null };
});

/** Corrects an evaluation; the log keeps what it said. */
export const changeEvaluation = verb(
  changeEvaluationInput,
  async (tx, me, { evaluationId, version, verdict, note }) => {
    await projectOfPart(tx, me, "team.edit", "assistant_evaluations", evaluationId, { version });
    await tx.execute(
      sql`update assistant_evaluations set verdict = ${verdict}, note = ${note} where id = ${evaluationId}`,
    );
    return { evaluationId };
  },
);

async function assertGoal(tx: Tx, project: ProjectFrame, { areaId, setOn, dueOn }: Goal) {
  if (dueOn < setOn) throw fieldError("dueOn", "endBeforeStart");
  if (setOn < project.startsOn || setOn > project.endsOn) throw fieldError("setOn", "outsideProjectDays");
  if (!areaId) return;
  const [area] = await tx.execute(sql`select from training_areas where id = ${areaId} and project_id = ${project.id}`);
  if (!area) throw fieldError("areaId", "areaMissing");
}
