import { sql } from "drizzle-orm";
import { z } from "zod";
import { sourceKinds } from "@/lib/domain/money";
import { costRegimes, propertyOrigins } from "@/lib/domain/regime";
import type { Tx } from "../gate";
import { drawnSql } from "./regime";

const source = z.object({ kind: z.enum(sourceKinds), amountHalere: z.int(), ratePer100000: z.int() });
const measure = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  direction: z.enum(["up", "down"]),
  baseline: z.number().nullable(),
  target: z.number().nullable(),
});
const row = z.object({
  slug: z.string(),
  registrationNumber: z.string().nullable(),
  name: z.string(),
  organisation: z.string(),
  start: z.string(),
  end: z.string(),
  state: z.string(),
  totalHalere: z.int(),
  /** Paid on or before the day, with the flat part that follows it. */
  drawnHalere: z.int(),
  costRegime: z.enum(costRegimes).nullable(),
  flatRatePer100000: z.int().nullable(),
  costRegimeOrigin: z.enum(propertyOrigins).nullable(),
  costRegimeSource: z.string(),
  checkingOffice: z.string().nullable(),
  checkingOfficeOrigin: z.enum(propertyOrigins).nullable(),
  checkingOfficeSource: z.string(),
  sources: z.array(source),
  posts: z.int(),
  /** People in posts on the day. */
  assistants: z.int(),
  keyActivities: z.array(z.object({ code: z.string(), name: z.string() })),
  goals: z.array(z.object({ number: z.int(), text: z.string(), measures: z.array(measure) })),
});

export type ProjectSummary = z.output<typeof row>;

/** What the API says of projects, as of a day, in one statement; one project when a slug is given, by slug otherwise. */
export async function projectSummaries(
  tx: Tx,
  asOf: string,
  page: { slug?: string; after?: string; limit?: number } = {},
): Promise<ProjectSummary[]> {
  // Named as no part of a statement names its own tables: what stands in the project's place there is read by them.
  const rows = await tx.execute<{ summary: unknown }>(sql`
    select jsonb_build_object(
      'slug', each_project.slug, 'registrationNumber', each_project.registration_number, 'name', each_project.name,
      'organisation', (select o.name from organisations o where o.id = each_project.organisation_id),
      'start', each_project.starts_on, 'end', each_project.ends_on, 'state', each_project.state, 'totalHalere', each_project.total_halere,
      'drawnHalere', ${drawnSql(sql`each_project.id`, asOf)},
      'costRegime', each_project.cost_regime, 'flatRatePer100000', each_project.flat_rate_per_100000,
      'costRegimeOrigin', each_project.cost_regime_origin, 'costRegimeSource', each_project.cost_regime_source,
      'checkingOffice', each_project.checking_office, 'checkingOfficeOrigin', each_project.checking_office_origin,
      'checkingOfficeSource', each_project.checking_office_source,
      'sources', (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'amountHalere', s.amount_halere,
          'ratePer100000', s.rate_per_100000) order by array_position(array['eu', 'state', 'own'], s.kind)), '[]')
        from funding_sources s where s.project_id = each_project.id),
      'posts', (select count(*) from posts t where t.project_id = each_project.id),
      'assistants', (select count(*) from post_occupancies c
        where c.project_id = each_project.id and ${asOf}::date between c.starts_on and coalesce(c.ends_on, 'infinity')),
      'keyActivities', (select coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'name', k.name) order by k.code), '[]')
        from key_activities k where k.project_id = each_project.id),
      'goals', (select coalesce(jsonb_agg(jsonb_build_object('number', g.number, 'text', g.text,
          'measures', (select coalesce(jsonb_agg(jsonb_build_object('code', i.code, 'name', i.name, 'unit', i.unit,
              'direction', i.direction, 'baseline', i.baseline, 'target', i.target) order by i.code), '[]')
            from indicators i where i.goal_id = g.id)) order by g.number), '[]')
        from goals g where g.project_id = each_project.id)) as summary
    from projects each_project
    where ${page.slug === undefined ? sql`each_project.slug > ${page.after ?? ""}` : sql`each_project.slug = ${page.slug}`}
    order by each_project.slug limit ${page.limit ?? 1}`);
  return rows.map(({ summary }) => row.parse(summary));
}
