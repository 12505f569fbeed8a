import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../gate";

const checked = z.object({
  ok: z.boolean(),
  entries: z.int(),
  links: z.int(),
  head: z.string().nullable(),
  broken: z.int(),
  problems: z.array(
    z.object({
      problem: z.string(),
      tableName: z.string().nullable(),
      rowId: z.string().nullable(),
      entryId: z.int().nullable(),
      seq: z.int().nullable(),
    }),
  ),
  milliseconds: z.int(),
});
export type CheckedAudit = z.output<typeof checked> & { at: string };

/**
 * The stored answer of a verification of one organisation's log that the actor ran (command audit.verify), by its id;
 * null when there is none.
 */
export async function findCheckedAudit(
  tx: Tx,
  commandId: string,
  organisationId: string,
): Promise<CheckedAudit | null> {
  const [row] = await tx.execute<{ result: unknown; at: string }>(sql`
    select c.result, c.at from commands c join organisations o on o.id = ${organisationId}
    where c.id = ${commandId} and c.name = 'audit.verify' and json_array_length(c.result -> 'heads') = 1
      and c.result #>> '{heads,0,organisation}' = o.slug`);
  const parsed = checked.safeParse(row?.result);
  return row && parsed.success ? { ...parsed.data, at: row.at } : null;
}
