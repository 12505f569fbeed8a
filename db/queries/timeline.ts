import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type TimelineMilestone = {
  kind: "training" | "supervision" | "meeting" | "report" | "claim" | "audit" | "other";
  title: string;
  dueOn: string;
  /** Null when it had not taken place by the as-of day. */
  doneOn: string | null;
};
export type TimelineClaim = {
  number: number;
  periodNumber: number | null;
  /** Null when it had not been handed in (decided) by the as-of day. */
  submittedOn: string | null;
  approvedOn: string | null;
};
export type Timeline = { milestones: TimelineMilestone[]; claims: TimelineClaim[] };

/** Dated events and payment claims of a project as they stood on a day, in one statement; events by day, claims by number. */
export async function timeline(tx: Tx, projectId: string, asOf: string): Promise<Timeline> {
  const [found] = await tx.execute<Timeline>(timelineSql(projectId, asOf));
  return found ?? { milestones: [], claims: [] };
}

/** The statement behind timeline, for one project or for each of an outer statement. */
export const timelineSql = (projectId: string | SQL, asOf: string): SQL => sql`
    select
      coalesce((select jsonb_agg(jsonb_build_object('kind', m.kind, 'title', m.title, 'dueOn', m.due_on,
          'doneOn', case when m.done_on <= ${asOf}::date then m.done_on end) order by m.due_on, m.title)
        from milestones m where m.project_id = ${projectId}), '[]') as milestones,
      coalesce((select jsonb_agg(jsonb_build_object('number', c.number, 'periodNumber', p.number,
          'submittedOn', case when c.submitted_on <= ${asOf}::date then c.submitted_on end,
          'approvedOn', case when c.approved_on <= ${asOf}::date then c.approved_on end) order by c.number)
        from claims c left join monitoring_periods p on p.id = c.period_id
        where c.project_id = ${projectId}), '[]') as claims`;
