import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import type { Tx } from "../gate";

/** Whose data is looked at, where the page's own address does not say it. */
export type About = { organisationId?: string; personId?: string };

/**
 * Notes that the actor looks at personal data: the page and its subject, never the data. Whose it is follows from the
 * project in the address; elsewhere it is one's own organisation unless told.
 */
export async function noteAccess(tx: Tx, me: Actor, page: string, subject: string, about: About = {}): Promise<void> {
  if (!me.userId || !me.organisationId) return;
  const slug = /^\/(?:api\/v1\/)?projects\/([a-z0-9-]+)/.exec(page)?.[1] ?? null;
  await tx.execute(sql`
    insert into access_log (organisation_id, user_id, page, subject, about_organisation_id, about_id)
    values (${me.organisationId}, ${me.userId}, ${page.slice(0, 500)}, ${subject.slice(0, 200)},
      coalesce(${about.organisationId ?? null}::uuid, (select p.organisation_id from projects p where p.slug = ${slug}), ${me.organisationId}),
      ${about.personId ?? null})`);
}
