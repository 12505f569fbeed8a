import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { z } from "zod";
import { isOneTime, recoveryCodeCount } from "@/lib/domain/second-factor";
import { env } from "@/lib/env";
import { type Credential, withActor } from "../gate";
import { execute } from "../pool";
import { keyOf } from "./password";
import { keyedHash, openSecret, sealSecret } from "./secret-box";
import type { Origin } from "./sign-in";

export const purpose = "second-factor";
const guessed = z.object({ userId: z.uuid(), guess: z.uuid(), checked: z.boolean(), secret: z.hex() });
/** Codes of six digits every 30 s, as every application for them makes. */
export const oneTime = (secret: string, label = "Hlídka") =>
  new TOTP({ issuer: "Hlídka", label, secret: Secret.fromBase32(secret) });

/** The step of the clock (30 s) that a code belongs to, now or one step around; null when it belongs to none. */
function stepOf(secret: string, code: string): number | null {
  const now = Date.now();
  const delta = oneTime(secret).validate({ token: code, window: 1, timestamp: now });
  return delta === null ? null : Math.floor(now / 30_000) + delta;
}

const letters = "abcdefghijklmnopqrstuvwxyz234567";
/** Recovery codes derive from a batch, so that they can be shown until they are put away and are stored as hashes alone. */
export const codesOf = (batch: string) =>
  Array.from({ length: recoveryCodeCount }, (_, index) =>
    [...keyedHash("recovery codes", `${batch} ${index}`).subarray(0, 12)].map((byte) => letters[byte % 32]).join(""),
  );
const codeHash = (userId: string, code: string) => keyedHash("recovery code", `${userId} ${code}`);

/** What a typed code proves: a step of the clock, or its hash as a recovery code; both are null when it proves nothing. */
function proofOf({ userId, secret, checked }: z.output<typeof guessed>, code: string) {
  if (!checked) return { step: null, recovery: null };
  if (!isOneTime(code)) return { step: null, recovery: codeHash(userId, code) };
  return { step: stepOf(openSecret(purpose, userId, Buffer.from(secret, "hex")), code), recovery: null };
}

/**
 * Opens the session that waited for a code after a right password (the step that `signIn` returned). "over": ten
 * minutes have passed; "wrong" also when it was used before or too many were tried.
 */
export async function finishSignIn(
  step: string,
  code: string,
  { agent, device }: Origin,
): Promise<{ token: string } | { refused: "wrong" | "over" }> {
  const [row] = await execute<{ begun: unknown }>(sql`select sec.begin_step(${step}, ${device}) as begun`);
  if (!row?.begun) return { refused: "over" };
  const begun = guessed.parse(row.begun);
  const proof = proofOf(begun, code);
  const token = randomBytes(32).toString("base64url");
  const [outcome] = await execute<{ outcome: string }>(sql`
    select sec.finish_sign_in(${env().HLIDKA_KEY}, ${step}, ${begun.guess}, ${proof.step}, ${proof.recovery}, ${token},
      ${agent}, ${device}) as outcome`);
  if (outcome?.outcome === "ok") return { token };
  return { refused: outcome?.outcome === "over" ? "over" : "wrong" };
}

/** Whether a sign-in still waits for its code. */
export async function isWaiting(step: string): Promise<boolean> {
  const [row] = await execute<{ waiting: boolean }>(sql`select sec.step_waits(${step}) as waiting`);
  return row?.waiting === true;
}

/** Begins to set a second factor up: a fresh secret waits for its first code. False when one is set up already. */
export function beginFactor(credential: Credential): Promise<boolean> {
  return withActor(credential, "write", async (tx, me) => {
    const secret = new Secret({ size: 20 }).base32;
    const sealed = sealSecret(purpose, me.userId ?? "", secret);
    const [row] = await tx.execute<{ begun: boolean }>(sql`select sec.begin_factor(${sealed}) as begun`);
    return row?.begun === true;
  });
}

/** A code of the application confirms what is being set up, or makes new recovery codes; false when it is not right. */
export async function confirmFactor(credential: Credential, code: string, device: string): Promise<boolean> {
  const begun = await ownGuess(credential, device);
  if (!begun) return false;
  const batch = randomUUID();
  const hashes = codesOf(batch).map((made) => codeHash(begun.userId, made).toString("hex"));
  return withActor(
    credential,
    "write",
    async (tx) => {
      const [row] = await tx.execute<{ ok: boolean }>(sql`
        select sec.confirm_factor(${env().HLIDKA_KEY}, ${device}, ${begun.guess}, ${proofOf(begun, code).step}, ${batch},
          ${JSON.stringify(hashes)}::text::jsonb, ${"token" in credential ? credential.token : ""}) as ok`);
      return row?.ok === true;
    },
    { id: randomUUID(), name: "factor.confirm" },
  );
}

/** The recovery codes were put away: they are not shown again. */
export function keepCodes(credential: Credential): Promise<void> {
  return withActor(credential, "write", async (tx) => {
    await tx.execute(sql`select sec.keep_codes()`);
  });
}

/** Takes the second factor off. Asks for the password and a code, and returns which of them is not right. */
export async function removeFactor(
  credential: Credential,
  { password, code, device }: { password: string; code: string; device: string },
): Promise<"ok" | "password" | "code" | "slow"> {
  const kept = await withActor(credential, "read", async (tx, me) => {
    const [row] = await tx.execute<{ kept: unknown }>(sql`select sec.password_parameters(${me.email}) as kept`);
    return row?.kept;
  });
  const derived = await keyOf(password, kept);
  const begun = await ownGuess(credential, device);
  if (!begun) return "code";
  const proof = proofOf(begun, code);
  return withActor(
    credential,
    "write",
    async (tx) => {
      const [row] = await tx.execute<{ outcome: unknown }>(sql`
        select sec.remove_factor(${env().HLIDKA_KEY}, ${device}, ${derived}, ${begun.guess}, ${proof.step},
          ${proof.recovery}) as outcome`);
      return z.enum(["ok", "password", "code", "slow"]).parse(row?.outcome);
    },
    { id: randomUUID(), name: "factor.remove" },
  );
}

/** Counts a try and commits it before anything is compared. */
const ownGuess = (credential: Credential, device: string) =>
  withActor(credential, "write", async (tx) => {
    const [row] = await tx.execute<{ begun: unknown }>(sql`select sec.own_code_guess(${device}) as begun`);
    return row?.begun ? guessed.parse(row.begun) : null;
  });
