import { sql } from "drizzle-orm";
import { fieldError } from "@/lib/domain/error";
import { addKeyActivityInput, assertSpan, changeKeyActivityInput } from "@/lib/domain/key-activity";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a key activity within the days of the project. Throws 409 codeTaken on code. */
export const addKeyActivity = verb(addKeyActivityInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  assertSpan(project, input);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into key_activities (organisation_id, project_id, code, name, starts_on, ends_on)
    values (${project.organisationId}, ${project.id}, ${input.code}, ${input.name}, ${input.startsOn}, ${input.endsOn})
    returning id`);
  return { keyActivityId: row?.id ?? null };
});

/** Changes a key activity; throws 422 recordsOutside when shifts would be left outside its new days. */
export const changeKeyActivity = verb(changeKeyActivityInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "project.edit", "key_activities", input.keyActivityId, input);
  assertSpan(project, input);
  const [shifts] = await tx.execute<{ outside: number }>(sql`select count(*) as outside from activities
    where key_activity_id = ${input.keyActivityId} and happened_on not between ${input.startsOn} and ${input.endsOn}`);
  if (shifts && shifts.outside > 0) throw fieldError("endsOn", "recordsOutside", { count: shifts.outside });
  await tx.execute(sql`update key_activities set code = ${input.code}, name = ${input.name},
    starts_on = ${input.startsOn}, ends_on = ${input.endsOn} where id = ${input.keyActivityId}`);
  return { keyActivityId: input.keyActivityId };
});
