import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, notFound } from "@/lib/domain/error";
import {
  assertWaiting,
  checkMeasurement,
  type MeasuredFacts,
  type MeasurementState,
  type RecordMeasurement,
  type VerifyMeasurement,
} from "@/lib/domain/measurement";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";

type Place = { organisationId: string; projectId: string };

/**
 * Types a value of a day of a measured indicator; it waits for verification, and until then typing the day again
 * corrects it. Throws 404 for a stranger's indicator, 409 when the indicator counts by itself, the project is closed or
 * the value of the day is verified already, 422 with fields.
 */
export async function recordMeasurement(
  tx: Tx,
  me: Actor,
  input: RecordMeasurement,
): Promise<{ measurementId: string; state: MeasurementState }> {
  authorize(me, "measurement.record");
  const [found] = await tx.execute<Place & MeasuredFacts>(sql`
    select i.organisation_id as "organisationId", i.project_id as "projectId", i.rule,
      p.state as "projectState", p.starts_on as "startsOn", p.ends_on as "endsOn"
    from indicators i join projects p on p.id = i.project_id where i.id = ${input.indicatorId}`);
  if (!found || !me.userId) throw notFound();
  authorize(me, "measurement.record", found.organisationId);
  checkMeasurement(input, found, me.today);
  const [kept] = await tx.execute<{ id: string }>(sql`
    insert into indicator_measurements (id, organisation_id, project_id, indicator_id, measured_on, value, note, author_id)
    values (${randomUUID()}, ${found.organisationId}, ${found.projectId}, ${input.indicatorId}, ${input.measuredOn},
      ${input.value}, ${input.note}, ${me.userId})
    on conflict (indicator_id, measured_on) do update
      set value = excluded.value, note = excluded.note, author_id = excluded.author_id, entered_at = excluded.entered_at
      where indicator_measurements.state = 'submitted'
    returning id`);
  if (!kept) throw new DomainError("invalidInput", 409, {}, { measuredOn: { key: "measuredAlready" } });
  return { measurementId: kept.id, state: "submitted" };
}

/** Verifies a waiting value; the audit log keeps who and when. Throws 404, 409 when it is verified already. */
export async function verifyMeasurement(
  tx: Tx,
  me: Actor,
  { measurementId }: VerifyMeasurement,
): Promise<{ measurementId: string; state: MeasurementState }> {
  authorize(me, "measurement.verify");
  const [found] = await tx.execute<{ organisationId: string; state: MeasurementState }>(sql`
    select m.organisation_id as "organisationId", m.state from indicator_measurements m
    where m.id = ${measurementId} for update`);
  if (!found) throw notFound();
  authorize(me, "measurement.verify", found.organisationId);
  assertWaiting(found.state);
  await tx.execute(sql`update indicator_measurements set state = 'verified' where id = ${measurementId}`);
  return { measurementId, state: "verified" };
}
