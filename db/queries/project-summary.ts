import { sql } from "drizzle-orm";
import { z } from "zod";
import { sourceKinds } from "@/lib/domain/money";
import { costRegimes, propertyOrigins } from "@/lib/domain/regime";
import type { Tx } from "../gate";
import { moneyTotalsOf } from "./money-sums";
import { countedSums, flatPart, sumOf } from "./regime";

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
  const among = sql`= any (array(select page.id from page))`;
  const rows = await tx.execute<{ summary: unknown }>(sql`
    with page as materialized (
      select p.id, p.slug from projects p
      where ${page.slug === undefined ? sql`p.slug > ${page.after ?? ""}` : sql`p.slug = ${page.slug}`}
      order by p.slug limit ${page.limit ?? 1}
    ), drawn as (
      select x.project_id, ${sumOf("paid")} + ${flatPart(sumOf("paid", "decided"), sql`max(x.rate)`)} as halere
      from (${countedSums(among, asOf, moneyTotalsOf(among, asOf))}) x group by x.project_id
    )
    select jsonb_build_object(
      'slug', p.slug, 'registrationNumber', p.registration_number, 'name', p.name,
      'organisation', (select o.name from organisations o where o.id = p.organisation_id),
      'start', p.starts_on, 'end', p.ends_on, 'state', p.state, 'totalHalere', p.total_halere,
      'drawnHalere', coalesce((select d.halere from drawn d where d.project_id = p.id), 0),
      'costRegime', p.cost_regime, 'flatRatePer100000', p.flat_rate_per_100000,
      'costRegimeOrigin', p.cost_regime_origin, 'costRegimeSource', p.cost_regime_source,
      'checkingOffice', p.checking_office, 'checkingOfficeOrigin', p.checking_office_origin,
      'checkingOfficeSource', p.checking_office_source,
      'sources', (select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'amountHalere', s.amount_halere,
          'ratePer100000', s.rate_per_100000) order by array_position(array['eu', 'state', 'own'], s.kind)), '[]')
        from funding_sources s where s.project_id = p.id),
      'posts', (select count(*) from posts t where t.project_id = p.id),
      'assistants', (select count(distinct c.assistant_id) from post_occupancies c
        where c.project_id = p.id and ${asOf}::date between c.starts_on and coalesce(c.ends_on, 'infinity')),
      'keyActivities', (select coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'name', k.name) order by k.code), '[]')
        from key_activities k where k.project_id = p.id),
      'goals', (select coalesce(jsonb_agg(jsonb_build_object('number', g.number, 'text', g.text,
          'measures', (select coalesce(jsonb_agg(jsonb_build_object('code', i.code, 'name', i.name, 'unit', i.unit,
              'direction', i.direction, 'baseline', i.baseline, 'target', i.target) order by i.code), '[]')
            from indicators i where i.goal_id = g.id)) order by g.number), '[]')
        from goals g where g.project_id = p.id)) as summary
    from projects p join page using (id) order by page.slug`);
  return rows.map(({ summary }) => row.parse(summary));
}
