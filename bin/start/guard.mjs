// Ends what a killed start leaves behind. Its standard input is a pipe from the start: when that closes, the start is gone.
// It runs in a session of its own, so neither Ctrl+C nor a signal to the group reaches it.
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { runFile } from "./folder.mjs";
import { lives, readJson } from "./lock.mjs";
import { stopCluster } from "./postgres.mjs";

const data = process.argv[2];
if (!data) throw new Error("usage: guard.mjs DATA");
for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(name, () => {});

process.stdin.resume();
await new Promise((resolve) => process.stdin.once("end", resolve).once("error", resolve));

const holder = readJson(runFile(data));
if (holder && !lives(holder)) {
  const { guard: _guard, database: _database, ...parts } = holder.parts ?? {};
  for (const end = Date.now() + 3000; Object.values(parts).some(lives) && Date.now() < end; ) await sleep(50);
  for (const part of Object.values(parts)) {
    try {
      if (lives(part)) process.kill(part.pid, "SIGKILL");
    } catch {}
  }
  await stopCluster(data);
  const now = readJson(runFile(data));
  if (now?.pid === holder.pid && now?.born === holder.born) rmSync(runFile(data), { force: true });
}
process.exit(0);
