import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { identify, lives } from "./lock.mjs";

/** @returns {{ parent: number, name: string } | null} */
function lookUp(/** @type {number} */ pid) {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const end = stat.lastIndexOf(")");
      return { parent: Number(stat.slice(end + 2).split(" ")[1]), name: stat.slice(stat.indexOf("(") + 1, end) };
    }
    if (process.platform === "win32") return null;
    const [parent = "0", name = ""] = execFileSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/);
    return { parent: Number(parent), name: name.split("/").at(-1) ?? "" };
  } catch {
    return null;
  }
}

/**
 * npm does not pass a signal on to its script: it dies and the script lives on. So a script that npm runs watches npm
 * (and the shell between) and is told when one of them is gone.
 * @param {() => void} gone
 */
export function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return;
  const watched = [identify(process.ppid)];
  const parent = lookUp(process.ppid);
  if (parent && /^-?(sh|dash|bash|zsh|ash|busybox)$/.test(parent.name)) watched.push(identify(parent.parent));
  const first = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === first && watched.every((who) => who === null || lives(who))) return;
    clearInterval(timer);
    gone();
  }, 250);
  timer.unref();
}
