import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { activitySums } from "./activity-sums";
import { lastShift } from "./as-of";
import { countedExpenses, flatPart, needsFile } from "./regime";

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
    with states as (
      select (select l.on_day from projects p cross join lateral (${lastShift(asOf)}) l where p.id = ${projectId}) as last_on,
        coalesce(sum(x.shifts), 0)::int as returned
      from (${activitySums(projectId, asOf)}) x where x.state = 'returned'
    ), bare as (
      select count(*)::int as documents, coalesce(sum(e.amount_halere), 0)::bigint as halere
      from expenses e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
      where e.project_id = ${projectId} and ${needsFile} and e.issued_on <= ${asOf}::date
        and not exists (select from evidence v where v.expense_id = e.id)
    ), paid as (
      select * from (${countedExpenses(projectId, asOf)}) e where e.paid_on <= ${asOf}::date
    ), lines as (
      select l.* from budget_lines l where l.project_id = ${projectId} and l.leaf <> 'chapter'
        and l.version_id = (select v.id from budget_versions v
          where v.project_id = ${projectId} and v.valid_from <= ${asOf}::date order by v.number desc limit 1)
    ), overdrawn as (
      select l.code, l.name, sum(e.amount_halere)::bigint - l.amount_halere as over
      from lines l join paid e on e.line_id = l.id
      group by l.id, l.code, l.name, l.amount_halere
      having sum(e.amount_halere) > l.amount_halere
      union all
      select f.code, f.name, drawn.part - f.amount
      from (select min(l.code) as code, min(l.name) as name, sum(l.amount_halere)::bigint as amount
          from lines l where l.leaf = 'flat') f,
        (select ${flatPart(sql`sum(e.base_halere)`, sql`max(e.rate)`)} as part from paid e) drawn
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
      coalesce((select jsonb_object_agg(n.key, n.value) from numbers n), '{}') as settings
    from states, bare`;
}
