import { checkTable, selfCheck } from "@/server/self-check";
import { withDatabase } from "./database";

const help = `Usage: npm run -s hlidka -- doctor [--json]
       exit code 0: everything is as it must be; 1: something is not; 2: called wrongly
`;

/** Prints what the product finds about itself; exit code 1 when something is not as it must be. */
export async function run(args: string[]): Promise<number> {
  const json = args[0] === "--json";
  if (args.length > Number(json)) {
    process.stderr.write(help);
    return args.includes("--help") ? 0 : 2;
  }
  return withDatabase(async () => {
    const checks = await selfCheck();
    const ok = checks.every((check) => check.ok);
    process.stdout.write(json ? `${JSON.stringify({ ok, checks }, null, 2)}\n` : `${checkTable(checks)}\n`);
    return ok ? 0 : 1;
  });
}
