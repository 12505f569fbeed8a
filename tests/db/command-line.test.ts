import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signIn } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { standardSettings } from "@/db/reference/catalogue";
import { commandLine } from "../support/command-line";

// The command line joins a database that runs: DATABASE_URL of the suite.
const call = commandLine();

test("a call on a running database ends when it is done and waits for no idle connection", () => {
  const { status, stdout, signal } = spawnSync(process.execPath, ["bin/hlidka.mjs", "token", "list"], {
    encoding: "utf8",
    timeout: 50_000,
  });
  expect({ status, signal }).toEqual({ status: 0, signal: null });
  expect(stdout).not.toContain("Usage");
});

test("an installation gets its first organisation and its first account, which signs in", async () => {
  const slug = `mesto-${randomUUID().slice(0, 8)}`;
  const city = await call("organisation", "add", "--kind", "city", "--slug", slug, "--name", "Zkušební město");
  expect(city).toMatchObject({ status: 0, stderr: "" });
  const person = ["--organisation", slug, "--email", `Mentor@${slug}.example`, "--name", "Zkušební mentor"];
  const added = await call("user", "add", ...person, "--role", "mentor");
  expect(added).toMatchObject({ status: 0, stderr: "" });
  const password = added.stdout.trim();
  expect(password).toMatch(/^[a-z]{4}(-[a-z]{4}){3}$/);
  expect(await signIn(`mentor@${slug}.example`, password)).toHaveProperty("token");
  expect(await call("user", "reset-factor", "--email", `mentor@${slug}.example`)).toMatchObject({
    status: 0,
    stderr: "",
  });
  expect((await call("user", "list")).stdout).toContain(
    `${slug}\tmentor@${slug}.example\tZkušební mentor\tmentor\tactive`,
  );
  expect((await call("organisation", "list")).stdout).toContain(`city\t${slug}\tZkušební město\t1`);
}, 120_000);

test("what cannot be added is said field by field, and nothing is added", async () => {
  const slug = `mesto-${randomUUID().slice(0, 8)}`;
  const add = (...more: string[]) =>
    call("organisation", "add", "--kind", "city", "--slug", slug, "--name", "Město", ...more);
  expect(await add("--ico", "12345678")).toMatchObject({ status: 1, stdout: "" });
  expect((await add("--ico", "12345678")).stderr).toMatch(/^ico: .*IČO/);
  expect((await add("--municipality", "000000")).stderr).toMatch(/^municipalityCode: /);
  expect(await add()).toMatchObject({ status: 0 });
  expect((await add()).stderr).toMatch(/^slug: /);
  const person = (role: string, email: string) =>
    call("user", "add", "--organisation", slug, "--email", email, "--name", "Kdosi", "--role", role);
  expect((await person("auditor", `a@${slug}.example`)).stderr).toMatch(/^role: /);
  expect((await person("mentor", "nonsense")).stderr).toMatch(/^email: /);
  expect((await call("user", "reset-factor", "--email", `mentor@${slug}.example`)).status).toBe(1);
  expect((await call("user", "list")).stdout).not.toContain(`a@${slug}.example`);
  expect((await call("user", "add", "--nonsense")).status).toBe(2);
}, 120_000);

test("an empty server of one's own: schema, operator with its catalogues, city, person", async () => {
  const { HLIDKA_TEST_OWN_URL: url = "", HLIDKA_TEST_OWN_OWNER_URL: owner = "" } = process.env;
  const there = commandLine({ DATABASE_URL: url, DATABASE_OWNER_URL: owner });
  const add = (kind: string, slug: string, ...more: string[]) =>
    there("organisation", "add", "--kind", kind, "--slug", slug, "--name", "Zkouška", ...more);
  expect(await there("migrate")).toMatchObject({ status: 0 });
  expect((await add("city", "mesto")).stderr).toContain("operator first");
  expect(await add("operator", "provoz")).toMatchObject({ status: 0 });
  expect((await add("operator", "provoz-2")).stderr).toContain("already exists");
  expect(await add("city", "mesto", "--municipality", "560286", "--ico", "00259586")).toMatchObject({ status: 0 });
  const person = ["--organisation", "mesto", "--email", "m@mesto.example", "--name", "Zkouška", "--role", "manager"];
  expect(await there("user", "add", ...person)).toMatchObject({ status: 0 });
  expect(await there("audit", "verify")).toMatchObject({ status: 0 });
  const sql = connect(owner, 1);
  const [counts] = await sql`
    select (select count(*) from activity_kinds)::int as kinds, (select count(*) from settings)::int as settings,
      (select count(*) from settings where key = 'demo.today')::int as demo, (select count(*) from municipalities)::int as places`;
  await sql.end();
  expect(counts).toMatchObject({ kinds: 12, settings: standardSettings.length, demo: 0 });
  expect(counts?.places).toBeGreaterThan(6_000);
}, 180_000);
