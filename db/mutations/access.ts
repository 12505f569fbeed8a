import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import type { Tx } from "../gate";

/**
 * Whose data is looked at, where the page's own address does not say it: a person (an account or an assistant), the
 * recipient of a mail, an organisation, or every organisation whose people, or all of it, the actor keeps.
 */
export type About = {
  organisationId?: string;
  personId?: string;
  mailId?: string;
  everyWith?: "people" | "admin" | "privacy";
};

/**
 * Notes that the actor looks at personal data: the page and its subject, never the data. Whose it is follows from what
 * is told, then from the project in the address; else it is where the actor has his role, at home if he has one there.
 */
export async function noteAccess(tx: Tx, me: Actor, page: string, subject: string, about: About = {}): Promise<void> {
  if (!me.userId || !me.organisationId) return;
  const slug = /^\/(?:api\/v1\/)?projects\/([a-z0-9-]+)/.exec(page)?.[1] ?? null;
  const [person, mail] = [about.personId ?? null, about.mailId ?? null];
  const atHome = me.roles.some(({ organisationId }) => organisationId === me.organisationId);
  const own = (atHome ? null : me.roles[0]?.organisationId) ?? me.organisationId;
  const organisations = about.everyWith
    ? sql`unnest(sec.writes(${about.everyWith}))`
    : sql`(select coalesce(${about.organisationId ?? null}::uuid,
        (select u.organisation_id from users u where u.id = ${person}),
        (select s.organisation_id from assistants s where s.id = ${person}),
        (select u.organisation_id from outbox m join users u on u.id = m.recipient_id where m.id = ${mail}),
        (select p.organisation_id from projects p where p.slug = ${slug}), ${own}::uuid) as id)`;
  await tx.execute(sql`
    insert into access_log (organisation_id, user_id, page, subject, about_organisation_id, about_id)
    select ${me.organisationId}, ${me.userId}, ${page.slice(0, 500)}, ${subject.slice(0, 200)}, o.id,
      coalesce(${person}::uuid, (select m.recipient_id from outbox m where m.id = ${mail}))
    from ${organisations} as o (id)`);
}
