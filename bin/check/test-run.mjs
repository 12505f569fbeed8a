import { mkdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { endSteps, runStep } from "../start/children.mjs";
import { root } from "../start/install.mjs";
import { readJson } from "../start/lock.mjs";
import { watchNpm } from "../start/parents.mjs";
import { findBrowser } from "./browser.mjs";
import { makeStand } from "./stand.mjs";
import { testDatabases } from "./test-databases.mjs";

const steps = ["lint", "unit", "db", "build", "types", "api", "e2e"];
const reports = join(root, ".lock", `tests-${process.pid}`);
const noHold = { part: () => {} };

/** What one vitest report counts: a suite that could not start, and a test that did not run, count as failed. */
function countReport(/** @type {string} */ file) {
  const report = readJson(file);
  if (!report) return { passed: 0, failed: 1, names: ["no report"] };
  const dead = report.testResults.filter((suite) => suite.status === "failed" && suite.assertionResults.length === 0);
  const passed = report.numPassedTests;
  const failed = report.numTotalTests - passed + dead.length;
  if (passed + failed === 0) return { passed: 0, failed: 1, names: ["no test"] };
  const names = dead.map((suite) => sayFailure(suite.name, "", [suite.message]));
  for (const suite of report.testResults)
    for (const test of suite.assertionResults)
      if (test.status !== "passed") names.push(sayFailure(suite.name, test.fullName, test.failureMessages));
  return { passed, failed, names };
}

/** @param {string} file @param {string} test @param {string[] | undefined} messages */
function sayFailure(file, test, messages) {
  const reason = stripVTControlCharacters(messages?.[0] ?? "did not run")
    .split("\n")
    .slice(0, 3)
    .join(" ");
  return `${[relative(root, file), test].filter(Boolean).join(" › ")}: ${reason.slice(0, 400)}`;
}

/**
 * `npm test`: everything from a fresh clone; the last line is `tests: N passed, N failed`.
 * `--only unit,db` runs some steps, further words are filters of test files.
 * @param {string[]} args
 * @param {(line: string) => void} say
 */
export async function runTests(args, say) {
  const at = args.indexOf("--only");
  const chosen = at < 0 ? steps : (args[at + 1] ?? "").split(",");
  const filters = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const unknown = chosen.filter((name) => !steps.includes(name));
  const total = { passed: 0, failed: 0 };
  /** Said once more at the end, where whoever reads only the last lines finds it. @type {string[]} */
  const failures = [];
  /** @type {Awaited<ReturnType<typeof makeStand>> | undefined} */
  let stand;
  /** @type {Promise<never> | undefined} */
  let ending;
  const end = () => {
    ending ??= (async () => {
      endSteps();
      await stand?.stop();
      rmSync(reports, { recursive: true, force: true });
      if (failures.length > 0) say(["\n── what failed", ...failures].join("\n"));
      say(`tests: ${total.passed} passed, ${total.failed} failed`);
      process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
    })();
    return ending;
  };
  const interrupted = () => {
    total.failed += 1;
    failures.push("interrupted");
    void end();
  };
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(name, interrupted);
  watchNpm(interrupted);

  /** One thing that passes or fails as a whole. @param {string} name @param {() => Promise<unknown>} work */
  const check = async (name, work) => {
    say(`\n── ${name}`);
    try {
      await work();
      total.passed += 1;
      return true;
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      total.failed += 1;
      failures.push(name);
      return false;
    }
  };
  const tool = (/** @type {string} */ file, /** @type {string[]} */ ...rest) => [
    join(root, "node_modules", file),
    ...rest,
  ];

  /** @param {string} project @param {Record<string, string>} env */
  const suite = async (project, env) => {
    say(`\n── ${project}`);
    const file = join(reports, `${project}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const some = filters.length > 0 ? ["--passWithNoTests", ...filters] : [];
    const line = tool("vitest/vitest.mjs", "run", "--project", project, ...reporters, ...some);
    const hold = stand?.hold ?? noHold;
    const failure = await runStep(project, line, { env, hold, shown: true }).then(
      () => null,
      (error) => error,
    );
    const counted =
      filters.length > 0 && !failure && !readJson(file)?.numTotalTests
        ? { passed: 0, failed: 0, names: [] }
        : countReport(file);
    total.passed += counted.passed;
    // Vitest can also fail outside its tests, by an unhandled error.
    const outside = failure && counted.failed === 0 ? ["failed outside its tests"] : counted.names;
    total.failed += failure && counted.failed === 0 ? 1 : counted.failed;
    failures.push(...outside.map((line) => `${project} ${line}`));
  };

  try {
    mkdirSync(reports, { recursive: true });
    const wants = (/** @type {string} */ name) => chosen.includes(name);
    if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(", ")}; there are ${steps.join(", ")}.`);
    if (wants("lint")) {
      await check("format and lint", () =>
        runStep("biome", tool("@biomejs/biome/bin/biome", "check", "."), { env: {}, hold: noHold }),
      );
    }
    if (wants("unit")) await suite("unit", {});
    const needsServer = wants("api") || wants("e2e");
    if (wants("db") || needsServer) {
      say("\n── a database of its own");
      stand = await makeStand({ say });
      const env = await testDatabases(stand, say);
      if (wants("db")) await suite("db", env.db);
      if (needsServer || wants("build")) {
        const serves = await check("build and start", async () => void (await stand?.startServer()));
        if (!serves) total.failed += Number(wants("api")) + Number(wants("e2e"));
        if (serves && wants("api")) await suite("api", env.server);
        if (serves && wants("e2e")) {
          let browser = "";
          if (await check("a browser", async () => (browser = findBrowser(say)))) {
            await suite("e2e", { ...env.server, HLIDKA_BROWSER: browser });
          } else total.failed += 1;
        }
      }
    }
    if (wants("types"))
      await check("types", () => runStep("tsc", tool("typescript/bin/tsc", "--noEmit"), { env: {}, hold: noHold }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!ending) say(reason);
    total.failed += 1;
    failures.push(reason);
  }
  await end();
}
