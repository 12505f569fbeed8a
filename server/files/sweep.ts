import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Tx } from "@/db/gate";
import { listNamedFiles } from "@/db/queries/evidence";
import { asidePath, storedNames, storedPath, storedRooms } from "./store";

/** Milliseconds that bytes may lie without a row: those of a restore come before its rows. */
const patience = 24 * 3_600_000;

/**
 * Takes away the bytes that no row names: of files that were taken off their records, of erased people, of uploads whose
 * row was not committed. Nothing goes while rows name none of them at all: then it is another database's folder. For the
 * worker, who sees the rows of everybody. Answers how many files went.
 */
export async function sweepUnnamed(tx: Tx): Promise<number> {
  const unnamed: string[] = [];
  let named = 0;
  for (const room of await storedRooms()) {
    const names = (await storedNames(room)).filter((name) => /^[0-9a-f]{64}$/.test(name));
    const known = new Set(await listNamedFiles(tx, names));
    named += known.size;
    unnamed.push(...names.filter((name) => !known.has(name)));
  }
  let gone = 0;
  if (named > 0) for (const sha256 of unnamed) if (await sweep(tx, sha256)) gone += 1;
  return gone;
}

/** First aside, then looked at again: the same bytes may be uploaded anew in this very moment. */
async function sweep(tx: Tx, sha256: string): Promise<boolean> {
  const path = storedPath(sha256);
  if (!(await isOld(path))) return false;
  const aside = asidePath();
  await mkdir(dirname(aside), { recursive: true });
  await rename(path, aside);
  if (!(await isOld(aside)) || (await listNamedFiles(tx, [sha256])).length > 0) {
    await rename(aside, path);
    return false;
  }
  await rm(aside);
  return true;
}

/** One that is gone already is not ours to take. */
async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > patience;
}
