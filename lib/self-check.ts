import { statfsSync } from "node:fs";
import { withActor } from "@/db/gate";
import { pendingMigrations } from "@/db/migrate";
import { auditHeads } from "@/db/queries/audit-state";
import { type Check, serverChecks } from "@/db/queries/server-state";
import { env } from "./env";

/** Lines of Node that still get security fixes: major version → the least patched release. */
const patched: Record<number, [minor: number, patch: number]> = { 22: [23, 4], 24: [22, 1], 26: [12, 1] };

/** What the product finds about itself when it starts: versions, settings, row-level security, log, disk. */
export async function selfCheck(): Promise<Check[]> {
  const pending = await pendingMigrations(env().DATABASE_URL);
  const missing: Check = { name: "pending migrations", value: pending.join(", ") || "none", ok: pending.length === 0 };
  const own = [nodeCheck(), missing, diskCheck()];
  if (pending.length > 0) return own;
  const inside = await withActor({ kind: "operator" }, "read", async (tx) => {
    const [server, audit] = await Promise.all([serverChecks(tx), auditHeads(tx)]);
    return [
      ...server,
      { name: "audit log", value: `${audit.entries} entries, ${audit.heads.length} chains`, ok: true },
    ];
  });
  return [...own, ...inside];
}

/** The checks as one table for a terminal. */
export function checkTable(checks: readonly Check[]): string {
  const width = Math.max(...checks.map((check) => check.name.length));
  return checks.map((check) => `${check.ok ? "ok " : "!! "} ${check.name.padEnd(width)}  ${check.value}`).join("\n");
}

function nodeCheck(): Check {
  const [major = 0, minor = 0, patch = 0] = process.versions.node.split(".").map(Number);
  const least = patched[major];
  const ok = major > 26 || (least !== undefined && (minor > least[0] || (minor === least[0] && patch >= least[1])));
  const embedded = env().DATABASE_URL.includes("@127.0.0.1:");
  const remark = ok ? "" : " (gets no more security fixes: use 22.23.4, 24.22.1, 26.12.1 or newer in production)";
  return { name: "Node", value: `${process.versions.node}${remark}`, ok: ok || embedded };
}

function diskCheck(): Check {
  const { bavail, bsize } = statfsSync(env().HLIDKA_DATA);
  const free = Math.floor((bavail * bsize) / 1_048_576);
  return { name: "free disk", value: `${free} MB`, ok: free > 500 };
}
