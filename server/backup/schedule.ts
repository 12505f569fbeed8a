import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BackupRuns } from "@/db/backup";
import { sqlState } from "@/db/failure";
import { withActor } from "@/db/gate";
import { noteBackup } from "@/db/mutations/backups";
import { backupState, lastBackupTry } from "@/db/queries/backups";
import { backupName, isBackupDue, outdatedBackups } from "@/lib/domain/backup";
import { env } from "@/lib/env";
import { schemaFits } from "../readiness";
import { manifestFile } from "./folder";
import { type Made, makeBackup } from "./make";

/** After a failure the next try waits this long, in milliseconds. */
const pause = 15 * 60_000;

/** Where backups without an address of their own lie. */
export const backupFolder = () => resolve(env().HLIDKA_BACKUP_FOLDER ?? join(env().HLIDKA_DATA, "backups"));

/** Makes the day's backup when its hour has come, until the signal. Several workers make one together, not one each. */
export async function keepBackups(signal: AbortSignal, say: (line: string) => void): Promise<void> {
  const { DATABASE_BACKUP_URL: databaseUrl, HLIDKA_BACKUP_HOUR: hour } = env();
  if (!databaseUrl || hour === "never") return;
  // Not in the first seconds of a start, which have other things to do.
  await sleep(20_000, undefined, { signal }).catch(() => {});
  while (!signal.aborted) {
    try {
      const made = (await schemaFits()) && (await isDue(hour)) ? await scheduledBackup(databaseUrl, hour) : null;
      if (made?.manifest.lost.length) say(`backup: ${made.manifest.lost.length} files are missing or damaged`);
    } catch (error) {
      if (!(error instanceof BackupRuns)) say(`backup failed: ${reasonOf(error)}, trying again later`);
    }
    await sleep(60_000, undefined, { signal }).catch(() => {});
  }
}

/** Of a failed query only its code: the message may hold what a person typed. */
const reasonOf = (error: unknown) => sqlState(error)?.code ?? (error instanceof Error ? error.message : "failure");

function isDue(hour: number): Promise<boolean> {
  return withActor({ kind: "worker" }, "read", async (tx) => {
    const [{ madeAt }, last] = await Promise.all([backupState(tx), lastBackupTry(tx)]);
    if (last?.failed && Date.now() - last.at.getTime() < pause) return false;
    return isBackupDue(new Date(), hour, madeAt ? new Date(madeAt) : null);
  });
}

/** Makes one now if it is due and nobody else makes it, notes how it ended, and takes the outdated ones away. */
export async function scheduledBackup(databaseUrl: string, hour: number): Promise<Made | null> {
  const began = new Date();
  try {
    const made = await backupNow(databaseUrl, join(backupFolder(), backupName(began)), () => isDue(hour));
    if (made) await removeOutdated();
    return made;
  } catch (error) {
    if (!(error instanceof BackupRuns))
      await withActor({ kind: "worker" }, "write", (tx) =>
        noteBackup(tx, { madeAt: began, error: reasonOf(error).slice(0, 500) }),
      );
    throw error;
  }
}

/** Makes a backup as this folder and notes it; files are linked from the newest one beside it. */
export async function backupNow(
  databaseUrl: string,
  folder: string,
  wanted?: () => Promise<boolean>,
): Promise<Made | null> {
  const home = resolve(folder, "..");
  await mkdir(home, { recursive: true, mode: 0o700 });
  return makeBackup({
    databaseUrl,
    folder,
    wanted,
    earlier: await newest(home),
    demoPassword: env().HLIDKA_DEMO_PASSWORD,
    done: ({ manifest, bytes }) =>
      withActor({ kind: "worker" }, "write", (tx) =>
        noteBackup(tx, { madeAt: new Date(manifest.madeAt), place: basename(folder), bytes }),
      ),
  });
}

async function listFinished(home: string): Promise<string[]> {
  const names = await readdir(home).catch(() => []);
  const whole: string[] = [];
  for (const name of names) if (await stat(join(home, name, manifestFile)).catch(() => null)) whole.push(name);
  return whole;
}

async function newest(home: string): Promise<string | undefined> {
  const names = await listFinished(home);
  const last = names
    .filter((name) => name.startsWith("hlidka-"))
    .sort()
    .at(-1);
  return last && join(home, last);
}

/** Takes away backups that are too old to be kept, and drafts that a crash left behind a day ago. */
async function removeOutdated(): Promise<void> {
  const home = backupFolder();
  const keep = { daily: env().HLIDKA_BACKUP_DAILY, weekly: env().HLIDKA_BACKUP_WEEKLY };
  for (const name of outdatedBackups(await listFinished(home), keep)) {
    // Never half a backup under the name of a whole one.
    const aside = join(home, `.${name}.outdated.partial`);
    await rename(join(home, name), aside);
    await rm(aside, { recursive: true });
  }
  for (const name of await readdir(home)) {
    if (!/^\.hlidka-.*\.partial$/.test(name)) continue;
    const found = await stat(join(home, name)).catch(() => null);
    if (found && found.mtimeMs < Date.now() - 86_400_000) await rm(join(home, name), { recursive: true, force: true });
  }
}
