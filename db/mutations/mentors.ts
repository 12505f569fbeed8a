import { sql } from "drizzle-orm";
import { fieldError } from "@/lib/domain/error";
import {
  addContractInput,
  addLessonInput,
  assertContract,
  assignMentorInput,
  changeContractInput,
  endMentorInput,
  removeLessonInput,
} from "@/lib/domain/mentor";
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

/** Notes a training or a supervision of a mentor himself; throws 422 for a day ahead or before he came. */
export const addLesson = verb(addLessonInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "team.edit", "project_mentors", input.projectMentorId, {
    unlocked: true,
  });
  if (input.heldOn > me.today) throw fieldError("heldOn", "dayAhead");
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into mentor_lessons (organisation_id, project_id, project_mentor_id, kind, title, provider, held_on, form, minutes)
    select ${project.organisationId}::uuid, ${project.id}::uuid, m.id, ${input.kind}, ${input.title}, ${input.provider},
      ${input.heldOn}::date, ${input.form}, ${input.minutes}::int
    from project_mentors m where m.id = ${input.projectMentorId} and m.starts_on <= ${input.heldOn}::date returning id`);
  if (!row) throw fieldError("heldOn", "beforeMentor");
  return { lessonId: row.id };
});

/** Takes out what was noted by mistake; the log keeps it. */
export const removeLesson = verb(removeLessonInput, async (tx, me, { lessonId, version }) => {
  await projectOfPart(tx, me, "team.edit", "mentor_lessons", lessonId, { version });
  await tx.execute(sql`delete from mentor_lessons where id = ${lessonId}`);
  return { lessonId };
});

/** Notes that a mentor serves another municipality; throws 422 for one that nobody knows. What lies in another region is told as a warning. */
export const addContract = verb(addContractInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "project.edit", "project_mentors", input.projectMentorId);
  assertContract(input);
  const [town] = await tx.execute(sql`select from municipalities where code = ${input.municipality}`);
  if (!town) throw fieldError("municipality", "municipalityMissing");
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into mentor_contracts (organisation_id, project_id, project_mentor_id, municipality_code, starts_on, ends_on, consented_on)
    values (${project.organisationId}, ${project.id}, ${input.projectMentorId}, ${input.municipality}, ${input.startsOn},
      ${input.endsOn}, ${input.consentedOn}) returning id`);
  return { mentorContractId: row?.id ?? null };
});

/** Changes the days of a contract, or notes the consent of the regional office. */
export const changeContract = verb(changeContractInput, async (tx, me, input) => {
  const { mentorContractId: id, version } = input;
  await projectOfPart(tx, me, "project.edit", "mentor_contracts", id, { version });
  assertContract(input);
  await tx.execute(sql`update mentor_contracts set starts_on = ${input.startsOn}, ends_on = ${input.endsOn},
    consented_on = ${input.consentedOn} where id = ${id}`);
  return { mentorContractId: id };
});
