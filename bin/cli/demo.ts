import { connect } from "@/db/connection";
import { loadSecrets, superuserUrl } from "../start/secrets.mjs";
import { prepareDatabase, tell, withDatabase } from "./database";

/** `demo reset`: drops the embedded database and fills the demo again. Never touches a server of DATABASE_URL. */
export async function run(args: string[]): Promise<number> {
  if (args[0] !== "reset" || args.length > 1) {
    process.stderr.write("Usage: npm run -s hlidka -- demo reset   (everything in the embedded database is lost)\n");
    return 2;
  }
  if (process.env.DATABASE_URL) {
    tell("demo reset works on the embedded database only; DATABASE_URL names a server of yours.");
    return 1;
  }
  return withDatabase(
    async (call) => {
      if (call.databasePort === null) throw new Error("no embedded database");
      const sql = connect(superuserUrl(loadSecrets(call.data), call.databasePort), 1);
      try {
        await sql.unsafe("drop database if exists hlidka with (force)");
      } finally {
        await sql.end();
      }
      await prepareDatabase(call);
      tell("The demo is as new.");
      return 0;
    },
    { makes: true },
  );
}
