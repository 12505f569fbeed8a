import { sql } from "drizzle-orm";
import type { AssessedAssistant } from "@/lib/domain/assessment";
import type { Tx } from "../gate";

export type AssessmentView = { areas: { number: number; name: string }[]; assistants: AssessedAssistant[] };

/**
 * Everyone who has held a post by a day with the scores given by it, by post and first day; no names. The training
 * areas by number.
 */
export async function assessmentView(tx: Tx, projectId: string, asOf: string): Promise<AssessmentView> {
  const [view] = await tx.execute<AssessmentView>(sql`
    with held as (
      select distinct on (o.assistant_id) o.assistant_id, p.number as post, o.starts_on,
        case when o.ends_on < ${asOf}::date then o.ends_on end as ends_on
      from post_occupancies o join posts p on p.id = o.post_id
      where o.project_id = ${projectId} and o.starts_on <= ${asOf}::date
      order by o.assistant_id, o.starts_on desc
    ), scored as (
      select s.assistant_id, jsonb_agg(jsonb_build_object('area', a.number, 'phase', s.phase, 'on', s.assessed_on,
        'score', s.score) order by s.assessed_on) as scores
      from assessments s join training_areas a on a.id = s.area_id
      where s.project_id = ${projectId} and s.assessed_on <= ${asOf}::date
      group by s.assistant_id
    )
    select
      coalesce((select jsonb_agg(jsonb_build_object('number', a.number, 'name', a.name) order by a.number)
        from training_areas a where a.project_id = ${projectId}), '[]') as areas,
      coalesce((select jsonb_agg(jsonb_build_object('post', h.post, 'from', h.starts_on, 'to', h.ends_on,
          'scores', coalesce(s.scores, '[]')) order by h.post, h.starts_on)
        from held h left join scored s on s.assistant_id = h.assistant_id), '[]') as assistants`);
  return view ?? { areas: [], assistants: [] };
}
