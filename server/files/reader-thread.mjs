// A thread of server/files/reader.ts: takes one job after another. Plain JavaScript, since a thread begins without what
// reads TypeScript in the process that started it.
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { carryOut } = await import("./reader-jobs.ts");
parentPort?.on("message", (job) => parentPort?.postMessage(carryOut(job)));
