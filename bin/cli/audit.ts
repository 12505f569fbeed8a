import { withActor } from "@/db/gate";
import { auditHeads, auditProblems } from "@/db/queries/audit-state";
import { tell, withDatabase } from "./database";

/** `audit verify`: recomputes the whole log. Exit code 0 when it holds, 1 when not; the first broken row is named first. */
export async function run(args: string[]): Promise<number> {
  if (args[0] !== "verify" || args.length > 1) {
    process.stderr.write("Usage: npm run -s hlidka -- audit verify\n");
    return 2;
  }
  return withDatabase(async () => {
    const began = performance.now();
    const { problems, state } = await withActor({ kind: "operator" }, "read", async (tx) => ({
      problems: await auditProblems(tx),
      state: await auditHeads(tx),
    }));
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    for (const { problem, organisation, tableName, rowId, entryId, seq } of problems.slice(0, 50)) {
      const where = [tableName && `${tableName} ${rowId}`, entryId && `entry ${entryId}`, seq && `link ${seq}`]
        .filter(Boolean)
        .join(", ");
      process.stdout.write(`${problem}: ${organisation}: ${where}\n`);
    }
    for (const head of state.heads) process.stdout.write(`head ${head.organisation}: ${head.seq} ${head.hash}\n`);
    process.stdout.write(
      problems.length === 0
        ? `The log holds: ${state.entries} entries, ${state.heads.length} chains, ${seconds} s\n`
        : `The log does NOT hold: ${problems.length} problems in ${state.entries} entries, ${seconds} s\n`,
    );
    if (problems.length > 50) tell(`${problems.length - 50} more`);
    return problems.length === 0 ? 0 : 1;
  });
}
