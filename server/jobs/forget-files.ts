import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Tx, withActor } from "@/db/gate";
import { replayErasures } from "@/db/mutations/privacy";
import { listNamedFiles } from "@/db/queries/evidence";
import { erasuresToReplay } from "@/db/queries/privacy";
import { type ErasureEntry, erasureList } from "@/lib/domain/privacy";
import { env } from "@/lib/env";
import { backupFolder } from "../backup/schedule";
import { storedPath } from "../files/store";

const job = z.object({
  files: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  mails: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
});

/**
 * Takes the files of an erased person away (documents that no row names any more, mails that were written as files) and
 * writes the list of erasures beside the backups, which do not know of it.
 */
export async function forgetFiles(tx: Tx, data: unknown): Promise<void> {
  const { files, mails } = job.parse(data);
  const kept = await listNamedFiles(tx, files);
  for (const sha256 of files) if (!kept.includes(sha256)) await rm(storedPath(sha256), { force: true });
  for (const id of mails) await rm(join(env().HLIDKA_DATA, "mail", `${id}.eml`), { force: true });
  await writeErasureList(backupFolder(), await erasuresToReplay(tx));
}

/** The list's name beside the backups. */
export const erasureFile = "erasures.json";

/** The list as a text: ids and codes, no name. */
export const erasureText = (erasures: readonly ErasureEntry[]) =>
  `${JSON.stringify({ format: 1, erasures }, null, 2)}\n`;

async function writeErasureList(folder: string, erasures: readonly ErasureEntry[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${erasureFile}.${randomUUID()}.partial`);
  await writeFile(draft, erasureText(erasures), { mode: 0o600, flush: true });
  await rename(draft, join(folder, erasureFile));
}

/**
 * Erases again whom a list names, as the operator: for a database restored from a backup of an earlier day. Null when
 * there is no such file; throws when it is none of ours.
 */
export async function replayErasureFile(path: string): Promise<{ listed: number; erased: number } | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  const { erasures } = erasureList.parse(JSON.parse(text));
  const erased = await withActor({ kind: "operator" }, "write", (tx) => replayErasures(tx, erasures), {
    id: randomUUID(),
    name: "person.erase",
  });
  return { listed: erasures.length, erased };
}
