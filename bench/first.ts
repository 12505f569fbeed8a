import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../bin/start/ports.mjs";

const root = join(import.meta.dirname, "..");
const wanted = 0.6;

/**
 * The first `npm start` in an empty clone, without its `npm ci`: the packages are those of this clone. With a commit, that
 * one too, in turns; the ratio of both is printed, and true when it is as wanted. Without one only its parts are.
 */
export async function first(say: (line: string) => void, commit: string | undefined): Promise<boolean> {
  const now = await startOnce(say, "HEAD");
  if (!commit) return true;
  const before = await startOnce(say, commit);
  const again = (await startOnce(say, "HEAD")) + now;
  const ratio = again / 2 / before;
  console.log(`first start: ${ratio.toFixed(2)} of that of ${commit} (wanted at most ${wanted})`);
  return ratio <= wanted;
}

/** Seconds from the start to its word that it is ready. */
async function startOnce(say: (line: string) => void, commit: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "hlidka-first-"));
  try {
    execFileSync("git", ["clone", "-q", "--no-checkout", root, folder]);
    execFileSync("git", ["checkout", "-q", "--detach", commit], { cwd: folder });
    cpSync(join(root, "node_modules"), join(folder, "node_modules"), { recursive: true, verbatimSymlinks: true });
    const [seconds, parts] = await readyAfter(folder);
    console.log(`first start of ${commit}: ${seconds.toFixed(1)} s${parts ? `; ${parts}` : ""}`);
    return seconds;
  } finally {
    say(`${folder} goes.`);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it says on the way is when its parts were done. */
async function readyAfter(folder: string): Promise<[number, string]> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const child = spawn("npm", ["start"], {
    cwd: folder,
    env: { ...process.env, PORT: String(await freePort()), HLIDKA_DATA: join(folder, ".data") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const parts: string[] = [];
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const ready = new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString().split("\n")) {
        const part = /^(Applied to the database|Filling the demo|Building|Built)/.exec(line)?.[1];
        if (part) parts.push(`${part} at ${seconds().toFixed(1)} s`);
        if (/ is ready at /.test(line)) resolve(seconds());
      }
    });
  });
  try {
    return [await ready, parts.join(", ")];
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
