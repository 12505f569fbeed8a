import { sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { indicatorsOfProjects } from "./portfolio-indicators";
import {
  amongProjects,
  eventsOfProjects,
  moneyOfProjects,
  numbersInForce,
  postsOfProjects,
  recordsOfProjects,
} from "./portfolio-parts";
import type { Project, ProjectPeriod } from "./project";

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
 * Projects that the actor may see with the rows of their figures and warnings as of a day, in nine statements however many
 * projects there are. They say the same as the overview of one project; a test compares them.
 */
export async function portfolio(tx: Tx, ids: readonly string[], asOf: string) {
  const [heads, money, posts, events, records, settings, indicators] = await Promise.all([
    headsOf(tx, ids),
    moneyOfProjects(tx, ids, asOf),
    postsOfProjects(tx, ids, asOf),
    eventsOfProjects(tx, ids, asOf),
    recordsOfProjects(tx, ids, asOf),
    numbersInForce(tx, asOf),
    indicatorsOfProjects(tx, ids, asOf),
  ]);
  return heads.flatMap((project) => {
    const { id } = project;
    const [own, event, record] = [money.get(id), events.get(id), records.get(id)];
    if (!own || !event || !record) return [];
    const { paidHalere, plannedHalere, ...bills } = own;
    return {
      project,
      asOf,
      paidHalere,
      plannedHalere,
      posts: posts.get(id) ?? [],
      events: event,
      facts: { ...record, ...bills, settings },
      indicators: indicators.get(id) ?? [],
    };
  });
}

export type PortfolioRows = Awaited<ReturnType<typeof portfolio>>[number];

const headsOf = (tx: Tx, ids: readonly string[]) =>
  tx.execute<Head>(sql`
    select p.id, p.slug, p.name, o.name as organisation, p.registration_number as "registrationNumber",
      p.starts_on as "startsOn", p.ends_on as "endsOn", p.total_halere as "totalHalere", p.closed_on as "closedOn",
      m.region_code as "regionCode", m.region,
      coalesce((select json_agg(json_build_object('kind', s.kind, 'ratePer100000', s.rate_per_100000,
          'amountHalere', s.amount_halere, 'origin', s.origin) order by array_position('{eu,state,own}', s.kind))
        from funding_sources s where s.project_id = p.id), '[]') as sources,
      coalesce((select json_agg(json_build_object('id', t.id, 'number', t.number, 'startsOn', t.starts_on,
          'endsOn', t.ends_on, 'reportDueOn', t.report_due_on, 'claimDueOn', t.claim_due_on,
          'reportSubmittedOn', t.report_submitted_on) order by t.number)
        from monitoring_periods t where t.project_id = p.id), '[]') as periods
    from projects p join organisations o on o.id = p.organisation_id
      left join municipalities m on m.code = o.municipality_code
    where p.id ${amongProjects(ids)} order by p.slug`);
