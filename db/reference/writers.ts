import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/**
 * Notes who wrote the records that were there before writers were noted: authors, who handed in and who attached files,
 * and by the log everybody who changed them, their notes, people, counts and files, for himself or for another.
 */
export async function fillWriters(tx: Tx): Promise<string[]> {
  await tx.execute(sql`
    insert into record_writers (organisation_id, project_id, activity_id, measurement_id, user_id)
    select distinct r.organisation_id, r.project_id, case r.part when 'activity_id' then r.id end,
      case r.part when 'measurement_id' then r.id end, w.person
    from (
      select 'activity_id' as part, id, organisation_id, project_id, author_id from activities
      union all select 'measurement_id', id, organisation_id, project_id, author_id from indicator_measurements
    ) r join (
      select id, author_id as person from activities
      union all select id, author_id from indicator_measurements
      union all select coalesce(activity_id, measurement_id), uploaded_by from evidence
      union all select activity_id, decided_by from activity_decisions where decision = 'submitted'
      union all select case when e.table_name in ('activities', 'indicator_measurements') then e.row_id
          else (coalesce(e.after ->> 'activity_id', e.after ->> 'measurement_id', e.before ->> 'activity_id', e.before ->> 'measurement_id'))::uuid end,
          p.person
        from audit_entries e cross join lateral (values (e.actor_id), (e.on_behalf_of)) as p (person)
        where e.table_name in ('activities', 'indicator_measurements', 'activity_notes', 'activity_assistants', 'activity_counts', 'evidence')
            and e.before - '{state,approved}'::text[] is distinct from '{}'::jsonb
          or e.table_name = 'activity_decisions' and e.after ->> 'decision' = 'submitted'
    ) w on w.id = r.id
    where exists (select from users u where u.id = w.person)
    on conflict do nothing`);
  return [];
}
