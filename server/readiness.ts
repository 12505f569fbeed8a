import { lastBackup } from "@/db/gate";
import { fullAt } from "@/db/pool";
import { pendingNames, schemaState } from "@/db/schema-state";
import { freeForFiles, leastFreeBytes } from "./files/disk";

export type Readiness = { ready: boolean; status: string; pending: string[]; backupAgeSeconds: number | null };

/** For this long after the database had no room to write, it is taken for full, in milliseconds. */
const fullFor = 10_000;

/**
 * Whether the database answers, what it lacks of this version, whether the disk of the files has room and how old the
 * newest good backup is (null: there is none); throws when the database does not answer. An old backup is reported, but
 * the server stays ready; on a full disk nothing can be uploaded, nor noted who looks at names, so it is not.
 */
export async function readiness(free = freeForFiles()): Promise<Readiness> {
  const state = await schemaState();
  known = { fits: state.kind === "fits", at: Date.now() };
  if (!known.fits)
    return { ready: false, status: "migrations pending", pending: pendingNames(state), backupAgeSeconds: null };
  const made = await lastBackup();
  const ready = (free === null || free >= leastFreeBytes) && Date.now() - fullAt() > fullFor;
  const age = made && Math.round((Date.now() - made.getTime()) / 1000);
  return { ready, status: ready ? "ok" : "disk full", pending: [], backupAgeSeconds: age };
}

let known = { fits: false, at: 0 };
let asking: Promise<boolean> | undefined;
/** Milliseconds after which it is asked again: a newer version may have come to the database. */
const holds = { fitting: 5_000, lacking: 2_000 };

/**
 * False while the database lacks something of this version, or has more than it knows: nothing would work. Asked again
 * every few seconds; while it fits, nobody waits for the answer.
 */
export async function schemaFits(): Promise<boolean> {
  const age = Date.now() - known.at;
  if (age < (known.fits ? holds.fitting : holds.lacking)) return known.fits;
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return known.fits || asking;
}

/** A database that does not answer is told by what comes after; how its schema stands is not known. */
async function ask(): Promise<boolean> {
  const state = await schemaState().catch(() => null);
  if (state) known = { fits: state.kind === "fits", at: Date.now() };
  return state ? known.fits : true;
}
