// A thread of server/files/reader.ts: takes one job after another. Plain JavaScript, since a thread begins without what
// reads TypeScript in the process that started it.
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

// Who waits for a page goes first. Only Linux means this thread by that; elsewhere it would be the whole process.
if (process.platform === "linux") setPriority(5);
register();
const { carryOut } = await import("./reader-jobs.ts");
parentPort?.on("message", async (job) => parentPort?.postMessage(await carryOut(job)));
