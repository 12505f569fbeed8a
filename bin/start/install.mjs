import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { alone, readJson } from "./lock.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const modules = join(root, "node_modules");
const stampFile = join(modules, ".hlidka-stamp");
const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

/** The settings of the file .env beside package.json, if there is one; what the environment says wins. */
export function readSettings(folder = root) {
  const file = join(folder, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** What the installed packages depend on: the lock file, this Node and this machine. */
function wanted() {
  const lock = readFileSync(join(root, "package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  return [hash, process.version, process.platform, process.arch].join(" ");
}

function stamp() {
  try {
    return readFileSync(stampFile, "utf8");
  } catch {
    return null;
  }
}

/** Somebody ran `npm ci` by hand: npm's own record names every package that the lock file needs. */
function alreadyThere() {
  if (stamp() !== null) return false;
  const have = readJson(join(modules, ".package-lock.json"))?.packages;
  const want = readJson(join(root, "package-lock.json"))?.packages;
  if (!have || !want) return false;
  return Object.entries(want).every(
    ([path, entry]) =>
      path === "" || entry.optional || entry.devOptional || entry.extraneous || have[path]?.version === entry.version,
  );
}

function writeStamp() {
  try {
    writeFileSync(stampFile, wanted());
  } catch {
    // A read-only clone with its packages in place works as well; it is looked at again next time.
  }
}

function packageCount() {
  try {
    return readdirSync(modules).flatMap((name) => (name.startsWith("@") ? readdirSync(join(modules, name)) : [name]))
      .length;
  } catch {
    return 0;
  }
}

/** @returns {Promise<void>} */
function npmCi() {
  const npm = process.env.npm_execpath;
  const byNode = npm !== undefined && /npm-cli\.c?js$/.test(npm) && existsSync(npm);
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const env = { ...process.env, npm_config_loglevel: "error" };
  const child = byNode
    ? spawn(process.execPath, [npm, ...options], { cwd: root, env, stdio: ["ignore", 2, 2] })
    : spawn("npm", options, { cwd: root, env, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  const total = Object.keys(readJson(join(root, "package-lock.json"))?.packages ?? {}).length;
  const began = Date.now();
  const tick = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    say(`  installing: ${seconds} s, ${Math.min(packageCount(), total)} of at most ${total} packages`);
  }, 5000);
  const stop = () => child.kill("SIGTERM");
  process.once("exit", stop);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else
        reject(new Error(`Installing the packages failed (npm ci ended with ${signal ?? code}); see the lines above.`));
    });
  }).finally(() => {
    clearInterval(tick);
    process.removeListener("exit", stop);
  });
}

/**
 * Makes node_modules what package-lock.json names, for this Node and this machine; does nothing when it already is.
 * Needs Node's built-ins only. Everything it says goes to standard error. Two at once: the second waits for the first.
 * Throws an Error with one readable sentence when npm fails.
 */
export async function ensureInstalled() {
  if (stamp() === wanted()) return;
  const waiting = () => say("Another process is installing the packages here; waiting for it.");
  await alone(join(root, ".lock", "install"), { waiting }, async () => {
    if (stamp() === wanted()) return;
    if (!alreadyThere()) {
      say("Installing the packages that package-lock.json names (about half a minute) …");
      await npmCi();
    }
    writeStamp();
  });
}
