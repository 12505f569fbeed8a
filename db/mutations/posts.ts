import { sql } from "drizzle-orm";
import { fieldError } from "@/lib/domain/error";
import { assertSpan } from "@/lib/domain/key-activity";
import { addPostInput, changePostInput } from "@/lib/domain/post";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds a post with the next number. */
export const addPost = verb(addPostInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  assertSpan(project, input);
  const [row] = await tx.execute<{ id: string; number: number }>(sql`
    insert into posts (organisation_id, project_id, number, starts_on, ends_on)
    select ${project.organisationId}, ${project.id}, coalesce(max(number), 0) + 1, ${input.startsOn}::date,
      ${input.endsOn}::date from posts where project_id = ${project.id} returning id, number`);
  return { postId: row?.id ?? null, number: row?.number ?? null };
});

/** Changes the days in which a post is paid; throws 422 recordsOutside when somebody holds it outside them. */
export const changePost = verb(changePostInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "project.edit", "posts", input.postId, input);
  assertSpan(project, input);
  const [held] = await tx.execute<{ before: number; after: number }>(sql`
    select count(*) filter (where starts_on < ${input.startsOn}) as before,
      count(*) filter (where coalesce(ends_on, starts_on) > ${input.endsOn}) as after
    from post_occupancies where post_id = ${input.postId}`);
  if (held && held.before > 0) throw fieldError("startsOn", "recordsOutside", { count: held.before });
  if (held && held.after > 0) throw fieldError("endsOn", "recordsOutside", { count: held.after });
  await tx.execute(
    sql`update posts set starts_on = ${input.startsOn}, ends_on = ${input.endsOn} where id = ${input.postId}`,
  );
  return { postId: input.postId };
});
