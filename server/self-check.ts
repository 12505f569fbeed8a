import { readFile } from "node:fs/promises";
import { isPooledAddress } from "@/db/connection";
import { withActor } from "@/db/gate";
import { isBehindPooler } from "@/db/pool";
import { auditHeads } from "@/db/queries/audit-state";
import { backupState } from "@/db/queries/backups";
import { allDifferences, rollupSize } from "@/db/queries/rollups";
import { type RunningState, runningState } from "@/db/queries/running";
import { type Check, databaseClock, securityChecks, serverChecks } from "@/db/queries/server-state";
import { refusalSentence } from "@/db/refusal";
import { examineReplicas } from "@/db/replicas";
import { pendingNames, schemaState } from "@/db/schema-state";
import { env } from "@/lib/env";
import { backupFolder } from "./backup/schedule";
import { filesFolder, freeBytes } from "./files/disk";

/** Lines of Node that still get security fixes: major version → the least patched release. */
const patched: Record<number, [minor: number, patch: number]> = { 22: [23, 4], 24: [22, 1], 26: [12, 1] };
/** Longer than this and something does not keep up, in seconds. */
const mostLag = 600;
const mostBackupAge = 26 * 3600;

/** What the product finds about itself: versions, settings, durability, row-level security, log, queues, backup, disk, clock. */
export async function selfCheck(): Promise<Check[]> {
  const state = await schemaState();
  const pending = pendingNames(state);
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  const own: Check[] = [
    { name: "Hlídka", value: version, ok: true },
    nodeCheck(),
    ...settingChecks(),
    await wayCheck(),
    ...(await backupWayCheck()),
    ...(pending.length === 0 ? await replicaChecks() : []),
    { name: "pending migrations", value: pending.join(", ") || "none", ok: pending.length === 0 },
    diskCheck("free disk for data", env().HLIDKA_DATA),
    diskCheck("free disk for files", filesFolder()),
    diskCheck("free disk for backups", backupFolder()),
  ];
  if (pending.length > 0) return own;
  const inside = await withActor({ kind: "operator" }, "read", async (tx) => {
    const before = Date.now();
    const clock = await databaseClock(tx);
    const after = Date.now();
    const [server, security, audit, state, backup, differences, size] = await Promise.all([
      serverChecks(tx),
      securityChecks(tx),
      auditHeads(tx),
      runningState(tx),
      backupState(tx),
      allDifferences(tx),
      rollupSize(tx),
    ]);
    return [
      ...server,
      ...security,
      clockCheck(clock, before, after),
      { name: "audit log", value: `${audit.entries} entries, ${audit.heads.length} chains`, ok: true },
      ...audit.heads.map(({ organisation, seq, hash }) => ({
        name: `head of ${organisation}`,
        value: `${seq} ${hash}`,
        ok: true,
      })),
      rollupCheck(differences.length, size),
      ...queueChecks(state),
      backupCheck(state.backupAge, backup.error),
    ];
  });
  return [...own, ...inside];
}

/** The checks as one table for a terminal. */
export function checkTable(checks: readonly Check[]): string {
  const width = Math.max(...checks.map((check) => check.name.length));
  return checks.map((check) => `${check.ok ? "ok " : "!! "} ${check.name.padEnd(width)}  ${check.value}`).join("\n");
}

/** A pooler is all right for serving, since no statement is prepared then; a backup's lock needs a session of its own. */
async function wayCheck(): Promise<Check> {
  const value = (await isBehindPooler()) ? "through a pooler (no statement is prepared)" : "direct";
  return { name: "way to the database", value, ok: true };
}

async function backupWayCheck(): Promise<Check[]> {
  const url = env().DATABASE_BACKUP_URL;
  if (!url) return [];
  const name = "way of backups";
  try {
    const pooled = await isPooledAddress(url);
    return [{ name, value: pooled ? "through a pooler: name the database itself" : "direct", ok: !pooled }];
  } catch (error) {
    return [{ name, value: refusalSentence(error) ?? "no connection", ok: false }];
  }
}

/** A replica that is not read from is no outage, but somebody should know. */
async function replicaChecks(): Promise<Check[]> {
  const found = await examineReplicas();
  return found.map(({ name, behind, wrong }) => ({
    name: `replica ${name}`,
    value: wrong ?? `follows, ${behind} bytes behind`,
    ok: wrong === null,
  }));
}

const isLocal = () => /@(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(env().DATABASE_URL);

function nodeCheck(): Check {
  const [major = 0, minor = 0, patch = 0] = process.versions.node.split(".").map(Number);
  const least = patched[major];
  const ok = major > 26 || (least !== undefined && (minor > least[0] || (minor === least[0] && patch >= least[1])));
  const remark = ok ? "" : " (gets no more security fixes: use 22.23.4, 24.22.1, 26.12.1 or newer in production)";
  return { name: "Node", value: `${process.versions.node}${remark}`, ok: ok || isLocal() };
}

function settingChecks(): Check[] {
  const { NEXTAUTH_URL, DATABASE_OWNER_URL, HLIDKA_METRICS_TOKEN, HLIDKA_LOG, SMTP_URL } = env();
  const { protocol, hostname, origin } = new URL(NEXTAUTH_URL);
  const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  const open = protocol === "http:" && !loopback;
  return [
    { name: "address", value: `${origin}${open ? " (not https: passwords travel readably)" : ""}`, ok: !open },
    { name: "migrations by this process", value: DATABASE_OWNER_URL ? "yes" : "no", ok: true },
    { name: "mail server", value: SMTP_URL ? "set" : "not set", ok: true },
    { name: "metrics", value: HLIDKA_METRICS_TOKEN ? "behind a token" : "off", ok: true },
    { name: "log", value: HLIDKA_LOG, ok: true },
  ];
}

function diskCheck(name: string, folder: string): Check {
  const free = freeBytes(folder);
  if (free === null) return { name, value: `${folder} is not there yet`, ok: true };
  return { name, value: `${Math.floor(free / 1_048_576)} MB`, ok: free > 500 * 1_048_576 };
}

/** The two clocks may differ by the way there and back, and by a second. */
function clockCheck(database: number, before: number, after: number): Check {
  const skew = Math.max(before - database, database - after, 0);
  return { name: "clock of the database", value: `${(skew / 1000).toFixed(1)} s from ours`, ok: skew < 1_000 };
}

function queueChecks({ jobs, failedJobs, jobLag, mails, failedMails, mailLag, workerAge }: RunningState): Check[] {
  const lag = (seconds: number) => `, the oldest one for ${Math.round(seconds)} s`;
  const worker = workerAge === null ? "none runs" : `asked the database ${Math.round(workerAge)} s ago`;
  return [
    { name: "worker", value: worker, ok: true },
    { name: "waiting jobs", value: `${jobs}${lag(jobLag)}`, ok: jobs < 1000 && jobLag < mostLag },
    { name: "failed jobs", value: String(failedJobs), ok: failedJobs === 0 },
    { name: "waiting mail", value: `${mails}${lag(mailLag)}`, ok: mailLag < mostLag },
    { name: "failed mail", value: String(failedMails), ok: failedMails === 0 },
  ];
}

function rollupCheck(differences: number, { rows, loose }: { rows: number; loose: number }): Check {
  const found = differences === 0 ? "as their rows say" : `${differences} differ: hlidka rollups verify names them`;
  return { name: "kept sums", value: `${rows} rows, ${loose} not folded, ${found}`, ok: differences === 0 };
}

function backupCheck(age: number | null, error: string | null): Check {
  const { DATABASE_BACKUP_URL, HLIDKA_BACKUP_HOUR: hour } = env();
  const name = "newest backup";
  const when = age === null ? "none yet" : `${(age / 3600).toFixed(1)} hours old`;
  const failed = error ? `; the last try failed: ${error}` : "";
  if (!DATABASE_BACKUP_URL) return { name, value: `${when} (DATABASE_BACKUP_URL is not set: none is made)`, ok: false };
  if (hour === "never") return { name, value: `${when} (none is scheduled)${failed}`, ok: error === null };
  return { name, value: `${when}${failed}`, ok: error === null && (age === null || age < mostBackupAge) };
}
