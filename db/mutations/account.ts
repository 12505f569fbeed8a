import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { holdsName, renameSelfInput } from "@/lib/domain/account";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, notFound } from "@/lib/domain/error";
import type { Locale, Theme } from "@/lib/domain/preference";
import { keyOf, newKey } from "../accounts/password";
import type { Origin } from "../accounts/sign-in";
import { type Credential, withActor } from "../gate";
import { verb } from "../verb";

/** Throws 403 unless a person in a browser asks: a token of the API keeps no account. */
function assertSession(me: Actor) {
  if (me.kind !== "session") throw new DomainError("forbidden", 403);
}

/** Changes one's own name. Throws 403 for a token. */
export const renameSelf = verb(renameSelfInput, async (tx, me, { name }) => {
  assertSession(me);
  await tx.execute(sql`select sec.rename_self(${name})`);
  return { name };
});

/** Keeps one's own language and colours with the account. Throws 403 for a token. */
export function prefer(credential: Credential, { locale, theme }: { locale: Locale; theme: Theme }): Promise<void> {
  return withActor(
    credential,
    "write",
    async (tx, me) => {
      assertSession(me);
      await tx.execute(sql`select sec.prefer(${locale}, ${theme})`);
    },
    { id: randomUUID(), name: "account.prefer" },
  );
}

/** Ends one of one's own sessions, or all of them without an id. Throws 404 when that one is not there. */
export function endOwnSessions(credential: Credential, sessionId: string | null): Promise<void> {
  return withActor(credential, "write", async (tx, me) => {
    assertSession(me);
    const [row] = await tx.execute<{ ended: number }>(sql`select sec.end_own_sessions(${sessionId}) as ended`);
    if (!row?.ended) throw notFound();
  });
}

/**
 * Changes one's own password: every session ends, and the token of a new one is returned; or why it was not changed.
 * Throws 422 for one made of the account's own name.
 * The passwords themselves are nowhere stored, so this is no command of the registry, which keeps a hash of its input.
 */
export async function changePassword(
  credential: Credential,
  { current, next, origin }: { current: string; next: string; origin: Origin },
): Promise<{ token: string } | { refused: "wrong" | "slow" }> {
  const kept = await withActor(credential, "read", async (tx, me) => {
    assertSession(me);
    if (holdsName(next, me.email))
      throw new DomainError("invalidInput", 422, {}, { next: { key: "passwordHoldsName" } });
    const [row] = await tx.execute<{ kept: unknown }>(sql`select sec.password_parameters(${me.email}) as kept`);
    return row?.kept;
  });
  const [known, made] = await Promise.all([keyOf(current, kept), newKey(next)]);
  const token = randomBytes(32).toString("base64url");
  const outcome = await withActor(
    credential,
    "write",
    async (tx) => {
      const [row] = await tx.execute<{ outcome: string }>(sql`
        select sec.change_password(${known}, ${made.salt}, ${made.cost}, ${made.blockSize}, ${made.parallelization},
          ${made.key}, ${token}, ${origin.agent}, ${origin.device}) as outcome`);
      return row?.outcome;
    },
    { id: randomUUID(), name: "password.change" },
  );
  if (outcome === "ok") return { token };
  return { refused: outcome === "slow" ? "slow" : "wrong" };
}
