import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { activitySums } from "./activity-sums";
import { lastShift } from "./as-of";
import { moneyTotalsOf } from "./money-sums";
import { flatPart, isInternal, needsFile } from "./regime";

export type ServedTown = {
  municipality: string;
  /** Null while the project's own municipality is not stated. */
  sameRegion: boolean | null;
  from: string;
  to: string | null;
  consentedOn: string | null;
};

/** The towns that mentors of projects serve by contracts that began by a day, by project. */
export const servedTownsSql = (among: SQL, asOf: string): SQL => sql`
    select c.project_id, jsonb_agg(jsonb_build_object('municipality', t.name, 'sameRegion', t.region_code = own.region_code,
        'from', c.starts_on, 'to', c.ends_on, 'consentedOn', c.consented_on) order by c.starts_on, c.id) as towns
    from mentor_contracts c join municipalities t on t.code = c.municipality_code
      join organisations o on o.id = c.organisation_id left join municipalities own on own.code = o.municipality_code
    where c.project_id ${among} and c.starts_on <= ${asOf}::date group by c.project_id`;

/** Rows behind the warnings of a project, and the thresholds in force. */
export type WarningFacts = {
  lastActivityOn: string | null;
  returnedActivities: number;
  /** Approved shifts that lie over another approved one of the same person, from before that was refused. */
  doubleShifts: number;
  /** Documents that the regime evidences, issued by the day, that no file proves. */
  documentsWithoutFile: number;
  withoutFileHalere: number;
  /** Budget lines on which more was paid than they allow. */
  overdrawnLines: { code: string; name: string; overHalere: number }[];
  /** Other towns that mentors serve, by contracts that began by the day. */
  servedTowns: ServedTown[];
  /** Every numeric setting valid on the day, by key. */
  settings: Record<string, number>;
};

/** Facts of the warnings as of a day; the latest version of the budget valid on it decides about overdrawn lines. */
export async function warningFacts(tx: Tx, projectId: string, asOf: string): Promise<WarningFacts> {
  const [facts] = await tx.execute<WarningFacts>(warningFactsSql(projectId, asOf));
  if (!facts) throw new Error("aggregates always give a row");
  return facts;
}

/** The statement behind warningFacts, for one project or for each of an outer statement. */
export function warningFactsSql(projectId: string | SQL, asOf: string): SQL {
  return sql`
    with money as materialized (
      select e.figure, e.halere, e.documents, l.id as line_id, p.flat_rate_per_100000 as rate, ${needsFile} as needs_file
      from (${moneyTotalsOf(sql`= ${projectId}`, asOf)}) e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
      where not ${isInternal}
    ), states as (
      select (select l.on_day from projects p cross join lateral (${lastShift(asOf)}) l where p.id = ${projectId}) as last_on,
        coalesce(sum(x.shifts), 0)::int as returned
      from (${activitySums(projectId, asOf)}) x where x.state = 'returned'
    ), bare as (
      select coalesce(sum(m.documents), 0)::int as documents, coalesce(sum(m.halere), 0)::bigint as halere
      from money m where m.figure = 'unproven' and m.needs_file
    ), lines as (
      select l.* from budget_lines l where l.project_id = ${projectId} and l.leaf <> 'chapter'
        and l.version_id = (select v.id from budget_versions v
          where v.project_id = ${projectId} and v.valid_from <= ${asOf}::date order by v.number desc limit 1)
    ), overdrawn as (
      select l.code, l.name, sum(m.halere)::bigint - l.amount_halere as over
      from lines l join money m on m.line_id = l.id and m.figure = 'paid'
      group by l.id, l.code, l.name, l.amount_halere
      having sum(m.halere) > l.amount_halere
      union all
      select f.code, f.name, drawn.part - f.amount
      from (select min(l.code) as code, min(l.name) as name, sum(l.amount_halere)::bigint as amount
          from lines l where l.leaf = 'flat') f,
        (select ${flatPart(sql`sum(m.halere)`, sql`max(m.rate)`)} as part from money m where m.figure in ('paid', 'decided')) drawn
      where drawn.part > f.amount
    ), numbers as (
      select distinct on (s.key) s.key, s.value from settings s
      where s.valid_from <= ${asOf}::date and jsonb_typeof(s.value) = 'number' order by s.key, s.valid_from desc
    )
    select states.last_on as "lastActivityOn", states.returned as "returnedActivities",
      (select count(distinct x.activity_id)::int from shift_spans x join activities a on a.id = x.activity_id
        where x.project_id = ${projectId} and x.stands_with is not null and a.happened_on <= ${asOf}::date) as "doubleShifts",
      bare.documents as "documentsWithoutFile", bare.halere as "withoutFileHalere",
      coalesce((select jsonb_agg(jsonb_build_object('code', o.code, 'name', o.name, 'overHalere', o.over) order by o.code)
        from overdrawn o), '[]') as "overdrawnLines",
      coalesce((select s.towns from (${servedTownsSql(sql`= ${projectId}`, asOf)}) s), '[]') as "servedTowns",
      coalesce((select jsonb_object_agg(n.key, n.value) from numbers n), '{}') as settings
    from states, bare`;
}
