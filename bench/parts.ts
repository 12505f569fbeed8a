import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { connect } from "@/db/connection";
import type { Load } from "./load";
import { median, run } from "./measure";

/** Of which statement of a command's transaction a line of the database's log is, by how it begins. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^begin/, "begin"],
  [/^select e\.me/, "entrance and claim"],
  [/^select pg_advisory_xact_lock/, "lock of the day"],
  [/^with activity as/, "insert with its triggers"],
  [/^select sec\.store_result/, "stored answer"],
  [/^commit/, "seal and commit"],
  [/^select p\.organisation_id/, "facts"],
];

/** Milliseconds of the database's processor time that each part of a command takes, as the database itself counts them. */
export async function partsOf(superuserUrl: string, data: string, load: Load): Promise<string> {
  const log = join(data, "postgres.log");
  const sql = connect(superuserUrl, 1);
  try {
    await run({ ...load, seconds: 1, connections: 1 });
    const before = statSync(log).size;
    await sql`alter system set log_statement_stats = on`;
    await sql`select pg_reload_conf()`;
    await run({ ...load, seconds: 2, connections: 1 });
    await sql`alter system reset log_statement_stats`;
    await sql`select pg_reload_conf()`;
    const parts = readParts(readFileSync(log).subarray(before).toString());
    return [...parts].map(([name, times]) => `${name} ${median(times).toFixed(2)}`).join(", ");
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Name of a part → its times; binding a statement's values counts with it. */
function readParts(log: string): Map<string, number[]> {
  const parts = new Map<string, number[]>();
  const entry = /!\s+([\d.]+) s user, ([\d.]+) s system[\s\S]*?STATEMENT:\s+([\s\S]{0,40})/;
  let bound = 0;
  for (const block of log.split(/LOG: +(?=[A-Z]+ (?:MESSAGE )?STATISTICS)/).slice(1)) {
    const [, user, system, text] = entry.exec(block) ?? [];
    const name = names.find(([begins]) => begins.test((text ?? "").trim()))?.[1];
    if (!name) continue;
    const took = (Number(user) + Number(system)) * 1000;
    if (block.startsWith("BIND")) {
      bound = took;
      continue;
    }
    parts.set(name, [...(parts.get(name) ?? []), took + bound]);
    bound = 0;
  }
  return parts;
}
