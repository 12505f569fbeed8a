import { accessSync, constants, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, lives, readJson, tryLock, writeJson } from "./lock.mjs";

/**
 * The one who holds a data folder, as written in its run.json: a start or one call of the command line.
 * `parts` are the processes that work for it (guard, database, server, worker, step).
 * @typedef {import("./lock.mjs").Identity & { kind: "start" | "call" | "test", closing?: boolean, port?: number, url?: string,
 *   databasePort?: number, prepared?: boolean, parts?: Record<string, import("./lock.mjs").Identity> }} Holder
 */

/** @param {string} data */
export const runFile = (data) => join(data, "run.json");

/**
 * Who holds the folder now; null when nobody who lives.
 * @param {string} data
 * @returns {Holder | null}
 */
export function holderOf(data) {
  const holder = readJson(runFile(data));
  return lives(holder) ? holder : null;
}

/**
 * Makes the data folder when it is not there. Throws one sentence when nothing can be written into it, or when root would
 * leave files in a user's folder that the user cannot read.
 * @param {string} data
 */
export function makeFolder(data) {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new Error(
      `The data folder ${data} cannot be written to (${code}): give it to the user who runs Hlídka, or set HLIDKA_DATA to another one.`,
    );
  }
  const { uid } = statSync(data);
  if (process.getuid?.() === 0 && uid !== 0) {
    throw new Error(`The data folder ${data} belongs to user ${uid}: do this as that user, not as root.`);
  }
}

/** Ends what a killed holder left behind: its guard first gets the time to do it. */
async function clearAfter(/** @type {Holder} */ dead) {
  const { guard, ...rest } = dead.parts ?? {};
  for (const end = Date.now() + 20_000; lives(guard) && Date.now() < end; ) await sleep(50);
  for (const [name, part] of Object.entries(rest)) {
    // The database is stopped gently by whoever starts it next (stopCluster).
    if (name !== "database" && lives(part)) process.kill(part.pid, "SIGKILL");
  }
}

/**
 * Takes the data folder for this process. A holder that is closing is waited for; one that runs is named in the error.
 * @param {string} data
 * @param {{ kind: Holder["kind"], say: (line: string) => void }} options
 */
export async function holdFolder(data, { kind, say }) {
  makeFolder(data);
  const file = runFile(data);
  const began = Date.now();
  let said = false;
  for (;;) {
    const before = readJson(file);
    if (before && !lives(before)) await clearAfter(before);
    const holder = /** @type {Holder | null} */ (tryLock(file, { kind }));
    if (holder === null) break;
    const patience = holder.closing || holder.kind === "call" ? 20_000 : 3_000;
    if (Date.now() - began > patience) {
      const where = holder.url ? ` at ${holder.url}` : "";
      throw new Error(
        holder.closing || holder.kind === "call"
          ? `Process ${holder.pid} still holds ${data} after 20 seconds: wait for it, or end it.`
          : `Hlídka already runs on ${data}${where} (process ${holder.pid}): stop it first, or set HLIDKA_DATA to another folder.`,
      );
    }
    if (!said) say(`Another process (${holder.pid}) holds ${data}; waiting for it to close …`);
    said = true;
    await sleep(100);
  }
  /** @type {Partial<Holder>} */
  let state = { ...identify(process.pid), kind, parts: {} };
  const write = () => existsSync(file) && writeJson(file, state);
  return {
    /** @param {Partial<Holder>} change */
    update(change) {
      state = { ...state, ...change };
      write();
    },
    /**
     * @param {string} name
     * @param {number | undefined} pid undefined: it is no more
     */
    part(name, pid) {
      const who = pid === undefined ? null : identify(pid);
      const { [name]: _, ...others } = state.parts ?? {};
      state = { ...state, parts: who ? { ...others, [name]: who } : others };
      write();
    },
    release() {
      if (readJson(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}
