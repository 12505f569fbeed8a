import { sql } from "drizzle-orm";
import type { AssessmentPhase } from "@/lib/domain/assessment";
import type { Contract, LeaveKind } from "@/lib/domain/assistant";
import type { Tx } from "../gate";
import { recordVersion, rowVersion } from "../version";
import { settingNumber } from "./as-of";
import { type EvidenceFile, evidenceFiles } from "./evidence";

export type Occupancy = {
  id: string;
  postId: string;
  post: number;
  from: string;
  /** Null while it lasts on the as-of day. */
  to: string | null;
  contract: Contract;
  ftePercent: number;
  contractStartsOn: string | null;
  contractEndsOn: string | null;
  /** When the last day is written down already, though it may lie ahead. */
  endsOn: string | null;
  /** Who is covered, and until when. */
  covers: { id: string; name: string } | null;
  version: string;
};
/** Somebody was away from a day; to null: still, on the as-of day. */
export type Leave = {
  id: string;
  kind: LeaveKind;
  from: string;
  to: string | null;
  endsOn: string | null;
  version: string;
};
export type TeamMember = {
  id: string;
  name: string;
  /** The posts that the person has held by the day, the last one first. */
  held: Occupancy[];
  /** The last one first. */
  leaves: Leave[];
  scores: TeamScore[];
};
export type TeamScore = {
  id: string;
  /** Number of the training area. */
  area: number;
  phase: AssessmentPhase;
  on: string;
  score: number;
  note: string;
  version: string;
  /** Files that prove it. */
  files: EvidenceFile[];
};
export type Team = {
  posts: { id: string; number: number; startsOn: string; endsOn: string }[];
  areas: { id: string; number: number; name: string }[];
  people: TeamMember[];
  gainPoints: number;
  areasNeeded: number;
  /** From how many hours of support on the programme counts somebody. */
  supportHours: number;
};

/** People, posts and assessments of a project as of a day, in one statement; personal data. People by name. */
export async function findTeam(tx: Tx, projectId: string, asOf: string): Promise<Team> {
  const [team] = await tx.execute<Team>(sql`
    select ${settingNumber("assessment.gain_points", asOf, 10)} as "gainPoints",
      ${settingNumber("assessment.areas_needed", asOf, 2)} as "areasNeeded",
      ${settingNumber("support.threshold_hours", asOf, 40)} as "supportHours",
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'number', p.number, 'startsOn', p.starts_on,
          'endsOn', p.ends_on) order by p.number)
        from posts p where p.project_id = ${projectId}), '[]') as posts,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'number', t.number, 'name', t.name) order by t.number)
        from training_areas t where t.project_id = ${projectId}), '[]') as areas,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name,
          'held', coalesce(h.held, '[]'), 'leaves', coalesce(w.leaves, '[]'), 'scores', coalesce(s.scores, '[]')) order by a.name collate "cs-x-icu", a.id)
        from assistants a
          left join (
            select o.assistant_id, jsonb_agg(jsonb_build_object('id', o.id, 'postId', o.post_id, 'post', p.number,
              'from', o.starts_on, 'to', case when o.ends_on < ${asOf}::date then o.ends_on end,
              'contract', o.contract, 'ftePercent', o.fte_percent, 'contractStartsOn', o.contract_starts_on,
              'contractEndsOn', o.contract_ends_on, 'endsOn', o.ends_on, 'version', ${rowVersion("o")},
              'covers', case when away.id is not null then jsonb_build_object('id', away.id, 'name', away.name) end)
              order by o.starts_on desc, p.number) as held
            from post_occupancies o join posts p on p.id = o.post_id
              left join assistant_leaves l on l.id = o.leave_id left join assistants away on away.id = l.assistant_id
            where o.project_id = ${projectId} and o.starts_on <= ${asOf}::date
            group by o.assistant_id
          ) h on h.assistant_id = a.id
          left join (
            select l.assistant_id, jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'from', l.starts_on,
              'to', case when l.ends_on < ${asOf}::date then l.ends_on end, 'endsOn', l.ends_on,
              'version', ${rowVersion("l")}) order by l.starts_on desc) as leaves
            from assistant_leaves l
            where l.project_id = ${projectId} and l.starts_on <= ${asOf}::date
            group by l.assistant_id
          ) w on w.assistant_id = a.id
          left join (
            select x.assistant_id, jsonb_agg(jsonb_build_object('id', x.id, 'area', t.number, 'phase', x.phase,
              'on', x.assessed_on, 'score', x.score, 'note', x.note,
              'version', ${recordVersion("x", "assessment_id")}, 'files',
              ${evidenceFiles(sql`e.assessment_id = x.id`, { named: true })})
              order by t.number, x.assessed_on, x.phase) as scores
            from assessments x join training_areas t on t.id = x.area_id
            where x.project_id = ${projectId} and x.assessed_on <= ${asOf}::date
            group by x.assistant_id
          ) s on s.assistant_id = a.id
        where a.project_id = ${projectId}), '[]') as people`);
  return team ?? { posts: [], areas: [], people: [], gainPoints: 10, areasNeeded: 2, supportHours: 40 };
}
