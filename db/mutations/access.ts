import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import type { Tx } from "../gate";

/** Notes that the actor looks at personal data: the page and its subject, never the data. */
export async function noteAccess(tx: Tx, me: Actor, page: string, subject: string): Promise<void> {
  if (!me.userId || !me.organisationId) return;
  await tx.execute(sql`
    insert into access_log (organisation_id, user_id, page, subject)
    values (${me.organisationId}, ${me.userId}, ${page.slice(0, 500)}, ${subject.slice(0, 200)})`);
}
