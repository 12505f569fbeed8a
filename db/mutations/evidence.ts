import { sql } from "drizzle-orm";
import { type ActivityState, assertEditable } from "@/lib/domain/activity";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, notFound } from "@/lib/domain/error";
import {
  attachEvidenceInput,
  type EvidenceSubject,
  removeEvidenceInput,
  subjectOf,
  type Upload,
} from "@/lib/domain/evidence";
import { assertNotClaimed } from "@/lib/domain/expense";
import { assertWaiting, type MeasurementState } from "@/lib/domain/measurement";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { holdOpen } from "./project-frame";

type Subject = { organisationId: string; projectState: string; state: ActivityState | null };

/** Whether the actor may attach a file to the record; asked before any byte is read. Throws 403, 404 or 409. */
export async function assertMayAttach(tx: Tx, me: Actor, input: Upload): Promise<{ organisationId: string }> {
  const { key, id, permission } = subjectOf(input);
  authorize(me, "evidence.attach");
  authorize(me, permission);
  const table = {
    activityId: sql`activities`,
    expenseId: sql`expenses`,
    measurementId: sql`indicator_measurements`,
    assessmentId: sql`assessments`,
  }[key];
  const [found] = await tx.execute<Subject>(sql`
    select s.organisation_id as "organisationId", p.state as "projectState",
      ${key === "activityId" ? sql`s.state` : sql`null`} as state
    from ${table} s join projects p on p.id = s.project_id where s.id = ${id} and s.project_id = ${input.projectId}`);
  if (!found) throw notFound();
  authorize(me, permission, { organisationId: found.organisationId, projectId: input.projectId });
  if (found.projectState === "closed") throw new DomainError("projectClosed", 409);
  assertTakesFiles(found.state);
  return found;
}

/** Attaches a stored file to a record; the same file on the same record stays one row. */
export const attachEvidence = verb(attachEvidenceInput, async (tx, me, input): Promise<{ evidenceId: string }> => {
  const { organisationId } = await assertMayAttach(tx, me, input);
  await holdOpen(tx, input.projectId);
  if (input.activityId) assertTakesFiles(await holdState(tx, input.activityId));
  const { activityId = null, expenseId = null, measurementId = null, assessmentId = null } = input;
  const [there] = await tx.execute<{ id: string }>(sql`
    select id from evidence where project_id = ${input.projectId} and sha256 = ${input.sha256}
      and activity_id is not distinct from ${activityId} and expense_id is not distinct from ${expenseId}
      and measurement_id is not distinct from ${measurementId} and assessment_id is not distinct from ${assessmentId}
    limit 1`);
  if (there) return { evidenceId: there.id };
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, activity_id, expense_id,
      measurement_id, assessment_id, uploaded_by)
    values (${organisationId}, ${input.projectId}, ${input.sha256}, ${input.fileName}, ${input.mediaType}, ${input.bytes},
      ${activityId}, ${expenseId}, ${measurementId}, ${assessmentId}, ${me.userId}) returning id`);
  if (!made) throw notFound();
  return { evidenceId: made.id };
});

type Removable = { organisationId: string; projectId: string } & Record<EvidenceSubject, string | null>;

/**
 * Takes a file off a record; the worker takes the bytes away when no other row names them, the audit log says what was there. Throws 409 where somebody relies on it:
 * a shift that was handed in, a verified value, an expense in a claim.
 */
export const removeEvidence = verb(removeEvidenceInput, async (tx, me, { evidenceId }) => {
  authorize(me, "evidence.attach");
  const [file] = await tx.execute<Removable>(sql`
    select e.organisation_id as "organisationId", e.project_id as "projectId", e.activity_id as "activityId", e.expense_id as "expenseId",
      e.measurement_id as "measurementId", e.assessment_id as "assessmentId"
    from evidence e where e.id = ${evidenceId}`);
  if (!file) throw notFound();
  const { permission } = subjectOf({
    activityId: file.activityId ?? undefined,
    expenseId: file.expenseId ?? undefined,
    measurementId: file.measurementId ?? undefined,
    assessmentId: file.assessmentId ?? undefined,
  });
  authorize(me, permission, file);
  await holdOpen(tx, file.projectId);
  await assertNotReliedOn(tx, file);
  const gone = await tx.execute(sql`delete from evidence where id = ${evidenceId} returning id`);
  if (gone.length === 0) throw notFound();
  return { evidenceId };
});

/**
 * Throws 409 activityWaits for a shift that waits to be decided on: it is decided with the files that it was handed in with.
 * An approved one takes what comes later, since nothing is decided by it any more.
 */
function assertTakesFiles(state: ActivityState | null | undefined): void {
  if (state === "submitted") throw new DomainError("activityWaits", 409);
}

/** The state of a shift, which stays as it is until the end of the transaction. */
async function holdState(tx: Tx, activityId: string): Promise<ActivityState | undefined> {
  const [activity] = await tx.execute<{ state: ActivityState }>(
    sql`select state from activities where id = ${activityId} for share`,
  );
  return activity?.state;
}

/** Asked after the record is held, so that it does not move on meanwhile. */
async function assertNotReliedOn(tx: Tx, { activityId, measurementId, expenseId }: Removable): Promise<void> {
  if (activityId) {
    const state = await holdState(tx, activityId);
    if (state) assertEditable(state);
  }
  if (measurementId) {
    const [measurement] = await tx.execute<{ state: MeasurementState }>(
      sql`select state from indicator_measurements where id = ${measurementId} for share`,
    );
    if (measurement) assertWaiting(measurement.state);
  }
  if (expenseId) {
    const [claimed] = await tx.execute<{ claimNumber: number }>(
      sql`select c.number as "claimNumber" from claim_items i join claims c on c.id = i.claim_id where i.expense_id = ${expenseId}`,
    );
    if (claimed) assertNotClaimed(claimed);
  }
}
