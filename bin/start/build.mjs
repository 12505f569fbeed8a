import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runStep } from "./children.mjs";
import { root } from "./install.mjs";
import { alone, identify, lives, readJson, writeJson } from "./lock.mjs";

const sources = ["app", "components", "db", "lib", "messages", "public", "server"];
const files = ["next.config.ts", "postcss.config.mjs", "package.json", "package-lock.json"];
const stampFile = join(root, ".next", "hlidka-stamp");
const locks = join(root, ".lock");

/** One hash over everything that the build is made from. */
export function sourceHash() {
  const hash = createHash("sha256").update(process.version);
  const add = (/** @type {string} */ path) => {
    if (existsSync(join(root, path))) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  };
  for (const folder of sources) {
    if (!existsSync(join(root, folder))) continue;
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
    for (const name of names.sort()) add(name.slice(root.length + 1));
  }
  files.forEach(add);
  return hash.digest("hex");
}

function built() {
  try {
    return readFileSync(stampFile, "utf8");
  } catch {
    return null;
  }
}

/** Starts of this clone that serve the present build, other than this process. */
function serving() {
  if (!existsSync(locks)) return [];
  return readdirSync(locks)
    .filter((name) => name.startsWith("serving-"))
    .map((name) => ({ name, who: readJson(join(locks, name)) }))
    .filter(({ name, who }) => {
      if (lives(who)) return who.pid !== process.pid;
      rmSync(join(locks, name), { force: true });
      return false;
    })
    .map(({ who }) => who.pid);
}

/**
 * Builds the product unless the present build is of these very sources, and writes down that this process serves it.
 * Two starts of one clone: the second waits. Throws when the sources changed under another start that serves them.
 * @param {{ hold: import("./children.mjs").Hold, say: (line: string) => void }} options
 * @returns {Promise<{ built: boolean, release(): void }>}
 */
export async function ensureBuilt({ hold, say }) {
  const mine = join(locks, `serving-${process.pid}.json`);
  const release = () => rmSync(mine, { force: true });
  const waiting = (/** @type {{ pid: number }} */ holder) =>
    say(`Process ${holder.pid} is building this clone; waiting for it …`);
  return await alone(join(locks, "build"), { waiting }, async () => {
    mkdirSync(locks, { recursive: true });
    const hash = sourceHash();
    if (built() !== hash) {
      const [other] = serving();
      if (other) {
        throw new Error(
          `The sources changed, and another start of this clone (process ${other}) serves the older build: stop it first.`,
        );
      }
      rmSync(stampFile, { force: true });
      await build({ hold, say });
      writeFileSync(stampFile, hash);
      writeJson(mine, identify(process.pid));
      return { built: true, release };
    }
    writeJson(mine, identify(process.pid));
    return { built: false, release };
  });
}

/** @param {{ hold: import("./children.mjs").Hold, say: (line: string) => void }} options */
async function build({ hold, say }) {
  say("Building (about half a minute the first time) …");
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const tick = setInterval(() => say(`  building: ${seconds()} s`), 5000);
  const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  try {
    await runStep("build", [join(root, "node_modules/next/dist/bin/next"), "build"], { env, hold });
  } finally {
    clearInterval(tick);
  }
  say(`Built in ${seconds()} s.`);
}
