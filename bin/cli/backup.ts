import { join, resolve } from "node:path";
import { BackupRefused } from "@/db/backup";
import { sqlState } from "@/db/failure";
import { backupName } from "@/lib/domain/backup";
import { backupFolder, backupNow } from "@/server/backup/schedule";
import { verifyBackup } from "@/server/backup/verify";
import { tell, withDatabase } from "./database";

const help = `Usage: npm run -s hlidka -- backup [FOLDER]        makes a backup as FOLDER, which must not be there yet;
                                                    without it under a name of its own in HLIDKA_BACKUP_FOLDER
       npm run -s hlidka -- backup verify FOLDER   reads a backup again and names what is not as it was written
`;

/** npm runs scripts in the folder of the package; a relative path is meant from where the person stands. */
export const fromWhereOneStands = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;

/** Makes or verifies a backup. Exit code 0; 1 when it is refused, damaged or lacks files; 2 when called wrongly. */
export async function run(args: string[]): Promise<number> {
  const [first, second, ...more] = args;
  if (more.length > 0 || args.some((word) => word.startsWith("-")) || (first === "verify") !== (second !== undefined)) {
    process.stderr.write(help);
    return args.includes("--help") ? 0 : 2;
  }
  if (second !== undefined) return verify(fromWhereOneStands(second));
  return withDatabase(() => make(first === undefined ? undefined : fromWhereOneStands(first)), { prepare: "roles" });
}

async function make(wish: string | undefined): Promise<number> {
  const databaseUrl = process.env.DATABASE_BACKUP_URL;
  if (!databaseUrl) {
    tell("DATABASE_BACKUP_URL is not set: the address of the database as the role hlidka_backup.");
    return 1;
  }
  const began = performance.now();
  try {
    const made = await backupNow(databaseUrl, wish ?? join(backupFolder(), backupName(new Date())));
    if (!made) return 1;
    const { manifest, bytes, folder } = made;
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    for (const sha256 of manifest.lost) tell(`missing or damaged in the data folder: ${sha256}`);
    tell(
      `${manifest.tables.length} tables, ${rows} rows, ${manifest.files.count} files, ${megabytes(bytes)}, ${seconds} s`,
    );
    process.stdout.write(`${folder}\n`);
    return manifest.lost.length === 0 ? 0 : 1;
  } catch (error) {
    if (sqlState(error)?.code === "42501" || sqlState(error)?.code === "42P01")
      tell("The backup's role may not read everything: bring the schema up to date first (`hlidka migrate`).");
    else if (error instanceof BackupRefused) tell(`No backup was made: ${error.message}.`);
    else throw error;
    return 1;
  }
}

async function verify(folder: string): Promise<number> {
  const { manifest, problems } = await verifyBackup(folder);
  for (const problem of problems.slice(0, 50)) process.stdout.write(`${problem}\n`);
  if (problems.length > 50) tell(`${problems.length - 50} more`);
  for (const sha256 of manifest?.lost ?? []) tell(`was missing or damaged when the backup was made: ${sha256}`);
  if (!manifest || problems.length > 0) {
    process.stdout.write(
      `The backup is NOT whole: ${problems.length} ${problems.length === 1 ? "problem" : "problems"}\n`,
    );
    return 1;
  }
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(
    `The backup is whole: ${manifest.madeAt}, ${manifest.tables.length} tables, ${rows} rows, ${manifest.files.count} files, migration ${manifest.migration}\n`,
  );
  return 0;
}
