import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root } from "./install.mjs";

/** @typedef {{ part(name: string, pid: number | undefined): void }} Hold */

/** Steps that run now; a shutdown in the middle ends them. */
const steps = new Set();

let ending = false;

/** Ends the steps that run and refuses new ones. */
export function endSteps() {
  ending = true;
  for (const child of steps) child.kill("SIGTERM");
}

/**
 * Runs one step of the start to its end.
 * @param {string} name
 * @param {string[]} args of node
 * @param {{ env: Record<string, string>, hold: Hold, onMessage?: (message: any) => void,
 *   onLine?: (line: string) => void }} options onLine: gets what it prints as it comes
 * @returns {Promise<string>} what it printed; rejects with that text when it fails
 */
export function runStep(name, args, { env, hold, onMessage, onLine }) {
  if (ending) return Promise.reject(new Error(`${name}: not started any more`));
  const stdio = /** @type {const} */ (["ignore", "pipe", "pipe", "ipc"]);
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio });
  steps.add(child);
  hold.part(name, child.pid);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part) => (text += part));
    if (onLine) createInterface({ input: stream }).on("line", onLine);
  }
  child.on("message", (message) => onMessage?.(message));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      steps.delete(child);
      hold.part(name, undefined);
      if (code === 0) resolve(text);
      else reject(new Error(`${text.trim()}\n${name} ended with ${signal ?? `code ${code}`}`.trim()));
    });
  });
}

/**
 * Keeps a process running: when it dies unasked it is started again, at once, and with growing pauses when it died
 * before it served anything.
 * HLIDKA_AGAIN tells it that it is not the first.
 * @param {string} name
 * @param {string[]} args of node
 * @param {{ env: Record<string, string>, hold: Hold, say: (line: string) => void, onMessage?: (message: any) => void }} options
 */
export function keepRunning(name, args, { env, hold, say, onMessage }) {
  let stopping = false;
  let pause = 100;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {import("node:child_process").ChildProcess} */
  let child;
  let times = 0;
  const start = () => {
    const began = Date.now();
    const stdio = /** @type {const} */ (["ignore", "inherit", "inherit", "ipc"]);
    const again = times === 0 ? "" : "1";
    times += 1;
    child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env, HLIDKA_AGAIN: again },
      stdio,
    });
    hold.part(name, child.pid);
    let served = false;
    child.on("message", (message) => {
      served ||= message.listening === true;
      onMessage?.(message);
    });
    child.once("error", () => {});
    child.once("exit", (code, signal) => {
      hold.part(name, undefined);
      if (stopping) return;
      pause = served || Date.now() - began > 30_000 ? 100 : Math.min(pause * 2, 10_000);
      say(`The ${name} ended unexpectedly (${signal ?? `code ${code}`}); starting it again.`);
      timer = setTimeout(start, pause);
    });
  };
  start();
  return {
    pid: () => child.pid,
    /** @param {unknown} message */
    send(message) {
      if (child.connected) child.send(/** @type {import("node:child_process").Serializable} */ (message), () => {});
    },
    /**
     * Asks it to finish what it does and leave; ends it after the given time.
     * @param {number} milliseconds
     * @returns {Promise<void>}
     */
    stop(milliseconds) {
      stopping = true;
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        const hard = setTimeout(() => child.kill("SIGKILL"), milliseconds);
        child.once("exit", () => {
          clearTimeout(hard);
          resolve();
        });
        child.kill("SIGTERM");
      });
    },
  };
}
