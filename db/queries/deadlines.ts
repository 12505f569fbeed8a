import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type DueThing = {
  kind: "report" | "claim" | "milestone";
  /** Of the monitoring period or of the milestone. */
  id: string;
  number: number | null;
  title: string | null;
  dueOn: string;
  slug: string;
  project: string;
  /** How often it or its project was changed. */
  changes: number;
};

/** Everything that the actor's open projects still have to hand in or hold, by the day it is due. */
export function listDue(tx: Tx): Promise<DueThing[]> {
  return tx.execute<DueThing>(sql`
    select d.kind, d.id, d.number, d.title, d.due_on as "dueOn", p.slug, p.name as project,
      sec.changes_of(d.tbl, d.id) + sec.changes_of('projects', p.id) as changes
    from projects p cross join lateral (
      select 'report' as kind, 'monitoring_periods' as tbl, t.id, t.number, null as title, t.report_due_on as due_on
        from monitoring_periods t where t.project_id = p.id and t.report_submitted_on is null
      union all
      select 'claim', 'monitoring_periods', t.id, t.number, null, t.claim_due_on
        from monitoring_periods t where t.project_id = p.id
          and not exists (select from claims c where c.period_id = t.id and c.submitted_on is not null)
      union all
      select 'milestone', 'milestones', m.id, null, m.title, m.due_on
        from milestones m where m.project_id = p.id and m.done_on is null
    ) d
    where p.state <> 'closed'
    order by d.due_on, p.slug, d.kind, d.id`);
}
