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

let fits = false;
let askedAt = 0;

/** False while migrations are pending: nothing would work. Asked again every two seconds until they are not. */
export async function schemaFits(): Promise<boolean> {
  if (fits || Date.now() - askedAt < 2_000) return fits;
  const state = await readiness().catch(() => null);
  // A database that does not answer is told by what comes after; whether it lacks migrations is not known.
  if (!state) return true;
  askedAt = Date.now();
  fits = state.pending.length === 0;
  return fits;
}
