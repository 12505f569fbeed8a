import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { broken } from "./check/proof-code.mjs";
import { ensureInstalled, root } from "./start/install.mjs";

// `npm run -s proof -- NAME [--full] [--sabotage]`: exit 0 the property held, 1 it was seen broken, 2 it could not run.
const [name = "", ...options] = process.argv.slice(2);
const folder = join(root, "tests/proofs");
const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".ts")) : [];
const unknown = options.filter((option) => option !== "--full" && option !== "--sabotage");
if (!names.includes(`${name}.ts`) || unknown.length > 0) {
  const known = names.map((file) => file.slice(0, -3)).join(", ");
  console.error(`Usage: npm run -s proof -- NAME [--full] [--sabotage], NAME one of ${known || "none yet"}.`);
  process.exit(2);
}
try {
  await ensureInstalled();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
const child = spawn(process.execPath, ["--import", "tsx", `tests/proofs/${name}.ts`, ...options], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "test" },
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.on(signal, () => child.kill(signal));
child.once("error", () => process.exit(2));
child.once("exit", (code) => process.exit(code === 0 ? 0 : code === broken ? 1 : 2));
