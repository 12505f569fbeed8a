import { sql } from "drizzle-orm";
import { evaluationMonth } from "@/lib/domain/development";
import type { Locale } from "@/lib/domain/preference";
import type { PlannedShift, ServedShift } from "@/lib/domain/shift";
import type { Tx } from "../gate";
import { type ActivityRow, ofRow, rowParts } from "./activity-list";
import { presenceSql } from "./occupancy";
import { plannedSql } from "./shift-plan";

/**
 * The ids of the projects that the actor sees: a list over all of them names them, so that it is found by the index that
 * leads with the project. The policies alone would have it search every city's rows.
 */
const inSight = sql`any ((select array(select v.id from projects v))::uuid[])`;

/** Drafts and returned shifts of all projects the actor sees, returned ones first, then by day. */
export async function openActivities(tx: Tx, locale: Locale): Promise<ActivityRow[]> {
  return tx.execute<ActivityRow>(sql`
    with page as materialized (
      select a.*, ${ofRow} from activities a
      where a.project_id = ${inSight} and a.state in ('returned', 'draft') order by a.state desc, a.happened_on, a.id limit 40
    ), ${rowParts(locale, sql`order by a.state desc, a.happened_on, a.id`)}`);
}

export type WeekRows = {
  slug: string;
  name: string;
  organisationId: string;
  projectId: string;
  people: { id: string; name: string; from: string; to: string | null }[];
  served: ServedShift[];
  /** Of the week of the day. */
  planned: PlannedShift[];
  /** Who worked in the month that was over last and has no evaluation of it. */
  unevaluated: { id: string; name: string }[];
};

/** People in posts and shifts of the last fortnight of every running project the actor sees; by city. */
export async function weekRows(tx: Tx, today: string): Promise<WeekRows[]> {
  const over = evaluationMonth(today);
  return tx.execute<WeekRows>(sql`
    select p.slug, p.name, p.organisation_id as "organisationId", p.id as "projectId",
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'from', o.starts_on, 'to', o.ends_on) order by s.name collate "cs-x-icu"), '[]')
        from (${presenceSql(sql`p.id`)}) o join assistants s on s.id = o.assistant_id
        where o.starts_on <= ${today}::date and coalesce(o.ends_on, 'infinity') > ${today}::date - 8) as people,
      (select coalesce(jsonb_agg(jsonb_build_object('on', a.happened_on, 'startsAt', to_char(a.starts_at, 'HH24:MI'),
          'endsAt', to_char(a.ends_at, 'HH24:MI'), 'localityId', a.locality_id,
          'people', (select coalesce(jsonb_agg(x.assistant_id), '[]') from activity_assistants x where x.activity_id = a.id))
          order by a.happened_on), '[]')
        from activities a where a.project_id = p.id and a.happened_on between ${today}::date - 14 and ${today}::date) as served,
      ${plannedSql(sql`p.id`, sql`date_trunc('week', ${today}::date)::date`, sql`${today}::date`)} as planned,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name collate "cs-x-icu", s.id), '[]')
        from assistants s where s.project_id = p.id
          and exists (select from post_occupancies o where o.assistant_id = s.id and o.starts_on < ${over}::date + interval '1 month'
            and coalesce(o.ends_on, 'infinity') >= ${over}::date)
          and not exists (select from assistant_evaluations v where v.assistant_id = s.id and v.month = ${over}::date)) as unevaluated
    from projects p
    where p.state = 'running' and ${today}::date between p.starts_on and p.ends_on
    order by p.slug`);
}

export type Waiting = {
  slug: string;
  name: string;
  organisationId: string;
  projectId: string;
  /** Submitted shifts that nobody has decided, and the day of the oldest. */
  shifts: number;
  oldestShiftOn: string | null;
  /** Indicators with measurements that nobody has verified, and how many. */
  measured: { code: string; name: string; count: number }[];
};

/** What waits for a decision in every project the actor sees; projects with nothing are left out. */
export async function waitingForDecision(tx: Tx): Promise<Waiting[]> {
  return tx.execute<Waiting>(sql`
    select p.slug, p.name, p.organisation_id as "organisationId", p.id as "projectId", coalesce(a.shifts, 0)::int as shifts,
      a.oldest as "oldestShiftOn", coalesce(m.measured, '[]') as measured
    from projects p
      left join (select project_id, count(*) as shifts, min(happened_on) as oldest from activities
        where project_id = ${inSight} and state = 'submitted' group by project_id) a on a.project_id = p.id
      left join (select c.project_id, jsonb_agg(jsonb_build_object('code', i.code, 'name', i.name, 'count', c.count) order by i.code) as measured
        from (select project_id, indicator_id, count(*) from indicator_measurements
          where project_id = ${inSight} and state = 'submitted' group by 1, 2) c
          join indicators i on i.id = c.indicator_id group by c.project_id) m on m.project_id = p.id
    where a.shifts > 0 or m.measured is not null
    order by p.slug`);
}
