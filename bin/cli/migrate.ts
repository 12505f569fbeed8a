import { pendingNames, schemaStateOf } from "@/db/schema-state";
import { prepareDatabase, tell, withDatabase } from "./database";

const help = `Usage: npm run -s hlidka -- migrate [--replace-key]
       --replace-key: HLIDKA_KEY takes the place of the key that the database knows
`;

/** Brings the schema up to date; without DATABASE_OWNER_URL names what is pending and exits 1; 2 when called wrongly. */
export async function run(args: string[]): Promise<number> {
  const replace = args[0] === "--replace-key";
  if (args.length > Number(replace)) {
    process.stderr.write(help);
    return args.includes("--help") ? 0 : 2;
  }
  return withDatabase(async (call) => {
    if (call.joined) await prepareDatabase(call, "demo", replace ? { HLIDKA_REPLACE_KEY: "1" } : {});
    const pending = pendingNames(await schemaStateOf(process.env.DATABASE_URL ?? ""));
    tell(pending.length === 0 ? "The schema is up to date." : `Pending: ${pending.join(", ")}`);
    return pending.length === 0 ? 0 : 1;
  });
}
