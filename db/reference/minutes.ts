import { sql } from "drizzle-orm";
import { minutesAnew } from "@/lib/domain/shift";
import type { Tx } from "../gate";

type Row = { id: string; on: string; startsAt: string; endsAt: string; minutes: number; approved: boolean };

/**
 * Gives shifts that were logged over a change of clocks the minutes that really passed. Approved ones stay as they were
 * approved and are named, so are those of an hour that does not exist: people decide about them.
 */
export async function reckonMinutes(tx: Tx): Promise<string[]> {
  // Clocks change on the last Sunday of March and of October.
  const rows = await tx.execute<Row>(sql`
    select a.id, a.happened_on as "on", to_char(a.starts_at, 'HH24:MI') as "startsAt", to_char(a.ends_at, 'HH24:MI') as "endsAt",
      a.minutes, a.state = 'approved' as approved
    from activities a where extract(month from a.happened_on) in (3, 10) and extract(day from a.happened_on) >= 24
    order by a.happened_on, a.id`);
  const named: string[] = [];
  for (const row of rows) {
    const anew = minutesAnew(row);
    if (anew === row.minutes) continue;
    if (anew === null || row.approved)
      named.push(
        `Shift ${row.id} of ${row.on} has ${row.minutes} minutes; ${anew ?? "no"} minutes passed. Left as it is.`,
      );
    else await tx.execute(sql`update activities set minutes = ${anew} where id = ${row.id}`);
  }
  return named;
}
