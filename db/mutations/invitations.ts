import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { holdsName } from "@/lib/domain/account";
import { DomainError } from "@/lib/domain/error";
import { newKey } from "../accounts/password";
import type { Origin } from "../accounts/sign-in";
import { withActor } from "../gate";
import { findInvitation } from "../queries/invitations";

/**
 * Comes in by an invitation, once: sets name and password, knows the browser, returns the token of a first session. Throws 410 when it
 * opens nothing any more, 422 for a password made of the account's own name.
 */
export async function acceptInvitation(
  invitationId: string,
  token: string,
  { name, password, origin }: { name: string; password: string; origin: Pick<Origin, "agent" | "device"> },
): Promise<string> {
  const found = await findInvitation(invitationId, token);
  if (!found) throw new DomainError("invitationGone", 410);
  if (holdsName(password, found.email))
    throw new DomainError("invalidInput", 422, {}, { next: { key: "passwordHoldsName" } });
  const made = await newKey(password);
  const session = randomBytes(32).toString("base64url");
  const accepted = await withActor({ kind: "public" }, "write", async (tx) => {
    const [row] = await tx.execute<{ accepted: boolean }>(sql`
      select sec.accept_invitation(${invitationId}, ${token}, ${name}, ${made.salt}, ${made.cost}, ${made.blockSize},
        ${made.parallelization}, ${made.key}, ${session}, ${origin.agent}) as accepted`);
    if (row?.accepted) await tx.execute(sql`select sec.know_browser(${invitationId}, ${origin.device})`);
    return row?.accepted;
  });
  if (!accepted) throw new DomainError("invitationGone", 410);
  return session;
}
