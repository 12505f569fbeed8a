import { spawnSync } from "node:child_process";
import { createReadStream, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callCommand } from "@/bin/cli/commands";
import { run } from "@/bin/cli/intake";
import { maxPageBytes } from "@/lib/intake/decode";
import { readProjectPage } from "@/lib/intake/read";
import { printed } from "../support/command-line";

const page = "tests/fixtures/sokolov.txt";
const intake = (args: string[], input?: Readable) => printed(() => run(args, input));

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

  it("prints the object and nothing else, from a file and from the standard input", async () => {
    const fromFile = await intake([page]);
    expect(fromFile).toMatchObject({ status: 0, stderr: "" });
    expect(fromFile.stdout.startsWith('{\n  "registrationNumber": "CZ.03.02.01/00/22_018/0000388",\n  "name"')).toBe(
      true,
    );
    expect(JSON.parse(fromFile.stdout)).toEqual(readProjectPage(readFileSync(page, "utf8")));
    expect(await intake(["-"], createReadStream(page))).toEqual(fromFile);
    // As npm runs it, without any of the product's environment.
    const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/hlidka.mjs", "intake", "-"], {
      stdio: [openSync(page, "r"), "pipe", "pipe"],
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "test" },
      timeout: 60_000,
    });
    expect({ status, stdout, stderr }).toEqual(fromFile);
  });

  it("prints the one project of a list, and of several their count and the first ones, or the one that is searched for", async () => {
    const row = "tests/fixtures/intake/list-of-operations-rows.txt";
    const [head = "", only = ""] = readFileSync(row, "utf8").split("\n");
    writeFileSync(
      file("list"),
      `${head}\n${only}\n${only.replace("0000999", "0000998").replaceAll("Vzorov", "Lhota")}\n`,
    );
    const one = await intake([row]);
    expect(JSON.parse(one.stdout)).toEqual(readProjectPage(readFileSync(row, "utf8")));
    expect(JSON.parse((await intake([file("list")])).stdout)).toMatchObject({
      list: { count: 2, found: 2, projects: [{}, {}] },
    });
    expect(JSON.parse((await intake([file("list"), "--search", "mesto vzorov"])).stdout)).toEqual(
      JSON.parse(one.stdout),
    );
    expect(JSON.parse((await intake([file("list"), "--search", "Brno"])).stdout)).toMatchObject({
      list: { found: 0, projects: [] },
    });
    expect(await intake([file("list"), "--find", "Brno"])).toMatchObject({ status: 2, stdout: "" });
  });

  it.each([["huge"], ["long"], ["binary"], ["recipe"], ["missing"], ["."]])(
    "refuses %s with one sentence",
    async (name) => {
      const { status, stdout, stderr } = await intake([file(name)]);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).toMatch(/\.$/m);
    },
  );

  it("refuses fifty megabytes of the standard input without reading them to the end", async () => {
    const input = createReadStream(file("huge"));
    expect(await intake(["-"], input)).toMatchObject({ status: 2, stdout: "" });
    expect(input.bytesRead).toBeLessThan(2 * maxPageBytes);
  });

  it("explains itself, and refuses what it does not know", async () => {
    expect(await intake(["--help"])).toMatchObject({ status: 0, stderr: "" });
    expect(await intake([])).toMatchObject({ status: 2, stdout: "" });
    const unknown = await printed(() => callCommand(["constructor"]));
    expect(unknown).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("intake FILE") });
  });
});
