import { type SQL, sql } from "drizzle-orm";
import type { PlannedShift, ServedShift } from "@/lib/domain/shift";
import type { Tx } from "../gate";
import { rowVersion } from "../version";
import { presenceSql } from "./occupancy";

const times = (alias: string): SQL => sql`'startsAt', to_char(${sql.identifier(alias)}.starts_at, 'HH24:MI'),
  'endsAt', to_char(${sql.identifier(alias)}.ends_at, 'HH24:MI'), 'localityId', ${sql.identifier(alias)}.locality_id`;

/** The planned shifts of a project from a day to a day as one array of JSON, by day and start. */
export const plannedSql = (projectId: SQL, from: SQL, to: SQL): SQL => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'on', n.planned_on, ${times("n")}, 'breakMinutes', n.break_minutes,
      'task', n.task, 'people', (select coalesce(jsonb_agg(m.assistant_id order by m.assistant_id), '[]')
        from planned_shift_people m where m.planned_shift_id = n.id))
    order by n.planned_on, n.starts_at, n.id), '[]')
  from planned_shifts n where n.project_id = ${projectId} and n.planned_on between ${from} and ${to})`;

export type PlanRows = {
  people: { id: string; name: string; from: string; to: string | null }[];
  leaves: { id: string; from: string; to: string | null }[];
  localities: { id: string; name: string; active: boolean }[];
  planned: PlannedShift[];
};

/** What a plan looks at from a day to a day: who holds a post and who is away then, the places, the planned shifts. */
export async function planRows(tx: Tx, projectId: string, from: string, to: string): Promise<PlanRows> {
  const [rows] = await tx.execute<PlanRows>(sql`
    select (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'from', o.starts_on, 'to', o.ends_on)
          order by s.name collate "cs-x-icu", s.id, o.starts_on), '[]')
        from (${presenceSql(sql`${projectId}::uuid`)}) o join assistants s on s.id = o.assistant_id
        where o.starts_on <= ${to}::date and coalesce(o.ends_on, 'infinity') >= ${from}::date) as people,
      (select coalesce(jsonb_agg(jsonb_build_object('id', w.assistant_id, 'from', w.starts_on, 'to', w.ends_on) order by w.starts_on, w.id), '[]')
        from assistant_leaves w where w.project_id = ${projectId} and w.starts_on <= ${to}::date
          and coalesce(w.ends_on, 'infinity') >= ${from}::date) as leaves,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'active', l.active) order by l.name collate "cs-x-icu"), '[]')
        from localities l where l.project_id = ${projectId}) as localities,
      ${plannedSql(sql`${projectId}::uuid`, sql`${from}::date`, sql`${to}::date`)} as planned`);
  if (!rows) throw new Error("a statement without a table gave no row");
  return rows;
}

export type PlanWeek = {
  /** Of each planned shift. */
  versions: Record<string, string>;
  days: { on: string; priorities: string; version: string }[];
  served: ServedShift[];
  /** Names of whoever stands in a planned or logged shift. */
  names: Record<string, string>;
};

/** What a week of a plan shows beside its shifts: versions, what matters on each day, what was logged. */
export async function planWeek(tx: Tx, projectId: string, from: string, to: string): Promise<PlanWeek> {
  const [week] = await tx.execute<PlanWeek>(sql`
    select (select coalesce(jsonb_object_agg(n.id, ${rowVersion("n")}), '{}') from planned_shifts n
        where n.project_id = ${projectId} and n.planned_on between ${from}::date and ${to}::date) as versions,
      (select coalesce(jsonb_agg(jsonb_build_object('on', d.planned_on, 'priorities', d.priorities, 'version', ${rowVersion("d")})
          order by d.planned_on), '[]')
        from planned_days d where d.project_id = ${projectId} and d.planned_on between ${from}::date and ${to}::date) as days,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'on', a.happened_on, ${times("a")},
          'people', (select coalesce(jsonb_agg(x.assistant_id), '[]') from activity_assistants x where x.activity_id = a.id))
          order by a.happened_on, a.starts_at, a.id), '[]')
        from activities a where a.project_id = ${projectId} and a.happened_on between ${from}::date - 1 and ${to}::date + 1) as served,
      (select coalesce(jsonb_object_agg(s.id, s.name), '{}') from assistants s where s.project_id = ${projectId}) as names`);
  if (!week) throw new Error("a statement without a table gave no row");
  return week;
}
