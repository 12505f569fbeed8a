import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { type AssessmentPhase, changeAssessmentInput, isInOrder, recordAssessmentInput } from "@/lib/domain/assessment";
import { fieldError, notFound } from "@/lib/domain/error";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { type ProjectFrame, projectOfPart } from "./project-frame";

type Place = { assistantId: string; areaId: string; phase: AssessmentPhase };

/**
 * Records a score (0–100) of an assistant in a training area. Throws 422 for a day ahead, outside the project, before
 * the assistant came or against the order of the phases; 409 assessedAlready when the phase has its score.
 */
export const recordAssessment = verb(recordAssessmentInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "assessment.record", "assistants", input.assistantId);
  await assertDay(tx, me, project, input, input.assessedOn);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into assessments (organisation_id, project_id, assistant_id, area_id, phase, assessed_on, score, note, assessed_by)
    values (${project.organisationId}, ${project.id}, ${input.assistantId}, ${input.areaId}, ${input.phase},
      ${input.assessedOn}, ${input.score}, ${input.note}, ${me.userId ?? null})
    returning id`);
  return { assessmentId: row?.id ?? null };
});

/** Corrects a recorded score, its day or its note; the audit log keeps what it was. */
export const changeAssessment = verb(changeAssessmentInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "assessment.record", "assessments", input.assessmentId, input);
  const [place] = await tx.execute<Place>(sql`select assistant_id as "assistantId", area_id as "areaId", phase
    from assessments where id = ${input.assessmentId}`);
  if (!place) throw notFound();
  await assertDay(tx, me, project, place, input.assessedOn);
  await tx.execute(sql`update assessments set assessed_on = ${input.assessedOn}, score = ${input.score},
    note = ${input.note} where id = ${input.assessmentId}`);
  return { assessmentId: input.assessmentId };
});

async function assertDay(tx: Tx, me: Actor, project: ProjectFrame, place: Place, on: string) {
  const [facts] = await tx.execute<{
    area: boolean;
    since: string | null;
    others: { phase: AssessmentPhase; on: string }[];
  }>(sql`
    select exists (select from training_areas t where t.id = ${place.areaId} and t.project_id = ${project.id}) as area,
      (select min(o.starts_on) from post_occupancies o where o.assistant_id = ${place.assistantId}) as since,
      (select coalesce(jsonb_agg(jsonb_build_object('phase', s.phase, 'on', s.assessed_on)), '[]') from assessments s
        where s.assistant_id = ${place.assistantId} and s.area_id = ${place.areaId} and s.phase <> ${place.phase})
        as others`);
  if (!facts?.area) throw fieldError("areaId", "areaMissing");
  if (on > me.today) throw fieldError("assessedOn", "dayAhead");
  if (on < project.startsOn || on > project.endsOn) throw fieldError("assessedOn", "outsideProjectDays");
  if (!facts.since || on < facts.since) throw fieldError("assessedOn", "assessedBeforePost");
  if (!isInOrder(place.phase, on, facts.others)) throw fieldError("assessedOn", "phaseOrder");
}
