import { spawn } from "node:child_process";
import { ensureInstalled, root } from "./start/install.mjs";

// Node's built-ins only: `npm run bench` works in a fresh clone too.
await ensureInstalled();
const child = spawn(process.execPath, ["--import", "tsx", "bench/run.ts", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => child.kill(signal));
child.once("exit", (code) => process.exit(code ?? 1));
