import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "@/bin/check/debian.mjs";
import { freePort, isFree } from "@/bin/start/ports.mjs";
import { own, unprivileged } from "@/bin/start/postgres-tools.mjs";
import { isPooledAddress } from "@/db/connection";

/** PgBouncer's program, null where there is none and none can be installed. */
export const findPooler = () => findProgram("pgbouncer", "pgbouncer", console.log);

/** PgBouncer in transaction mode before the database of an address, with fewer connections than clients. */
export async function startPooler(program: string, databaseUrl: string) {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const name = pathname.slice(1);
  const folder = mkdtempSync(join(tmpdir(), "hlidka-pooler-"));
  const listen = await freePort();
  const settings = join(folder, "pgbouncer.ini");
  const users = join(folder, "users.txt");
  writeFileSync(users, `"${username}" "${password}"\n`, { mode: 0o600 });
  writeFileSync(
    settings,
    `[databases]
${name} = host=${hostname} port=${port} dbname=${name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listen}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 100
`,
    { mode: 0o600 },
  );
  const runner = unprivileged();
  own(folder, runner);
  const [command, args] = runner.wrap(program, ["--quiet", settings]);
  const child = spawn(command, args, { stdio: "ignore", uid: runner.uid, gid: runner.gid });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  await listens(listen, child).catch(async (error) => {
    await stop();
    throw error;
  });
  const url = Object.assign(new URL(databaseUrl), { hostname: "127.0.0.1", port: String(listen) }).href;
  return { url, found: await isPooledAddress(url), stop };
}

async function listens(port: number, child: ChildProcess) {
  for (let tries = 0; await isFree(port); tries += 1) {
    if (tries === 100 || child.exitCode !== null) throw new Error("PgBouncer does not start");
    await sleep(50);
  }
}
