import { sql } from "drizzle-orm";
import type { ActivityState } from "@/lib/domain/activity";
import type { Locale } from "@/lib/domain/preference";
import type { PlannedShift, ServedShift } from "@/lib/domain/shift";
import type { Tx } from "../gate";
import { type ActivityRow, ofRow, reasonName, rowParts } from "./activity-list";
import { type EvidenceFile, evidenceFiles } from "./evidence";
import { presenceSql } from "./occupancy";
import { plannedSql } from "./shift-plan";
import { isOwn, otherDeciders } from "./writers";

export type ActivityDecision = {
  /** draft: it was taken back. */
  decision: ActivityState;
  /** The reason of a return in words. */
  reason: string | null;
  note: string;
  by: string;
  /** For whom it was taken by a deputy. */
  standsFor: string | null;
  at: string;
};
export type ActivityDetail = ActivityRow & {
  organisationId: string;
  projectId: string;
  localityId: string;
  keyActivityId: string;
  keyActivityName: string;
  assistantIds: string[];
  /** What was done at the place that the shift stands with, and at each further one. */
  countsAt: { localityId: string; name: string; counts: ActivityRow["counts"] }[];
  /** Names of the assistants by their id. */
  nameOf: Record<string, string>;
  /** Shifts of any of them on this day and its neighbours, whatever their state. */
  neighbours: (ServedShift & { id: string })[];
  author: string;
  /** Who may approve it instead of who looks. */
  deciders: string[];
  recordedAt: string;
  decisions: ActivityDecision[];
  fileList: EvidenceFile[];
};

/** One activity of a project with its people, counts, decisions and files; null when it is not there. */
export async function findActivity(tx: Tx, slug: string, id: string, locale: Locale): Promise<ActivityDetail | null> {
  const [[row], [more]] = await Promise.all([
    tx.execute<ActivityRow>(sql`
      with page as materialized (
        select a.*, ${ofRow} from activities a join projects p on p.id = a.project_id where a.id = ${id} and p.slug = ${slug}
      ), ${rowParts(locale)}`),
    tx.execute<Omit<ActivityDetail, keyof ActivityRow>>(sql`
      select a.organisation_id as "organisationId", a.project_id as "projectId", a.locality_id as "localityId",
        a.key_activity_id as "keyActivityId", k.name as "keyActivityName", coalesce(u.name, '') as author,
        ${otherDeciders("a", "activity_id", "activity.approve")} as deciders,
        to_char(a.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt",
        (select coalesce(jsonb_agg(x.assistant_id), '[]') from activity_assistants x where x.activity_id = a.id) as "assistantIds",
        (select jsonb_agg(jsonb_build_object('localityId', l.id, 'name', l.name, 'counts', (
            select coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'name', ${locale === "en" ? sql`c.name_en` : sql`c.name_cs`},
              'count', n.count, 'contact', c.contact) order by c.position), '[]')
            from activity_counts n join activity_kinds c on c.id = n.kind_id
            where n.activity_id = a.id and n.place_id is not distinct from w.id)) order by w.id is not null, l.name collate "cs-x-icu")
          from (select null::uuid as id, a.locality_id union all select v.id, v.locality_id from activity_places v where v.activity_id = a.id) w
            join localities l on l.id = w.locality_id) as "countsAt",
        (select coalesce(jsonb_object_agg(s.id, s.name), '{}') from activity_assistants x join assistants s on s.id = x.assistant_id
          where x.activity_id = a.id) as "nameOf",
        (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'on', n.happened_on, 'startsAt', to_char(n.starts_at, 'HH24:MI'),
            'endsAt', to_char(n.ends_at, 'HH24:MI'), 'localityId', n.locality_id,
            'people', (select jsonb_agg(x.assistant_id) from activity_assistants x where x.activity_id = n.id))
            order by n.happened_on, n.starts_at, n.id), '[]')
          from activities n where n.project_id = a.project_id and n.id <> a.id
            and n.happened_on between a.happened_on - 1 and a.happened_on + 1
            and exists (select from activity_assistants x join activity_assistants own on own.assistant_id = x.assistant_id
              where x.activity_id = n.id and own.activity_id = a.id)) as neighbours,
        (select coalesce(jsonb_agg(jsonb_build_object('decision', d.decision, 'reason', ${reasonName(locale)}, 'note', d.note,
            'by', coalesce(w.name, ''), 'standsFor', ${standsFor}, 'at', d.decided_at) order by d.decided_at), '[]')
          from activity_decisions d left join sec.people() w on w.id = d.decided_by where d.activity_id = a.id) as decisions,
        ${evidenceFiles(sql`e.activity_id = a.id`, { named: true })} as "fileList"
      from activities a join key_activities k on k.id = a.key_activity_id left join sec.people() u on u.id = a.author_id
      where a.id = ${id}`),
  ]);
  return row && more ? { ...row, ...more } : null;
}

/** The shift that waits longest for somebody who did not write it himself, beside one that he looks at; null: none does. */
export async function nextToDecide(tx: Tx, slug: string, beside: string): Promise<string | null> {
  const [row] = await tx.execute<{ id: string }>(sql`
    select a.id from activities a
    where a.project_id = (select p.id from projects p where p.slug = ${slug}) and a.state = 'submitted' and a.id <> ${beside}
      and not ${isOwn("a", "activity_id")}
    order by a.happened_on, a.id limit 1`);
  return row?.id ?? null;
}

/** Shifts that somebody logged and that were returned at an instant, as they are still; by day. For the worker. */
export function returnedAt(tx: Tx, authorId: string, at: string, locale: Locale) {
  return tx.execute<{ id: string; slug: string; on: string; startsAt: string; endsAt: string; reason: string }>(sql`
    select d.id, d.slug, d.happened_on as on, to_char(d.starts_at, 'HH24:MI') as "startsAt", to_char(d.ends_at, 'HH24:MI') as "endsAt",
      coalesce(${reasonName(locale)}, '') as reason
    from sec.returned_at(${authorId}, ${at}::timestamptz) d`);
}

/** For whom a decision d was taken by a deputy: the log knows. */
const standsFor = sql`(select s.name from audit_entries e join sec.people() s on s.id = e.on_behalf_of
  where e.table_name = 'activity_decisions' and e.row_id = d.id and e.op = 'insert')`;

export type LogPlace = {
  projectId: string;
  slug: string;
  projectName: string;
  organisationId: string;
  startsOn: string;
  endsOn: string;
  state: string;
  /** Everybody who has ever held a post, with the days of it. */
  people: { id: string; name: string; post: number; from: string; to: string | null }[];
  localities: { id: string; name: string; active: boolean }[];
  keyActivities: { id: string; code: string; name: string; from: string; to: string }[];
  /** used: how often of late, in shifts of this month and the two before it. */
  kinds: { code: string; name: string; contact: boolean; used: number }[];
  /** Shifts of the last eight days, newest first: who, when, where. */
  recent: { id: string; on: string; startsAt: string; endsAt: string; localityId: string; people: string[] }[];
  /** Planned shifts of the last three days and of the next eight. */
  planned: PlannedShift[];
  /** The indicator that contacts count for, with what is counted so far (approved) and its target; null: none. */
  contactGoal: { code: string; name: string; goal: number | null; approved: number; target: number | null } | null;
};

/** What the form of a shift offers and what it starts from; null when the project is not there. */
export async function logPlace(tx: Tx, slug: string, today: string, locale: Locale): Promise<LogPlace | null> {
  const [place] = await tx.execute<LogPlace>(sql`
    select p.id as "projectId", p.slug, p.name as "projectName", p.organisation_id as "organisationId",
      p.starts_on as "startsOn", p.ends_on as "endsOn", p.state,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'post', o.post, 'from', o.starts_on, 'to', o.ends_on)
          order by o.post, o.starts_on), '[]')
        from (${presenceSql(sql`p.id`)}) o join assistants s on s.id = o.assistant_id) as people,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'active', l.active) order by l.name collate "cs-x-icu"), '[]')
        from localities l where l.project_id = p.id) as localities,
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'name', k.name, 'from', k.starts_on, 'to', k.ends_on) order by k.code), '[]')
        from key_activities k where k.project_id = p.id) as "keyActivities",
      (select coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'name', ${locale === "en" ? sql`k.name_en` : sql`k.name_cs`},
          'contact', k.contact, 'used', (select coalesce(sum(u.count), 0) from activity_sums u where u.project_id = p.id
            and u.kind_id = k.id and u.decided_in is null and u.month >= date_trunc('month', ${today}::date) - interval '2 months'))
          order by k.position), '[]')
        from activity_kinds k where ${today}::date between k.valid_from and coalesce(k.valid_to, 'infinity')) as kinds,
      (select coalesce(jsonb_agg(r.entry order by r.happened_on desc, r.starts_at, r.id), '[]') from (
        select a.id, a.happened_on, a.starts_at, jsonb_build_object('id', a.id, 'on', a.happened_on,
          'startsAt', to_char(a.starts_at, 'HH24:MI'), 'endsAt', to_char(a.ends_at, 'HH24:MI'), 'localityId', a.locality_id,
          'people', (select coalesce(jsonb_agg(x.assistant_id order by x.assistant_id), '[]')
            from activity_assistants x where x.activity_id = a.id)) as entry
        from activities a where a.project_id = p.id and a.happened_on between ${today}::date - 8 and ${today}::date
        order by a.happened_on desc limit 120) r) as recent,
      ${plannedSql(sql`p.id`, sql`${today}::date - 2`, sql`${today}::date + 7`)} as planned,
      (select jsonb_build_object('code', i.code, 'name', i.name, 'goal', g.number, 'target', i.target, 'approved',
          (select coalesce(sum(c.count), 0) from activity_sums c join activity_kinds k on k.id = c.kind_id and k.contact
            where c.project_id = p.id and c.decided_in is null and c.state = 'approved'))
        from indicators i left join goals g on g.id = i.goal_id
        where i.project_id = p.id and i.rule = 'contacts' order by i.code limit 1) as "contactGoal"
    from projects p where p.slug = ${slug}`);
  return place ?? null;
}
