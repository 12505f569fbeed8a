// The background worker beside the server: jobs and housekeeping of lib/worker.ts, until it is told to leave.
import { runJobs } from "@/lib/worker";

const leaving = new AbortController();
const leave = () => leaving.abort();
process.on("SIGTERM", leave);
// The start that we belong to is gone.
process.on("disconnect", leave);
// Ctrl+C reaches the whole group; the start decides and sends SIGTERM.
process.on("SIGINT", process.connected ? () => {} : leave);

await runJobs(leaving.signal, (line) => console.error(line));
process.exit(0);
