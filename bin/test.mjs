import { ensureInstalled } from "./start/install.mjs";

const say = (/** @type {string} */ line) => console.log(line);
try {
  await ensureInstalled();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  say("tests: 0 passed, 1 failed");
  process.exit(1);
}
const { runTests } = await import("./check/test-run.mjs");
await runTests(process.argv.slice(2), say);
