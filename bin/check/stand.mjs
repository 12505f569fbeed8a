import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "../start/build.mjs";
import { keepDatabase } from "../start/database.mjs";
import { holderOf, holdFolder } from "../start/folder.mjs";
import { freePort } from "../start/ports.mjs";
import { prepare } from "../start/prepare.mjs";
import { environment, superuserUrl } from "../start/secrets.mjs";
import { keepServer } from "../start/serving.mjs";

const prefix = "hlidka-test-";

/** Folders of stands that were killed; their databases are stopped by their guards. */
function sweep() {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    const pid = Number(name.slice(prefix.length).split("-")[0]);
    if (!name.startsWith(prefix) || pid === process.pid || holderOf(folder)) continue;
    try {
      process.kill(pid, 0);
    } catch {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/**
 * A throw-away installation for tests, proofs and benchmarks: its own cluster in a temporary folder, migrated, filled
 * with the demo unless `demo` is false; nothing of the user's is touched.
 * @param {{ say?: (line: string) => void, settings?: Record<string, string>, env?: Record<string, string>, demo?: boolean }} [options]
 *   settings: of PostgreSQL, for sabotage; env: on top of the product's environment
 */
export async function makeStand({ say = () => {}, settings, env: more, demo = true } = {}) {
  for (const name of [
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_BACKUP_URL",
    "HLIDKA_TODAY",
    "NEXTAUTH_URL",
    "NEXTAUTH_SECRET",
  ]) {
    delete process.env[name];
  }
  for (const name of ["HLIDKA_KEY", "HLIDKA_DATA", "HLIDKA_DEMO_PASSWORD", "HLIDKA_POOL"]) delete process.env[name];
  sweep();
  const data = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const hold = await holdFolder(data, { kind: "test", say });
  /** @type {Awaited<ReturnType<typeof keepServer>> | undefined} */
  let server;
  const tell = (/** @type {string} */ state) => server?.send({ database: state });
  const database = await keepDatabase(data, hold, {
    extra: settings,
    onDown: () => tell("down"),
    onUp: () => tell("up"),
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  /** @type {Record<string, string>} */
  const env = {
    ...environment(data, database.secrets, database.port),
    PORT: String(port),
    NEXTAUTH_URL: url,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...more,
  };
  /** @type {(() => void) | undefined} */
  let release;
  let building = 0;
  const stop = async () => {
    hold.update({ closing: true });
    await server?.stop(12_000);
    release?.();
    await database.stop();
    hold.release();
    rmSync(data, { recursive: true, force: true });
  };
  const build = async () => {
    const began = performance.now();
    ({ release } = await ensureBuilt({ hold, say }));
    building += performance.now() - began;
  };
  try {
    await prepare({ env, hold, data, database, say, demo });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    data,
    hold,
    env,
    password: database.secrets.demoPassword,
    superuserUrl: superuserUrl(database.secrets, database.port),
    /** Process ids, for proofs that kill. */
    serverPid: () => server?.pid(),
    databasePid: () => database.pid(),
    /** Milliseconds that went into building. */
    building: () => building,
    build,
    /** Builds if the sources are newer, starts the server, resolves with its address when it listens. */
    async startServer() {
      await build();
      server = keepServer({ env, hold, say, prepared: Promise.resolve() });
      await server.listening;
      return url;
    },
    stop,
  };
}
