import { pendingNames, schemaStateOf } from "@/db/schema-state";
import { prepareDatabase, tell, withDatabase } from "./database";

/** Brings the schema up to date; without DATABASE_OWNER_URL names what is pending and exits 1. */
export async function run(): Promise<number> {
  return withDatabase(async (call) => {
    if (call.joined) await prepareDatabase(call);
    const pending = pendingNames(await schemaStateOf(process.env.DATABASE_URL ?? ""));
    tell(pending.length === 0 ? "The schema is up to date." : `Pending: ${pending.join(", ")}`);
    return pending.length === 0 ? 0 : 1;
  });
}
