import { createHash, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";

export type TokenRow = {
  id: string;
  name: string;
  email: string;
  createdAt: string;
  expiresAt: string;
  revokedAt: string | null;
};

/**
 * Makes a bearer token of a user, valid for a year; returns the token, which is stored nowhere but as its SHA-256.
 * Throws 404 when there is no active user of this e-mail.
 */
export async function createToken(tx: Tx, me: Actor, input: { email: string; name: string }): Promise<string> {
  authorize(me, "token.create");
  const token = `hl_${randomBytes(32).toString("base64url")}`;
  const digest = createHash("sha256").update(token).digest();
  const made = await tx.execute(sql`
    insert into api_tokens (organisation_id, user_id, name, token_hash, expires_at)
    select u.organisation_id, u.id, ${input.name}, ${digest}, now() + interval '1 year'
    from users u where u.email = ${input.email.trim().toLowerCase()} and u.active returning id`);
  if (made.length === 0) throw notFound();
  return token;
}

/** Ends a token by its id; throws 404 when there is no such live token. */
export async function revokeToken(tx: Tx, me: Actor, id: string): Promise<void> {
  authorize(me, "token.create");
  const ended = await tx.execute(
    sql`update api_tokens set revoked_at = now() where id = ${id} and revoked_at is null returning id`,
  );
  if (ended.length === 0) throw notFound();
}

/** The tokens the actor may see, newest first; never the tokens themselves. */
export async function listTokens(tx: Tx): Promise<TokenRow[]> {
  return tx.execute<TokenRow>(sql`
    select t.id, t.name, u.email, t.created_at as "createdAt", t.expires_at as "expiresAt", t.revoked_at as "revokedAt"
    from api_tokens t join users u on u.id = t.user_id order by t.created_at desc`);
}
