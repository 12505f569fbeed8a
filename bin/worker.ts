// The background worker beside the server: jobs and housekeeping of server/jobs/worker.ts and the day's backup, until it is told
// to leave.

import { workerName } from "@/db/connection";
import { env } from "@/lib/env";
import { keepBackups } from "@/server/backup/schedule";
import { runJobs } from "@/server/jobs/worker";
import { failureOf, log } from "@/server/log";
import { checkTable, selfCheck } from "@/server/self-check";

process.env.PGAPPNAME = workerName;
const leaving = new AbortController();
const leave = () => leaving.abort();
process.on("SIGTERM", leave);
// The start that we belong to is gone.
process.on("disconnect", leave);
// Ctrl+C reaches the whole group; the start decides and sends SIGTERM.
process.on("SIGINT", process.connected ? () => {} : leave);

// What the installation finds about itself, once a start; a check that fails says so and stops nothing.
if (!process.env.HLIDKA_AGAIN) {
  selfCheck().then(
    (checks) => {
      if (env().HLIDKA_LOG === "plain") return console.log(`\n${checkTable(checks)}`);
      for (const { name, value } of checks.filter((check) => !check.ok))
        log().warn({ check: name, value }, "self-check");
    },
    () => log().error("The self-check could not run; `npm run -s hlidka -- doctor` tells more."),
  );
}

// The driver may throw out of the blue when its connection dies (its issue 1154); the start begins the worker anew.
process.on("uncaughtException", (error) => {
  log().error({ failure: failureOf(error) }, "worker ended");
  process.exit(1);
});

const say = (line: string) => log().warn(line);
await Promise.all([runJobs(leaving.signal, say), keepBackups(leaving.signal, say)]);
process.exit(0);
