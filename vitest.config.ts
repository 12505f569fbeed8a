import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const setupFiles = ["tests/support/setup.ts"];

/** Four suites; all but `unit` need what bin/test.mjs starts for them and hands over in the environment. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          setupFiles,
          testTimeout: 60_000,
          include: ["tests/unit/**/*.test.ts", "tests/*.test.ts"],
        },
      },
      {
        extends: true,
        test: { name: "db", setupFiles, include: ["tests/db/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: "api",
          setupFiles,
          include: ["tests/api/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          setupFiles,
          include: ["tests/e2e/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
