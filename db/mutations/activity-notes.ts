import { sql } from "drizzle-orm";
import { fieldError } from "@/lib/domain/error";
import type { Tx } from "../gate";

type Shift = { id: string; organisationId: string; projectId: string };

/**
 * Writes, changes or takes away the note of an activity that is locked, as far as the actor may read it. Throws 422
 * noteOfAnother for a note where there is one that he may not.
 */
export async function writeNote(tx: Tx, { id, organisationId, projectId }: Shift, note: string): Promise<void> {
  if (note === "") {
    await tx.execute(sql`delete from activity_notes where activity_id = ${id}`);
    return;
  }
  const changed = await tx.execute(
    sql`update activity_notes set note = ${note} where activity_id = ${id} returning id`,
  );
  if (changed.length > 0) return;
  const { count } = await tx.execute(sql`
    insert into activity_notes (organisation_id, project_id, activity_id, note)
    values (${organisationId}, ${projectId}, ${id}, ${note}) on conflict (activity_id) do nothing`);
  if (count === 0) throw fieldError("note", "noteOfAnother");
}
