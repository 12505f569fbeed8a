import { createHash, createHmac } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { z } from "zod";
import { type BackupTable, type Manifest, manifestSchema } from "@/lib/domain/backup";
import { env } from "@/lib/env";

// How a backup lies in its folder.
export const manifestFile = "manifest.json";
export const manifestSum = "manifest.sha256";
export const fileList = "files.txt";
export const tableFile = (name: string) => `tables/${name}.copy`;
export const storedFile = (sha256: string) => `files/${sha256.slice(0, 2)}/${sha256}`;

/** What stands in the folder is not what the backup says; the message names it. */
export class BackupDamaged extends Error {}

/** Counts bytes and, as the text form of COPY has one a row, lines, and hashes them; by hand or in a pipeline. */
export function measure() {
  const hash = createHash("sha256");
  const seen = { bytes: 0, rows: 0 };
  const take = (chunk: Buffer) => {
    hash.update(chunk);
    seen.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) seen.rows += 1;
  };
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      take(chunk);
      done(null, chunk);
    },
  });
  return { take, through, result: () => ({ ...seen, sha256: hash.digest("hex") }) };
}

/** Bytes, lines and SHA-256 of a file, read in pieces. */
export async function measureFile(path: string): Promise<{ bytes: number; rows: number; sha256: string }> {
  const { take, result } = measure();
  for await (const chunk of createReadStream(path)) take(chunk);
  return result();
}

/** How a table's file differs from what the manifest says of it; null when it does not. */
export function differenceOf(
  table: BackupTable,
  found: { bytes: number; rows: number; sha256: string },
): string | null {
  if (found.bytes !== table.bytes) return `${found.bytes} bytes instead of ${table.bytes}`;
  if (found.sha256 !== table.sha256) return "another SHA-256";
  return found.rows === table.rows ? null : `${found.rows} rows instead of ${table.rows}`;
}

const oldFormat = z.looseObject({ format: z.literal(1) });

/** The manifest of a backup, checked against its sum. Throws BackupDamaged with what is wrong. */
export async function readManifest(folder: string): Promise<Manifest> {
  const [text, sum] = await Promise.all([
    readFile(join(folder, manifestFile)).catch(() => null),
    readFile(join(folder, manifestSum), "utf8").catch(() => null),
  ]);
  if (!text) throw new BackupDamaged(`${manifestFile} is missing: this is no backup`);
  if (sum === null) throw new BackupDamaged(`${manifestSum} is missing`);
  if (sum !== sumLine(text)) throw new BackupDamaged(`${manifestFile} and ${manifestSum} do not belong together`);
  const said = JSON.parse(text.toString("utf8"));
  if (oldFormat.safeParse(said).success)
    throw new BackupDamaged(
      `the backup is of a Hlídka older than its first baseline: restore it with the version that made it`,
    );
  const parsed = manifestSchema.safeParse(said);
  if (!parsed.success) throw new BackupDamaged(`${manifestFile} is not one that this version can read`);
  return parsed.data;
}

/** A mark of this installation's NEXTAUTH_SECRET, from which it cannot be told. */
export const secretMark = () =>
  createHmac("sha256", env().NEXTAUTH_SECRET).update("hlidka backup").digest("hex").slice(0, 16);

/** The content of manifest.sha256, as the tool sha256sum writes it. */
export const sumLine = (manifest: Buffer) =>
  `${createHash("sha256").update(manifest).digest("hex")}  ${manifestFile}\n`;

/** Lines of files.txt, one at a time. */
export async function* listedFiles(folder: string): AsyncGenerator<{ sha256: string; bytes: number }> {
  const file = await open(join(folder, fileList));
  for await (const line of file.readLines()) {
    const found = /^([0-9a-f]{64}) (\d{1,15})$/.exec(line);
    if (!found?.[1]) throw new BackupDamaged(`${fileList} holds a line that names no file`);
    yield { sha256: found[1], bytes: Number(found[2]) };
  }
}

/** Puts what was written to a file or a folder on the disk, not only on its way there. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  // Some systems cannot flush a folder.
  await handle.sync().catch(() => undefined);
  await handle.close();
}
