import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/**
 * Tells the log of the notes that a migration moved out of their shifts, and keeps what the log tells of them for their
 * authors and who approves, but for what an approved shift said and still says.
 */
export async function tellMovedNotes(tx: Tx): Promise<string[]> {
  await tx.execute(sql`
    select sec.record('activity_notes', 'insert', '{note}', array_fill(null::jsonb, array[count(*)::int]), array_agg(to_jsonb(n)))
    from activity_notes n having count(*) > 0`);
  const was = sql`coalesce(case p.side when 'before' then e.before ->> 'state' end, e.after ->> 'state', e.before ->> 'state')`;
  await tx.execute(sql`
    update audit_personal p set reader_ids = array[(coalesce(e.after, e.before) ->> 'author_id')::uuid]
    from audit_entries e
    where e.id = p.entry_id and e.table_name = 'activities' and p.column_name = 'note'
      and not (${was} = 'approved' and exists (select from activities a where a.id = e.row_id and a.state = 'approved'))`);
  return [];
}
