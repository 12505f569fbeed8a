import { sql } from "drizzle-orm";
import { z } from "zod";
import { withActor } from "../gate";

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
