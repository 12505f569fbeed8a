// The background worker beside the server: jobs and housekeeping of lib/worker.ts and the day's backup, until it is told
// to leave.
import { keepBackups } from "@/lib/backup/schedule";
import { checkTable, selfCheck } from "@/lib/self-check";
import { runJobs } from "@/lib/worker";

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
    (checks) => console.log(`\n${checkTable(checks)}`),
    () => console.error("The self-check could not run; `npm run -s hlidka -- doctor` tells more."),
  );
}

// The driver may throw out of the blue when its connection dies (its issue 1154); the start begins the worker anew.
process.on("uncaughtException", (error) => {
  console.error(`worker: ${error.message}`);
  process.exit(1);
});

const say = (line: string) => console.error(line);
await Promise.all([runJobs(leaving.signal, say), keepBackups(leaving.signal, say)]);
process.exit(0);
