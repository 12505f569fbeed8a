import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

// The command line joins a database that runs: DATABASE_URL of the suite.
const call = (...args: string[]) =>
  spawnSync(process.execPath, ["bin/hlidka.mjs", ...args], { encoding: "utf8", timeout: 50_000 });

test("a call on a running database ends when it is done and waits for no idle connection", () => {
  const { status, stdout, signal } = call("token", "list");
  expect({ status, signal }).toEqual({ status: 0, signal: null });
  expect(stdout).not.toContain("Usage");
});
