import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest } from "@/lib/domain/backup";
import {
  BackupDamaged,
  differenceOf,
  fileList,
  listedFiles,
  manifestFile,
  manifestSum,
  measureFile,
  readManifest,
  storedFile,
  tableFile,
} from "./folder";

export type Verified = { manifest: Manifest | null; problems: string[] };

/** Reads a whole backup again and names each file that is missing, changed or not listed. Without a problem it can be restored. */
export async function verifyBackup(folder: string, { files: withFiles = true } = {}): Promise<Verified> {
  let manifest: Manifest;
  try {
    manifest = await readManifest(folder);
  } catch (error) {
    if (error instanceof BackupDamaged) return { manifest: null, problems: [error.message] };
    if (error instanceof SyntaxError) return { manifest: null, problems: [`${manifestFile} is not JSON`] };
    throw error;
  }
  const problems = [...(await extras(folder, manifest)), ...(await tables(folder, manifest))];
  const list = await measureFile(join(folder, fileList)).catch(() => null);
  if (!list) problems.push(`${fileList} is missing`);
  else if (list.sha256 !== manifest.files.listSha256) problems.push(`${fileList}: another SHA-256`);
  else if (withFiles) problems.push(...(await files(folder, manifest)));
  return { manifest, problems };
}

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

async function extras(folder: string, manifest: Manifest): Promise<string[]> {
  const top = new Set([manifestFile, manifestSum, fileList, "tables", "files"]);
  const known = new Set(manifest.tables.map(({ name }) => tableFile(name)));
  const inTables = (await names(join(folder, "tables"))).map((name) => `tables/${name}`);
  const found = [...(await names(folder)).filter((name) => !top.has(name)), ...inTables.filter((n) => !known.has(n))];
  return found.map((name) => `${name} does not belong to the backup`);
}

async function tables(folder: string, manifest: Manifest): Promise<string[]> {
  const problems: string[] = [];
  for (const table of manifest.tables) {
    const path = tableFile(table.name);
    const found = await measureFile(join(folder, path)).catch(() => null);
    const wrong = found ? differenceOf(table, found) : "missing";
    if (wrong) problems.push(`${path}: ${wrong}`);
  }
  return problems;
}

/** The list is sorted, so that one folder of files at a time is compared with it. */
async function files(folder: string, manifest: Manifest): Promise<string[]> {
  const problems: string[] = [];
  const total = { count: 0, bytes: 0 };
  const prefixes = new Set<string>();
  let group: string[] = [];
  const closeGroup = async () => {
    const prefix = group[0]?.slice(0, 2);
    if (!prefix) return;
    prefixes.add(prefix);
    const listed = new Set(group);
    for (const name of await names(join(folder, "files", prefix)))
      if (!listed.has(name)) problems.push(`files/${prefix}/${name} does not belong to the backup`);
    group = [];
  };
  for await (const { sha256, bytes } of listedFiles(folder)) {
    if (group[0] && group[0].slice(0, 2) !== sha256.slice(0, 2)) await closeGroup();
    group.push(sha256);
    total.count += 1;
    total.bytes += bytes;
    const path = join(folder, storedFile(sha256));
    const size = (await stat(path).catch(() => null))?.size;
    if (size === undefined) problems.push(`${storedFile(sha256)}: missing`);
    else if (size !== bytes) problems.push(`${storedFile(sha256)}: ${size} bytes instead of ${bytes}`);
    else if ((await measureFile(path)).sha256 !== sha256) problems.push(`${storedFile(sha256)}: another SHA-256`);
  }
  await closeGroup();
  for (const name of await names(join(folder, "files")))
    if (!prefixes.has(name)) problems.push(`files/${name} does not belong to the backup`);
  if (total.count !== manifest.files.count || total.bytes !== manifest.files.bytes)
    problems.push(`${fileList} and ${manifestFile} do not belong together`);
  return problems;
}
