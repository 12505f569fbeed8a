import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { BackupRefused, type Snapshot, withSnapshot } from "@/db/backup";
import { type Manifest, manifestSchema } from "@/lib/domain/backup";
import { storedPath } from "../files/store";
import {
  fileList,
  flush,
  manifestFile,
  manifestSum,
  measure,
  measureFile,
  secretMark,
  storedFile,
  sumLine,
  tableFile,
} from "./folder";
import { verifyBackup } from "./verify";

export type Made = { folder: string; manifest: Manifest; bytes: number };
type Options = {
  databaseUrl: string;
  folder: string;
  demoPassword?: string;
  /** A backup whose files may be linked instead of copied again: they are the same by name. */
  earlier?: string;
  /** Asked under the lock that only one backup has: false, and none is made. */
  wanted?: () => Promise<boolean>;
  /** Told of the finished backup while the lock still holds. */
  done?: (made: Made) => Promise<void>;
};

/**
 * Makes a backup of the running installation as `folder`, which must not be there yet: written beside under a name of
 * its own, compared (files on their way, tables by reading them back), flushed to the disk, then renamed. Null when it was not wanted any more.
 * Throws BackupRefused; nothing stays then.
 */
export async function makeBackup(options: Options): Promise<Made | null> {
  const folder = resolve(options.folder);
  const there = await readdir(folder).catch(() => null);
  if (there && there.length > 0) throw new BackupRefused(`${folder} is there already and not empty`);
  const draft = join(dirname(folder), `.${basename(folder)}.${randomUUID()}.partial`);
  try {
    return await withSnapshot(options.databaseUrl, (snapshot) => write(snapshot, draft, folder, options), {
      first: options.wanted,
      last: options.done,
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function write(snapshot: Snapshot, draft: string, folder: string, options: Options): Promise<Made> {
  await mkdir(join(draft, "tables"), { recursive: true, mode: 0o700 });
  const tables: Manifest["tables"] = [];
  for (const table of snapshot.tables) {
    const path = join(draft, tableFile(table.name));
    const { through, result } = measure();
    await pipeline(await snapshot.copy(table), through, createWriteStream(path, { mode: 0o600, flush: true }));
    tables.push({ ...table, ...result() });
  }
  const { lost, ...files } = await writeFiles(snapshot, draft, options.earlier);
  const manifest = manifestSchema.parse({
    format: 2,
    product: "hlidka",
    version: JSON.parse(await readFile("package.json", "utf8")).version,
    madeAt: snapshot.takenAt.toISOString(),
    postgres: snapshot.postgres,
    migration: snapshot.migration,
    counter: snapshot.counter,
    steps: snapshot.steps,
    tables,
    sequences: snapshot.sequences,
    heads: snapshot.heads,
    files,
    lost,
    secretMark: secretMark(),
    ...(snapshot.demo && options.demoPassword ? { demoPassword: options.demoPassword } : {}),
  });
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(draft, manifestFile), text, { mode: 0o600, flush: true });
  await writeFile(join(draft, manifestSum), sumLine(text), { mode: 0o600, flush: true });
  const { problems } = await verifyBackup(draft, { files: false });
  if (problems.length > 0) throw new BackupRefused(`what was written reads back differently: ${problems.join("; ")}`);
  for (const part of ["tables", "files", "."]) await flush(join(draft, part));
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
  await flush(dirname(folder));
  return { folder, manifest, bytes: files.bytes + tables.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Every file that a row names, and the list of them; what is missing or damaged in the data folder is named as lost. */
async function writeFiles(snapshot: Snapshot, draft: string, earlier: string | undefined) {
  await mkdir(join(draft, "files"), { mode: 0o700 });
  const list = await open(join(draft, fileList), "wx", 0o600);
  const hash = createHash("sha256");
  const lost: string[] = [];
  const total = { count: 0, bytes: 0 };
  let prefix = "";
  for await (const names of snapshot.files()) {
    const lines: string[] = [];
    for (const sha256 of names) {
      if (sha256.slice(0, 2) !== prefix) {
        if (prefix) await flush(join(draft, "files", prefix));
        prefix = sha256.slice(0, 2);
        await mkdir(join(draft, "files", prefix), { recursive: true, mode: 0o700 });
      }
      const bytes = await putFile(sha256, draft, earlier);
      if (bytes === null) {
        lost.push(sha256);
        // Its folder goes too when nothing else lies in it.
        if (
          await rmdir(join(draft, "files", prefix)).then(
            () => true,
            () => false,
          )
        )
          prefix = "";
        continue;
      }
      total.count += 1;
      total.bytes += bytes;
      lines.push(`${sha256} ${bytes}\n`);
    }
    hash.update(lines.join(""));
    await list.writeFile(lines.join(""));
  }
  if (prefix) await flush(join(draft, "files", prefix));
  await list.sync();
  await list.close();
  return { ...total, listSha256: hash.digest("hex"), lost };
}

/** Links a file of an earlier backup or copies it from the data folder, comparing it with its name; its size, or null. */
async function putFile(sha256: string, draft: string, earlier: string | undefined): Promise<number | null> {
  const to = join(draft, storedFile(sha256));
  if (earlier) {
    const linked = await link(join(earlier, storedFile(sha256)), to).then(
      () => true,
      () => false,
    );
    if (linked) {
      const found = await measureFile(to);
      if (found.sha256 === sha256) return found.bytes;
      await rm(to);
    }
  }
  const { through, result } = measure();
  try {
    await pipeline(createReadStream(storedPath(sha256)), through, createWriteStream(to, { mode: 0o600, flush: true }));
  } catch (error) {
    await rm(to, { force: true });
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const found = result();
  if (found.sha256 === sha256) return found.bytes;
  await rm(to);
  return null;
}
