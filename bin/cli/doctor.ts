import { checkTable, selfCheck } from "@/lib/self-check";
import { withDatabase } from "./database";

/** Prints what the product finds about itself; exit code 1 when something is not as it must be. */
export async function run(): Promise<number> {
  return withDatabase(async () => {
    const checks = await selfCheck();
    process.stdout.write(`${checkTable(checks)}\n`);
    return checks.every((check) => check.ok) ? 0 : 1;
  });
}
