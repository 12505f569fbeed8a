import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import type { Tx } from "../gate";

/** The e-mail of the account whose password a link may set; null when it does not, or no more. */
export async function findReset(tx: Tx, link: string): Promise<string | null> {
  const parts = readLink(link);
  if (!parts) return null;
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{ email: string | null }>(
    sql`select sec.reset_account(${parts.id}, ${hash}) as email`,
  );
  return row?.email ?? null;
}
