import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test.each([[[]], [["no-such-proof"]], [["gate", "--ful"]], [["../gate"]]])(
  "a proof called as %j cannot run",
  (args) => {
    const { status, stderr } = spawnSync(process.execPath, ["bin/proof.mjs", ...args], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Usage: .* NAME one of allocation, audit, .*erase, .*gate, guard, hostile/);
  },
);
