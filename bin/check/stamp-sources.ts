// Raises the counter of the SQL sources when they differ from what it was last raised for: `npm run db:sources`.
import { readFileSync, writeFileSync } from "node:fs";
import { readSourceTexts, stampFile } from "@/db/product";

const text = readFileSync(stampFile, "utf8");
// Two branches that both raised it leave a file in conflict: the higher one counts.
const counter = Math.max(0, ...[...text.matchAll(/"counter": (\d+)/g)].map(([, count]) => Number(count)));
const { hash } = await readSourceTexts();
const done = text === stampOf(counter, hash);
if (!done) writeFileSync(stampFile, stampOf(counter + 1, hash));
process.stdout.write(`db/sql: version ${done ? counter : counter + 1}\n`);

function stampOf(count: number, sha256: string) {
  return `${JSON.stringify({ counter: count, sha256 }, null, 2)}\n`;
}
