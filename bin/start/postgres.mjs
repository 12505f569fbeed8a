import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, lives } from "./lock.mjs";
import { freePort, isFree } from "./ports.mjs";
import { assertVersion, createCluster, own, programs, unprivileged } from "./postgres-tools.mjs";

/** @param {string} data */
export const clusterFolder = (data) => join(data, "postgres");

/** What must never be left to a configuration file: an acknowledged write survives a crash. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "128MB",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  data_sync_retry: "off",
  password_encryption: "scram-sha-256",
  jit: "off",
  TimeZone: "UTC",
  log_timezone: "UTC",
  cluster_name: "hlidka",
};

/** Lines of postmaster.pid: the process, its port and how far it has come. */
function postmaster(/** @type {string} */ folder) {
  try {
    const lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch {
    return null;
  }
}

/** Processes of this very cluster: PostgreSQL works inside its data folder. */
function members(/** @type {string} */ folder) {
  if (process.platform !== "linux") {
    const pid = postmaster(folder)?.pid ?? 0;
    return [identify(pid)].filter((who) => who !== null);
  }
  const home = realpathSync(folder);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          readlinkSync(`/proc/${name}/cwd`) === home &&
          readFileSync(`/proc/${name}/comm`, "utf8").startsWith("postgres")
        );
      } catch {
        return false;
      }
    })
    .map((name) => identify(Number(name)))
    .filter((who) => who !== null);
}

/** Resolves true once none of them lives, false after the time. */
async function gone(/** @type {import("./lock.mjs").Identity[]} */ all, /** @type {number} */ milliseconds) {
  for (const end = Date.now() + milliseconds; ; await sleep(20)) {
    if (!all.some(lives)) return true;
    if (Date.now() > end) return false;
  }
}

function signal(/** @type {number} */ pid, /** @type {NodeJS.Signals} */ name) {
  try {
    process.kill(pid, name);
  } catch {}
}

/**
 * Stops whatever runs in this data folder, gently first: an orphan of a killed start, or a postmaster's children that
 * have outlived it. Afterwards a left-over postmaster.pid is removed, so that a reused process id cannot block a start.
 * @param {string} data
 */
export async function stopCluster(data) {
  const folder = clusterFolder(data);
  if (!existsSync(folder)) return;
  const chief = postmaster(folder)?.pid;
  for (const [name, wait] of /** @type {const} */ ([
    ["SIGINT", 15000],
    ["SIGQUIT", 5000],
    ["SIGKILL", 5000],
  ])) {
    const all = members(folder);
    if (all.length === 0) break;
    const heads = all.filter((who) => who.pid === chief);
    for (const who of heads.length > 0 && name !== "SIGKILL" ? heads : all)
      signal(who.pid, heads.length ? name : "SIGQUIT");
    await gone(all, heads.length > 0 ? wait : 3000);
  }
  if (members(folder).length === 0) rmSync(join(folder, "postmaster.pid"), { force: true });
}

/** The port of this data folder: the one of last time while it is free, so that addresses keep. */
async function choosePort(/** @type {string} */ data) {
  const file = join(data, "postgres.port");
  const last = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (last > 1023 && last < 32768 && (await isFree(last))) return last;
  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
}

function openLog(/** @type {string} */ data) {
  const file = join(data, "postgres.log");
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.old`);
  return { file, from: existsSync(file) ? statSync(file).size : 0, fd: openSync(file, "a", 0o600) };
}

/**
 * Starts the cluster of the data folder, which the caller holds (bin/start/folder.mjs), creating it when there is none.
 * Resolves when it takes connections. The process is our own child, shielded from the terminal's Ctrl+C.
 * @param {string} data
 * @param {{ password: string, extra?: Record<string, string> }} options the superuser's password; settings on top
 * @returns {Promise<{ port: number, child: import("node:child_process").ChildProcess, stop(): Promise<void> }>}
 */
export async function startCluster(data, { password, extra = {} }) {
  const folder = clusterFolder(data);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const runner = unprivileged();
  assertVersion(folder);
  await stopCluster(data);
  if (!existsSync(folder)) await createCluster(folder, password, runner);
  own(folder, runner);
  const { postgres } = await programs();
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(data);
    const options = Object.entries({ ...settings, ...extra, port: String(port) }).flatMap(([k, v]) => [
      "-c",
      `${k}=${v}`,
    ]);
    const [command, args] = runner.wrap(postgres, ["-D", folder, ...options]);
    const log = openLog(data);
    const stdio = /** @type {const} */ (["ignore", log.fd, log.fd]);
    const child = spawn(command, args, { stdio, detached: true, uid: runner.uid, gid: runner.gid });
    closeSync(log.fd);
    let ended = false;
    child.once("exit", () => (ended = true)).once("error", () => (ended = true));
    for (const end = Date.now() + 120_000; !ended && Date.now() < end; await sleep(15)) {
      const seen = postmaster(folder);
      if (seen?.pid === child.pid && seen?.ready) return { port, child, stop: () => stopCluster(data) };
    }
    await stopCluster(data);
    if (attempt === 5) {
      const words = readFileSync(log.file, "utf8").slice(log.from).trim().split("\n").slice(-3).join(" ");
      throw new Error(`The database does not start: ${words || `see ${log.file}`}`);
    }
    await sleep(200 * attempt);
  }
}
