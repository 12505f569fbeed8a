// Writes the migration of a changed schema: `npm run db:generate -- --name say_what`. Of what the tables look like after a
// migration the last state alone is kept: it is all that the next one is made from.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";

const made = spawnSync(process.execPath, ["node_modules/drizzle-kit/bin.cjs", "generate", ...process.argv.slice(2)], {
  stdio: "inherit",
});
if (made.status !== 0) process.exit(made.status ?? 1);
const states = readdirSync("db/migrations/meta").filter((name) => name.endsWith("_snapshot.json"));
for (const name of states.sort().slice(0, -1)) rmSync(`db/migrations/meta/${name}`);
