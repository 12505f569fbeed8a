import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    projects: [{ extends: true, test: { name: "unit", include: ["tests/domain/**/*.test.ts"] } }],
  },
});
