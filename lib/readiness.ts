import { ping } from "@/db/gate";
import { pendingMigrations } from "@/db/migrate";
import { env } from "./env";

let pending: Promise<string[]> | undefined;

/** Whether the database answers and which migrations it lacks; throws when it does not answer. */
export async function readiness(): Promise<{ status: string; pending: string[] }> {
  try {
    pending ??= pendingMigrations(env().DATABASE_URL);
    const missing = await pending;
    if (missing.length > 0) pending = undefined;
    await ping();
    return { status: missing.length === 0 ? "ok" : "migrations pending", pending: missing };
  } catch (error) {
    pending = undefined;
    throw error;
  }
}
