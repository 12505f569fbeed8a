import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { holdsName, readLink } from "@/lib/domain/account";
import { fieldError } from "@/lib/domain/error";
import { linkToken } from "../accounts/link-token";
import { newKey } from "../accounts/password";
import { withActor } from "../gate";
import { findReset } from "../queries/password-reset";

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** Where the mail `password-reset` (data: `resetId`) leads, as a path of this site; the same whenever it is written. */
export const resetPath = (resetId: string) => `/reset/${resetId}.${linkToken("password-reset", resetId)}`;

/**
 * Orders the mail with the link for whoever has this e-mail. The same work and the same answer whether anybody has;
 * "slow" when too many came from the network's address, whatever they asked for.
 */
export async function orderPasswordReset(email: string, address: string): Promise<"done" | "slow"> {
  const id = randomUUID();
  const hash = sha256(linkToken("password-reset", id));
  const account = email.trim().toLowerCase();
  return withActor({ kind: "public" }, "write", async (tx) => {
    const [row] = await tx.execute<{ said: string }>(
      sql`select sec.order_reset(${account}, ${address}, ${id}, ${hash}) as said`,
    );
    return row?.said === "slow" ? "slow" : "done";
  });
}

/**
 * Sets a new password by the link of a mail: every session and known browser of the account ends with it, the browser
 * (`device`, its cookie's value) that did it is known from then on, the second factor stays. False when the link does not hold, or no more; throws 422 for a password made of the account's name.
 */
export async function resetPassword(link: string, next: string, device: string): Promise<boolean> {
  const email = await withActor({ kind: "public" }, "read", (tx) => findReset(tx, link));
  const parts = readLink(link);
  if (email === null || !parts) return false;
  if (holdsName(next, email)) throw fieldError("next", "passwordHoldsName");
  const { salt, cost, blockSize, parallelization, key } = await newKey(next);
  return withActor({ kind: "public" }, "write", async (tx) => {
    const [row] = await tx.execute<{ done: boolean }>(sql`
      select sec.reset_password(${parts.id}, ${sha256(parts.token)}, ${salt}, ${cost}, ${blockSize}, ${parallelization}, ${key}) as done`);
    if (row?.done) await tx.execute(sql`select sec.know_browser(${parts.id}, ${device})`);
    return row?.done === true;
  });
}
