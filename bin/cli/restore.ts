import { dirname, join } from "node:path";
import { RestoreRefused } from "@/db/restore";
import { BackupDamaged } from "@/server/backup/folder";
import { restoreBackup } from "@/server/backup/restore";
import { erasureFile, replayErasureFile } from "@/server/jobs/forget-files";
import { changeSecrets } from "../start/secrets.mjs";
import { fromWhereOneStands } from "./backup";
import { tell, withDatabase } from "./database";

const help = `Usage: npm run -s hlidka -- restore FOLDER
       puts a backup into an empty installation: a new HLIDKA_DATA, or an empty database of DATABASE_OWNER_URL
`;

/** Restores a backup. Exit code 0; 1 when it is damaged or the place is not empty, and nothing was changed; 2 when called wrongly. */
export async function run(args: string[]): Promise<number> {
  const [folder, ...more] = args;
  if (!folder || more.length > 0 || folder.startsWith("-")) {
    process.stderr.write(help);
    return args.includes("--help") ? 0 : 2;
  }
  return withDatabase(
    async (call) => {
      const { DATABASE_OWNER_URL: ownerUrl, HLIDKA_KEY: key } = process.env;
      if (!ownerUrl || !key) {
        tell("DATABASE_OWNER_URL is not set: a restore makes the tables, as the role hlidka_owner.");
        return 1;
      }
      const began = performance.now();
      try {
        const manifest = await restoreBackup(fromWhereOneStands(folder), { ownerUrl, key, say: tell });
        if (call.databasePort !== null)
          changeSecrets(call.data, {
            demoFilled: true,
            ...(manifest.demoPassword ? { demoPassword: manifest.demoPassword } : {}),
          });
        const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
        for (const sha256 of manifest.lost) tell(`not in the backup, it was missing or damaged: ${sha256}`);
        const list = join(dirname(fromWhereOneStands(folder)), erasureFile);
        const again = await replayErasureFile(list).catch(() => "failed" as const);
        if (again === "failed") {
          tell(`The rows are back, but ${list} could not be carried out: people who were erased are in them.`);
          tell("Do not start it before this succeeds: npm run -s hlidka -- privacy replay FILE");
          return 1;
        }
        if (again) tell(`${again.erased} of ${again.listed} erased people erased again (${list})`);
        else
          tell(
            `No ${erasureFile} beside the backup. If people were erased since: npm run -s hlidka -- privacy replay FILE`,
          );
        process.stdout.write(
          `Restored as of ${manifest.madeAt}: ${rows} rows, ${manifest.files.count} files, ${manifest.heads.length} chains of the log hold, ${((performance.now() - began) / 1000).toFixed(1)} s\n`,
        );
        return 0;
      } catch (error) {
        if (!(error instanceof RestoreRefused || error instanceof BackupDamaged)) throw error;
        tell(`Nothing was restored: ${error.message}`);
        return 1;
      }
    },
    { prepare: "roles", makes: true },
  );
}
