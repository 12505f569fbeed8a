import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { notFound } from "@/lib/domain/error";
import { env } from "@/lib/env";
import { type Credential, withActor } from "../gate";
import { execute } from "../pool";
import type { Origin, SignIn } from "./sign-in";

/** Who somebody is at a provider, as the provider signed it. */
export type Identity = { provider: string; issuer: string; subject: string };

/**
 * Opens a session for whom a provider signed in: a token, the step of a code when the account has a second factor and
 * the provider's does not count (strong), or null when nobody is linked so. Who is linked is decided by issuer and
 * subject alone, never by an e-mail.
 */
export async function signInByIdentity(
  { issuer, subject }: Identity,
  strong: boolean,
  { agent, device }: Origin,
): Promise<Exclude<SignIn, { refused: unknown }> | null> {
  const token = randomBytes(32).toString("base64url");
  const [row] = await execute<{ said: string }>(sql`
    select sec.sign_in_identity(${env().HLIDKA_KEY}, ${issuer}, ${subject}, ${strong}, ${token}, ${agent}, ${device}) as said`);
  if (row?.said === "ok") return { token };
  return row?.said === "code" ? { step: token } : null;
}

export const linkings = ["ok", "taken", "stale"] as const;

/**
 * Links who is signed in with an identity: "taken" when it belongs to another account, "stale" when the sign-in is more
 * than a quarter of an hour ago.
 */
export function linkIdentity(
  credential: Extract<Credential, { kind: "session" }>,
  { provider, issuer, subject }: Identity,
): Promise<(typeof linkings)[number]> {
  return withActor(
    credential,
    "write",
    async (tx) => {
      const [row] = await tx.execute<{ said: string }>(
        sql`select sec.link_identity(${env().HLIDKA_KEY}, ${provider}, ${issuer}, ${subject}, ${credential.token}) as said`,
      );
      return linkings.find((known) => known === row?.said) ?? "taken";
    },
    { id: randomUUID(), name: "identity.link" },
  );
}

/** Unlinks one of one's own identities. Throws 404 when it is not there. */
export function unlinkIdentity(credential: Credential, identityId: string): Promise<void> {
  return withActor(
    credential,
    "write",
    async (tx) => {
      const [row] = await tx.execute<{ done: boolean }>(sql`select sec.unlink_identity(${identityId}) as done`);
      if (!row?.done) throw notFound();
    },
    { id: randomUUID(), name: "identity.unlink" },
  );
}
