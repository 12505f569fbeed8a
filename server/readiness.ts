import { lastBackup } from "@/db/gate";
import { pendingMigrations } from "@/db/migrate";
import { env } from "@/lib/env";

let pending: Promise<string[]> | undefined;

export type Readiness = { status: string; pending: string[]; backupAgeSeconds: number | null };

/**
 * Whether the database answers, which migrations it lacks and how old the newest good backup is (null: there is none);
 * throws when it does not answer. An old backup is told, but makes nobody unready.
 */
export async function readiness(): Promise<Readiness> {
  try {
    pending ??= pendingMigrations(env().DATABASE_URL);
    const missing = await pending;
    if (missing.length > 0) pending = undefined;
    if (missing.length > 0) return { status: "migrations pending", pending: missing, backupAgeSeconds: null };
    const made = await lastBackup();
    return { status: "ok", pending: [], backupAgeSeconds: made && Math.round((Date.now() - made.getTime()) / 1000) };
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
