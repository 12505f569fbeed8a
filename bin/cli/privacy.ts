import { withActor } from "@/db/gate";
import { erasuresToReplay } from "@/db/queries/privacy";
import { erasureText, replayErasureFile } from "@/server/jobs/forget-files";
import { fromWhereOneStands } from "./backup";
import { tell, withDatabase } from "./database";

const help = `Usage: npm run -s hlidka -- privacy list
         prints the list of erasures: ids and codes, no names
       npm run -s hlidka -- privacy replay FILE
         erases again whom the list names, after a backup of an earlier day was restored
`;

/** The list of erasures, and carrying it out again. Exit code 0, 1 when the file is missing, 2 when called wrongly. */
export async function run(args: string[]): Promise<number> {
  const [verb, file, ...more] = args;
  if (verb === "list" && !file)
    return withDatabase(async () => {
      process.stdout.write(erasureText(await withActor({ kind: "operator" }, "read", erasuresToReplay)));
      return 0;
    });
  if (verb === "replay" && file && more.length === 0)
    return withDatabase(async () => {
      const done = await replayErasureFile(fromWhereOneStands(file));
      if (!done) {
        tell(`${file} cannot be read`);
        return 1;
      }
      process.stdout.write(`${done.erased} of ${done.listed} people erased again\n`);
      return 0;
    });
  process.stderr.write(help);
  return args.includes("--help") ? 0 : 2;
}
