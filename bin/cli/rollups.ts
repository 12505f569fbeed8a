import { withActor } from "@/db/gate";
import { rebuildRollups } from "@/db/mutations/rollups";
import { allDifferences, rollupSize } from "@/db/queries/rollups";
import { tell, withDatabase } from "./database";

const help = `Usage: npm run -s hlidka -- rollups verify
         compares the kept sums with their rows; exit code 0 when they agree, 1 when not
       npm run -s hlidka -- rollups rebuild
         makes the sums anew of their rows, while people write
`;

/** `rollups verify`: names every difference. `rollups rebuild`: makes the sums anew. */
export async function run(args: string[]): Promise<number> {
  const [verb, ...more] = args;
  if ((verb !== "verify" && verb !== "rebuild") || more.length > 0) {
    process.stderr.write(help);
    return args.includes("--help") ? 0 : 2;
  }
  return withDatabase(verb === "verify" ? verify : rebuild);
}

async function verify(): Promise<number> {
  const { differences, size } = await withActor({ kind: "operator" }, "read", async (tx) => ({
    differences: await allDifferences(tx),
    size: await rollupSize(tx),
  }));
  for (const difference of differences.slice(0, 50)) process.stdout.write(`${difference}\n`);
  process.stdout.write(
    differences.length === 0
      ? `The sums are what their rows say: ${size.rows} rows, ${size.loose} not folded\n`
      : `The sums are NOT what their rows say: ${differences.length} differences\n`,
  );
  if (differences.length > 50) tell(`${differences.length - 50} more`);
  return differences.length === 0 ? 0 : 1;
}

async function rebuild(): Promise<number> {
  const made = await withActor({ kind: "operator" }, "write", rebuildRollups);
  process.stdout.write(`The sums were made anew: ${made} rows\n`);
  return 0;
}
