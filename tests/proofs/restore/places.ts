import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "@/db/connection";
import { manifestSchema } from "@/lib/domain/backup";
import { sumLine } from "@/server/backup/folder";
import type { Stand } from "../../support/stand";
import { copyTables } from "./flips";

/** Restores a backup by the command line into a new database and a new data folder; why not, if it is refused. */
export async function restoreInto(stand: Stand, folder: string, name: string) {
  const superuser = connect(stand.superuserUrl, 1);
  await superuser.unsafe(`create database ${name} owner hlidka_owner`).finally(() => superuser.end());
  const at = (url = "") => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const env = {
    ...stand.env,
    HLIDKA_DATA: join(stand.data, name),
    DATABASE_URL: at(stand.env.DATABASE_URL),
    DATABASE_OWNER_URL: at(stand.env.DATABASE_OWNER_URL),
    DATABASE_BACKUP_URL: at(stand.env.DATABASE_BACKUP_URL),
  };
  const began = Date.now();
  const child = spawn(process.execPath, ["bin/hlidka.mjs", "restore", folder], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (part) => (said += part));
  const [code] = await once(child, "exit");
  const milliseconds = Date.now() - began;
  return { env, milliseconds, refused: code === 0 ? null : said.trim().split("\n").at(-1) || `exit ${code}` };
}

/** Gives a backup tables of a later one, sums and all: what it would be without one snapshot over all tables. */
export function mixTables(folder: string, later: string): void {
  const read = (of: string) => manifestSchema.parse(JSON.parse(readFileSync(join(of, "manifest.json"), "utf8")));
  const names = ["public.activities", "public.commands"];
  copyTables(later, folder, names);
  const manifest = read(folder);
  const others = read(later).tables;
  manifest.tables = manifest.tables.map((table) =>
    names.includes(table.name) ? (others.find((other) => other.name === table.name) ?? table) : table,
  );
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, "manifest.json"), text);
  writeFileSync(join(folder, "manifest.sha256"), sumLine(text));
}
