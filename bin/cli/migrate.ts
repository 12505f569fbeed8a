import { pendingMigrations } from "@/db/migrate";
import { prepareDatabase, tell, withDatabase } from "./database";

/** Applies pending migrations; without DATABASE_OWNER_URL names them and exits 1. */
export async function run(): Promise<number> {
  return withDatabase(async (call) => {
    if (call.joined) await prepareDatabase(call);
    const pending = await pendingMigrations(process.env.DATABASE_URL ?? "");
    tell(pending.length === 0 ? "The schema is up to date." : `Pending: ${pending.join(", ")}`);
    return pending.length === 0 ? 0 : 1;
  });
}
