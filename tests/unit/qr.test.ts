import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { qrModules } from "@/lib/qr";

test("a code has a white border of four modules on every side, and dark corners inside it", () => {
  for (const text of ["a", "https://hlidka.example/m/setkani-apk-2025", "x".repeat(300)]) {
    const modules = qrModules(text);
    const size = modules.length;
    const inside = (at: number) => at >= 4 && at < size - 4;
    for (const [y, row] of modules.entries())
      for (const [x, dark] of row.entries()) if (dark) expect(inside(x) && inside(y), `${x} ${y}`).toBe(true);
    expect([modules[4]?.[4], modules[4]?.[size - 5], modules[size - 5]?.[4]]).toEqual([true, true, true]);
  }
});

test("codes are drawn in one way, so that no other border comes in", () => {
  const files = execFileSync("git", ["ls-files", "--", "*.ts", "*.tsx", "*.mjs"], { encoding: "utf8" })
    .trim()
    .split("\n");
  const own = files.filter((path) => !path.startsWith("tests/"));
  expect(own.filter((path) => /from "uqr"/.test(readFileSync(path, "utf8")))).toEqual(["lib/qr.ts"]);
});
