import { sql } from "drizzle-orm";
import { DomainError, notFound } from "@/lib/domain/error";
import {
  assertCorrection,
  assertWaiting,
  checkMeasurement,
  type MeasuredFacts,
  type MeasurementState,
  recordMeasurementInput,
  verifyMeasurementInput,
} from "@/lib/domain/measurement";
import { assertNotOwn, authorize } from "@/lib/domain/permission";
import { assertOpen } from "@/lib/domain/project";
import { assertVersion } from "@/lib/domain/version";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { recordVersion, rowVersion } from "../version";
import { heldState } from "./project-frame";
import { ownAmong } from "./writers";

type Place = { organisationId: string; projectId: string };
/** version: of the value as it is now, for the next change or decision. */
type Recorded = { measurementId: string; state: MeasurementState; version: string };

/**
 * Types a value of a day of a measured indicator; it waits for verification, and until then whoever has seen it may type
 * the day again, which corrects it. A day whose value is verified gets a correction beside it, with a note why; the old
 * one holds until the correction is verified. Throws 404 for a stranger's indicator, 409 when the indicator counts by
 * itself or the project is closed, or when the day holds another waiting value than the one that was looked at
 * (changedMeanwhile); 422 with fields, versionNeeded when there is one and none was looked at.
 */
export const recordMeasurement = verb(recordMeasurementInput, async (tx, me, input): Promise<Recorded> => {
  authorize(me, "measurement.record");
  const [found] = await tx.execute<
    Place & MeasuredFacts & { verified: boolean; waiting: { version: string; row: string } | null }
  >(sql`
    select i.organisation_id as "organisationId", i.project_id as "projectId", i.rule,
      ${heldState()} as "projectState", p.starts_on as "startsOn", p.ends_on as "endsOn",
      exists (select from indicator_measurements m where m.indicator_id = i.id and m.measured_on = ${input.measuredOn}
        and m.state = 'verified') as verified,
      (select jsonb_build_object('version', ${recordVersion("m", "measurement_id")}, 'row', ${rowVersion("m")})
        from indicator_measurements m
        where m.indicator_id = i.id and m.measured_on = ${input.measuredOn} and m.state = 'submitted') as waiting
    from indicators i join projects p on p.id = i.project_id where i.id = ${input.indicatorId}`);
  if (!found || !me.userId) throw notFound();
  authorize(me, "measurement.record", found);
  checkMeasurement(input, found, me.today);
  assertCorrection(input, found.verified);
  const { waiting } = found;
  if (waiting || input.version !== undefined) assertVersion(waiting?.version ?? "", input.version);
  const [kept] = await tx.execute<{ id: string }>(sql`
    insert into indicator_measurements (organisation_id, project_id, indicator_id, measured_on, value, note, author_id)
    values (${found.organisationId}, ${found.projectId}, ${input.indicatorId}, ${input.measuredOn}, ${input.value},
      ${input.note}, ${me.userId})
    on conflict (indicator_id, measured_on, state) where state <> 'replaced' do update
      set value = excluded.value, note = excluded.note, author_id = excluded.author_id, entered_at = excluded.entered_at
      where ${rowVersion("indicator_measurements")} = ${waiting?.row ?? ""}
    returning id`);
  // The day was typed since it was looked at.
  if (!kept) throw new DomainError("changedMeanwhile", 409);
  return { measurementId: kept.id, state: "submitted", version: await versionOf(tx, kept.id) };
});

type Waiting = Place & { projectState: string; state: MeasurementState };

/**
 * Verifies a waiting value; a verified one of the same day is replaced and stays. Throws 404, 403 ownRecord for what
 * the actor typed himself (four eyes), 409 when it is verified already, when it is no longer the one that was looked at
 * (changedMeanwhile) or the project is closed.
 */
export const verifyMeasurement = verb(verifyMeasurementInput, async (tx, me, input): Promise<Recorded> => {
  const { measurementId, version } = input;
  authorize(me, "measurement.verify");
  const [found] = await tx.execute<Waiting>(sql`
    select m.organisation_id as "organisationId", m.project_id as "projectId", m.state,
      ${heldState()} as "projectState"
    from indicator_measurements m join projects p on p.id = m.project_id where m.id = ${measurementId} for update of m`);
  if (!found) throw notFound();
  authorize(me, "measurement.verify", found);
  assertOpen({ state: found.projectState });
  assertWaiting(found.state);
  assertVersion(await versionOf(tx, measurementId), version);
  assertNotOwn((await ownAmong(tx, "measurement_id", [measurementId])).has(measurementId));
  await tx.execute(sql`
    with old as (
      update indicator_measurements o set state = 'replaced' from indicator_measurements m
      where m.id = ${measurementId} and o.indicator_id = m.indicator_id and o.measured_on = m.measured_on
        and o.state = 'verified'
      returning o.id
    )
    insert into measurement_decisions (organisation_id, project_id, measurement_id, decision, decided_by)
    select ${found.organisationId}::uuid, ${found.projectId}::uuid, old.id, 'replaced', ${me.userId}::uuid from old`);
  await tx.execute(sql`
    with new as (update indicator_measurements set state = 'verified' where id = ${measurementId} returning id)
    insert into measurement_decisions (organisation_id, project_id, measurement_id, decision, decided_by)
    select ${found.organisationId}::uuid, ${found.projectId}::uuid, new.id, 'verified', ${me.userId}::uuid from new`);
  return { measurementId, state: "verified", version: await versionOf(tx, measurementId) };
});

async function versionOf(tx: Tx, id: string): Promise<string> {
  const [now] = await tx.execute<{ version: string }>(
    sql`select ${recordVersion("m", "measurement_id")} as version from indicator_measurements m where m.id = ${id}`,
  );
  return now?.version ?? "";
}
