import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type UserRow = { organisation: string; email: string; name: string; active: boolean; roles: string[] };

/** The accounts that the actor may see with the roles they hold today, by organisation and e-mail. */
export function listUsers(tx: Tx): Promise<UserRow[]> {
  return tx.execute<UserRow>(sql`
    select o.slug as organisation, u.email, u.name, u.active,
      coalesce((select jsonb_agg(distinct a.role) from role_assignments a
        where a.user_id = u.id and a.ended_at is null and sec.rights_day() between a.valid_from and coalesce(a.valid_to, 'infinity')), '[]') as roles
    from users u join organisations o on o.id = u.organisation_id order by o.slug, u.email`);
}
