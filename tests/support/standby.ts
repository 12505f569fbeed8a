import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/start/ports.mjs";
import { own, programs, unprivileged } from "@/bin/start/postgres-tools.mjs";
import { connect } from "@/db/connection";
import { sqlState } from "@/db/failure";

export type Standby = {
  port: number;
  /** An address of the primary, led to this server. */
  at(url: string): string;
  /** Starts it, also after it was killed; resolves when it answers. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Goes no further, and on again: what it receives meanwhile it does not replay. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Replays each commit so many milliseconds after it was made; 0: at once. */
  lag(milliseconds: number): Promise<void>;
  promote(): Promise<void>;
  /** Stops it and takes its folder away. */
  remove(): Promise<void>;
};

/**
 * A streaming replica of a cluster on this machine, of the binaries that npm delivers, among which there is no
 * pg_basebackup: its files are copied while the primary knows of it, as PostgreSQL's manual says. A slot keeps the log for it.
 */
export async function makeStandby(superuserUrl: string, settings: Record<string, string> = {}): Promise<Standby> {
  const runner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), `hlidka-test-${process.pid}-standby-`));
  const port = await freePort();
  const name = `standby_${port}`;
  const primary = connect(superuserUrl, 1);
  const data = join(folder, "data");
  const log = join(folder, "log");
  try {
    await primary`select pg_create_physical_replication_slot(${name}, true)`;
    await primary`select pg_backup_start(${name}, true)`;
    const [where] = await primary`select current_setting('data_directory') as folder`;
    copyFolder(where?.folder, data);
    const [label] = await primary`select labelfile from pg_backup_stop(false)`;
    writeFileSync(join(data, "backup_label"), label?.labelfile);
  } finally {
    await primary.end();
  }
  const { hostname, port: from, username, password } = new URL(superuserUrl);
  const way = `host=${hostname} port=${from} user=${username} password=${decodeURIComponent(password)} application_name=${name}`;
  writeFileSync(join(data, "standby.signal"), "");
  appendFileSync(
    join(data, "postgresql.auto.conf"),
    `primary_conninfo = '${way}'\nprimary_slot_name = '${name}'\nwal_retrieve_retry_interval = '200ms'\n`,
  );
  own(folder, runner);
  const { postgres } = await programs();
  const at = (url: string) => Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) }).href;
  const asked = async (...statements: string[]) => {
    // What cleans up on the primary may break off a question here, the driver's own first one too.
    for (let tries = 0; ; tries += 1) {
      const sql = connect(at(superuserUrl), 1);
      try {
        for (const statement of statements) await sql.unsafe(statement);
        return;
      } catch (error) {
        if (sqlState(error)?.code !== "40001" || tries === 20) throw error;
        await sleep(20);
      } finally {
        await sql.end({ timeout: 1 });
      }
    }
  };
  let child: ChildProcess | undefined;
  const end = async (signal: "SIGKILL" | "SIGINT") => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const over = once(child, "exit");
    child.kill(signal);
    await over;
  };
  const given = Object.entries({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "60",
    shared_buffers: "64MB",
    jit: "off",
    // It is killed, not cut off from power; its start would write all of the copy to the disk first.
    fsync: "off",
    ...settings,
    port: String(port),
  }).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const start = async () => {
    for (let tries = 0; ; tries += 1) {
      // A cluster whose postmaster was killed keeps its memory until the last of its processes has noticed.
      if (!child || child.exitCode !== null || child.signalCode !== null) {
        const [command, args] = runner.wrap(postgres, ["-D", data, ...given]);
        const out = openSync(log, "a", 0o600);
        child = spawn(command, args, { stdio: ["ignore", out, out], uid: runner.uid, gid: runner.gid });
        closeSync(out);
      }
      if (
        await asked("select 1").then(
          () => true,
          () => false,
        )
      )
        return;
      if (tries === 150) throw new Error(`the replica does not start: ${readFileSync(log, "utf8").slice(-2000)}`);
      await sleep(100);
    }
  };
  const remove = async () => {
    await end("SIGINT");
    rmSync(folder, { recursive: true, force: true });
    // The primary may be gone, too: the driver would ask for it for ever.
    const sql = connect(superuserUrl, 1);
    const drop = sql`select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ${name} and not active`;
    await Promise.race([drop.catch(() => {}), sleep(2_000)]);
    await sql.end({ timeout: 0 });
  };
  await start().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    port,
    at,
    start,
    kill: () => end("SIGKILL"),
    pause: () => asked("select pg_wal_replay_pause()"),
    resume: () => asked("select pg_wal_replay_resume()"),
    lag: (milliseconds) =>
      asked(`alter system set recovery_min_apply_delay = ${milliseconds}`, "select pg_reload_conf()"),
    promote: () => asked("select pg_promote()"),
    remove,
  };
}

/** What a copy of a running cluster leaves out or need not have; files that go meanwhile are in its log. */
const left = /^(postmaster\.(pid|opts)|pg_wal|pg_replslot|pgsql_tmp.*|.*\.conf\.d|standby\.signal|backup_label)$/;

function copyFolder(from: string, to: string) {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [there, here] = [join(from, entry.name), join(to, entry.name)];
    if (left.test(entry.name)) {
      if (entry.isDirectory()) mkdirSync(here, { mode: 0o700 });
    } else if (entry.isDirectory()) copyFolder(there, here);
    else copyFile(there, here);
  }
}

function copyFile(from: string, to: string) {
  try {
    copyFileSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
