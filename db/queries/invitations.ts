import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Tx, withActor } from "../gate";

const invitation = z.object({ name: z.string(), email: z.string(), organisation: z.string() });
export type Invitation = z.output<typeof invitation>;

/** What an invitation says to whoever holds its token; null when it opens nothing (used, too old, unknown). */
export function findInvitation(invitationId: string, token: string): Promise<Invitation | null> {
  return withActor({ kind: "public" }, "read", async (tx) => {
    const [row] = await tx.execute<{ found: unknown }>(
      sql`select sec.find_invitation(${invitationId}, ${token}) as found`,
    );
    return row?.found ? invitation.parse(row.found) : null;
  });
}

export type InvitationFacts = {
  organisation: string;
  /** Null: the installation's own administration, or somebody who was erased. */
  inviter: string | null;
  /** The roles that wait for the person; a project's name where a role belongs to one. */
  held: { role: string; project: string | null }[];
};

/** Who invites to what, as it stands now; null when the invitation is not there. For the mail. */
export async function invitationFacts(tx: Tx, invitationId: string): Promise<InvitationFacts | null> {
  const [facts] = await tx.execute<InvitationFacts>(sql`
    select o.name as organisation, (select w.name from sec.people() w where w.id = i.invited_by and w.active) as inviter,
      coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'project', p.name) order by a.role, p.name)
        from role_assignments a left join projects p on p.id = a.project_id
        where a.user_id = i.user_id and a.ended_at is null and coalesce(a.valid_to, 'infinity') >= sec.rights_day()), '[]') as held
    from invitations i join organisations o on o.id = i.organisation_id where i.id = ${invitationId}`);
  return facts ?? null;
}
