import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../start/install.mjs";
import { readJson } from "../start/lock.mjs";

/**
 * What one vitest report counts: a suite that could not start, and a test that did not run, count as failed. A run of no
 * test is a failure unless it may be empty.
 * @param {string} file
 * @param {{ mayBeEmpty: boolean }} options
 * @returns {{ passed: number, failed: number, names: string[] }} names: a line a failure, with its reason
 */
export function countReport(file, { mayBeEmpty }) {
  const report = readJson(file);
  if (mayBeEmpty && !report?.numTotalTests) return { passed: 0, failed: 0, names: [] };
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
