import { createHmac } from "node:crypto";
import { env } from "@/lib/env";

/**
 * The token of a link that opens something without signing in. It is derived from the purpose and the id of its row, so
 * that mail that waits to be sent keeps no secret; the database stores its SHA-256 beside when it ends.
 */
export function linkToken(purpose: string, id: string): string {
  return createHmac("sha256", env().NEXTAUTH_SECRET).update(`link ${purpose} ${id}`).digest("base64url");
}
