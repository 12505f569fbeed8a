import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { migrate } from "@/db/migrate";
import { type Product, product } from "@/db/product";
import { assertEmptyPlace, loadBackup, RestoreRefused } from "@/db/restore";
import type { Manifest } from "@/lib/domain/backup";
import { storedPath } from "../files/store";
import {
  BackupDamaged,
  differenceOf,
  flush,
  listedFiles,
  measure,
  measureFile,
  secretMark,
  storedFile,
  tableFile,
} from "./folder";
import { verifyBackup } from "./verify";

type Place = { ownerUrl: string; key: string; say?: (line: string) => void };

/**
 * Puts a backup into an empty installation: verifies it, brings the tables to where the backup's were, with functions
 * alone, stores the files, loads the rows in one transaction, checks the log by what the backup says is audited, then
 * applies later migrations, all sources and steps. Answers the manifest.
 * Throws BackupDamaged or RestoreRefused; then the database has no row.
 */
export async function restoreBackup(folder: string, { ownerUrl, key, say = () => {} }: Place): Promise<Manifest> {
  const { manifest, problems } = await verifyBackup(folder);
  if (!manifest || problems.length > 0) throw new BackupDamaged(problems.join("\n"));
  if (isNewer(manifest, await product()))
    throw new RestoreRefused(
      `the backup is of a newer version of Hlídka (${manifest.version}, migration ${manifest.migration}): update first`,
    );
  await assertEmptyPlace(ownerUrl, manifest.migration);
  say(`The backup of ${manifest.madeAt} is whole; restoring ${manifest.tables.length} tables …`);
  await migrate(ownerUrl, key, { until: manifest.migration });
  for await (const { sha256 } of listedFiles(folder)) await putBack(folder, sha256);
  const measures = new Map<string, ReturnType<typeof measure>>();
  await loadBackup(
    ownerUrl,
    manifest,
    (table) => {
      const measured = measure();
      measures.set(table.name, measured);
      const from = createReadStream(join(folder, tableFile(table.name)));
      return from.on("error", (error) => measured.through.destroy(error)).pipe(measured.through);
    },
    (table) => {
      const found = measures.get(table.name)?.result();
      const wrong = found ? differenceOf(table, found) : "not read";
      if (wrong) throw new BackupDamaged(`${tableFile(table.name)}: ${wrong}`);
    },
  );
  const applied = await migrate(ownerUrl, key, { say });
  if (manifest.secretMark !== secretMark())
    say("NEXTAUTH_SECRET is another one than the backup's: second factors and links in mails sent before do not open.");
  if (applied.length > 0) say(`Applied: ${applied.join(", ")}`);
  return manifest;
}

const isNewer = ({ migration, counter, steps }: Manifest, own: Product) =>
  !own.migrations.some(({ tag }) => tag === migration) ||
  counter > own.sources.counter ||
  steps.some((step) => !own.steps.some(({ number }) => number === step));

/** Copies one file into the data folder, compared with its name on the way; one that is there and right stays. */
async function putBack(folder: string, sha256: string): Promise<void> {
  const to = storedPath(sha256);
  if ((await stat(to).catch(() => null)) && (await measureFile(to)).sha256 === sha256) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const draft = `${to}.${process.pid}.partial`;
  const { through, result } = measure();
  await pipeline(
    createReadStream(join(folder, storedFile(sha256))),
    through,
    createWriteStream(draft, { mode: 0o600, flush: true }),
  );
  if (result().sha256 !== sha256) {
    await rm(draft);
    throw new BackupDamaged(`${storedFile(sha256)}: another SHA-256`);
  }
  await rename(draft, to);
  await flush(dirname(to));
}
