import { spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maxPageBytes } from "@/lib/intake/decode";
import { readProjectPage } from "@/lib/intake/read";

const page = "tests/fixtures/sokolov.txt";
/** The command as npm runs it, without any of the product's environment. */
function intake(args: string[], input?: number) {
  const run = spawnSync(process.execPath, ["bin/hlidka.mjs", "intake", ...args], {
    stdio: [input ?? "ignore", "pipe", "pipe"],
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "test" },
    timeout: 60_000,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

describe("hlidka intake", { timeout: 120_000 }, () => {
  let folder = "";
  const file = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "intake-"));
    writeFileSync(file("huge"), "");
    truncateSync(file("huge"), 50_000_000);
    writeFileSync(file("long"), "a".repeat(maxPageBytes + 1));
    writeFileSync(
      file("binary"),
      Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256),
    );
    writeFileSync(file("recipe"), "Bramboračka\nUvaříme brambory.\n");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("prints the object and nothing else, from a file and from the standard input", () => {
    const fromFile = intake([page]);
    expect(fromFile).toMatchObject({ code: 0, err: "" });
    expect(fromFile.out.startsWith('{\n  "registrationNumber": "CZ.03.02.01/00/22_018/0000388",\n  "name"')).toBe(true);
    expect(intake(["-"], openSync(page, "r"))).toEqual(fromFile);
    expect(JSON.parse(fromFile.out)).toEqual(readProjectPage(readFileSync(page, "utf8")));
  });

  it.each([["huge"], ["long"], ["binary"], ["recipe"], ["missing"], ["."]])("refuses %s with one sentence", (name) => {
    const { code, out, err } = intake([file(name)]);
    expect([code, out]).toEqual([2, ""]);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toMatch(/\.$/m);
  });

  it("refuses fifty megabytes of the standard input without reading them to the end", () => {
    expect(intake(["-"], openSync(file("huge"), "r"))).toMatchObject({ code: 2, out: "" });
  });

  it("explains itself, and refuses what it does not know", () => {
    expect(intake(["--help"])).toMatchObject({ code: 0, err: "" });
    expect(intake([])).toMatchObject({ code: 2, out: "" });
    const unknown = spawnSync(process.execPath, ["bin/hlidka.mjs", "constructor"], { encoding: "utf8" });
    expect([unknown.status, unknown.stdout]).toEqual([2, ""]);
    expect(unknown.stderr).toContain("intake FILE");
  });
});
