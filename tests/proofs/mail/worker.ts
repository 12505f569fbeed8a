import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A worker that is begun anew whenever it was killed. */
export function keepWorker(script: string, env: Record<string, string>) {
  let stopping = false;
  let child: ChildProcess | undefined;
  const start = () => {
    child = spawn(process.execPath, ["--import", "tsx", script], {
      env: { ...process.env, ...env },
      // With a line to us, so that it leaves when we are gone.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    child.once("exit", () => {
      child = undefined;
      if (!stopping) start();
    });
  };
  start();
  // Whatever ends the proof ends its workers.
  process.once("exit", () => {
    stopping = true;
    child?.kill("SIGKILL");
  });
  return {
    /** kill -9; whether there was one to kill. */
    kill: () => child?.pid !== undefined && process.kill(child.pid, "SIGKILL"),
    async stop() {
      stopping = true;
      child?.kill("SIGTERM");
      const began = Date.now();
      while (child && Date.now() - began < 5_000) await sleep(50);
      child?.kill("SIGKILL");
    },
  };
}
