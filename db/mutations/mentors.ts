import { sql } from "drizzle-orm";
import { fieldError } from "@/lib/domain/error";
import { assignMentorInput, endMentorInput } from "@/lib/domain/mentor";
import { assertWithin } from "@/lib/domain/project";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Assigns a mentor of the city to the project from a day. Throws 422 notMentor, 409 mentorTwice on userId. */
export const assignMentor = verb(assignMentorInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  assertWithin(project, { startsOn: input.startsOn, endsOn: input.endsOn });
  if (input.endsOn && input.endsOn < input.startsOn) throw fieldError("endsOn", "endBeforeStart");
  const [held] = await tx.execute<{ role: boolean; there: boolean }>(sql`
    select exists (select from role_assignments a where a.user_id = ${input.userId} and a.role = 'mentor' and a.ended_at is null
        and a.organisation_id = ${project.organisationId}) as role,
      exists (select from project_mentors m where m.user_id = ${input.userId} and m.project_id = ${project.id}
        and daterange(m.starts_on, m.ends_on, '[]')
          && daterange(${input.startsOn}::date, ${input.endsOn}::date, '[]')) as there`);
  if (!held?.role) throw fieldError("userId", "notMentor");
  if (held.there) throw fieldError("userId", "mentorTwice");
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into project_mentors (organisation_id, project_id, user_id, starts_on, ends_on)
    values (${project.organisationId}, ${project.id}, ${input.userId}, ${input.startsOn}, ${input.endsOn}) returning id`);
  return { projectMentorId: row?.id ?? null };
});

/** Says until when somebody mentors in the project. */
export const endMentor = verb(endMentorInput, async (tx, me, { projectMentorId, endsOn }) => {
  const project = await projectOfPart(tx, me, "project.edit", "project_mentors", projectMentorId);
  assertWithin(project, { endsOn });
  const ended = await tx.execute(sql`update project_mentors set ends_on = ${endsOn}
    where id = ${projectMentorId} and starts_on <= ${endsOn} returning id`);
  if (ended.length === 0) throw fieldError("endsOn", "endBeforeStart");
  return { projectMentorId };
});
