import { sql } from "drizzle-orm";
import type { Direction, IndicatorRule, PathPoint } from "@/lib/domain/indicator";
import type { MilestoneKind } from "@/lib/domain/milestone";
import type { Tx } from "../gate";
import { rowVersion } from "../version";
import { findProject, type Project } from "./project";

export type ProjectParts = {
  closingNote: string | null;
  localities: { id: string; name: string; active: boolean; shifts: number; version: string }[];
  milestones: {
    id: string;
    kind: MilestoneKind;
    title: string;
    dueOn: string;
    doneOn: string | null;
    keyActivityId: string | null;
    version: string;
  }[];
  indicators: {
    id: string;
    code: string;
    name: string;
    definition: string;
    unit: string;
    kind: "output" | "result" | "own";
    direction: Direction;
    rule: IndicatorRule;
    goalId: string | null;
    baseline: number | null;
    baselineOn: string | null;
    target: number | null;
    targetOn: string | null;
    source: string;
    points: PathPoint[];
    version: string;
  }[];
  posts: { id: string; number: number; startsOn: string; endsOn: string; version: string }[];
  trainingAreas: { id: string; number: number; name: string; assessments: number; version: string }[];
  mentors: { id: string; name: string; startsOn: string; endsOn: string | null }[];
  /** Accounts with the role of a mentor in the city of the project. */
  mentorChoices: { id: string; name: string }[];
};
export type ProjectSettings = { project: Project; parts: ProjectParts };

/** Everything that the settings of a project show, in two statements; null when it is not there for these eyes. */
export async function findProjectSettings(tx: Tx, slug: string): Promise<ProjectSettings | null> {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const of = sql`project_id = ${project.id}`;
  const [parts] = await tx.execute<ProjectParts>(sql`
    select (select closing_note from projects where id = ${project.id}) as "closingNote",
      coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'active', l.active, 'shifts',
          (select count(*) from activities a where a.locality_id = l.id), 'version', ${rowVersion("l")}) order by l.name collate "cs-x-icu")
        from localities l where l.${of}), '[]') as localities,
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'title', m.title, 'dueOn', m.due_on,
          'doneOn', m.done_on, 'keyActivityId', m.key_activity_id, 'version', ${rowVersion("m")}) order by m.due_on, m.title)
        from milestones m where m.${of}), '[]') as milestones,
      coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'code', i.code, 'name', i.name,
          'definition', i.definition, 'unit', i.unit, 'kind', i.kind, 'direction', i.direction, 'rule', i.rule,
          'goalId', i.goal_id, 'baseline', i.baseline::float8, 'baselineOn', i.baseline_on, 'target', i.target::float8,
          'targetOn', i.target_on, 'source', i.source,
          'points', coalesce((select jsonb_agg(jsonb_build_object('on', t.due_on, 'value', t.value::float8)
            order by t.due_on) from indicator_targets t where t.indicator_id = i.id), '[]'), 'version', ${rowVersion("i")}) order by i.code)
        from indicators i where i.${of}), '[]') as indicators,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'number', p.number, 'startsOn', p.starts_on,
          'endsOn', p.ends_on, 'version', ${rowVersion("p")}) order by p.number) from posts p where p.${of}), '[]') as posts,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'number', t.number, 'name', t.name, 'assessments',
          (select count(*) from assessments x where x.area_id = t.id), 'version', ${rowVersion("t")}) order by t.number)
        from training_areas t where t.${of}), '[]') as "trainingAreas",
      coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', u.name, 'startsOn', m.starts_on,
          'endsOn', m.ends_on) order by m.starts_on)
        from project_mentors m join sec.people() u on u.id = m.user_id where m.${of}), '[]') as mentors,
      coalesce((select jsonb_agg(distinct jsonb_build_object('id', u.id, 'name', u.name))
        from role_assignments r join sec.people() u on u.id = r.user_id
        where r.role = 'mentor' and r.ended_at is null and r.organisation_id = ${project.organisationId} and u.active), '[]') as "mentorChoices"`);
  return parts ? { project, parts } : null;
}
