import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { execute } from "../pool";
import { keyOf } from "./password";

/** Where a sign-in comes from: the browser's name for itself, its cookie as a known device, the network's address. */
export type Origin = { agent: string; device: string; address: string };
const nowhere: Origin = { agent: "", device: "", address: "" };
export type SignIn = { token: string } | { step: string } | { refused: "wrong" | "slow" };

/**
 * Signs in with a password and returns a new session's opaque token (shown to nobody else: the database keeps its
 * SHA-256), the token of a step when a code is asked for too (db/accounts/second-factor.ts), or why not. An unknown account, a
 * wrong password and one that was guessed at too often are the same "wrong" and cost the same work; "slow" is about the
 * network's address alone.
 */
export async function signIn(email: string, password: string, origin: Origin = nowhere): Promise<SignIn> {
  const account = email.trim().toLowerCase();
  const { address, agent, device } = origin;
  const [row] = await execute<{ begun: unknown }>(
    sql`select sec.begin_sign_in(${account}, ${address}, ${device}) as begun`,
  );
  const begun = beginning.parse(row?.begun);
  if ("slow" in begun) return { refused: "slow" };
  const key = await keyOf(password, begun);
  const newToken = randomBytes(32).toString("base64url");
  const [outcome] = await execute<{ outcome: string }>(
    sql`select sec.sign_in(${account}, ${key}, ${begun.guess}, ${newToken}, ${agent}, ${device}) as outcome`,
  );
  if (outcome?.outcome === "ok") return { token: newToken };
  return outcome?.outcome === "code" ? { step: newToken } : { refused: "wrong" };
}

const beginning = z.union([z.object({ slow: z.literal(true) }), z.looseObject({ guess: z.uuid() })]);

/** Ends the session of a token; an unknown one is left as it is. */
export async function endSession(sessionToken: string): Promise<void> {
  await execute(sql`select sec.end_session(${sessionToken})`);
}
