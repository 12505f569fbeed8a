import { type SQL, sql } from "drizzle-orm";
import type { Post } from "@/lib/domain/occupancy";
import type { Tx } from "../gate";
import { type DrawdownMonth, drawdownSql } from "./drawdown";
import { type IndicatorRecord, indicatorValuesSql, withPlans } from "./indicator-values";
import { occupancySql } from "./occupancy";
import type { Project, ProjectPeriod } from "./project";
import { type Timeline, timelineSql } from "./timeline";
import { type WarningFacts, warningFactsSql } from "./warning-facts";

type Head = Pick<
  Project,
  | "id"
  | "slug"
  | "name"
  | "organisation"
  | "registrationNumber"
  | "startsOn"
  | "endsOn"
  | "totalHalere"
  | "closedOn"
  | "sources"
> & {
  periods: Omit<ProjectPeriod, "version">[];
  /** Code and name of the region (kraj) of the city; null when the city has no municipality. */
  regionCode: string | null;
  region: string | null;
};

/**
 * Every project the actor may see with the rows of its figures and warnings as of a day, in six statements however many
 * projects there are; by city and name. The same statements as the overview of one project, so that both say the same.
 */
export async function portfolio(tx: Tx, asOf: string) {
  const [heads, months, posts, events, facts, indicators] = await Promise.all([
    listHeads(tx),
    forEach<DrawdownMonth>(tx, (id) => drawdownSql(id, asOf)),
    forEach<Post>(tx, (id) => occupancySql(id, asOf)),
    forEach<Timeline>(tx, (id) => timelineSql(id, asOf)),
    forEach<WarningFacts>(tx, (id) => warningFactsSql(id, asOf)),
    forEach<IndicatorRecord>(tx, (id) => indicatorValuesSql(id, asOf)),
  ]);
  return heads.flatMap((project) => {
    const [event, fact] = [events.get(project.id)?.[0], facts.get(project.id)?.[0]];
    if (!event || !fact) return [];
    return {
      project,
      asOf,
      months: months.get(project.id) ?? [],
      posts: posts.get(project.id) ?? [],
      events: event,
      facts: fact,
      indicators: withPlans(indicators.get(project.id) ?? [], asOf),
    };
  });
}

export type PortfolioRows = Awaited<ReturnType<typeof portfolio>>[number];

/** A statement about one project, carried out for all of them at once: project id → its rows in their order. */
async function forEach<Row>(tx: Tx, of: (projectId: SQL) => SQL): Promise<Map<string, Row[]>> {
  const found = await tx.execute<{ id: string; rows: Row[] }>(sql`
    select each_project.id, (
      select coalesce(jsonb_agg(to_jsonb(x)), '[]') from (${of(sql`each_project.id`)}) x
    ) as rows from projects each_project`);
  return new Map(found.map(({ id, rows }) => [id, rows]));
}

const listHeads = (tx: Tx) =>
  tx.execute<Head>(sql`
    select p.id, p.slug, p.name, o.name as organisation, p.registration_number as "registrationNumber",
      p.starts_on as "startsOn", p.ends_on as "endsOn", p.total_halere as "totalHalere", p.closed_on as "closedOn",
      m.region_code as "regionCode", m.region,
      coalesce((select jsonb_agg(jsonb_build_object('kind', s.kind, 'ratePer100000', s.rate_per_100000,
          'amountHalere', s.amount_halere, 'origin', s.origin) order by array_position('{eu,state,own}', s.kind))
        from funding_sources s where s.project_id = p.id), '[]') as sources,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'number', t.number, 'startsOn', t.starts_on,
          'endsOn', t.ends_on, 'reportDueOn', t.report_due_on, 'claimDueOn', t.claim_due_on,
          'reportSubmittedOn', t.report_submitted_on) order by t.number)
        from monitoring_periods t where t.project_id = p.id), '[]') as periods
    from projects p join organisations o on o.id = p.organisation_id
      left join municipalities m on m.code = o.municipality_code
    order by o.name collate "cs-x-icu", p.name collate "cs-x-icu"`);
