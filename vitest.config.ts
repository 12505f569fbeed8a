import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { dbWorkers } from "./bin/check/test-databases.mjs";

const setupFiles = ["tests/support/setup.ts"];
const onDatabase = ["tests/support/own-database.ts", ...setupFiles, "tests/support/statements/watch.ts"];
const signingIn = [...setupFiles, "tests/support/own-cookies.ts"];

/**
 * Five suites; all but `unit` need what bin/test.mjs starts for them and hands over in the environment. The files of a
 * suite share their workers' modules: loading them anew for each file cost more than most files' tests.
 */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles,
          include: ["tests/unit/**/*.test.ts", "tests/*.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          setupFiles: onDatabase,
          include: ["tests/db/**/*.test.ts"],
          maxWorkers: dbWorkers,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "statements",
          setupFiles: onDatabase,
          include: ["tests/statements/**/*.test.ts"],
          sequence: { groupOrder: 5 },
        },
      },
      {
        extends: true,
        test: {
          name: "api",
          setupFiles: signingIn,
          include: ["tests/api/**/*.test.ts"],
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          setupFiles: [...signingIn, "tests/support/own-browser.ts"],
          include: ["tests/e2e/**/*.test.ts"],
          testTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
