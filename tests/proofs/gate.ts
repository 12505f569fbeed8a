// Nobody sees or changes what is not his: first the database alone, under raw SQL, then every address and command of the
// product over HTTP. The control opens one table to everybody in each half; both halves must notice.
import { connect } from "@/db/connection";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { readCanaries } from "./gate/canaries";
import { signInAll } from "./gate/client";
import { proveCommands } from "./gate/commands";
import { proveDatabaseGate } from "./gate/database";
import { proveRoutes } from "./gate/http";
import { putAfterMeeting, putMails } from "./gate/inputs";

async function gate(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  Object.assign(process.env, stand.env);
  const sql = connect(stand.superuserUrl, 4);
  try {
    // The database first: what people do over HTTP leaves rows of their own, which its matrix does not know.
    const at = { app: stand.databaseUrl, superuser: stand.superuserUrl, key: stand.key, password: stand.password };
    const [url, database] = await Promise.all([stand.serve(), proveDatabaseGate(at, sabotage)]);
    await putMails(sql);
    await putAfterMeeting(sql, stand.key);
    if (sabotage) await sql`alter policy reads on projects using (true)`;
    const [canaries, viewers] = await Promise.all([readCanaries(sql), signInAll(url, stand.password)]);
    const routes = await proveRoutes(url, sql, viewers, canaries, full);
    const commands = await proveCommands(url, sql, viewers, canaries);
    const overHttp = [...routes.broken, ...commands.broken];
    return {
      // A sabotage that one half does not notice is a blind half: the control then says "held", which is its failure.
      held: sabotage ? overHttp.length * database.broken.length === 0 : overHttp.length + database.broken.length === 0,
      broken: [...overHttp, ...database.broken],
      figures: {
        ...database.figures,
        routes: routes.routes,
        requests: routes.cells,
        commands: commands.commands,
        attempts: commands.attempts,
        canaries: canaries.texts.size + canaries.ids.size,
        "broken over HTTP": overHttp.length,
        "broken in the database": database.broken.length,
      },
    };
  } finally {
    await sql.end();
  }
}

await prove("gate", () => ({}), gate);
