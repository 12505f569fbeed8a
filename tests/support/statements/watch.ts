import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { PgDialect } from "drizzle-orm/pg-core";

/** One statement as it was sent: where it was asked for, the innermost first, and its text. */
export type Sent = { at: { file: string; line: number; column: number }[]; text: string };

const folder = process.env.HLIDKA_TEST_STATEMENTS;
const file = join(folder ?? "", `${process.pid}-${Math.random().toString(36).slice(2)}.jsonl`);
const root = `${process.cwd()}/`;
const place = /([^\s()]+):(\d+):(\d+)\)?$/;
const seen = new Set<string>();

/** The places of ours that lead to this call. */
function placesOfOurs(): Sent["at"] {
  const lines = new Error().stack?.split("\n") ?? [];
  return lines.flatMap((line) => {
    const [, path, row, column] = place.exec(line) ?? [];
    const ours = path?.replace("file://", "");
    if (!ours?.startsWith(root) || ours.includes("node_modules")) return [];
    return [{ file: ours.slice(root.length), line: Number(row), column: Number(column) }];
  });
}

/**
 * Writes down what a suite sends, each text once a place, for tests/statements to compare. The product knows nothing of
 * it: drizzle writes every statement in one method, which is called at once where the statement is asked for.
 */
const { sqlToQuery } = PgDialect.prototype;
// The files of a suite share their worker.
if (folder && sqlToQuery.name !== "watched") {
  PgDialect.prototype.sqlToQuery = function watched(query, invokeSource) {
    const made = sqlToQuery.call(this, query, invokeSource);
    const sent = JSON.stringify({ at: placesOfOurs(), text: made.sql } satisfies Sent);
    if (!seen.has(sent)) appendFileSync(file, `${sent}\n`);
    seen.add(sent);
    return made;
  };
}
