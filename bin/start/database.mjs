import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { holderOf, holdFolder } from "./folder.mjs";
import { startCluster } from "./postgres.mjs";
import { environment, loadSecrets } from "./secrets.mjs";

/**
 * Keeps the embedded database of a held folder running: guarded against our own death, restarted when it dies.
 * @param {string} data
 * @param {Awaited<ReturnType<typeof holdFolder>>} hold
 * @param {{ extra?: Record<string, string>, onDown?: () => void, onUp?: () => void, onLost?: (error: Error) => void }} [options]
 */
export async function keepDatabase(data, hold, { extra, onDown, onUp, onLost } = {}) {
  const secrets = loadSecrets(data);
  let stopping = false;

  const guardFile = fileURLToPath(new URL("./guard.mjs", import.meta.url));
  /** @type {import("node:child_process").ChildProcess} */
  let guard;
  const startGuard = () => {
    guard = spawn(process.execPath, [guardFile, data], { stdio: ["pipe", "ignore", "inherit"], detached: true });
    hold.part("guard", guard.pid);
    guard.stdin?.on("error", () => {});
    guard.once("exit", () => stopping || setTimeout(startGuard, 200));
  };
  startGuard();

  const start = async () => {
    const cluster = await startCluster(data, { password: secrets.superuserPassword, extra });
    hold.part("database", cluster.child.pid);
    hold.update({ databasePort: cluster.port });
    cluster.child.once("exit", () => stopping || revive());
    return cluster;
  };
  const revive = async () => {
    onDown?.();
    for (let attempt = 0; !stopping; attempt += 1) {
      try {
        current = await start();
        if (stopping) await current.stop();
        else onUp?.();
        return;
      } catch (error) {
        if (attempt === 5) return onLost?.(error);
        await sleep(500 * 2 ** attempt);
      }
    }
  };
  let current = await start();
  return {
    secrets,
    port: current.port,
    pid: () => current.child.pid,
    async stop() {
      stopping = true;
      await current.stop();
      hold.part("database", undefined);
      guard.stdin?.end();
      guard.unref();
    },
  };
}

/**
 * For one call of the command line: joins the database of a running start, or starts it for this call.
 * With DATABASE_URL in the environment nothing is started. `close` stops what was started, and only that.
 * Throws where there is no database yet, unless the call is there to make one: a person without the settings of his own
 * server would find himself before an empty demo.
 * @param {string} data
 * @param {{ say?: (line: string) => void, makes?: boolean }} [options]
 * @returns {Promise<{ env: Record<string, string>, databasePort: number | null, joined: boolean, close(): Promise<void> }>}
 */
export async function openForCall(data, { say = () => {}, makes = false } = {}) {
  if (process.env.DATABASE_URL) {
    return { env: environment(data, loadSecrets(data), null), databasePort: null, joined: true, close: async () => {} };
  }
  let running = holderOf(data);
  for (
    let waited = 0;
    running?.kind === "start" && !running.closing && !running.prepared && waited < 300;
    waited += 1
  ) {
    if (waited === 0) say("The start that runs is still preparing the database; waiting for it …");
    await sleep(200);
    running = holderOf(data);
  }
  if (running?.kind === "start" && running.databasePort && !running.closing) {
    const port = running.databasePort;
    return { env: environment(data, loadSecrets(data), port), databasePort: port, joined: true, close: async () => {} };
  }
  if (!makes && !existsSync(join(data, "postgres", "PG_VERSION"))) {
    throw new Error(
      `DATABASE_URL is not set, and there is no embedded database in ${data}: read the settings of your server first (.env, or docs/hlidka-call), or make a demo by npm start.`,
    );
  }
  say(`DATABASE_URL is not set: starting the embedded database of ${data} for this call.`);
  const hold = await holdFolder(data, { kind: "call", say });
  try {
    const database = await keepDatabase(data, hold);
    const close = async () => {
      hold.update({ closing: true });
      await database.stop();
      hold.release();
    };
    return {
      env: environment(data, database.secrets, database.port),
      databasePort: database.port,
      joined: false,
      close,
    };
  } catch (error) {
    hold.release();
    throw error;
  }
}
