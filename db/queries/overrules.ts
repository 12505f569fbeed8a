import { sql } from "drizzle-orm";
import type { PersonalKind } from "@/lib/domain/personal";
import type { Tx } from "../gate";

export type OverruleRow = { id: string; on: string; verb: string; field: string; kind: PersonalKind; reason: string };

/** What was sent in a project although it looked like a person's data, newest first, the last hundred; how many in all. */
export async function listOverrules(tx: Tx, projectId: string): Promise<{ rows: OverruleRow[]; count: number }> {
  const rows = await tx.execute<OverruleRow & { count: number }>(sql`
    select o.id, to_char(o.noticed_on, 'YYYY-MM-DD') as on, o.verb, o.field, o.kind, o.reason, (count(*) over ())::int as count
    from personal_overrules o where o.project_id = ${projectId} order by o.noticed_on desc, o.id limit 100`);
  return { rows: rows.map(({ count: _, ...row }) => row), count: rows[0]?.count ?? 0 };
}
