import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeFolder } from "@/bin/start/folder.mjs";
import { readSettings } from "@/bin/start/install.mjs";
import { freePort } from "@/bin/start/ports.mjs";
import { product } from "@/db/product";
import { assertUsable, readSchemaState } from "@/db/schema-state";
import { parseEnv } from "@/lib/env";
import { commandLine, setEnvironment } from "../support/command-line";

const home = mkdtempSync(join(tmpdir(), "hlidka-own-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const url = (change: Partial<Pick<URL, "password" | "pathname" | "port">>) =>
  Object.assign(new URL(process.env.HLIDKA_TEST_DATABASE_URL ?? ""), change).href;
const sentence = /^Nothing was done: [^\n]+\.\n$/;

test("a database that lets nobody in, is not there or is down is one sentence for every command", async () => {
  const closed: [change: Partial<URL>, words: string][] = [
    [{ password: "wrong" }, 'password authentication failed for user "hlidka_app"'],
    [{ pathname: "/nowhere" }, 'database "nowhere" does not exist'],
    [{ port: String(await freePort()) }, "ECONNREFUSED"],
  ];
  for (const [change, words] of closed) {
    const there = commandLine({ DATABASE_URL: url(change), DATABASE_OWNER_URL: "" });
    for (const args of [["doctor"], ["migrate"], ["token", "list"], ["audit", "verify"]]) {
      const { status, stdout, stderr } = await there(...args);
      expect({ args, status, stdout }).toEqual({ args, status: 1, stdout: "" });
      expect(stderr).toMatch(sentence);
      expect(stderr).toContain(words);
    }
  }
});

test("a key that is not the database's opens nothing, is printed nowhere and takes no other's place unless told to", async () => {
  const key = randomBytes(32).toString("hex");
  const here = {
    DATABASE_URL: process.env.HLIDKA_TEST_OWN_URL,
    DATABASE_OWNER_URL: process.env.HLIDKA_TEST_OWN_OWNER_URL,
  };
  // Each call reads its settings anew.
  const right = (...args: string[]) => commandLine(here)(...args);
  const wrong = (...args: string[]) => commandLine({ ...here, HLIDKA_KEY: key })(...args);
  const missing = (...args: string[]) =>
    commandLine({ ...here, HLIDKA_KEY: "", HLIDKA_DATA: join(home, "new") })(...args);
  expect(await right("migrate")).toMatchObject({ status: 0 });
  for (const call of [wrong, missing])
    for (const command of ["doctor", "migrate"]) {
      const { status, stdout, stderr } = await call(command);
      expect({ command, status, stdout }).toEqual({ command, status: 1, stdout: "" });
      expect(stderr).toMatch(sentence);
      expect(stderr).toContain("HLIDKA_KEY");
      expect(stderr).not.toContain(key);
    }
  expect((await right("doctor")).stderr).toBe("");
  expect(await wrong("migrate", "--replace-key")).toMatchObject({ status: 0 });
  expect((await right("migrate")).stderr).toContain("HLIDKA_KEY");
  expect(await right("migrate", "--replace-key")).toMatchObject({ status: 0 });
  expect((await right("migrate", "--nonsense")).status).toBe(2);
}, 240_000);

test("without settings no demo is made beside somebody's own server", async () => {
  const data = join(home, "none");
  const lost = commandLine({ DATABASE_URL: "", DATABASE_OWNER_URL: "", HLIDKA_DATA: data });
  for (const args of [["doctor"], ["migrate"], ["user", "list"], ["backup"]]) {
    const { status, stdout, stderr } = await lost(...args);
    expect({ args, status, stdout }).toEqual({ args, status: 1, stdout: "" });
    expect(stderr).toContain("DATABASE_URL is not set");
  }
  expect(existsSync(data)).toBe(false);
});

test("a folder that cannot be written to is said, and root leaves nothing in a user's", () => {
  const file = join(home, "file");
  writeFileSync(file, "");
  expect(() => makeFolder(join(file, "data"))).toThrow(/cannot be written to \(ENOTDIR\)/);
  const users = mkdtempSync(join(home, "users-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chownSync(users, 65534, 65534);
    expect(() => makeFolder(users)).toThrow("belongs to user 65534");
  } else expect(() => makeFolder(users)).not.toThrow();
  expect(readdirSync(users)).toEqual([]);
});

test("settings beside the product are read; what the environment says wins", () => {
  const before = { ...process.env };
  writeFileSync(join(home, ".env"), "HLIDKA_POOL=3\nPORT=1234\n# a remark\nSMTP_URL=\n");
  setEnvironment({ ...before, PORT: "4321", HLIDKA_POOL: undefined });
  try {
    readSettings(home);
    expect(process.env).toMatchObject({ HLIDKA_POOL: "3", PORT: "4321", SMTP_URL: "" });
    expect(() => readSettings(join(home, "nowhere"))).not.toThrow();
  } finally {
    setEnvironment(before);
  }
});

test.each(["2025-02-15", "2025-02-15T10:00+01:00", "2025-02-15T09:00Z", "2025-02-15T10:00:30+01:00"])(
  "the business clock may be %s",
  (today) => {
    expect(parseEnv({ ...process.env, HLIDKA_TODAY: today }).HLIDKA_TODAY).toBe(today);
    expect(Number.isNaN(new Date(today).getTime())).toBe(false);
  },
);

test.each([
  ["a read-only replica", { replica: true, postgres: 15 }, "read-only replica"],
  ["a PostgreSQL before the oldest that is tried", { replica: false, postgres: 14 }, "older than 15"],
])("nothing is done with %s", async (_, seen, words) => {
  const state = await readSchemaState(async () => [{ migrations: true, sources: true, ...seen }], await product());
  expect(() => assertUsable(state)).toThrow(words);
});
