import { sql } from "drizzle-orm";
import type { Contract, LeaveKind } from "@/lib/domain/assistant";
import type { EvaluationVerdict, ReviewVerdict } from "@/lib/domain/development";
import type { Tx } from "../gate";
import { rowVersion } from "../version";
import { settingNumber } from "./as-of";

export type DevelopmentGoal = {
  id: string;
  areaId: string | null;
  area: string | null;
  title: string;
  measure: string;
  setOn: string;
  dueOn: string;
  version: string;
  /** The last look first. */
  reviews: { id: string; on: string; verdict: ReviewVerdict; note: string; by: string | null }[];
};
export type Evaluation = {
  id: string;
  /** YYYY-MM. */
  month: string;
  on: string;
  verdict: EvaluationVerdict;
  note: string;
  by: string | null;
  version: string;
};
/** A time in a post, gone, present or to come. */
export type HeldPost = {
  id: string;
  post: number;
  postId: string;
  from: string;
  to: string | null;
  contract: Contract;
  ftePercent: number;
  contractStartsOn: string | null;
  contractEndsOn: string | null;
  covers: string | null;
  version: string;
};
/** A leave, gone, present or to come, and who covers it. */
export type PersonLeave = {
  id: string;
  kind: LeaveKind;
  from: string;
  to: string | null;
  covers: { name: string; from: string; to: string | null }[];
  version: string;
};
export type PersonCard = {
  id: string;
  name: string;
  /** The last one first. */
  held: HeldPost[];
  leaves: PersonLeave[];
  goals: DevelopmentGoal[];
  evaluations: Evaluation[];
  /** Months after which a training is due again. */
  dueMonths: number;
  /** Who assessed, by the id of the assessment. */
  assessors: Record<string, string>;
};

/** What is planned for an assistant of a project and said of him by a day; personal data. Null when he is not there. */
export async function findPersonCard(
  tx: Tx,
  projectId: string,
  assistantId: string,
  asOf: string,
): Promise<PersonCard | null> {
  const [card] = await tx.execute<PersonCard>(sql`
    select a.id, a.name, ${settingNumber("training.due_months", asOf, 6)} as "dueMonths",
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'post', p.number, 'postId', p.id, 'from', o.starts_on,
          'to', o.ends_on, 'contract', o.contract, 'ftePercent', o.fte_percent, 'contractStartsOn', o.contract_starts_on,
          'contractEndsOn', o.contract_ends_on, 'covers', (select s.name from assistant_leaves l
            join assistants s on s.id = l.assistant_id where l.id = o.leave_id), 'version', ${rowVersion("o")})
          order by o.starts_on desc, p.number), '[]')
        from post_occupancies o join posts p on p.id = o.post_id where o.assistant_id = a.id) as held,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'from', l.starts_on, 'to', l.ends_on,
          'covers', (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'from', o.starts_on, 'to', o.ends_on)
              order by o.starts_on), '[]')
            from post_occupancies o join assistants s on s.id = o.assistant_id where o.leave_id = l.id),
          'version', ${rowVersion("l")}) order by l.starts_on desc), '[]')
        from assistant_leaves l where l.assistant_id = a.id) as leaves,
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'areaId', g.area_id, 'area', t.name, 'title', g.title,
          'measure', g.measure, 'setOn', g.set_on, 'dueOn', g.due_on, 'version', ${rowVersion("g")},
          'reviews', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'on', r.reviewed_on, 'verdict', r.verdict,
              'note', r.note, 'by', u.name) order by r.reviewed_on desc), '[]')
            from development_reviews r left join users u on u.id = r.decided_by
            where r.goal_id = g.id and r.reviewed_on <= ${asOf}::date)) order by g.set_on desc, g.id), '[]')
        from development_goals g left join training_areas t on t.id = g.area_id
        where g.assistant_id = a.id and g.set_on <= ${asOf}::date) as goals,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'month', to_char(v.month, 'YYYY-MM'), 'on', v.evaluated_on,
          'verdict', v.verdict, 'note', v.note, 'by', u.name, 'version', ${rowVersion("v")}) order by v.month desc), '[]')
        from assistant_evaluations v left join users u on u.id = v.author_id
        where v.assistant_id = a.id and v.evaluated_on <= ${asOf}::date) as evaluations,
      (select coalesce(jsonb_object_agg(s.id, u.name), '{}') from assessments s join users u on u.id = s.assessed_by
        where s.assistant_id = a.id) as assessors
    from assistants a where a.id = ${assistantId} and a.project_id = ${projectId}`);
  return card ?? null;
}
