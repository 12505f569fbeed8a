import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "../start/build.mjs";
import { endSteps, runStep } from "../start/children.mjs";
import { root } from "../start/install.mjs";
import { watchNpm } from "../start/parents.mjs";
import { findBrowser, findFirefox } from "./browser.mjs";
import { makeStand } from "./stand.mjs";
import { testDatabases } from "./test-databases.mjs";
import { countReport } from "./test-report.mjs";

const steps = ["lint", "types", "unit", "db", "build", "api", "e2e"];
const reports = join(root, ".lock", `tests-${process.pid}`);
/** The one file that needs Firefox, which not every machine can have. */
const firefoxFile = "tests/e2e/firefox.test.ts";
const noHold = { part: () => {} };
const tool = (/** @type {string} */ file, /** @type {string[]} */ ...rest) => [
  join(root, "node_modules", file),
  ...rest,
];
const run = (/** @type {string} */ name, /** @type {string} */ file, /** @type {string[]} */ ...rest) =>
  runStep(name, tool(file, ...rest), { env: {}, hold: noHold });
const reasonOf = (/** @type {unknown} */ error) => (error instanceof Error ? error.message : String(error));

/**
 * `npm test`: everything from a fresh clone, in two lanes beside each other; the last line is `tests: N passed, N failed`.
 * `--only unit,db` runs some steps, further words are filters of test files.
 * @param {string[]} args
 * @param {(line: string) => void} say
 */
export async function runTests(args, say) {
  const at = args.indexOf("--only");
  const chosen = at < 0 ? steps : (args[at + 1] ?? "").split(",");
  const filters = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const unknown = chosen.filter((name) => !steps.includes(name));
  const wants = (/** @type {string[]} */ ...names) => names.some((name) => chosen.includes(name));
  const total = { passed: 0, failed: 0 };
  /** Said once more at the end, where whoever reads only the last lines finds it. @type {string[]} */
  const failures = [];
  /** What this machine cannot run, which is no failure. @type {string[]} */
  const notRun = [];
  const fail = (/** @type {string} */ line) => {
    if (ending) return;
    total.failed += 1;
    failures.push(line);
  };
  /** @type {ReturnType<typeof makeStand> | undefined} */
  let standing;
  /** @type {Awaited<ReturnType<typeof makeStand>> | undefined} */
  let stand;
  /** @type {Promise<never> | undefined} */
  let ending;
  const end = () => {
    ending ??= (async () => {
      endSteps();
      await standing?.then((stand) => stand.stop()).catch(() => {});
      rmSync(reports, { recursive: true, force: true });
      if (failures.length > 0) say(["\n── what failed", ...failures].join("\n"));
      if (notRun.length > 0) say(["\n── what did not run", ...notRun].join("\n"));
      say(`tests: ${total.passed} passed, ${total.failed} failed`);
      process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
    })();
    return ending;
  };
  const interrupted = () => {
    fail("interrupted");
    void end();
  };
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(name, interrupted);
  watchNpm(interrupted);

  /** What a step prints, its name before each line: two lanes print at once. @param {string} name */
  const lines = (name) => (/** @type {string} */ line) => {
    if (!ending) say(`${name.padEnd(5)} │ ${line}`);
  };

  /**
   * One thing that passes or fails as a whole; what it answers, or null when it failed.
   * @template T
   * @param {string} name
   * @param {(line: (line: string) => void) => Promise<T>} work
   * @returns {Promise<T | null>}
   */
  const check = async (name, work) => {
    if (ending) return null;
    const began = Date.now();
    const line = lines(name);
    line("…");
    try {
      const made = await work(line);
      total.passed += 1;
      line(`passed in ${Math.round((Date.now() - began) / 1000)} s`);
      return made;
    } catch (error) {
      if (ending) return null;
      const reason = reasonOf(error);
      reason.split("\n").forEach(line);
      fail([name, ...reason.split("\n").slice(0, 5)].join("\n  "));
      return null;
    }
  };

  /** @param {string} project @param {Record<string, string>} env @param {string[]} without files that are left out */
  const suite = async (project, env, without = []) => {
    if (ending) return;
    const file = join(reports, `${project}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const some = filters.length > 0 ? ["--passWithNoTests", ...filters] : [];
    const left = without.flatMap((file) => ["--exclude", file]);
    const args = tool("vitest/vitest.mjs", "run", "--project", project, ...reporters, ...left, ...some);
    const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
    const failure = await runStep(project, args, {
      env: { ...env, ...colour },
      hold: stand?.hold ?? noHold,
      onLine: lines(project),
    }).then(
      () => null,
      (error) => error,
    );
    if (ending) return;
    const counted = countReport(file, { mayBeEmpty: filters.length > 0 && !failure });
    total.passed += counted.passed;
    // Vitest can also fail outside its tests, by an unhandled error.
    if (failure && counted.failed === 0) fail(`${project} failed outside its tests`);
    total.failed += counted.failed;
    failures.push(...counted.names.map((line) => `${project} ${line}`));
  };

  /** The throw-away installation with its copies, for both lanes. */
  const prepare = (/** @type {(line: string) => void} */ line) => {
    standing = makeStand({ say: line });
    return standing.then(async (made) => {
      stand = made;
      return { ...(await testDatabases(made, { db: wants("db") })), start: made.startServer };
    });
  };

  /**
   * @param {Promise<unknown>} built the types of routes are written by the build
   * @param {ReturnType<typeof prepare>} prepared
   */
  const checkSources = async (built, prepared) => {
    if (wants("lint")) await check("lint", () => run("biome", "@biomejs/biome/bin/biome", "check", "."));
    if (wants("unit")) await suite("unit", {});
    if (wants("types")) {
      await built;
      await check("types", () => run("tsc", "typescript/bin/tsc", "--noEmit"));
    }
    if (!wants("db")) return;
    const databases = await prepared;
    if (!databases) return fail("db did not run");
    const env = { ...databases.db, HLIDKA_TEST_STATEMENTS: join(reports, "statements") };
    mkdirSync(env.HLIDKA_TEST_STATEMENTS);
    await suite("db", env);
    // Compares what the whole suite sent with the row types in the sources.
    if (filters.length === 0) await suite("statements", env);
  };

  /**
   * The browser tests' environment and the files that are left out: without Firefox its one, which is told at the end.
   * @param {Record<string, string>} env
   * @returns {[Record<string, string>, string[]]}
   */
  const withFirefox = (env) => {
    if (filters.length > 0 && !filters.some((filter) => firefoxFile.includes(filter))) return [env, []];
    const firefox = findFirefox(lines("e2e"));
    if (firefox) return [{ ...env, HLIDKA_FIREFOX: firefox }, []];
    notRun.push(`e2e ${firefoxFile}: there is no Firefox here; install one, or set HLIDKA_FIREFOX to its path`);
    return [env, [firefoxFile]];
  };

  const checkProduct = async (built, prepared) => {
    const databases = (await built) && (await prepared);
    const serves = databases && (await check("start", databases.start));
    if (wants("api") && serves) await suite("api", databases.server);
    const browser = wants("e2e") && serves && (await check("browser", async (line) => findBrowser(line)));
    if (browser) await suite("e2e", ...withFirefox({ ...databases.server, HLIDKA_BROWSER: browser }));
    if (wants("api") && !serves) fail("api did not run");
    if (wants("e2e") && !browser) fail("e2e did not run");
  };

  try {
    mkdirSync(reports, { recursive: true });
    if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(", ")}; there are ${steps.join(", ")}.`);
    const served = wants("build", "api", "e2e");
    const built = served ? check("build", (line) => ensureBuilt({ hold: noHold, say: line })) : Promise.resolve(null);
    const prepared = served || wants("db") ? check("stand", prepare) : Promise.resolve(null);
    await Promise.all([checkSources(built, prepared), served && checkProduct(built, prepared)]);
  } catch (error) {
    if (!ending) say(reasonOf(error));
    fail(reasonOf(error));
  }
  await end();
}
