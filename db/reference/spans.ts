import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/**
 * Gives the people of shifts that were there before their spans. Approved shifts of one person that lie over each other
 * stay as they were approved, may go on doing so among themselves, and are named: people decide about them.
 */
export async function fillSpans(tx: Tx): Promise<string[]> {
  await tx.execute(sql`
    with served as materialized (
      select x.id, x.organisation_id, x.project_id, x.activity_id, x.assistant_id, a.state, a.state = 'approved' as approved,
        sec.shift_span(a.happened_on, a.starts_at, a.ends_at) as span
      from activity_assistants x join activities a on a.id = x.activity_id
      where not exists (select from shift_spans s where s.activity_id = x.activity_id and s.assistant_id = x.assistant_id)
    ), ordered as (
      select s.*, coalesce(lower(s.span) < max(upper(s.span)) over (partition by s.assistant_id, s.approved
        order by lower(s.span), s.id rows between unbounded preceding and 1 preceding), false) as over_earlier from served s
    ), runs as (
      select o.*, count(*) filter (where not o.over_earlier)
        over (partition by o.assistant_id, o.approved order by lower(o.span), o.id) as run from ordered o
    )
    insert into shift_spans (organisation_id, project_id, activity_id, assistant_id, span, state, stands_with)
    select r.organisation_id, r.project_id, r.activity_id, r.assistant_id, r.span, r.state,
      case when r.approved and count(*) over one > 1 then (min(r.id::text) over one)::uuid end
    from runs r window one as (partition by r.assistant_id, r.approved, r.run)`);
  const doubles = await tx.execute<{ one: string; other: string; assistant: string; on: string }>(sql`
    select s.activity_id as one, o.activity_id as other, s.assistant_id as assistant, a.happened_on as "on"
    from shift_spans s join shift_spans o on o.stands_with = s.stands_with and o.span && s.span
      join activities a on a.id = s.activity_id
    where (lower(s.span), s.activity_id) < (lower(o.span), o.activity_id)
    order by a.happened_on, s.activity_id, o.activity_id, s.assistant_id`);
  return doubles.map(
    ({ one, other, assistant, on }) =>
      `Approved shifts ${one} of ${on} and ${other} lie over each other for assistant ${assistant}. Left as they are.`,
  );
}
