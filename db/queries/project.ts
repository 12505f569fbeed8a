import { sql } from "drizzle-orm";
import type { SourceKind } from "@/lib/domain/money";
import type { CostRegime, PropertyOrigin } from "@/lib/domain/regime";
import type { Tx } from "../gate";
import { rowsVersion, rowVersion } from "../version";

export type ProjectSource = {
  kind: SourceKind;
  ratePer100000: number;
  amountHalere: number;
  origin: "published" | "computed" | "entered";
};
export type ProjectGoal = {
  id: string;
  number: number;
  text: string;
  rule: "measures" | "assessments";
  version: string;
};
export type ProjectKeyActivity = {
  id: string;
  code: string;
  name: string;
  startsOn: string;
  endsOn: string;
  version: string;
};
export type ProjectPeriod = {
  id: string;
  number: number;
  startsOn: string;
  endsOn: string;
  reportDueOn: string;
  claimDueOn: string;
  /** The day the report was handed in, whichever day is asked: compare it with the as-of day. */
  reportSubmittedOn: string | null;
  version: string;
};
export type Project = {
  id: string;
  organisationId: string;
  organisation: string;
  slug: string;
  registrationNumber: string | null;
  name: string;
  beneficiary: string;
  annotation: string;
  startsOn: string;
  endsOn: string;
  totalHalere: number;
  /** Of the project's own row, and of its sources together. */
  version: string;
  sourcesVersion: string;
  state: "preparation" | "running" | "closed";
  closedOn: string | null;
  sourceUrl: string | null;
  origin: "published" | "entered" | "invented";
  /** How costs are claimed, the rate of what is not itemised, and where both are known from; null: not stated. */
  costRegime: CostRegime | null;
  flatRatePer100000: number | null;
  costRegimeOrigin: PropertyOrigin | null;
  costRegimeSource: string;
  /** The office that checks the claims and pays them; null: not stated. */
  checkingOffice: string | null;
  checkingOfficeOrigin: PropertyOrigin | null;
  checkingOfficeSource: string;
  /** EU, state, own; a source that was never stated is not there. */
  sources: ProjectSource[];
  goals: ProjectGoal[];
  keyActivities: ProjectKeyActivity[];
  periods: ProjectPeriod[];
};

/** A project by its slug with what its grant decision fixes, in one statement; null when it is not there for these eyes. */
export async function findProject(tx: Tx, slug: string): Promise<Project | null> {
  const [project] = await tx.execute<Project>(sql`
    select p.id, p.organisation_id as "organisationId", o.name as organisation, p.slug,
      p.registration_number as "registrationNumber", p.name, p.beneficiary, p.annotation,
      p.starts_on as "startsOn", p.ends_on as "endsOn", p.total_halere as "totalHalere", p.state,
      p.closed_on as "closedOn", ${rowVersion("p")} as version,
      ${rowsVersion("funding_sources")} as "sourcesVersion", p.source_url as "sourceUrl", p.origin,
      p.cost_regime as "costRegime", p.flat_rate_per_100000 as "flatRatePer100000",
      p.cost_regime_origin as "costRegimeOrigin", p.cost_regime_source as "costRegimeSource",
      p.checking_office as "checkingOffice", p.checking_office_origin as "checkingOfficeOrigin",
      p.checking_office_source as "checkingOfficeSource",
      coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'ratePer100000', s.rate_per_100000,
          'amountHalere', s.amount_halere, 'origin', s.origin) order by array_position('{eu,state,own}', s.kind))
        from funding_sources s where s.project_id = p.id), '[]') as sources,
      coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'number', g.number, 'text', g.text, 'rule', g.rule,
          'version', ${rowVersion("g")})
          order by g.number)
        from goals g where g.project_id = p.id), '[]') as goals,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'code', a.code, 'name', a.name,
          'startsOn', a.starts_on, 'endsOn', a.ends_on, 'version', ${rowVersion("a")}) order by a.code)
        from key_activities a where a.project_id = p.id), '[]') as "keyActivities",
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number, 'startsOn', m.starts_on,
          'endsOn', m.ends_on, 'reportDueOn', m.report_due_on, 'claimDueOn', m.claim_due_on,
          'reportSubmittedOn', m.report_submitted_on, 'version', ${rowVersion("m")}) order by m.number)
        from monitoring_periods m where m.project_id = p.id), '[]') as periods
    from projects p join organisations o on o.id = p.organisation_id
    where p.slug = ${slug}`);
  return project ?? null;
}
