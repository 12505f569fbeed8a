import { sql } from "drizzle-orm";
import type { MeasurementState } from "@/lib/domain/measurement";
import type { Tx } from "../gate";
import { recordVersion } from "../version";
import { settingNumber } from "./as-of";
import { type EvidenceFile, evidenceFiles } from "./evidence";
import { isOwn, otherDeciders } from "./writers";

/** points, areas: by how much in how many areas a person must gain to count as improved. */
export type IndicatorDefinition = {
  definition: string;
  source: string;
  verified: boolean;
  points: number;
  areas: number;
};
export type Measurement = {
  id: string;
  measuredOn: string;
  value: number;
  state: MeasurementState;
  note: string;
  author: string | null;
  /** Written by who looks, and who may verify it instead. */
  own: boolean;
  deciders: string[];
  /** Who verified it and when (an instant); null before that. */
  verifiedBy: string | null;
  verifiedAt: string | null;
  /** An instant. */
  enteredAt: string;
  /** Files that prove it; the page of an indicator does not name who attached them. */
  files: EvidenceFile[];
  version: string;
};

/** What is defined of an indicator, with the rules in force on a day; null when it is not there. */
export async function findIndicatorDefinition(
  tx: Tx,
  indicatorId: string,
  asOf: string,
): Promise<IndicatorDefinition | null> {
  const [found] = await tx.execute<IndicatorDefinition>(sql`
    select i.definition, i.source, i.verified, ${settingNumber("assessment.gain_points", asOf, 10)} as points,
      ${settingNumber("assessment.areas_needed", asOf, 2)} as areas
    from indicators i where i.id = ${indicatorId}`);
  return found ?? null;
}

/** The typed values of an indicator up to a day, newest first, with the files that prove them. */
export async function listMeasurements(tx: Tx, indicatorId: string, asOf: string): Promise<Measurement[]> {
  return tx.execute<Measurement>(sql`
    select m.id, m.measured_on as "measuredOn", m.value::float8 as value, m.state, m.note, u.name as author, ${isOwn("m", "measurement_id")} as own,
      case when m.state = 'submitted' then ${otherDeciders("m", "measurement_id", "measurement.verify")} else '[]' end as deciders, m.entered_at as "enteredAt", w.name as "verifiedBy", d.decided_at as "verifiedAt", ${recordVersion("m", "measurement_id")} as version,
      ${evidenceFiles(sql`e.measurement_id = m.id`, { named: false })} as files
    from indicator_measurements m left join sec.people() u on u.id = m.author_id
      left join measurement_decisions d on d.measurement_id = m.id and d.decision = 'verified'
      left join sec.people() w on w.id = d.decided_by
    where m.indicator_id = ${indicatorId} and m.measured_on <= ${asOf}::date
    order by m.measured_on desc, m.entered_at desc`);
}
