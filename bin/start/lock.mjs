import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A process as it is named in files that outlive it: the id alone is not enough, because ids are given out again.
 * @typedef {{ pid: number, born: string }} Identity
 */

/**
 * Who this id belongs to now, or null when nobody: a zombie counts as dead (its parent may reap it late).
 * @param {number} pid
 * @returns {Identity | null}
 */
export function identify(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" || fields[0] === "X" ? null : { pid, born: fields[19] ?? "" };
    } catch {
      return null;
    }
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return null;
  }
  if (process.platform === "win32") return { pid, born: "" };
  try {
    const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return line === "" || line.startsWith("Z") ? null : { pid, born: line.replace(/^\S+\s+/, "") };
  } catch {
    return null;
  }
}

/**
 * Whether the very process that was written down still lives.
 * @param {Identity | null | undefined} who
 */
export function lives(who) {
  if (!who) return false;
  const now = identify(who.pid);
  return now !== null && now.born === who.born;
}

/** @param {string} file */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * Writes whole or not at all, also when the process is killed in the middle.
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

/**
 * Takes the lock file for this process, or answers who holds it. The file of a dead holder is taken over.
 * @param {string} file
 * @param {object} [note] more to write into the file, for whoever finds it
 * @returns {null | (Identity & Record<string, unknown>)} null: it is ours now
 */
export function tryLock(file, note = {}) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, JSON.stringify({ ...identify(process.pid), ...note }), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(draft, file);
        return null;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = readJson(file);
      if (lives(holder)) return holder;
      const aside = `${draft}.old`;
      try {
        renameSync(file, aside);
      } catch {
        continue;
      }
      // Somebody may have taken the dead holder's place between the look and the move: give it back.
      if (lives(readJson(aside))) {
        try {
          linkSync(aside, file);
        } catch {}
      }
      rmSync(aside, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Runs the work alone among all processes that name the same lock file.
 * @template T
 * @param {string} file
 * @param {{ waiting?: (holder: Identity) => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(file, { waiting }, work) {
  let said = false;
  for (let holder = tryLock(file); holder; holder = tryLock(file)) {
    if (!said) waiting?.(holder);
    said = true;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
