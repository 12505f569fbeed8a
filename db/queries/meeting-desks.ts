import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/** What waits for the organiser at one of his meetings, in numbers. */
export type MeetingDesk = {
  meetingId: string;
  /** Seats held at each site, by its id. */
  taken: Record<string, number>;
  /** Municipalities whose people have seats at more than one site; before that, in the chosen allocation. Null without one. */
  split: number | null;
  /** An allocation was reckoned and none is chosen yet. */
  proposed: boolean;
  /** People whom the last mail about the meeting did not reach. */
  bounced: number;
};

/** The meetings that the actor organises. */
export function meetingDesks(tx: Tx): Promise<MeetingDesk[]> {
  return tx.execute<MeetingDesk>(sql`
    select m.id as "meetingId",
      coalesce((select jsonb_object_agg(t.site_id, t.n) from (
        select s.site_id, count(*)::int as n from seats s where s.meeting_id = m.id group by s.site_id) t), '{}') as taken,
      case when m.state = 'published' then (select count(*)::int from (
          select from seats s join registrations r on r.id = s.registration_id where s.meeting_id = m.id
          group by r.municipality_code having count(distinct s.site_id) > 1) c)
        else (select (a.objective ->> 'split')::int from allocation_runs a where a.meeting_id = m.id and a.state = 'chosen') end as split,
      m.state = 'closed' and exists (select from allocation_runs a where a.meeting_id = m.id) as proposed,
      (select count(*)::int from (
        select distinct on (r.id) o.state from outbox o join registrations r on r.id = o.registration_id
        where r.meeting_id = m.id and r.withdrawn_at is null and o.state in ('sent', 'failed')
        order by r.id, o.created_at desc, o.id) l where l.state = 'failed') as bounced
    from meetings m where m.organisation_id = any (sec.writes('meeting'))`);
}
